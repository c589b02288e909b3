"""All keys of the app and what they do, read from the bindings of its screens and widgets."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from textual.dom import DOMNode

import aide_memoire.ui
from aide_memoire.ui.screens.help import bindings_of, key_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIVER = "aide_memoire.ui.driver"  # it has no keys, and cannot be imported on Windows


def key_table() -> list[tuple[list[str], str]]:
    """Return the keys for each thing that can be done, sorted by the first of them."""
    keys: dict[str, list[str]] = {}
    for owner in owners():
        for binding in bindings_of(owner):
            names = keys.setdefault(binding.description, [])
            if (name := key_name(binding.key)) not in names:
                names.append(name)
    return sorted(((names, does) for does, names in keys.items()), key=lambda row: (row[0][0].casefold(), row[1]))


def owners() -> Iterator[type[DOMNode]]:
    """Yield the app and each screen and widget, in the order of their modules."""
    modules = (module.name for module in pkgutil.walk_packages(aide_memoire.ui.__path__, "aide_memoire.ui."))
    for name in (name for name in modules if name != _DRIVER):
        for each in vars(importlib.import_module(name)).values():
            if isinstance(each, type) and issubclass(each, DOMNode) and each.__module__ == name:
                yield each
