"""Every diagnostic that `check` can tell, with the deck that has the mistake and the exact text shown."""

import ast
import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from aide_memoire.cli.main import main
from aide_memoire.decks.files import diagnose_file, diagnose_files, read_deck_file

SRC = Path(__file__).parents[2] / "src"
SOURCE = """\
[[source]]
id = "s"
title = "S"

"""
NOTE = 'question = "Which?"\nanswer = "Rome"\n'


class Case(NamedTuple):
    """A deck with a mistake, and all that is said of it."""

    code: str
    what: str
    deck: str
    told: str


CASES = [
    Case(
        "syntax",
        "a text without its end",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = "no end
""",
        """\
mine.toml:10:15: error[syntax]: the closing quote is missing
 10 │ hint = "no end
    │               ^
    = end the text with "
""",
    ),
    Case(
        "syntax",
        "a key twice",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = "one"
hint = "two"
""",
        """\
mine.toml:11:1: error[syntax]: `hint` stands twice in this table
 11 │ hint = "two"
    │ ^
    = delete one of the two
""",
    ),
    Case(
        "syntax",
        "an inline table over two lines",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
reverse = {
  question = "Of what?", answer = "Italy" }
""",
        """\
mine.toml:10:11: error[syntax]: an inline table must end on its own line
 10 │ reverse = {
    │           ^
    = write { … } on one line
""",
    ),
    Case(
        "syntax",
        "what only newer TOML has",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
reverse = { question = "Of what?", answer = "Italy", }
""",
        """\
mine.toml:10:52: error[syntax]: no comma stands before the closing brace
 10 │ reverse = { question = "Of what?", answer = "Italy", }
    │                                                    ^
    = delete it
""",
    ),
    Case(
        "syntax",
        "two heads",
        """\
[deck]
id = "d"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"

[deck]
id = "e"
""",
        """\
mine.toml:14:2: error[syntax]: [deck] stands twice
 14 │ [deck]
    │  ^
    = put these keys below the first [deck]
""",
    ),
    Case(
        "no-notes",
        "a head alone",
        """\
[deck]
title = "T"
""",
        """\
mine.toml:1:1: warning[no-notes]: the deck has no notes yet
 1 │ [deck]
   │ ^
   = add a [[card]]
""",
    ),
    Case(
        "unknown-key",
        "in a file",
        """\
titel = "T"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:1:1: error[unknown-key]: `titel` stands in no table
 1 │ titel = "T"
   │ ^^^^^
   = write [deck] above it
""",
    ),
    Case(
        "unknown-key",
        "a kind that there is not",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"

[[crad]]
id = "b"
""",
        """\
mine.toml:11:3: error[unknown-key]: `crad` is not known in a deck
 11 │ [[crad]]
    │   ^^^^
    = did you mean `card`?
""",
    ),
    Case(
        "unknown-key",
        "in a note",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
lurse = ["Paris"]
""",
        """\
mine.toml:10:1: error[unknown-key]: `lurse` is not known here
 10 │ lurse = ["Paris"]
    │ ^^^^^
    = did you mean `lures`?
""",
    ),
    Case(
        "unknown-key",
        "in the head",
        """\
[deck]
notes = 3

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:1: error[unknown-key]: `notes` is not known here
 2 │ notes = 3
   │ ^^^^^
""",
    ),
    Case(
        "unknown-key",
        "in a source",
        """\
[[source]]
id = "s"
title = "S"
autor = "A"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:4:1: error[unknown-key]: `autor` is not known here
 4 │ autor = "A"
   │ ^^^^^
   = did you mean `author`?
""",
    ),
    Case(
        "unknown-key",
        "in the phrases",
        """\
[deck]
phrases.wenn = "{name}?"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:1: error[unknown-key]: `wenn` is not known here
 2 │ phrases.wenn = "{name}?"
   │ ^^^^^^^^^^^^
   = did you mean `when`?
""",
    ),
    Case(
        "missing-key",
        "a card's answer",
        """\
[[card]]
id = "a"
question = "Which?"
""",
        """\
mine.toml:1:3: error[missing-key]: `answer` is missing
 1 │ [[card]]
   │   ^^^^
   = add answer = "…"
""",
    ),
    Case(
        "missing-key",
        "a source's title",
        """\
[[source]]
id = "s"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:1:3: error[missing-key]: `title` is missing
 1 │ [[source]]
   │   ^^^^^^
   = add title = "…"
""",
    ),
    Case(
        "missing-key",
        "a group's members",
        SOURCE
        + """\
[[group]]
id = "a"
name = "G"
source = "s"
""",
        """\
mine.toml:5:3: error[missing-key]: a group needs `members`
 5 │ [[group]]
   │   ^^^^^
   = add members = ["…", "…"]
""",
    ),
    Case(
        "missing-key",
        "a sequence's second item",
        SOURCE
        + """\
[[sequence]]
id = "a"
name = "Q"
items = ["one"]
source = "s"
""",
        """\
mine.toml:8:1: error[missing-key]: a sequence needs two `items` or more
 8 │ items = ["one"]
   │ ^^^^^
   = add items = ["…", "…"]
""",
    ),
    Case(
        "missing-key",
        "anything to ask",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
ask = []
source = "s"
""",
        """\
mine.toml:9:1: error[missing-key]: nothing is asked of the event
 9 │ ask = []
   │ ^^^
   = ask of when, until, name, where, who
""",
    ),
    Case(
        "empty",
        "a text",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = " "
""",
        """\
mine.toml:10:8: error[empty]: `hint` is empty
 10 │ hint = " "
    │        ^^^
""",
    ),
    Case(
        "wrong-type",
        "a text that is a number",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = 5
""",
        """\
mine.toml:10:8: error[wrong-type]: `hint` needs a text in quotes, not a number
 10 │ hint = 5
    │        ^
    = write "5"
""",
    ),
    Case(
        "wrong-type",
        "a text that is a list",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = ["x"]
""",
        """\
mine.toml:10:1: error[wrong-type]: `hint` needs a text in quotes, not a list
 10 │ hint = ["x"]
    │ ^^^^
    = write "x"
""",
    ),
    Case(
        "wrong-type",
        "a list that is a text",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
accept = "Roma"
""",
        """\
mine.toml:10:10: error[wrong-type]: `accept` needs a list, as in ["…", "…"]
 10 │ accept = "Roma"
    │          ^^^^^^
    = write ["Roma"]
""",
    ),
    Case(
        "wrong-type",
        "a number in a list",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
accept = ["Roma", 5]
""",
        """\
mine.toml:10:19: error[wrong-type]: a text in quotes belongs here, not a number
 10 │ accept = ["Roma", 5]
    │                   ^
    = write "5"
""",
    ),
    Case(
        "wrong-type",
        "an empty text in a list",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
tags = [""]
""",
        """\
mine.toml:10:9: error[wrong-type]: a text in quotes belongs here, not an empty text
 10 │ tags = [""]
    │         ^^
    = delete it
""",
    ),
    Case(
        "wrong-type",
        "another form",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
form = "typed"
""",
        """\
mine.toml:10:8: error[wrong-type]: `form` can only be "flip", not “typed”
 10 │ form = "typed"
    │        ^^^^^^^
    = write form = "flip", or delete the line
""",
    ),
    Case(
        "wrong-type",
        "a source that is no text",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = 5
""",
        """\
mine.toml:9:10: error[wrong-type]: a source is a text: its id and the place in it
 9 │ source = 5
   │          ^
   = write "5"
""",
    ),
    Case(
        "wrong-type",
        "a claim that is a number",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
claim = 5
""",
        """\
mine.toml:10:9: error[wrong-type]: `claim` needs a name, or true, not a number
 10 │ claim = 5
    │         ^
""",
    ),
    Case(
        "wrong-type",
        "a lure that is a number",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
lures = ["Paris", 5]
""",
        """\
mine.toml:10:19: error[wrong-type]: a lure is a text, or { name = "…", why = "…" }
 10 │ lures = ["Paris", 5]
    │                   ^
    = write "5"
""",
    ),
    Case(
        "unknown-key",
        "a lure with another key",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
lures = [{ name = "Paris", wy = "no" }]
""",
        """\
mine.toml:10:28: error[unknown-key]: `wy` is not known here
 10 │ lures = [{ name = "Paris", wy = "no" }]
    │                            ^^
    = did you mean `why`?
""",
    ),
    Case(
        "missing-key",
        "a reverse without its answer",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
reverse = { question = "Of what?" }
""",
        """\
mine.toml:10:1: error[missing-key]: `answer` is missing
 10 │ reverse = { question = "Of what?" }
    │ ^^^^^^^
    = add answer = "…"
""",
    ),
    Case(
        "missing-key",
        "a member without its name",
        SOURCE
        + """\
[[group]]
id = "a"
name = "G"
members = ["A", { aliases = ["B"] }]
source = "s"
""",
        """\
mine.toml:8:17: error[missing-key]: `name` is missing
 8 │ members = ["A", { aliases = ["B"] }]
   │                 ^^^^^^^^^^^^^^^^^^^
   = add name = "…"
""",
    ),
    Case(
        "unknown-key",
        "an item with another key",
        SOURCE
        + """\
[[sequence]]
id = "a"
name = "Q"
items = ["one", "two", { name = "three", year = 3 }]
source = "s"
""",
        """\
mine.toml:8:42: error[unknown-key]: `year` is not known here
 8 │ items = ["one", "two", { name = "three", year = 3 }]
   │                                          ^^^^
   = did you mean `date`?
""",
    ),
    Case(
        "wrong-type",
        "a question that is no text",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
question.when = 5
source = "s"
""",
        """\
mine.toml:9:17: error[wrong-type]: a question is a text in quotes
 9 │ question.when = 5
   │                 ^
""",
    ),
    Case(
        "wrong-type",
        "a question without its part",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
question = "When?"
source = "s"
""",
        """\
mine.toml:9:12: error[wrong-type]: `question` needs one of the note's parts
 9 │ question = "When?"
   │            ^^^^^^^
   = write question.when = "When?"
""",
    ),
    Case(
        "wrong-type",
        "a date that is true",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = true
source = "s"
""",
        """\
mine.toml:8:8: error[wrong-type]: a date belongs here, not true or false
 8 │ date = true
   │        ^^^^
""",
    ),
    Case(
        "wrong-type",
        "eleven months",
        """\
[deck]
phrases.months = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N"]

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:1: error[wrong-type]: `months` needs twelve names, not 11
 2 │ phrases.months = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N"]
   │ ^^^^^^^^^^^^^^
""",
    ),
    Case(
        "wrong-type",
        "phrases that are a text",
        """\
[deck]
phrases = "de"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:11: error[wrong-type]: `phrases` needs a table
 2 │ phrases = "de"
   │           ^^^^
""",
    ),
    Case(
        "wrong-type",
        "a head that is a text",
        """\
deck = "d"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:1:8: error[wrong-type]: write it as [deck]
 1 │ deck = "d"
   │        ^^^
""",
    ),
    Case(
        "wrong-type",
        "a note with one bracket",
        SOURCE
        + """\
[card]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:5:2: error[wrong-type]: write each card as [[card]]
 5 │ [card]
   │  ^^^^
   = [[card]] with two brackets
""",
    ),
    Case(
        "wrong-type",
        "notes that are texts",
        """\
card = ["Which?", "Rome"]
""",
        """\
mine.toml:1:9: error[wrong-type]: write each card as [[card]]
 1 │ card = ["Which?", "Rome"]
   │         ^^^^^^^^
mine.toml:1:19: error[wrong-type]: write each card as [[card]]
 1 │ card = ["Which?", "Rome"]
   │                   ^^^^^^
""",
    ),
    Case(
        "wrong-type",
        "lists in lists in lists",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]
""",
        """\
mine.toml:10:1: error[wrong-type]: nested too deeply
 10 │ hint = [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]
    │ ^^^^
mine.toml:10:1: error[wrong-type]: `hint` needs a text in quotes, not a list
 10 │ hint = [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]
    │ ^^^^
""",
    ),
    Case(
        "bad-date",
        "a month of one figure",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1896-6"
source = "s"
""",
        """\
mine.toml:8:8: error[bad-date]: “1896-6” is not a date: write 1945, 1945-08 or 1945-08-14
 8 │ date = "1896-6"
   │        ^^^^^^^^
   = write "1896-06"
""",
    ),
    Case(
        "bad-date",
        "words",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "June 1896"
source = "s"
""",
        """\
mine.toml:8:8: error[bad-date]: “June 1896” is not a date: write 1945, 1945-08 or 1945-08-14
 8 │ date = "June 1896"
   │        ^^^^^^^^^^^
   = write "1896-06"
""",
    ),
    Case(
        "bad-date",
        "a day that is not",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900-02-29"
source = "s"
""",
        """\
mine.toml:8:8: error[bad-date]: “1900-02-29” is not in the calendar
 8 │ date = "1900-02-29"
   │        ^^^^^^^^^^^^
""",
    ),
    Case(
        "bad-date",
        "a span the wrong way round",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
as_of = "1900/1899"
""",
        """\
mine.toml:10:9: error[bad-date]: “1900/1899” ends before it begins
 10 │ as_of = "1900/1899"
    │         ^^^^^^^^^^^
""",
    ),
    Case(
        "bad-date",
        "of an item",
        SOURCE
        + """\
[[sequence]]
id = "a"
name = "Q"
items = ["one", { name = "two", date = "19" }]
source = "s"
""",
        """\
mine.toml:8:40: error[bad-date]: “19” is not a date: write 1945, 1945-08 or 1945-08-14
 8 │ items = ["one", { name = "two", date = "19" }]
   │                                        ^^^^
""",
    ),
    Case(
        "no-id",
        "a note",
        SOURCE
        + """\
[[card]]
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:5:3: warning[no-id]: the note has no id: an edit of its words would orphan its history
 5 │ [[card]]
   │   ^^^^
   = add id = "card-which"
""",
    ),
    Case(
        "bad-id",
        "of a note",
        SOURCE
        + """\
[[card]]
id = "a b"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:6:6: error[bad-id]: “a b” cannot be an id
 6 │ id = "a b"
   │      ^^^^^
   = use 1–80 letters, digits, `-`, `_` or `.`, as in "a-b"
""",
    ),
    Case(
        "bad-id",
        "of the deck",
        """\
[deck]
id = "a/b"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:6: error[bad-id]: “a/b” cannot be an id
 2 │ id = "a/b"
   │      ^^^^^
   = use 1–80 letters, digits, `-`, `_` or `.`, as in "a-b"
""",
    ),
    Case(
        "bad-id",
        "of a source",
        """\
[[source]]
id = "s s"
title = "S"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:6: error[bad-id]: “s s” cannot be an id
 2 │ id = "s s"
   │      ^^^^^
   = use 1–80 letters, digits, `-`, `_` or `.`, as in "s-s"
""",
    ),
    Case(
        "duplicate-id",
        "of two notes",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"

[[card]]
id = "a"
question = "Who?"
answer = "Ann"
source = "s"
""",
        """\
mine.toml:12:6: error[duplicate-id]: another note has the id “a”
 12 │ id = "a"
    │      ^^^
    = give it an id of its own
""",
    ),
    Case(
        "duplicate-id",
        "of two sources",
        SOURCE
        + """\
[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:6:6: error[duplicate-id]: a source “s” stands above already
 6 │ id = "s"
   │      ^^^
""",
    ),
    Case(
        "duplicate-id",
        "of two members",
        SOURCE
        + """\
[[group]]
id = "a"
name = "G"
members = ["Rome", "ROME!"]
source = "s"
""",
        """\
mine.toml:8:20: error[duplicate-id]: two of them have the id “rome”
 8 │ members = ["Rome", "ROME!"]
   │                    ^^^^^^^
   = give them ids: { name = "…", id = "…" }
""",
    ),
    Case(
        "unknown-source",
        "one",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "x p. 1"
""",
        """\
mine.toml:9:10: error[unknown-source]: no [[source]] has the id “x”
 9 │ source = "x p. 1"
   │          ^^^^^^^^
""",
    ),
    Case(
        "unknown-source",
        "in a list",
        """\
[[source]]
id = "atlas"
title = "An atlas"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = ["atlas p. 1", "altas p. 2"]
""",
        """\
mine.toml:9:25: error[unknown-source]: no [[source]] has the id “altas”
 9 │ source = ["atlas p. 1", "altas p. 2"]
   │                         ^^^^^^^^^^^^
   = did you mean `atlas`?
""",
    ),
    Case(
        "unknown-note",
        "in bury_with",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
bury_with = ["b"]
""",
        """\
mine.toml:10:14: error[unknown-note]: no note has the id “b”
 10 │ bury_with = ["b"]
    │              ^^^
""",
    ),
    Case(
        "bad-media",
        "a program, a file elsewhere, and no text",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
media = ["run.sh", "../map.png", 5]
""",
        """\
mine.toml:10:10: error[bad-media]: “run.sh” cannot be opened
 10 │ media = ["run.sh", "../map.png", 5]
    │          ^^^^^^^^
    = only pictures, sounds and films are opened: png, jpg, webp, mp3, ogg, mp4 and the like
mine.toml:10:20: error[bad-media]: “../map.png” cannot be opened
 10 │ media = ["run.sh", "../map.png", 5]
    │                    ^^^^^^^^^^^^
    = a file beside the deck belongs here, such as maps/ussuri.png
mine.toml:10:34: error[wrong-type]: a file's name in quotes belongs here
 10 │ media = ["run.sh", "../map.png", 5]
    │                                  ^
""",
    ),
    Case(
        "missing-media",
        "that is not there",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
media = ["map.png"]
""",
        """\
mine.toml:10:10: warning[missing-media]: there is no file map.png
 10 │ media = ["map.png"]
    │          ^^^^^^^^^
    = its place is the folder of the deck
""",
    ),
    Case(
        "bad-cloze",
        "without a gap",
        SOURCE
        + """\
[[cloze]]
id = "a"
text = "No gap."
source = "s"
""",
        """\
mine.toml:7:8: error[bad-cloze]: the text has no gap
 7 │ text = "No gap."
   │        ^^^^^^^^^
   = write {{c1::answer}} or {{c1::answer::hint}}
""",
    ),
    Case(
        "bad-cloze",
        "a gap that is not closed",
        SOURCE
        + """\
[[cloze]]
id = "a"
text = "The {{c1::Tiber}} in {{c2::Rome}."
source = "s"
""",
        """\
mine.toml:7:8: error[bad-cloze]: a gap is not closed, or empty: {{c2::Rome}
 7 │ text = "The {{c1::Tiber}} in {{c2::Rome}."
   │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = write {{c2::Rome}}
""",
    ),
    Case(
        "unknown-part",
        "in ask",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
ask = ["when", "wher"]
source = "s"
""",
        """\
mine.toml:9:16: error[unknown-part]: an event has no part “wher”
 9 │ ask = ["when", "wher"]
   │                ^^^^^^
   = did you mean `where`?
""",
    ),
    Case(
        "unknown-part",
        "in question",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
question.whem = "When?"
source = "s"
""",
        """\
mine.toml:9:1: error[unknown-part]: the note has no part `whem`
 9 │ question.whem = "When?"
   │ ^^^^^^^^^^^^^
   = did you mean `when`?
""",
    ),
    Case(
        "unknown-part",
        "of a cloze",
        SOURCE
        + """\
[[cloze]]
id = "a"
text = "The {{c1::Tiber}}."
lures.2 = ["Po"]
source = "s"
""",
        """\
mine.toml:8:1: error[unknown-part]: the note has no part `2`
 8 │ lures.2 = ["Po"]
   │ ^^^^^^^
""",
    ),
    Case(
        "ask-needs",
        "when",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
source = "s"
""",
        """\
mine.toml:5:3: error[ask-needs]: to ask `when`, the event needs `date`
 5 │ [[event]]
   │   ^^^^^
""",
    ),
    Case(
        "ask-needs",
        "where",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
date = "1900"
ask = ["when", "where"]
source = "s"
""",
        """\
mine.toml:9:16: error[ask-needs]: to ask `where`, the event needs `place`
 9 │ ask = ["when", "where"]
   │                ^^^^^^^
""",
    ),
    Case(
        "ask-needs",
        "name, which tells the date",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
what = "It ends"
ask = ["name"]
source = "s"
""",
        """\
mine.toml:5:3: error[ask-needs]: to ask `name`, the event needs `date`
 5 │ [[event]]
   │   ^^^^^
   = its question tells the date
""",
    ),
    Case(
        "ask-needs",
        "who",
        SOURCE
        + """\
[[event]]
id = "a"
name = "E"
parties = []
ask = ["who"]
source = "s"
""",
        """\
mine.toml:8:1: error[ask-needs]: to ask `who`, the event needs parties
 8 │ parties = []
   │ ^^^^^^^
""",
    ),
    Case(
        "claim-needs-source",
        "a claim of nobody",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = []
claim = true
""",
        """\
mine.toml:5:3: warning[no-source]: the note has no source
 5 │ [[card]]
   │   ^^^^
   = say where it stands: source = "id ¶3"
mine.toml:10:9: error[claim-needs-source]: `claim = true` needs a source to lay the claim to
 10 │ claim = true
    │         ^^^^
""",
    ),
    Case(
        "draft",
        "a note that nobody is asked yet",
        """\
[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
draft = true
""",
        """\
mine.toml:5:3: info[draft]: “a” is a draft: nobody is asked it yet
 5 │ [[card]]
   │   ^^^^
   = once it is right, take `draft = true` out
""",
    ),
    Case(
        "bad-date",
        "a draft whose year is still missing",
        """\
[[source]]
id = "s"
title = "S"

[[event]]
id = "a"
name = "A"
date = "XXXX-05-16"
source = "s"
draft = true
""",
        """\
mine.toml:5:3: info[draft]: “a” is a draft: nobody is asked it yet
 5 │ [[event]]
   │   ^^^^^
   = once it is right, take `draft = true` out
mine.toml:8:8: warning[bad-date]: the year of “XXXX-05-16” is missing: put it in place of XXXX
 8 │ date = "XXXX-05-16"
   │        ^^^^^^^^^^^^
""",
    ),
    Case(
        "no-source",
        "a note",
        """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
""",
        """\
mine.toml:1:3: warning[no-source]: the note has no source
 1 │ [[card]]
   │   ^^^^
   = say where it stands: source = "id ¶3"
""",
    ),
    Case(
        "answer-told",
        "of a card",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which city is called Rome?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:7:12: warning[answer-told]: the question holds its answer: Rome
 7 │ question = "Which city is called Rome?"
   │            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
""",
    ),
    Case(
        "answer-told",
        "of an event's place",
        SOURCE
        + """\
[[event]]
id = "a"
name = "Siege of Rome"
place = "Rome"
ask = ["where"]
source = "s"
""",
        """\
mine.toml:7:8: warning[answer-told]: the question holds its answer: Rome
 7 │ name = "Siege of Rome"
   │        ^^^^^^^^^^^^^^^
""",
    ),
    Case(
        "lure-right",
        "of a card",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
accept = ["Roma"]
lures = ["Paris", "ROMA"]
""",
        """\
mine.toml:11:19: error[lure-right]: the lure “ROMA” is right
 11 │ lures = ["Paris", "ROMA"]
    │                   ^^^^^^
    = if that difference counts, add exact = ["case"]
""",
    ),
    Case(
        "bad-number",
        "an answer that is none",
        SOURCE
        + """\
[[card]]
id = "a"
question = "What height?"
answer = "tall"
number = { tolerance = "1 %" }
source = "s"
""",
        """\
mine.toml:8:10: error[bad-number]: “tall” is not a number
 8 │ answer = "tall"
   │          ^^^^^^
   = write figures, or leave `number` out
""",
    ),
    Case(
        "not-shared",
        "a default that says what a note is",
        """\
[deck.defaults]
lures = ["Rome"]

"""
        + SOURCE
        + f"""\
[[card]]
id = "a"
{NOTE}source = "s"
""",
        """\
mine.toml:2:1: error[not-shared]: notes cannot share `lures`
 2 │ lures = ["Rome"]
   │ ^^^^^
""",
    ),
    Case(
        "lure-right",
        "of a gap",
        SOURCE
        + """\
[[cloze]]
id = "a"
text = "The {{c1::Tiber}}."
lures.1 = ["the Tiber"]
source = "s"
""",
        """\
mine.toml:8:12: error[lure-right]: the lure “the Tiber” is right
 8 │ lures.1 = ["the Tiber"]
   │            ^^^^^^^^^^^
   = if that difference counts, add exact = ["signs"]
""",
    ),
    Case(
        "lure-right",
        "of a group",
        SOURCE
        + """\
[[group]]
id = "a"
name = "G"
members = ["Rome", "Ostia"]
lures = [{ name = "Ostia", why = "a port" }]
source = "s"
""",
        """\
mine.toml:9:10: error[lure-right]: the lure “Ostia” is right
 9 │ lures = [{ name = "Ostia", why = "a port" }]
   │          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
""",
    ),
    Case(
        "long-answer",
        "of a card",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "long long long long long long long long long long long long long"
source = "s"
""",
        """\
mine.toml:8:10: warning[long-answer]: the answer is too long to be typed
 8 │ answer = "long long long long long long long long long long long long long"
   │          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = shorten the answer, or add form = "flip"
""",
    ),
    Case(
        "yes-no",
        "by its question",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Is it Rome?"
answer = "It is"
source = "s"
""",
        """\
mine.toml:7:12: warning[yes-no]: a yes or no question
 7 │ question = "Is it Rome?"
   │            ^^^^^^^^^^^^^
   = ask for the thing itself: half of all guesses would be right
""",
    ),
    Case(
        "yes-no",
        "by its answer",
        SOURCE
        + """\
[[card]]
id = "a"
question = "A city?"
answer = "Yes"
source = "s"
""",
        """\
mine.toml:7:12: warning[yes-no]: a yes or no question
 7 │ question = "A city?"
   │            ^^^^^^^^^
   = ask for the thing itself: half of all guesses would be right
""",
    ),
    Case(
        "asked-alike",
        "two cards",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"

[[card]]
id = "b"
question = "which"
answer = "Ostia"
source = "s"
""",
        """\
mine.toml:13:12: warning[asked-alike]: asked in the same words as a, with another answer
 13 │ question = "which"
    │            ^^^^^^^
    = say what tells them apart
""",
    ),
    Case(
        "missing-phrases",
        "in German",
        """\
[deck]
language = "de"

[[source]]
id = "s"
title = "S"

[[group]]
id = "a"
name = "G"
members = ["A", "B"]
source = "s"
""",
        """\
mine.toml:2:12: warning[missing-phrases]: words in “de” are missing: conjunctions, group
 2 │ language = "de"
   │            ^^^^
   = add them to [deck.phrases], as in conjunctions = ["…", "…"]
""",
    ),
    Case(
        "control-character",
        "a backslash that TOML takes for a tab",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
explanation = "the angle \\theta"
""",
        """\
mine.toml:10:15: error[control-character]: within "…" \\t is a tab, not a backslash
 10 │ explanation = "the angle \\theta"
    │               ^^^^^^^^^^^^^^^^^^
    = write 'the angle \\theta'
""",
    ),
    Case(
        "control-character",
        "a page break in a list",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
accept = ["$\\frac12$"]
""",
        """\
mine.toml:10:11: error[control-character]: within "…" \\f is a page break, not a backslash
 10 │ accept = ["$\\frac12$"]
    │           ^^^^^^^^^^^
    = write '$\\frac12$'
""",
    ),
    Case(
        "control-character",
        "an escape",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
hint = "\\u001b[31m"
""",
        """\
mine.toml:10:8: error[control-character]: the text has a control character, U+001B
 10 │ hint = "\\u001b[31m"
    │        ^^^^^^^^^^^^
    = delete it
""",
    ),
    Case(
        "bad-language",
        "the name of a language",
        """\
[deck]
language = "German"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:12: error[bad-language]: “German” is not the code of a language
 2 │ language = "German"
   │            ^^^^^^^^
   = write "de"
""",
    ),
    Case(
        "bad-language",
        "of answers",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
answer_language = "Klingon"
""",
        """\
mine.toml:10:19: error[bad-language]: “Klingon” is not the code of a language
 10 │ answer_language = "Klingon"
    │                   ^^^^^^^^^
    = write two letters, as in "de" or "fr"
""",
    ),
    Case(
        "missing-part",
        "a phrase that never says what it is about",
        """\
[deck.phrases]
sequence = "Put in order."

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:12: error[missing-part]: `sequence` never says {name}
 2 │ sequence = "Put in order."
   │            ^^^^^^^^^^^^^^^
   = as in "Put in order: {name}."
""",
    ),
    Case(
        "unknown-part",
        "in a phrase",
        """\
[deck.phrases]
when = "{nmae}: when?"

[[source]]
id = "s"
title = "S"

[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
""",
        """\
mine.toml:2:8: error[unknown-part]: {nmae} is not filled in here
 2 │ when = "{nmae}: when?"
   │        ^^^^^^^^^^^^^^^
   = did you mean {name}?
""",
    ),
    Case(
        "one-text",
        "names in one text",
        SOURCE
        + """\
[[group]]
id = "g"
name = "Baltic states"
members = ["Estonia, Latvia, Lithuania"]
source = "s"
""",
        """\
mine.toml:8:12: warning[one-text]: “Estonia, Latvia, Lithuania” is one text here
 8 │ members = ["Estonia, Latvia, Lithuania"]
   │            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = write ["Estonia", "Latvia", "Lithuania"]
""",
    ),
    Case(
        "one-text",
        "two names of several in one text",
        SOURCE
        + """\
[[group]]
id = "g"
name = "Baltic states"
members = ["Estonia, Latvia", "Lithuania"]
source = "s"
""",
        """\
mine.toml:8:12: warning[one-text]: “Estonia, Latvia” is one text here
 8 │ members = ["Estonia, Latvia", "Lithuania"]
   │            ^^^^^^^^^^^^^^^^^
   = write "Estonia", "Latvia"; or, if it is one, { name = "Estonia, Latvia", id = "…" }
""",
    ),
    Case(
        "too-large",
        "a list that nobody answers to",
        SOURCE
        + """\
[[group]]
id = "g"
name = "numbers"
members = [
"""
        + "".join(f'  "n{n}",\n' for n in range(501))
        + """\
]
source = "s"
""",
        """\
mine.toml:8:1: error[too-large]: a list of 501 entries
 8 │ members = [
   │ ^^^^^^^
   = part the group into several; at most 500 can stand here
""",
    ),
    Case(
        "one-text",
        "answers in one text",
        SOURCE
        + """\
[[card]]
id = "a"
question = "Which?"
answer = "Rome"
source = "s"
accept = ["Roma; Caput Mundi"]
""",
        """\
mine.toml:10:11: warning[one-text]: “Roma; Caput Mundi” is one text here
 10 │ accept = ["Roma; Caput Mundi"]
    │           ^^^^^^^^^^^^^^^^^^^
    = write ["Roma", "Caput Mundi"]
""",
    ),
    Case(
        "one-member",
        "a group of one",
        SOURCE
        + """\
[[group]]
id = "g"
name = "Baltic states"
members = ["Estonia"]
source = "s"
""",
        """\
mine.toml:8:1: warning[one-member]: the group has one member only
 8 │ members = ["Estonia"]
   │ ^^^^^^^
   = add the others, or ask for it in a [[card]]
""",
    ),
    Case(
        "named-twice",
        "a step",
        SOURCE
        + """\
[[sequence]]
id = "q"
name = "the steps, the first one first"
items = ["wash", "rinse", "Wash"]
source = "s"
""",
        """\
mine.toml:8:27: warning[named-twice]: “Wash” stands twice in this list
 8 │ items = ["wash", "rinse", "Wash"]
   │                           ^^^^^^
   = say what tells the two apart, or delete one
""",
    ),
    Case(
        "bad-date",
        "an end before its beginning",
        SOURCE
        + """\
[[event]]
id = "e"
name = "The war"
date = "1945"
until = "1939"
source = "s"
""",
        """\
mine.toml:9:9: error[bad-date]: `until` is before `date`
 9 │ until = "1939"
   │         ^^^^^^
   = the earlier of the two is the date
""",
    ),
    Case(
        "bad-cloze",
        "a brace in a gap",
        SOURCE
        + """\
[[cloze]]
id = "c"
text = "The empty dict is {{c1::{}}}."
source = "s"
""",
        """\
mine.toml:7:8: error[bad-cloze]: the gap ends at its first two closing braces: it asks for “{”
 7 │ text = "The empty dict is {{c1::{}}}."
   │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = write a blank before the last two: {{c1::{} }}
""",
    ),
    Case(
        "bad-cloze",
        "colons in a gap",
        SOURCE
        + """\
[[cloze]]
id = "c"
text = "It is {{c1::std::vector}} here."
source = "s"
""",
        """\
mine.toml:7:8: warning[bad-cloze]: the gap “std::vector” asks for “std”, with “vector” as its hint
 7 │ text = "It is {{c1::std::vector}} here."
   │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = ask for it in a [[card]]: a gap holds no ::. A real hint has a blank, as in {{c1::answer::a hint}}
""",
    ),
]
OF_FILES = {"unreadable", "encoding", "deck-id-twice"}
"""Codes of mistakes that lie in files, not in what stands there: each has a test of its own."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to stand in, with progress elsewhere."""
    monkeypatch.setenv("AIDE_MEMOIRE_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def said(folder, deck):
    """Return everything that is said of a deck, as it is shown."""
    (folder / "mine.toml").write_text(deck, encoding="utf-8")
    return "".join(f"{each.text()}\n" for each in diagnose_file("mine.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.what}")
def test_each_mistake_is_told_at_its_place(case, folder):
    """The place, the severity, the code, what is wrong, the line with a caret, and the hint: nothing else."""
    assert said(folder, case.deck) == case.told
    assert f"[{case.code}]: " in case.told


@pytest.mark.posix
def test_a_file_that_cannot_be_read_is_told(folder):
    """A link to nothing, and what is no file at all, are named; there is no line to show."""
    (folder / "gone.toml").symlink_to("nowhere.toml")
    os.mkfifo("pipe.toml")
    assert [each.text() for each in diagnose_files(["gone.toml", "pipe.toml"])] == [
        "gone.toml:1:1: error[unreadable]: cannot be read: No such file or directory",
        "pipe.toml:1:1: error[unreadable]: cannot be read: not an ordinary file",
    ]


def test_a_file_in_another_encoding_is_told(folder):
    """The first letter that is not UTF-8 is marked, and the rest of the deck is read all the same."""
    deck = f'{SOURCE}[[card]]\nid = "a"\nquestion = "Wo?"\nanswer = "Köln"\nsource = "s"\n'
    (folder / "mine.toml").write_bytes(deck.encode("latin-1"))
    (found,) = diagnose_file("mine.toml")
    assert (
        found.text()
        == """\
mine.toml:8:12: error[encoding]: not UTF-8
 8 │ answer = "K\ufffdln"
   │            ^
   = save the file as UTF-8"""
    )
    assert [each.note.shared.id for each in read_deck_file("mine.toml")[0].notes] == ["a"]


def test_two_decks_with_one_id_are_told(folder):
    """The one that is not studied names the other; a deck that is checked alone is no mistake."""
    deck = f'[deck]\nid = "d"\n\n{SOURCE}[[card]]\nid = "a"\n{NOTE}source = "s"\n'
    for name in ("one.toml", "two.toml"):
        (folder / name).write_text(deck, encoding="utf-8")
    assert diagnose_file("one.toml") == []
    assert (
        "\n".join(each.text() for each in diagnose_files(["one.toml", "two.toml"]))
        == """\
two.toml:2:6: error[deck-id-twice]: another deck has the id “d” and is studied instead: one.toml
 2 │ id = "d"
   │      ^^^
   = give this one an id of its own, or delete it"""
    )


def test_a_note_of_another_deck_is_looked_for_where_both_are_checked(folder):
    """A misspelt one is told with the one that was meant; a deck that is not at hand may have anything."""
    deck = '[deck]\nid = "{0}"\n\n{1}[[card]]\nid = "{2}"\n{3}source = "s"\nbury_with = ["{4}"]\n'
    (folder / "one.toml").write_text(deck.format("one", SOURCE, "alpha", NOTE, "two/betta"), encoding="utf-8")
    (folder / "two.toml").write_text(deck.format("two", SOURCE, "beta", NOTE, "three/any"), encoding="utf-8")
    assert diagnose_file("one.toml") == []
    (found,) = diagnose_files(["one.toml", "two.toml"])
    assert (found.path, found.line, found.code) == ("one.toml", 13, "unknown-note")
    assert (found.message, found.hint) == ("no note of “two” has the id “betta”", "did you mean `beta`?")


def codes_of_the_source():
    """Return the code of every diagnostic that the program can tell."""
    codes = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                codes |= {node.args[0].value} if called in ("Problem", "report") else set()
    return codes


def test_no_code_is_missing():
    """Every code that the source can tell is told above, and no other."""
    assert {case.code for case in CASES} | OF_FILES == codes_of_the_source()


# Mistakes: the code of each, the line of its note on which it stands, and what is written there.
SLIPS = [
    ("unknown-key", 6, 'hnit = "x"'),
    ("bad-id", 2, 'id = "a b"'),
    ("unknown-source", 5, 'source = "x p. 1"'),
    ("wrong-type", 4, "answer = 5"),
    ("empty", 6, 'explanation = ""'),
    ("unknown-note", 6, 'bury_with = ["nobody"]'),
    ("bad-date", 6, 'as_of = "1900-13"'),
    ("lure-right", 6, 'lures = ["the answer"]'),
    ("duplicate-id", 2, 'id = "first"'),
    ("missing-key", 1, ""),
]
UNREADABLE = {
    "ends with its line": ['hint = "no end', "hint = no quotes", 'tags = "one" "two"'],
    "stays open": ['tags = ["one"', 'hint = """no end', 'lures = [{ name = "Paris"'],
}


def note_lines(number):
    """Return the lines of a note in which nothing is wrong."""
    name = "first" if number == 0 else f"n{number}"
    words = f'question = "Which is number {number}?"'
    return ["[[card]]", f'id = "{name}"', words, 'answer = "Answer"', 'source = "s"', "", ""]


@pytest.mark.parametrize("unreadable", UNREADABLE.values(), ids=UNREADABLE)
def test_forty_mistakes_among_a_thousand_notes_are_told_at_once(unreadable, folder, capsys):
    """One run tells them all, each on its line, though three of them keep their notes from being parsed."""
    lines, expected = SOURCE.splitlines(), []
    for number in range(1000):
        own = note_lines(number)
        if number % 250 == 249 and number < 999:
            own[5] = unreadable[number // 250]
            expected.append((number, "syntax in line 6"))
        elif number % 27 == 5:
            code, line, text = SLIPS[number // 27 % len(SLIPS)]
            own[line - 1 if text else 3] = text  # without its answer a note is told at its header
            expected.append((number, f"{code} in line {line}"))
        lines += own
    assert len(expected) == 40
    (folder / "mine.toml").write_text("\n".join(lines), encoding="utf-8")
    assert main(["check", "mine.toml", "--json"]) == 1
    told = []
    for each in json.loads(capsys.readouterr().out)["diagnostics"]:
        number, line = divmod(each["line"] - len(SOURCE.splitlines()) - 1, len(note_lines(0)))
        told.append((number, f"{each['code']} in line {line + 1}"))
    assert told == expected


def test_a_date_in_may_is_no_question_that_asks_for_yes_or_no(folder):
    """“May 1896: …” begins with a month, and a sentence with gaps asks for its gap."""
    event = 'id = "a"\nname = "E"\ndate = "1896-05"\nwhat = "It ends"\nsource = "s"\n'
    cloze = 'id = "b"\ntext = "May 1945 saw the end of {{c1::the war}}."\nsource = "s"\n'
    assert said(folder, f"{SOURCE}[[event]]\n{event}\n[[cloze]]\n{cloze}") == ""


@pytest.mark.parametrize(
    ("missing", "note"),
    [
        ("group_claim", '[[group]]\nname = "G"\nmembers = ["A", "B"]\nclaim = "Endo"\n'),
        ("about", '[[event]]\nname = "E"\ndate = "1958~"\n'),
        ("verb", '[[event]]\nname = "E"\ndate = "1958"\n'),
        ("months", '[[event]]\nname = "E"\nuntil = "1958-05"\nask = ["until"]\n'),
        ("months", '[[sequence]]\nname = "Q"\nitems = ["A", { name = "B", date = "1958-05" }]\n'),
        ("conjunctions", '[[event]]\nname = "E"\nparties = ["A", "B"]\nask = ["who"]\n'),
    ],
    ids=["group_claim", "about", "verb", "months of an end", "months of an item", "conjunctions"],
)
def test_every_phrase_that_stays_english_is_named(missing, note, folder):
    """A deck in another language is told of each phrase that it would take from English."""
    head = '[deck]\nlanguage = "xx"\nphrases.when = "{name} {verb}"\n\n'
    told = said(folder, head + SOURCE + note)
    assert missing in told.partition("are missing: ")[2].partition("\n")[0].split(", ")


@pytest.mark.parametrize(
    "deck",
    [
        f"\ufeff[[card]]\n{NOTE}",
        f'\ufeff[deck]\ntitle = "T"\n[[card]]\n{NOTE}',
        f'[ deck ]\ntitle = "T"\n[[card]]\n{NOTE}',
        f'deck.title = "T"\n[[card]]\n{NOTE}',
        'card = [{ question = "Which?", answer = "Rome" }]\n',
        f"[card]\n{NOTE}",
    ],
    ids=["mark", "mark before head", "blanks in head", "dotted head", "inline", "one bracket"],
)
def test_a_fix_never_makes_a_deck_worse(deck, folder):
    """However its tables are written: after `--fix` a deck has the same notes and no new mistake."""
    (folder / "mine.toml").write_text(deck, encoding="utf-8")
    before, mistakes = read_deck_file("mine.toml")[0], {each.code for each in diagnose_file("mine.toml")}
    main(["check", "--fix", "mine.toml"])
    after = read_deck_file("mine.toml")[0]
    assert {each.code for each in diagnose_file("mine.toml")} <= mistakes
    assert (after.head.id, after.head.title) == (before.head.id, before.head.title)
    assert [each.note for each in after.notes] == [each.note for each in before.notes]


def test_a_note_with_one_bracket_can_be_edited(folder, monkeypatch):
    """`edit DECK/NOTE` leads to a note that is studied, though its header has a mistake."""
    (folder / "mine.toml").write_text(f'[card]\nid = "a"\n{NOTE}', encoding="utf-8")
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    assert main(["edit", "mine/a", "--decks", "."]) == 1  # the mistake is still there


def test_a_long_answer_of_a_reverse_is_told_at_the_reverse(folder):
    """The caret is under what is too long, not under the answer of the other side."""
    long = " ".join(["long"] * 13)
    reverse = f'reverse.question = "Of what?"\nreverse.answer = "{long}"\n'
    told = said(folder, f'{SOURCE}[[card]]\nid = "a"\n{NOTE}source = "s"\n{reverse}')
    assert told.startswith("mine.toml:11:18: warning[long-answer]")


def test_a_head_with_two_brackets_is_told_at_its_line(folder):
    """The place is that of the header, wherever it stands."""
    told = said(folder, f'{SOURCE}[[card]]\nid = "a"\n{NOTE}source = "s"\n\n[[deck]]\nid = "d"\n')
    assert told.startswith("mine.toml:11:3: error[wrong-type]: write it as [deck]\n")


@pytest.mark.parametrize("lure", ["June 1896", "1896-06", "6/1896", "3 June 1896"])
def test_a_lure_that_is_the_right_date_is_told(lure, folder):
    """In whatever way a date is written: who chooses it would be told that it is wrong."""
    event = f'id = "a"\nname = "E"\ndate = "1896-06"\nlures.when = ["May 1896", "{lure}"]\nsource = "s"\n'
    assert f"error[lure-right]: the lure “{lure}” is right" in said(folder, f"{SOURCE}[[event]]\n{event}")
