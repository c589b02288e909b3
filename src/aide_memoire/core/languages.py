"""Codes of languages, and the code that was meant by another way to write one."""

from __future__ import annotations

import re

_CODES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl
    nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()  # noqa: SIM905  a list of words would take two hundred lines
)
_NAMES = {
    name: code
    for code, names in {
        "ar": "arabic العربية",
        "bg": "bulgarian български",
        "ca": "catalan català",
        "cs": "czech čeština česky cz cze ces",
        "cy": "welsh cymraeg",
        "da": "danish dansk dk dan",
        "de": "german deutsch ger deu allemand alemán tedesco немецкий",
        "el": "greek ελληνικά gr ell gre",
        "en": "english eng englisch anglais inglés us gb",
        "eo": "esperanto",
        "es": "spanish español espanol castellano spanisch espagnol sp spa испанский",
        "et": "estonian eesti est",
        "eu": "basque euskara",
        "fa": "persian farsi فارسی",
        "fi": "finnish suomi fin",
        "fr": "french français francais französisch francés fre fra французский",
        "ga": "irish gaeilge",
        "he": "hebrew עברית heb iw",
        "hi": "hindi हिन्दी hin",
        "hr": "croatian hrvatski",
        "hu": "hungarian magyar hun",
        "hy": "armenian",
        "id": "indonesian",
        "is": "icelandic íslenska",
        "it": "italian italiano italienisch ita",
        "ja": "japanese 日本語 nihongo jp jpn",
        "ka": "georgian",
        "ko": "korean 한국어 kor",
        "la": "latin latein lat",
        "lt": "lithuanian lietuvių",
        "lv": "latvian latviešu",
        "nb": "norwegian norsk bokmål nor",
        "nl": "dutch nederlands nld dut niederländisch",
        "pl": "polish polski pol",
        "pt": "portuguese português portugues por br",
        "ro": "romanian română ron rum",
        "ru": "russian русский russisch rus",
        "sa": "sanskrit",
        "sk": "slovak slovenčina",
        "sl": "slovenian slovene slovenščina",
        "sr": "serbian srpski српски",
        "sv": "swedish svenska swe",
        "th": "thai",
        "tr": "turkish türkçe tur",
        "uk": "ukrainian українська ua ukr",
        "vi": "vietnamese vie",
        "zh": "chinese mandarin 中文 汉语 chinesisch cn chi zho",
    }.items()
    for name in names.split()
}
_NAMES.pop("br")  # Breton, as well as Brazil
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def is_language(code: str) -> bool:
    """Return whether the text is the code of a language, as in "de", "pt-BR" or "grc"."""
    first = code.partition("-")[0]
    return (
        _CODE.fullmatch(code) is not None
        and first not in _NAMES
        and (len(first) > 2 or first in _CODES or first == "xx")
    )


def code_of(language: str) -> str:
    """Return the code that was meant: "de" for “German”, “Deutsch”, “DE” and “de_DE”, or "" if that is not known."""
    words = language.replace("_", "-").casefold().split()
    first, _, rest = words[0].partition("-") if words else ("", "", "")
    code = _NAMES.get(first, first)
    if not is_language(code):
        return ""
    region = rest.upper() if len(rest) == 2 else rest.title()
    return f"{code}-{region}" if rest and first == code else code
