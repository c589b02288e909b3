"""What is wrong with a value that is not TOML, or with what stands behind it, and how to mend it."""

from __future__ import annotations

import re

from aide_memoire.decks.cures import LIST_KEYS, edtf, is_date_key, quoted, quoted_list, split_texts
from aide_memoire.decks.slips import (
    COMMENT_SIGN,
    CURLY,
    LONGEST,
    SlipError,
    comment,
    curly,
    items_below,
    listed,
    odd_sign,
    rest_of_line,
    write,
)
from aide_memoire.decks.tables import next_line

_YES_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_FLAGS = ("draft", "person", "claim", "exact", "unit_required")
_FIGURES = re.compile(r"-?\d{1,4}~?(?:[-./]\d{1,4}~?){1,5}|-?\d{1,4}~")
_PREFIXED = re.compile(r"[A-Za-z]{1,2}(['\"])(.*)\1")


def without_quotes(text: str, at: int, key: str, *, is_in_list: bool) -> SlipError:
    """A value that is neither a number nor in quotes."""
    line = rest_of_line(text, at)
    if line[:1] in ("", "#"):
        return SlipError(at, "the value is missing", write(f"{key} = {items_below(text, at)}", "write it behind the ="))
    if line[0] in CURLY:
        return curly(at, line)
    word = re.split(r"[,\]}#]" if is_in_list else r"[ \t]+#|;?$", line, maxsplit=1)[0].strip()
    found = _odd_beginning(at, line) or _bare_word(at, word, key)
    return found or _bare_text(text, at, word, key, is_in_list=is_in_list)


def _odd_beginning(at: int, line: str) -> SlipError | None:
    """Return what is wrong with a sign where a value should begin."""
    if line[0] in "=>":
        return SlipError(at, "one = is enough behind a key", "delete the sign behind it")
    if line[0] == ",":
        return SlipError(at, "there is one comma too many", "delete it")
    if line[:2] in ("- ", "* ", "• "):
        return SlipError(at, "a list has commas, and no dashes", 'write ["…", "…"]')
    if line[0] in "}])(":
        instead = 'a text is "…", a list ["…", "…"]'
        return SlipError(at, f"“{line[0]}” does not belong here", write(listed(line), instead))
    return None


def _bare_word(at: int, word: str, key: str) -> SlipError | None:
    """Return what is wrong with true and false as others write them, or with half a pair of quotes."""
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed:
        return SlipError(at, "a text begins with its quote", write(quoted(prefixed[2])))
    if word.endswith(('"', "'")):
        return SlipError(at, "the quote before the text is missing", write(quoted(word.strip("\"'"))))
    if key in _FLAGS and word.casefold() in _YES_NO:
        right = _YES_NO[word.casefold()]
        return SlipError(at, f"this is true or false, in small letters, not {word}", f"write {right}")
    return None


def _bare_text(text: str, at: int, word: str, key: str, *, is_in_list: bool) -> SlipError:
    if is_in_list:
        whole = re.match(r"[^\]}\n]*", text[at:])
        texts = split_texts([whole[0].replace('"', "")]) if whole else ()
        return SlipError(at, "a text stands in quotes", write(", ".join(quoted(each) for each in texts)))
    if key in LIST_KEYS:
        cure = write(quoted_list(split_texts([word.strip("()")])))
        return SlipError(at, "a list stands in brackets, each text in quotes", cure)
    if is_date_key(key) or _FIGURES.fullmatch(word):
        return SlipError(at, "a date stands in quotes", write(quoted(edtf(word) if is_date_key(key) else word)))
    return SlipError(at, "a text stands in quotes", write(quoted(word)))


def not_ended(text: str, at: int, quotes: str) -> SlipError:
    """A text without its closing quote."""
    line = rest_of_line(text, at)
    if len(quotes) == 3:
        message = f"the text is not closed: {quotes} is missing at its end"
        return SlipError(at, message, f"write {quotes} behind it", resume=len(text))
    end = at + len(line)
    inner = line[1:].rstrip(" ,]}")
    if inner.endswith(f"\\{quotes}"):
        return SlipError(end, "a backslash takes the closing quote away", write(f"'{inner[:-1]}'"))
    if inner[-1:] in tuple(f"{CURLY}\"'".replace(quotes, "")):
        return SlipError(at, f"the text begins with {quotes} and ends with {inner[-1]}", write(quoted(inner[:-1])))
    if _goes_on(text[end : next_line(text, at)], quotes):
        return SlipError(end, "a text over several lines needs three quotes", 'write """ before it and behind it')
    return SlipError(end, "the closing quote is missing", f"end the text with {quotes}")


def _goes_on(below: str, quotes: str) -> bool:
    """Return whether the first quote in the lines below ends a text, and begins none."""
    with_quote = next((line.strip() for line in below.splitlines() if quotes in line), "")
    return with_quote.count(quotes) == 1 and not with_quote.startswith(quotes)


def bad_escape(at: int, written: str, place: int, quotes: str) -> SlipError:
    """A backslash that begins no sign which TOML knows; `written` is the text with its quotes."""
    sign = written[place : place + 2].strip()
    inner = written[len(quotes) : -len(quotes)]
    literal = quotes.replace('"', "'")
    hint = "" if literal[0] in inner else write(f"{literal}{inner}{literal}")
    message = f"within {quotes} a backslash begins a special sign, and {sign} is none"
    return SlipError(at, message, hint or f"double the backslash: \\{sign}")


def after_value(text: str, start: int, at: int) -> SlipError:
    """Something behind a value, where the line should end. `start` is the beginning of the line."""
    behind = rest_of_line(text, at).strip()
    gap = len(rest_of_line(text, at)) - len(behind)
    at += gap
    if not behind:
        return odd_sign(at, "\r")
    sign = COMMENT_SIGN.match(behind)
    if re.fullmatch(r"[,;]\s*(?:#.*)?", behind):
        return SlipError(at, f"no {'comma' if behind[0] == ',' else 'semicolon'} stands between keys", "delete it")
    if sign and sign[0] != ";" and (gap or sign[0] != "%"):
        return comment(at, behind, sign[0])
    if re.match(r"[,;]?\s*[\w.-]+[ \t]*=", behind):
        return SlipError(at, "each key has a line of its own", "begin a new line before it")
    value_at = text.index("=", start) + 1 if "=" in text[start:at] else start
    value_at += len(text[value_at:at]) - len(text[value_at:at].lstrip())
    return _behind_text(text, value_at, at, behind, gap) or SlipError(
        value_at, "a text stands in quotes", write(quoted(rest_of_line(text, value_at)))
    )


def _behind_text(text: str, value_at: int, at: int, behind: str, gap: int) -> SlipError | None:
    """Return what is wrong behind a text in quotes, or None if the value is none."""
    if text[value_at] not in "\"'":
        return None
    whole = rest_of_line(text, value_at)
    if re.match(r"[,;]\s*[\"']", behind) or (gap and behind[0] in "\"'"):
        return SlipError(at, "several texts are a list, in brackets", write(listed(whole), 'write ["…", "…"]'))
    if not gap and behind[-1] in "\"'":
        inner = whole[2:-2] if len(whole) > 4 and whole[0] == whole[1] == whole[-2] == whole[-1] else whole[1:-1]
        return SlipError(at, "a quote within the text ends it", write(quoted(inner), "put '…' around the text"))
    return SlipError(at, "the text has ended before this", "move it into the quotes, or write a # before it")


def between_values(text: str, opening: int, end: int, place: int) -> SlipError:
    """Something other than a comma between two values of a list or an inline table."""
    bracket, behind = text[opening], rest_of_line(text, place)
    what, right = {"[": ("list", "]"), "{": ("table in braces", "}")}[bracket]
    if behind[:1] in tuple("])}"):
        return SlipError(place, f"the {what} begins with {bracket} and ends with {behind[0]}", f"write {right}")
    if behind.startswith(";"):
        return SlipError(place, f"the parts of a {what} are parted by commas", "write , instead of ;")
    sign = COMMENT_SIGN.match(behind)
    if sign:
        return comment(place, behind, sign[0])
    is_value = behind[:1] in tuple("\"'[{") or (bracket == "{" and place > end)
    if is_value and (place > end or behind[:1] in tuple("[{")):
        return SlipError(end, "a comma is missing", "write , behind this")
    return SlipError(place, "a comma or a quote is missing, or one quote is too many", 'write ["…", "…"]')


def not_closed(text: str, opening: int, place: int) -> SlipError:
    """A list or an inline table that is never closed; `place` is where something new begins."""
    bracket = text[opening]
    right, what = {"[": ("]", "list"), "{": ("}", "table in braces")}[bracket]
    last = text[opening:place].rstrip().splitlines()[-1].strip().rstrip(",")
    hint = f"write {right} behind {last}" if 1 < len(last) <= LONGEST else f"end it with {right}"
    return SlipError(opening, f"this {what} is not closed", hint, resume=place)
