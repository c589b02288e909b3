"""Anki's packages on the command line: decks and progress in, and out again."""

import json
import shlex
from pathlib import Path

import pytest

from aide_memoire import atomic_files
from aide_memoire.exchange.anki.schema import NOTETYPES
from aide_memoire.store import log
from forgetting import LEARNERS
from packages import NOW, Collection, compress, message

DAY = 86_400_000
LEFT = "Anki's FSRS weights are not taken over: the forgetting curve that you chose stays"
FSRS = {"s": 12.5, "d": 4.25, "dr": 0.9, "lrt": (NOW - 5 * DAY) // 1000}


@pytest.fixture
def learner(cli, monkeypatch):
    """A learner who stands where the decks are."""
    monkeypatch.chdir(cli.decks)
    return cli


@pytest.fixture
def package(tmp_path):
    """A package of two decks: one card was reviewed twice, one is suspended, one is new."""
    anki = Collection(tmp_path, newer=True, decks={5: "History::Qing", 6: "Art"})
    (card,) = anki.note(1, 100, "Which port?", "Port<br>Arthur<img src=x.png>", guid="q#")
    anki.note(2, 300, "{{c1::Li}} met {{c2::Lobanov}}", "", guid="met", cards=(0, 1))
    anki.note(3, 100, "Who painted it?", "Repin", guid="repin", deck=6)
    anki.review(card, NOW - 9 * DAY, ivl=4)
    anki.review(card, NOW - 5 * DAY, ease=4, ivl=9, last_ivl=4, kind=1)
    anki.change(card, type=2, queue=2, ivl=9, due=186, reps=2, mod=(NOW - 5 * DAY) // 1000 + 1, data=FSRS)
    anki.db.execute("UPDATE cards SET queue = -1 WHERE nid = 2 AND ord = 1")
    return str(anki.packed())


def names(learner):
    return sorted(path.name for path in learner.decks.iterdir())


def test_a_package_brings_decks_and_progress(learner, package):
    """A deck for each of Anki's, and each card as Anki had it; what was written is told, and what was not imported."""
    code, out, err = learner("import", package)
    assert (code, out) == (
        0,
        f"{package}: 1 note (1 card) written to art.toml\n"
        f"{package}: 2 notes (1 card, 1 cloze), 1 picture or sound written to history-qing.toml\n"
        f"{package}: 2 reviews of 2 cards imported, 4 events new\n",
    )
    where = "put them beside the deck, under the names in its notes"
    assert err.splitlines() == [
        f"{package}: 1 picture or sound could not be unpacked: {where}",
        "study it: aide-memoire study --decks .",
    ]
    assert 'media = ["x.png"]' in (learner.decks / "history-qing.toml").read_text()
    cards = learner.cards()
    known = cards["history-qing/anki.7123"]
    assert (known["state"], known["due"], known["stability"], known["reps"]) == ("review", "2024-05-18", 12.5, 2)
    assert (known["question"], known["answer"]) == ("Which port?", "Port\nArthur")
    assert [cards[f"history-qing/met#{part}"]["suspended"] for part in (1, 2)] == [False, True]
    assert cards["art/repin"]["state"] == "new"


def test_a_dry_run_writes_nothing(learner, package):
    """It shows what would come: notes, files, reviews."""
    before = names(learner)
    code, out, err = learner("import", "--dry-run", package)
    assert (code, out) == (0, "")
    assert "2 notes (1 card, 1 cloze), 1 picture or sound, to be written to history-qing.toml\n" in err
    assert "2 reviews of 2 cards to import, 4 of 4 events new\n" in err
    assert 'question = "Which port?"' in err
    assert names(learner) == before
    assert learner("export").out == ""


def test_all_decks_can_go_into_one(learner, package):
    """With -o; the cards' progress is that deck's."""
    assert learner("import", package, "-o", "mine.toml").code == 0
    assert {card for card in learner.cards() if card.startswith("mine/")} == {
        "mine/anki.7123",
        "mine/met#1",
        "mine/met#2",
        "mine/repin",
    }
    assert learner.cards()["mine/anki.7123"]["state"] == "review"


@pytest.mark.parametrize("name", ["art.toml", "history-qing.toml"])
def test_where_a_deck_cannot_be_written_nothing_is_imported(learner, package, name):
    """Neither the other deck nor any progress; what is there keeps its bytes."""
    learner.deck("# mine\n", name.removesuffix(".toml"))
    before = names(learner)
    code, out, err = learner("import", package)
    assert (code, out) == (1, "")
    assert err == f"aide-memoire: {name} already exists\n  -o gives another name\n"
    assert names(learner) == before
    assert (learner.decks / name).read_text() == "# mine\n"
    assert learner("export").out == ""


def test_where_progress_cannot_be_saved_no_deck_is_left(learner, package, monkeypatch):
    """All of a package comes in, or none of it."""

    def broken(*_):
        raise OSError(28, "No space left on device")

    before = names(learner)
    monkeypatch.setattr(log, "merge", broken)
    assert learner("import", package).code == 1
    assert names(learner) == before


def test_a_deck_of_that_name_elsewhere_is_not_doubled(learner, package, tmp_path, monkeypatch):
    """Two decks of one id could neither be studied."""
    learner.deck('[deck]\nid = "art"\n[[card]]\nid = "x"\nquestion = "q"\nanswer = "a"\n', "paintings")
    code, _, err = learner("import", package)
    assert code == 1
    assert "there is a deck art already: " in err
    assert "history-qing.toml" not in names(learner)


def test_importing_again_brings_nothing_twice(learner, package):
    """The same package under another name adds no event."""
    learner("import", package)
    before = learner("export").out
    code, out, _ = learner("import", package, "-o", "again.toml")
    assert code == 0
    assert out.endswith("2 reviews of 2 cards imported, 0 events new\n")
    assert learner("export").out == before


def with_weights(tmp_path):
    """Return a package whose cards were scheduled by a learner's own weights in one deck, by others' in another."""
    anki = Collection(tmp_path, decks={5: "History", 6: "Art"})
    cards = [anki.note(n, 100, f"q{n}", f"a{n}", deck=deck)[0] for n, deck in ((1, 5), (2, 5), (3, 6))]
    for card in cards:
        anki.review(card, NOW - 9 * DAY + card % 10, ivl=4)
        anki.change(card, type=2, queue=2, ivl=9, due=186, reps=1, data=FSRS)
    anki.weights = {5: LEARNERS[0], 6: LEARNERS[1]}
    return str(anki.packed())


def weights_in_force(learner):
    lines = map(json.loads, learner("export").out.splitlines())
    return [line.get("weights", line["kind"]) for line in lines if line["kind"] in ("weights", "undo")]


def test_the_weights_of_most_cards_come_along(learner, tmp_path):
    """They are in use at once, with no due day moved; undo goes back to the usual ones; once is enough."""
    path = with_weights(tmp_path)
    code, _, err = learner("import", path)
    told = "Anki's FSRS weights come along as your forgetting curve; aide-memoire undo goes back to the usual one"
    assert (code, err.splitlines()[0]) == (0, f"{path}: {told}")
    assert weights_in_force(learner) == [list(LEARNERS[0])]
    assert learner.cards()["art/guid-3"]["due"] == "2024-05-18"
    assert learner("import", path, "-o", "again.toml").err == "study it: aide-memoire study --decks .\n"
    assert weights_in_force(learner) == [list(LEARNERS[0])]
    assert learner("undo").code == 0
    assert weights_in_force(learner) == [list(LEARNERS[0]), "undo"]
    assert learner.cards()["art/guid-3"]["due"] == "2024-05-18"


def test_a_curve_of_ones_own_stays(learner, tmp_path):
    """It is newer than whatever Anki had."""
    own = {"weights": list(LEARNERS[2]), "model": "fsrs-6"}
    stamp = {"v": 1, "id": "018f7500-0000-7000-8000-000000000001", "kind": "weights", "device": "one", "card": ""}
    when = {"action": stamp["id"], "at": "2024-05-13T09:00:00.000Z", "offset": "+02:00", "day": "2024-05-13"}
    (tmp_path / "own.jsonl").write_text(json.dumps({**stamp, **when, **own}) + "\n")
    assert learner("import", str(tmp_path / "own.jsonl")).code == 0
    path = with_weights(tmp_path)
    assert learner("import", "--dry-run", path).err.endswith(f"{path}: {LEFT}\n")
    assert learner("import", path).err.startswith(f"{path}: {LEFT}\n")
    assert weights_in_force(learner) == [list(LEARNERS[2])]


def test_undo_leaves_an_import_alone(learner, package):
    """It is no action of this device."""
    learner("import", package)
    assert learner("undo").code == 0
    assert learner.cards()["history-qing/anki.7123"]["state"] == "review"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.apkg", b"", "x.apkg: not a complete Anki package"),
        ("x.colpkg", b"PK\x03\x04", "x.colpkg: not a complete Anki package"),
        ("none.apkg", None, "there is no file none.apkg"),
    ],
)
def test_what_is_no_package_is_told(learner, name, content, told):
    """Exit code 1 and a reason; no traceback, no file."""
    if content is not None:
        (learner.decks / name).write_bytes(content)
    before = names(learner)
    code, out, err = learner("import", name)
    assert (code, out) == (1, "")
    assert f"aide-memoire: {told}" in err
    assert names(learner) == before


def test_a_package_without_cards_is_told(learner, tmp_path):
    """There is nothing to import; exit code 1."""
    anki = Collection(tmp_path)
    anki.note(1, 100, "q", "")
    path = str(anki.packed())
    code, _, err = learner("import", path)
    assert code == 1
    assert f"{path}:nid:1: no answer to “q”: not imported\n" in err
    assert f"{path}: nothing in it could be imported\n" in err


def test_progress_goes_back_to_anki(learner, package, tmp_path):
    """What came from a package is in the next one as it was, with what was learned here since."""
    learner("import", package)
    out = tmp_path / "back.apkg"
    code, printed, err = learner("export", "--format", "apkg", "-o", str(out), "history-qing")
    assert (code, printed, err) == (0, "", f"2 notes, 3 cards and 2 reviews written to {out}\n")
    again = learner("import", str(out), "-o", "again.toml")
    assert again.out.endswith("2 reviews of 2 cards imported, 0 events new\n")


def test_a_package_needs_a_file_and_known_decks(learner, tmp_path):
    """It is no text for a terminal; a deck that is not there is named."""
    code, out, err = learner("export", "--format", "apkg")
    assert (code, out) == (2, "")
    assert "-o names it" in err
    code, out, err = learner("export", "--format", "apkg", "-o", str(tmp_path / "x.apkg"), "none")
    assert (code, out) == (1, "")
    assert "there is no deck “none”" in err
    assert not (tmp_path / "x.apkg").exists()


def test_reviews_given_here_are_exported(learner, tmp_path):
    """Each answer is a row of Anki's log; one that was taken back is none."""
    learner.answer(3, 3, decks=["treaties"])
    learner("undo")
    out = tmp_path / "mine.apkg"
    assert learner("export", "--format", "apkg", "-o", str(out)).err.endswith(f"and 1 review written to {out}\n")


def test_the_commands_of_the_page_work(learner, package):
    """What docs/anki.md shows can be typed as it stands, and it names the notetypes as Anki will."""
    page = (Path(__file__).parents[2] / "docs" / "anki.md").read_text(encoding="utf-8")
    Path(package).rename(learner.decks / "History.apkg")
    lines = page.split("```sh\n")[1].split("```")[0].splitlines()
    commands = [shlex.split(line, comments=True) for line in lines]
    assert [command[:2] for command in commands] == [["aide-memoire", "import"], ["aide-memoire", "export"]]
    assert [learner(*command[1:]).code for command in commands] == [0, 0]
    told = [each.name.removeprefix("aide-memoire Basic ") for each in NOTETYPES.values()]
    assert [name for name in told if name not in page] == []


PNG, OGG = b"\x89PNG" + bytes(100), b"OggS" * 50


@pytest.mark.parametrize("newer", [False, True])
def test_pictures_that_notes_name_lie_beside_the_deck(learner, tmp_path, newer):
    """Of the files in a package those are unpacked that a note names, and none that is a program or leads elsewhere."""
    anki = Collection(tmp_path, newer=newer, decks={5: "Art"})
    anki.note(1, 100, "Who?<img src=li.mp3><img src='../out.png'><img src=run.sh>", "Li [sound:li.mp3]", guid="a")
    names_in_it = ["map.png", "li.mp3", "../out.png", "run.sh"]
    files = {str(place): PNG for place in range(4)} | {"1": OGG}
    if newer:
        listed = compress(message(*((1, message((1, name))) for name in names_in_it)))
        files = {entry: compress(data) for entry, data in files.items()}
    else:
        listed = json.dumps(dict(zip("0123", names_in_it, strict=True))).encode()
    package = str(anki.packed(media=listed, **files))
    before = set(names(learner))
    code, out, err = learner("import", package)
    assert code == 0
    assert f"{package}: 1 picture or sound put beside the decks\n" in out
    assert set(names(learner)) - before == {"art.toml", "li.mp3"}
    assert (learner.decks / "li.mp3").read_bytes() == OGG
    assert not (learner.decks.parent / "out.png").exists()
    assert "run.sh" in err


def test_a_picture_of_one_s_own_is_not_replaced(learner, tmp_path):
    """What lies there under the name stays as it is."""
    anki = Collection(tmp_path, decks={5: "Art"})
    anki.note(1, 100, "Who?<img src=map.png>", "Li", guid="a")
    (learner.decks / "map.png").write_bytes(b"mine")
    assert learner("import", str(anki.packed(media=b'{"0": "map.png"}', **{"0": PNG}))).code == 0
    assert (learner.decks / "map.png").read_bytes() == b"mine"


def test_a_picture_that_no_file_can_be_named_after_keeps_no_other_away(learner, tmp_path):
    """It is told; the ones after it are put beside the deck."""
    long = f"{'x' * 300}.png"
    anki = Collection(tmp_path, decks={5: "Art"})
    anki.note(1, 100, f"Who?<img src={long}><img src=map.png>", "Li", guid="a")
    listed = json.dumps({"0": long, "1": "map.png"}).encode()
    done = learner("import", str(anki.packed(media=listed, **{"0": PNG, "1": PNG})))
    assert done.code == 0
    assert "1 picture or sound could not be unpacked" in done.err
    assert (learner.decks / "map.png").read_bytes() == PNG


def test_an_import_that_was_cut_short_is_finished_by_the_next(learner, package, monkeypatch):
    """Progress comes before the decks, so that none is studied without; what is there already is no obstacle."""

    def killed(*_):
        raise KeyboardInterrupt

    before = names(learner)
    with monkeypatch.context() as patch:
        patch.setattr(atomic_files, "put_new", killed)
        learner("import", package)
    assert names(learner) == before
    assert learner("export").out.count("\n") == 4
    assert learner("import", package).code == 0
    assert learner.cards()["history-qing/anki.7123"]["state"] == "review"
    (learner.decks / "art.toml").unlink()
    assert learner("import", package).code == 0
    assert "art.toml" in names(learner)


def test_an_import_says_what_takes_it_back(learner, package):
    """The backup from just before, exactly as it was: with what came after it, the import would be there again."""
    learner.answer(3)
    before = learner("export").out
    err = learner("import", package).err
    (line,) = [line for line in err.splitlines() if "takes it back" in line]
    assert learner("export").out != before
    command = line.partition("aide-memoire ")[2].partition(" takes")[0]
    assert learner(*shlex.split(command), "--yes").code == 0
    assert learner("export").out == before
