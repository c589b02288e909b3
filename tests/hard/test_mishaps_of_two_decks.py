"""Two decks with a history, each with a mishap: whatever befell them, it is told, carried over or brought back."""

import asyncio
import io
import os
import sys
from contextlib import closing
from itertools import combinations_with_replacement

import pytest

from aide_memoire.paths import find_paths
from aide_memoire.store.card_state import memories, orphaned_cards
from aide_memoire.workspace import open_workspace
from cli.conftest import NOW, cli  # noqa: F401  a fixture
from screens.stage import said, shown

NAMES = {"alpha": ("one", "a2", "a3", "a4"), "beta": ("one", "b2", "b3", "b4")}
OTHER = {"alpha": "beta", "beta": "alpha"}
CALLS = (["decks"], ["check"], ["stats"], ["stats", "--json"], ["history", "one"], ["history", "alpha/a2"])
ALL_WELL = "no card with a history has left its deck"


def note(deck, name):
    return f'[[card]]\nid = "{name}"\nquestion = "What of {deck}?"\nanswer = "{deck} {name}"\n'


def whole(deck, names):
    return f'[deck]\nid = "{deck}"\n' + "".join(note(deck, name) for name in names)


def rewrite(decks, deck, change):
    """Change the text of a deck, if its file is there still."""
    path = decks / f"{deck}.toml"
    if path.exists():
        path.write_text(change(path.read_text()))


def rename(decks, deck):
    rewrite(decks, deck, lambda text: text.replace(f'id = "{deck}"\n', ""))
    (decks / f"{deck}.toml").rename(decks / f"{deck}-new.toml")


def change_id(decks, deck):
    rewrite(decks, deck, lambda text: text.replace(f'id = "{deck}"\n', f'id = "{deck}-new"\n'))


def delete(decks, deck):
    (decks / f"{deck}.toml").unlink()


def move_away(decks, deck):
    (decks / "folder").mkdir(exist_ok=True)
    (decks / f"{deck}.toml").rename(decks / "folder" / f"{deck}.toml")


def break_it(decks, deck):
    rewrite(decks, deck, lambda text: f'[deck\nid = "\n[[[\n{text}'.replace("[[card]]", "[[card"))


def forbid(decks, deck):
    """See `permissions`."""
    rewrite(decks, deck, lambda text: f"{text}# forbidden\n")


def empty(decks, deck):
    rewrite(decks, deck, lambda _: "")


def put_back(decks, deck):
    rewrite(decks, deck, lambda _: whole(deck, NAMES[deck][:2]))


def add_a_second(decks, deck):
    (decks / f"a-{deck}.toml").write_text(whole(deck, ["x1"]))


def move_a_note(decks, deck):
    moved = note(deck, NAMES[deck][3])
    if (decks / f"{OTHER[deck]}.toml").exists():
        rewrite(decks, deck, lambda text: text.replace(moved, ""))
        rewrite(decks, OTHER[deck], lambda text: text + moved)


def rename_a_note(decks, deck):
    rewrite(decks, deck, lambda text: text.replace(f'id = "{NAMES[deck][1]}"', f'id = "{NAMES[deck][1]}-x"'))


RENAMED = (rename, change_id)
MISHAPS = (
    *RENAMED,
    delete,
    move_away,
    break_it,
    forbid,
    empty,
    put_back,
    add_a_second,
    move_a_note,
    rename_a_note,
)
PAIRS = [pair[:: 1 if place % 2 else -1] for place, pair in enumerate(combinations_with_replacement(MISHAPS, 2))]


@pytest.fixture
def permissions(monkeypatch):
    """Let no file be opened that says of itself that it may not be."""
    really = os.open

    def open_if_allowed(path, *arguments, **more):
        handle = really(path, *arguments, **more)
        if str(path).endswith(".toml") and os.pread(handle, 4096, 0).endswith(b"# forbidden\n"):
            os.close(handle)
            raise PermissionError(13, "Permission denied", path)
        return handle

    monkeypatch.setattr(os, "open", open_if_allowed)


def state(cli):  # noqa: F811
    """Return what is remembered of each card, and which of them are out of view."""
    places = find_paths(str(cli.data)), "default", lambda: NOW, cli._entropy, [str(cli.decks)]
    with closing(open_workspace(*places)) as workspace:
        return dict(memories(workspace.db)), {card for _, card, _ in orphaned_cards(workspace.db)}


async def carry_over_at_home(cli):  # noqa: F811
    """Return what the first screen says, and again after one key and its confirmation, and after an undo of that."""
    places = find_paths(str(cli.data)), "default", lambda: NOW, cli._entropy, [str(cli.decks)]
    with closing(open_workspace(*places)) as workspace:
        async with shown(workspace, size=(140, 45)) as pilot:
            told = [said(pilot.app)]
            await pilot.press("l")
            await pilot.pause()
            for key in ("enter", "u", "u") if len(pilot.app.screen_stack) > 1 else ():
                await pilot.press(key)
                await pilot.pause()
                told.append(said(pilot.app))
    return told


@pytest.mark.parametrize(("of_alpha", "of_beta"), PAIRS, ids=lambda each: each.__name__)
def test_whatever_befalls_two_decks_is_told_and_brought_back(cli, permissions, monkeypatch, of_alpha, of_beta):  # noqa: F811
    """No command breaks, none says that all is well where progress is out of view, and undo brings all back."""
    mishaps = {"alpha": of_alpha, "beta": of_beta}
    for path in cli.decks.iterdir():
        path.unlink()
    for deck, names in NAMES.items():
        cli.deck(whole(deck, names), deck)
    cli.answer(*[4] * 8)
    (learned, _), log = state(cli), cli("export").out
    for deck, befall in mishaps.items():
        befall(cli.decks, deck)
    before, out_of_view = state(cli)
    lost = {card.partition("/")[0] for card in out_of_view}
    renamed = {deck for deck in NAMES if mishaps[deck] in RENAMED}
    assert before == learned
    assert renamed <= lost

    for call in CALLS:
        assert cli(*call).code in (0, 1)
    told = {name: cli(*name.split()) for name in ("due", "doctor", "orphans")}
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    told["study"] = cli("study", "--plain")
    told["home"], *later = asyncio.run(carry_over_at_home(cli))
    assert state(cli) == (learned, out_of_view)
    for name, result in told.items():
        words = result if name == "home" else result.out + result.err
        for deck in renamed:
            assert f"{deck}-new" in words, (name, words)
        for deck in lost:
            is_told = mishaps[deck] in (*RENAMED, break_it, forbid, empty) and mishaps[OTHER[deck]] is not move_a_note
            assert deck in words or not (is_told or name == "orphans"), (name, words)
    assert ("✓ ok       orphans" in told["doctor"].out) == (ALL_WELL in told["orphans"].out) == (not out_of_view)
    assert told["doctor"].code == 0 or forbid in mishaps.values()

    carried = cli("orphans", "--link-likely")
    after, still_out = state(cli)
    assert not {card for card in still_out if card.partition("/")[0] in renamed}, carried
    for deck in renamed:
        assert [f"{deck} is {deck}-new now" in words for words in later] == [False, False, True]
        kept = {card: memory for card, memory in learned.items() if card.startswith(f"{deck}/")}
        there = [after.get(card.replace(deck, f"{deck}-new", 1)) or after.get(card) for card in kept]
        assert all(there)
    while after != learned:
        assert "undone" in cli("undo").out
        after, _ = state(cli)
    assert state(cli) == (learned, out_of_view)
    assert cli("export").out.startswith(log)
