"""Formulas: mathematics and chemistry, where every sign counts but not how it is written: x² is x^2, SO₄²⁻ SO4 2-."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aide_memoire.core.grading.folding import decimal_digits, raise_powers

_ELEMENTS = frozenset(
    str.split(
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb "
        "Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu "
        "Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr D T"
    )
)
_COMPOUND = re.compile(r"(?:[A-Z][a-z]?\d*|[()\[\]]\d*|[·.*]\d*(?=[A-Z(]))+")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_CHARGES = (
    re.compile(r"(?P<body>.*?[^\s^+-])(?:\s*\^\s*\(?|\s+)(?P<number>\d*)(?P<sign>[+-])\)?"),
    re.compile(r"(?P<body>.*?[^\s^+-])\s*\^\s*\(?(?P<sign>[+-])(?P<number>\d*)\)?"),
    re.compile(r"(?P<body>.*?[^\s^+-])(?P<number>\d)(?P<sign>[+-])"),
    re.compile(r"(?P<body>.*?[^\s^+-])(?P<number>)(?P<sign>[+-])"),
    re.compile(r"(?P<body>.*?[^\s^+-])\s*(?P<sign>[+-])(?P<number>(?P=sign)+)"),
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FUNCTIONS = frozenset(
    ("sqrt", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "alpha", "beta", "gamma", "delta")
)
_FUNCTIONS |= frozenset(("theta", "lambda", "sigma", "omega", "epsilon", "const"))
_OPERATOR = re.compile(
    r"[=√±≤≥≠<>×÷∫∑∂∞≈^]|(?<=[\w)])\s*[+*]\s*(?=[\w(√-])|\b[^\W\d_]/[^\W\d_]\b|\w\s+-\s+\w|(?<=\d)!|\b[knmx]!$"
    r"|^[\[({]\s*[-−+]?[\w.∞/]+(?:\s*[,;]\s*[-−+]?[\w.∞/]+)+\s*[\])}]$"  # an interval, a point, a set
    r"|^[-−]\s*(?:sin|cos|tan|log|ln|exp|√|[a-zα-ω]\b)"
)
_GREEK_FACTOR = re.compile(r"\d?[α-ωΑ-Ω]\s?[a-zA-Z\d^]{1,4}|\d\s?[α-ω]\s?\w{0,4}")
_LETTERS = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "theta": "θ", "lambda": "λ", "sigma": "σ", "pi": "π"}
_LETTERS |= {"omega": "ω", "epsilon": "ε", "rho": "ρ", "phi": "φ", "mu": "μ", "tau": "τ"}
_NAMED = re.compile(rf"(?<![a-z])({'|'.join(_LETTERS)})(?![a-z])|(?<![a-z])(pi)(?=[a-z]?(?:\^|$|\W))")
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "⁄": "/", "∆": "δ"})
_ARROW = re.compile(r"[-=]+>|[⟶➔➝⇒]")
_WATER = re.compile(r"(?<=[A-Za-z\d)])\.(?=\d*H2O)")
_MAX = 200


@lru_cache(maxsize=2048)
def is_formula(text: str) -> bool:
    """Return whether a text of a deck is a formula."""
    if len(text) > _MAX:
        return False
    return _is_compound(text) or _is_mathematics(text)


def same_formula(one: str, other: str) -> bool:
    """Return whether two formulas are the same; the case of letters is free."""
    return bool(_readings(one) & _readings(other))


def _is_compound(text: str) -> bool:
    """Return whether a text is a chemical formula with a number or a charge: H2SO4, Na+."""
    plain = unicodedata.normalize("NFKC", raise_powers(text.strip())).translate(_SIGNS)
    bodies = [found["body"] for pattern in _CHARGES if (found := pattern.fullmatch(plain))]
    whole = [plain] if any(sign.isdigit() for sign in plain) and len(_SYMBOL.findall(plain)) > 1 else []
    return any(_COMPOUND.fullmatch(each) and set(_SYMBOL.findall(each)) <= _ELEMENTS for each in (*bodies, *whole))


def _is_mathematics(text: str) -> bool:
    if any(word.casefold() not in _FUNCTIONS for word in _LONG_WORD.findall(text)):
        return False
    raised = raise_powers(text)
    if not any(sign.isalpha() or sign.isdigit() for sign in text):
        return False
    return bool(_OPERATOR.search(raised) or _GREEK_FACTOR.fullmatch(text.strip()))


@lru_cache(maxsize=2048)
def _readings(text: str) -> frozenset[str]:
    """Return what a formula can mean, each in one way of writing: O2- is an ion of O or of O2."""
    plain = _WATER.sub("·", unicodedata.normalize("NFKC", raise_powers(text[:_MAX])))
    plain = decimal_digits(plain).translate(_SIGNS).casefold().strip().rstrip(".")
    charges = [found for pattern in _CHARGES if (found := pattern.fullmatch(plain))]
    return frozenset(_charged(found) for found in charges) or frozenset((_mathematics(plain),))


def _charged(found: re.Match[str]) -> str:
    number = found["number"]
    size = len(number) + 1 if set(number) <= {"+", "-"} and number else int(number or 1)
    return f"{_mathematics(found['body'])} {size}{found['sign']}"


def _mathematics(plain: str) -> str:
    """Return a formula without blanks, without signs for times, and with one way to write roots and powers."""
    text = plain.replace("**", "^").replace(">=", "≥").replace("<=", "≤").replace("!=", "≠").replace("+-", "±")
    text = _ARROW.sub("→", text)
    text = re.sub(r"\bsqrt\b|√", "√", text.replace("+/-", "±"))
    text = _NAMED.sub(lambda found: _LETTERS[found[1] or found[2]], text)
    text = re.sub(r"√\s*\(([\w.]+)\)", r"√\1", text)
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"(?<!\d)\*|\*(?!\d)", "", text)
    text = re.sub(r"\^\((-?\w+)\)", r"^\1", text)
    return re.sub(r"(?<=[^\W\d_])\^(?=\d)|(?<=\))\^(?=\d)", "", text)
