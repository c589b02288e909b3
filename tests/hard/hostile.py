"""Texts that try to act on a terminal or on the screen, and a deck that says them wherever a text can stand."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PAYLOADS = {
    "title": "\x1b]0;PWNED\x07",
    "clipboard": "\x1b]52;c;UFdORUQ=\x1b\\",
    "link": "\x1b]8;;http://pwned.example\x1b\\x\x1b]8;;\x1b\\",
    "colours": "\x1b[31mred\x1b[2J\x1b[1;1H\x1b[6n",
    "device": "\x1bP$qm\x1b\\\x1b_Gpwned\x1b\\\x1b^x\x1b\\\x1bc",
    "c1": "\x9b31m\x9d0;PWNED\x9c\x90q\x9c",
    "bidi": "\u202eabc\u202c\u2066x\u2069",
    "tags": "a\U000e0041\U000e0042\U000e007f",
    "nul": "\x00\x07\x08\x7f",
    "newline": "one\rtwo\u2028three\u2029four\x0b\x0c\x85",
    "action": "[@click=app.screenshot('pwned.svg')]x[/] [@click=app.quit]y[/]",
    "markup": "[/] [bold [link='file:///etc/passwd']l[/link] [red]r[/red] $accent {x} %s",
}
ALL = " ".join(PAYLOADS.values())
IN_DECKS = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", ALL)
"""The same without the signs with which `check` refuses a value."""


def quoted(text: str) -> str:
    """Return a TOML string that holds a text, with each odd sign escaped."""
    signs = (sign if sign.isalnum() or sign in " [](){}='/.@:;,$%" else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{"".join(signs)}"'


def deck(text: str = ALL, ident: str = "odd") -> str:
    """Return a deck with every kind of note, that says the text wherever one can stand."""
    said = quoted(text)
    notes = f"""
[deck]
id = "{ident}"
title = {said}
summary = {said}
[[source]]
id = "book"
title = {said}
author = {said}
url = {said}
[[card]]
id = "a"
form = "flip"
question = {said}
answer = {said}
explanation = {said}
caution = {said}
claim = {said}
hint = {said}
tags = [{said}]
source = {quoted("book " + text)}
[[card]]
id = "b"
question = {quoted(text + " again")}
answer = {quoted(text + " b")}
accept = [{said}]
lures = [{quoted(text + " c")}, {{ name = {quoted(text + " d")}, why = {said} }}, {quoted(text + " e")}]
[[cloze]]
id = "c"
text = {quoted("In {{c1::" + text.replace("}", "") + "}} it was.")}
[[event]]
id = "e"
name = {said}
date = "1990"
place = {said}
parties = [{said}, {quoted(text + " f")}]
what = {said}
verb = {said}
[[group]]
id = "g"
name = {said}
members = [{{ name = {said}, id = "m" }}, {{ name = {quoted(text + " h")}, id = "n" }}]
[[sequence]]
id = "s"
name = {said}
items = [{{ name = {said}, date = "1990" }}, {{ name = {quoted(text + " i")}, date = "1991" }}]
"""
    broken = f"""
[[card]]
id = {said}
question = {said}
{quoted(text)} = 1
[{quoted(text)}]
"""
    return notes + broken


def lay_traps(folder: Path) -> int:
    """Put files into a folder that are no decks, under the names of decks; return how many."""
    os.mkfifo(folder / "pipe.toml")
    (folder / "folder.toml").mkdir()
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "endless.toml").symlink_to("/dev/zero")
    (folder / "gone.toml").symlink_to("/no/such/place")
    return 5


CARD = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'
LARGE: dict[str, str | bytes] = {
    "long-line": f'[[card]]\nid = "a"\nquestion = "{"q" * 1_000_000}"\nanswer = "A"\n',
    "long-broken-line": f'[[card]]\nid = "a"\nquestion = "{"q" * 1_000_000}\nanswer = "A"\n',
    "long-comment": f"# {'x' * 1_000_000}\n{CARD}",
    "nested-lists": f"{CARD}tags = {'[' * 10_000}{']' * 10_000}\n",
    "nested-tables": f"{CARD}reverse = {'{a=' * 10_000}1{'}' * 10_000}\n",
    "open-lists": f"tags = {'[' * 10_000}\n{CARD}",
    "dotted-key": f"{CARD}{'a.' * 20_000}b = 1\n",
    "dotted-header": f"[{'a.' * 20_000}b]\nx = 1\n{CARD}",
    "dotted-list": f"[[{'a.' * 20_000}b]]\nx = 1\n{CARD}",
    "large-number": f"[deck]\nsummary = {'9' * 5000}\n{CARD}",
    "large-date": f'[[event]]\nid = "e"\nname = "n"\ndate = "{"9" * 5000}"\n',
    "large-date-number": f'[[event]]\nid = "e"\nname = "n"\ndate = {"9" * 5000}\n',
    "large-gap": f'[[cloze]]\nid = "c"\ntext = "{{{{c{"9" * 5000}::x}}}}"\n',
    "many-gaps": f'[[cloze]]\nid = "c"\ntext = "{"{{c1::" * 20_000}"\n',
    "quotes": '"""' * 30_000,
    "headers": "[[" * 30_000,
    "not-utf-8": b"\xff\xfe\x00" + CARD.encode(),
    "half-a-character": CARD.encode() + b"# \xe4\xb8",
    "utf-16": CARD.encode("utf-16"),
    "mark": "\ufeff" + CARD,
    "windows": CARD.replace("\n", "\r\n"),
    "old-mac": CARD.replace("\n", "\r"),
    "nul": CARD + "\x00",
    "raw-escapes": CARD.replace("Q?", ALL),
    "dots": f'[deck]\nid = "../../x"\n{CARD.replace("a", "../../../etc/passwd", 1)}',
    "con": f'[deck]\nid = "CON"\n{CARD}',
    "long-id": f'[deck]\nid = "{"x" * 300}"\n{CARD}',
    "empty": "",
}
