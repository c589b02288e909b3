"""Units of measurement: what their symbols and names mean in base units.

A table of our own: pint reads more, but its import alone takes longer than a verdict may, and it refuses "5 kilos",
"m s^-2", "100C" and currencies, which learners write.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

Dimensions = tuple[tuple[str, int], ...]


class Unit(NamedTuple):
    """A unit: a value in it, times `factor`, plus `offset`, is the value in base units."""

    factor: float
    dimensions: Dimensions
    offset: float = 0.0


_PREFIXES = {
    "T": 1e12,
    "G": 1e9,
    "M": 1e6,
    "k": 1e3,
    "h": 1e2,
    "da": 10.0,
    "d": 0.1,
    "c": 1e-2,
    "m": 1e-3,
    "µ": 1e-6,
    "μ": 1e-6,
    "u": 1e-6,
    "n": 1e-9,
    "p": 1e-12,
    "f": 1e-15,
}
_PREFIX_NAMES = {
    "tera": 1e12,
    "giga": 1e9,
    "mega": 1e6,
    "kilo": 1e3,
    "hecto": 1e2,
    "deca": 10.0,
    "deci": 0.1,
    "centi": 1e-2,
    "milli": 1e-3,
    "micro": 1e-6,
    "nano": 1e-9,
    "pico": 1e-12,
    "femto": 1e-15,
}
_PREFIXED = """
g gram gramme|0.001|kg
m metre meter mètre metro метр м|1|m
s sec second sekunde секунда с|1|s
A amp ampere ampère|1|A
K kelvin|1|K
mol mole|1|mol
cd candela|1|cd
N newton ньютон|1|kg m s-2
J joule|1|kg m2 s-2
W watt|1|kg m2 s-3
Pa pascal|1|kg m-1 s-2
Hz hertz|1|s-1
C coulomb|1|A s
V volt вольт|1|kg m2 s-3 A-1
Ω ω ohm|1|kg m2 s-3 A-2
F farad|1|kg-1 m-2 s4 A2
T tesla|1|kg s-2 A-1
Wb weber|1|kg m2 s-2 A-1
H henry|1|kg m2 s-2 A-2
S siemens|1|kg-1 m-2 s3 A2
lm lumen|1|cd
lx lux|1|cd m-2
Bq becquerel|1|s-1
Gy gray|1|m2 s-2
Sv sievert|1|m2 s-2
L l litre liter литр|0.001|m3
eV electronvolt|1.602176634e-19|kg m2 s-2
B byte|8|bit
bit|1|bit
bar|100000|kg m-1 s-2
cal calorie|4.184|kg m2 s-2
t tonne ton|1000|kg
Da dalton|1.66053906660e-27|kg
M molar|1000|mol m-3
pc parsec|3.0856775814913673e16|m
Wh|3600|kg m2 s-2
"""
_PLAIN = f"""
kilo|1|kg
min minute|60|s
h hr hour stunde std час ч|3600|s
d day tag jour día день|86400|s
wk week|604800|s
y yr year a jahr|31557600|s
month mo|2629800|s
rad radian|1|rad
° deg degree|{math.pi / 180}|rad
rev revolution turn|{2 * math.pi}|rad
rpm|{2 * math.pi / 60}|rad s-1
sr steradian|1|sr
% percent pct prozent процент процентов|0.01|
‰ permille|0.001|
ppm|0.000001|
u amu|1.66053906660e-27|kg
atm atmosphere|101325|kg m-1 s-2
mmHg torr|133.322387415|kg m-1 s-2
psi|6894.757293168|kg m-1 s-2
ha hectare|10000|m2
inch inches " in|0.0254|m
foot feet ft|0.3048|m
yard yd|0.9144|m
mile mi|1609.344|m
nmi|1852|m
mph|0.44704|m s-1
kph kmh|{1 / 3.6}|m s-1
knot kn kt|{1852 / 3600}|m s-1
lb lbs pound|0.45359237|kg
oz ounce|0.028349523125|kg
Å angstrom ångström|1e-10|m
AU au|149597870700|m
ly lightyear|9460730472580800|m
dB decibel|1|dB
baht|1|THB
cc|1e-6|m3
kgs|1|kg
mcg|1e-9|kg
$ dollar usd|1|USD
€ euro eur|1|EUR
£ gbp sterling pound|1|GBP
¥ yen yuan|1|JPY
₽ rouble ruble рубль рублей|1|RUB
₹ rupee|1|INR
"""
_TEMPERATURES = {
    "celsius": Unit(1, (("K", 1),), 273.15),
    "fahrenheit": Unit(5 / 9, (("K", 1),), 459.67 * 5 / 9),
}
_FACTOR = re.compile(r"([^\W\d_]+|[°%‰\"$€£¥₽₹])\s*(?:\^?\s*\(?([-+]?\d)\)?)?")
_NAMES = (
    (re.compile(r"\b(?:degrees?|deg|grad)\.?\s*(?:celsius|centigrade|c)\b|°\s*c\b", re.I), " celsius "),
    (re.compile(r"\b(?:degrees?|deg)\.?\s*(?:fahrenheit|f)\b|°\s*f\b", re.I), " fahrenheit "),
    (re.compile(r"\b(?:degrees?|deg)\s*kelvin\b|°\s*k\b", re.I), " K "),
    (re.compile(r"\blight[- ]years?\b", re.I), " ly "),
    (re.compile(r"\bper cent\b", re.I), "%"),
    (re.compile(r"\bms(?=\^?-\d)"), "m s"),
    (re.compile(r"\b(J|W|V|A|Pa|C)s\b"), r"\1 s"),
    (re.compile(r"\bNm\b"), "N m"),
    (re.compile(r"\bmm hg\b", re.I), "mmHg"),
    (re.compile(r"\bper\b|\bpro\b|\bje\b", re.I), "/"),
    (re.compile(r"\bsquared?\s+([^\W\d_]+)", re.I), r"\1^2"),
    (re.compile(r"\bcub(?:ic|ed)\s+([^\W\d_]+)", re.I), r"\1^3"),
    (re.compile(r"([^\W\d_]+)\s+squared\b", re.I), r"\1^2"),
    (re.compile(r"([^\W\d_]+)\s+cubed\b", re.I), r"\1^3"),
)


def _dimensions(text: str) -> Dimensions:
    parts = (re.fullmatch(r"([A-Za-z]+)(-?\d)?", each) for each in text.split())
    return tuple(sorted((part[1], int(part[2] or 1)) for part in parts if part))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[Unit]]:
    """Return what each symbol and name can mean, prefixes and plurals included."""
    table: dict[str, list[Unit]] = {}

    def add(name: str, unit: Unit) -> None:
        table.setdefault(name, []).append(unit)

    for line in (_PREFIXED + _PLAIN).split("\n"):
        if not line:
            continue
        names, factor, dimensions = line.rsplit("|", 2)
        unit = Unit(float(factor), _dimensions(dimensions))
        for name in names.split():
            prefixes: dict[str, float] = {}
            if f"\n{line}\n" in _PREFIXED:
                prefixes = _PREFIXES if len(name) < 3 or name in ("mol", "cal", "bar", "bit") else _PREFIX_NAMES
            for prefix, times in {"": 1.0, **prefixes}.items():
                add(prefix + name, unit._replace(factor=unit.factor * times))
                if len(name) > 2:
                    add(f"{prefix}{name}s", unit._replace(factor=unit.factor * times))
    for name, unit in _TEMPERATURES.items():
        for alias in (name, name[0].upper(), name[0], "°", "degree", "degrees", "deg"):
            add(alias, unit)
    return table


@lru_cache(maxsize=1)
def _table_by_small_letters() -> dict[str, list[Unit]]:
    table: dict[str, list[Unit]] = {}
    for name, units in _table().items():
        table.setdefault(name.casefold(), []).extend(units)
    return table


@lru_cache(maxsize=512)
def parse_unit(text: str) -> tuple[Unit, ...]:
    """Return what a unit can mean ("C" is coulomb or Celsius); nothing where it is none."""
    found: list[Unit] | None = None
    for factor, power in _factors(text) or ():
        meanings = _meanings(factor)
        raised = [_raised(unit, power) for unit in meanings]
        found = raised if found is None else [_product(one, other) for one in found for other in raised][:16]
    return tuple(found or ())


def _meanings(name: str) -> list[Unit]:
    return _table().get(name) or _table_by_small_letters().get(name.casefold()) or []


def _factors(text: str) -> list[tuple[str, int]] | None:
    """Return the units that a compound is made of, each with its power; None where something else is left."""
    for pattern, short in _NAMES:
        text = pattern.sub(short, text)
    factors: list[tuple[str, int]] = []
    for place, part in enumerate(text.split("/")):
        cleaned = re.sub(r"[·⋅*×.()]", " ", part) if place or "^" not in part else re.sub(r"[·⋅*×]", " ", part)
        if _FACTOR.sub("", cleaned).strip() or (place and not cleaned.strip()) or len(factors) > 8:
            return None
        sign = -1 if place else 1
        factors += [(name, sign * int(power or 1)) for name, power in _FACTOR.findall(cleaned)]
    return factors


def _raised(unit: Unit, power: int) -> Unit:
    if power == 1:
        return unit
    return Unit(unit.factor**power, tuple((name, exponent * power) for name, exponent in unit.dimensions))


def _product(one: Unit, other: Unit) -> Unit:
    powers = dict(one.dimensions)
    for name, exponent in other.dimensions:
        powers[name] = powers.get(name, 0) + exponent
    return Unit(one.factor * other.factor, tuple(sorted((name, each) for name, each in powers.items() if each)))


def same_unit(one: str, other: str) -> bool:
    """Return whether two units are written with the same parts: kg m s^-2 is kg·m/s², but no newton."""
    mine, theirs = _factors(one), _factors(other)
    if not mine or not theirs or not parse_unit(one) or not parse_unit(other):
        return False
    return _merged(mine) == _merged(theirs)


def _merged(factors: list[tuple[str, int]]) -> dict[frozenset[Unit], int]:
    """Return the power of each unit, by what it means."""
    merged: dict[frozenset[Unit], int] = {}
    for name, power in factors:
        meaning = frozenset(_meanings(name))
        meaning = next((known for known in merged if known & meaning), meaning)
        merged[meaning] = merged.get(meaning, 0) + power
    return {meaning: power for meaning, power in merged.items() if power}
