"""British and American spellings of one word."""

from __future__ import annotations

import re
from functools import lru_cache

_OUR = (
    "arb|arm|behavi|cand|clam|clang|col|demean|dol|enam|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|misdemean|neighb"
    "|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig"
)
_DOUBLED = (
    "cancel|channel|counsel|dial|dishevel|equal|fuel|funnel|grovel|initial|jewel|label|level|libel|marshal|marvel"
    "|model|panel|pedal|quarrel|rival|shovel|signal|snivel|spiral|swivel|total|towel|travel|tunnel|unravel"
)
_RULES = (
    (r"^practis(?=e)", "practic"),  # before -ise becomes -ize
    (r"aemi(?=[ac])", "emi"),  # anaemia, leukaemic
    (r"oea", "ea"),  # diarrhoea, apnoea
    (r"^leuco", "leuko"),
    (r"^oe(?=sophag|str|dem)", "e"),
    (r"oedema", "edema"),
    (r"haem(?=[ao])", "hem"),
    (r"^(an|syn)?aesth", r"\1esth"),
    (r"paed(?=i|o)", "ped"),
    (r"f(?:oe)(?=t)", "fe"),
    (r"(?<=[gn])ynaec", "ynec"),
    (r"gynaec", "gynec"),
    (r"^(?:ae)(?=on|tiolog)", "e"),
    (r"^caes(?=ium|ar(?:ea|ia))", "ces"),
    (r"^(f|c)aec", r"\1ec"),
    (r"coel(?=iac|om)", "cel"),
    (r"archaeo", "archeo"),
    (r"palaeo", "paleo"),
    (r"mediaev", "mediev"),
    (r"pedaedia|paedia$", "pedia"),
    (r"amoeb", "ameb"),
    (r"homoeo", "homeo"),
    (r"manoeuvr(e?)", r"maneuver\1"),
    (r"(?<=maneuver)e", ""),
    (r"sulph", "sulf"),
    (rf"^((?:dis|mis|un)?(?:{_OUR}))our", r"\1or"),
    (rf"({_DOUBLED})l(?=ed$|ing$|er$|ers$|or$)", r"\1"),
    (r"(?<=....)is(?=e$|ed$|es$|er$|ers$|ing$|ations?$|ational$)", "iz"),
    (r"(?<=[al])ys(?=e$|ed$|es$|ing$)", "yz"),
    (r"(cent|met|lit|theat|fib|sab|somb|calib|spect|meag|lust|och|scept|nit|mit)re(?=s?$)", r"\1er"),
    (r"(catal|dial|anal|monol|prol|epil|homol)ogue", r"\1og"),
    (r"^(def|off|pret)ence", r"\1ense"),
    (r"^licence", "license"),
    (r"^program+e?(?=s?$)", "program"),
    (r"^(enrol|fulfil|distil|instil)l?(?=s?$|ment)", r"\1"),
    (r"^(ski|wi)ll?ful", r"\1lful"),
    (r"^install?ment", "installment"),
    (r"(judg|acknowledg|abridg)ement", r"\1ment"),
    (r"^(art)efact", r"\1ifact"),
    (r"^(m|sm)ou(?=ld|lt)", r"\1o"),
    (r"^sceptic", "skeptic"),
    (r"bourg$", "burg"),
    (r"gramme(?=s?$)", "gram"),
    (r"^(ag)eing", r"\1ing"),
    (r"^jeweller", "jeweler"),
    (r"^jewelry", "jewelery"),
    (r"^(learn|burn|spoil|spill)t$", r"\1ed"),
)
_WORDS = dict(
    pair.split("=")
    for pair in [
        "aluminium=aluminum",
        "grey=gray",
        "greys=grays",
        "tyre=tire",
        "tyres=tires",
        "plough=plow",
        "ploughs=plows",
        "cheque=check",
        "kerb=curb",
        "cosy=cozy",
        "pyjamas=pajamas",
        "draught=draft",
        "gaol=jail",
        "yoghurt=yogurt",
        "disc=disk",
        "enquiry=inquiry",
        "connexion=connection",
        "towards=toward",
        "aeroplane=airplane",
        "storey=story",
        "maths=math",
        "mum=mom",
        "axe=ax",
        "spelt=spelled",
        "dreamt=dreamed",
        "doughnut=donut",
        "moustache=mustache",
        "furore=furor",
        "adviser=advisor",
        "orthopaedic=orthopedic",
        "orthopaedics=orthopedics",
    ]
)

_TRIGGERS = re.compile(  # no rule changes a word without one of these
    r"[ao]e|ou|^leuco|l(?:ed|ing|ers?|or)$|[iy]s|re(?:s|$)|ogue|ence|sulph|program|rol|il|ful$|em|efact|scep|eing|jewel|t$|gramme"
)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile the rules, which takes longer than most verdicts and which few words need."""
    return tuple((re.compile(pattern), spelling) for pattern, spelling in _RULES)


@lru_cache(maxsize=2048)
def american(word: str) -> str:
    """Return one spelling for a folded word that is written in two ways; it need not be a word itself."""
    if word in _WORDS or not _TRIGGERS.search(word):
        return _WORDS.get(word, word)
    for pattern, spelling in _rules():
        word = pattern.sub(spelling, word)
    return word
