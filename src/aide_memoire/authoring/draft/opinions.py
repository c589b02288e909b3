"""Find who holds an opinion in a sentence, by its words: believes, argues, says, should, according to."""

from __future__ import annotations

import re

from aide_memoire.authoring.draft.names import Name, find_names

_SAYS = (
    r"(?:believe[sd]?|argue[sd]?|says?|said|claim(?:s|ed)?|think[s]?|thought|told|wr(?:ites?|ote)|maintain(?:s|ed)?|"
    r"contend(?:s|ed)?|insist(?:s|ed)?|suggest(?:s|ed)?|assert(?:s|ed)?|stated|announce[sd]\s+that|warn(?:s|ed)?|hope[sd]\s+(?:that|to)|"
    r"fear(?:s|ed)?\s+that|predict(?:s|ed)?|consider(?:s|ed)?|feels?\s+that|felt\s+that|accuse[sd]?|alleg(?:es|ed)|complain(?:s|ed)?|"
    r"meint(?:e|en)?|glaub(?:t|te|en)|behaupte(?:t|te|n|ten)|sag(?:t|te|en)|schrieb|schreibt|"
    r"pense|affirme|estime|prétend|dice|dijo|cree|afirma)"
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:opinion|view|words|judge?ment)\s+of|laut|nach\s+Ansicht\s+von|selon|según|secondo)\s+"
    r"(?:the\s+|der\s+|dem\s+|den\s+)?",
    re.I,
)
_OPINION = re.compile(
    rf"\b(?:{_SAYS}|according\s+to|should|ought\s+to|must\s+be|supposedly|allegedly|reportedly|apparently|arguably|perhaps|"
    r"probably|(?:un)?likely|obviously|seem(?:s|ed)?|appear(?:s|ed)?\s+to|in\s+(?:my|his|her|our|their|some)\s+(?:opinion|view)|"
    r"(?:it|this)\s+is\s+(?:clear|obvious|important|said|thought|believed|well\s+known)|we\s+can\s+say|"
    r"(?:best|worst|greatest|finest|most\s+(?:important|beautiful))|"
    r"sollten?|müssten?|angeblich|vermutlich|wahrscheinlich|wohl|zufolge|laut|selon|según|probablement|probablemente)\b",
    re.I,
)
_SPEAKER = re.compile(rf"\s+(?:has\s+|had\s+|also\s+|once\s+)?{_SAYS}\b")
_SEVERAL = re.compile(rf"\b(?P<who>(?:some|many|most|several|other)\s+(?:[a-z]+\s)?[a-z]+s)\s+{_SAYS}\b", re.I)


def find_claim(sentence: str) -> str | bool:
    """Return who holds what a sentence says, True where it is an opinion and nobody is named, and False for a fact."""
    names = find_names(sentence)
    for opening in _ACCORDING.finditer(sentence):
        if named := next((name for name in names if name.start == opening.end()), None):
            return named.text
    if several := _SEVERAL.search(sentence):
        return several["who"].casefold()
    for name in names:
        if _SPEAKER.match(sentence, name.end):
            some = re.search(r"\b(?:some|many|most)\s$", sentence[: name.start], re.I)
            return f"{some[0].casefold() if some else ''}{_speaker(name)}"
    return bool(_OPINION.search(sentence))


def _speaker(name: Name) -> str:
    """Return a name without the post that stands before it: "Ambassador to the United States Qin Gang"."""
    words = name.text.split()
    return name.text if name.is_event or len(words) < 3 or words[0] == words[0].casefold() else " ".join(words[-2:])
