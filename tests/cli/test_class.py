"""`class`: a teacher's view over a folder of learners."""

import csv
import io
import json
import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aide_memoire.core.event import Rating
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.store import log
from browser import text_after_scripts

PORT, WHEN, WHERE = "treaties/port-arthur", "treaties/li-lobanov#when", "treaties/li-lobanov#where"
ANNA, BEN = "a" * 32, "b" * 32
OTHER_WEIGHTS = (*DEFAULT_PARAMETERS.weights[:20], 0.4)


def study(new_desk, *, device="desk", days=70, missed=(PORT,), weights=()):
    """Answer three cards every other day, of which those in `missed` are missed each third time. Returns the lines."""
    with new_desk(device) as desk:
        if weights:
            desk.adopt(*weights)
        for day in range(0, days, 2):
            for card in (PORT, WHEN, WHERE):
                desk.review(card, rating=Rating.AGAIN if card in missed and day % 3 == 0 else Rating.GOOD)
            desk.pass_days(2)
        return [f"{line}\n" for line in log.lines(desk.db)]


@pytest.fixture
def share(tmp_path):
    """Lay a learner's log into the folder of a class, as `sync` does. Returns the path of the log."""

    def lay(learner, lines, name=None, writer="w1", file="2022-05.jsonl"):
        folder = tmp_path / "class" / "aide-memoire" / learner / writer
        folder.mkdir(parents=True, exist_ok=True)
        if name is not None:
            (folder.parent / "learner.json").write_text(json.dumps({"v": 1, "name": name}))
        path = folder / file
        path.write_text("".join(lines), encoding="utf-8")
        return path

    return lay


@pytest.fixture
def where(tmp_path):
    return str(tmp_path / "class")


@pytest.fixture
def two(share, new_desk):
    """Anna, and Ben, who has a forgetting curve of his own and has missed other cards."""
    share(ANNA, study(new_desk), "Anna")
    share(BEN, study(new_desk, device="ben", days=20, missed=(WHEN,), weights=OTHER_WEIGHTS), "Ben")


def rows(document, deck="treaties"):
    found = next(each for each in document["decks"] if each["id"] == deck)
    return {row["name"]: row for row in found["learners"]}


def test_who_has_not_begun_is_named(cli, two, share, where, tmp_path):
    """A learner whose log has nothing of a deck is told below its table, and on the page."""
    share("c" * 32, [], "Carla")
    assert "\n  not begun: Carla\n" in cli("class", where).out
    assert cli("class", where, "--html", str(tmp_path / "class.html")).code == 0
    assert "Not begun: Carla" in (tmp_path / "class.html").read_text()


def test_the_table(cli, two, where):
    """Each learner with what was answered, retention, known and last seen; then the hardest cards."""
    code, out, err = cli("class", where)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:4] == [
        "2 learners, 14 May 2024",
        "",
        "treaties  Treaties, 3 cards",
        "  learner  answered  retention       known           last seen",
    ]
    assert re.fullmatch(r"  Anna          105  [█-▏]+ +\d\d %  [█-▏]+ +\d+ %  2022-08-01", lines[4])
    assert re.fullmatch(r"  Ben            30  too early \(\d+\)  [█-▏]+ +\d+ %  2022-06-12", lines[5])
    assert lines[7].startswith("hardest: ")
    assert lines[8:10] == ["  Which port was leased in 1898?", lines[9]]
    assert re.fullmatch(r"      → Port Arthur; missed \d+ of \d+ reviews, by 1 of 2 learners", lines[9])


@pytest.mark.parametrize("weights", [(), OTHER_WEIGHTS])
def test_the_numbers_are_those_of_the_learner(cli, share, where, weights, new_desk):
    """What the teacher sees is what the learner's own statistics say, by the weights that the learner has adopted."""
    lines = study(new_desk, weights=weights)
    path = share(ANNA, lines, "Anna")
    assert cli("import", str(path)).code == 0
    own = next(deck for deck in cli("stats", "--json").json["decks"] if deck["id"] == "treaties")
    history = cli("stats", "--json").json
    row = rows(cli("class", where, "--json").json)["Anna"]
    assert row["known"] == pytest.approx(own["known"])
    assert row["answered"] == history["all"]["answers"] == 105
    assert row["seen"] == 3


def test_other_weights_make_a_difference(cli, share, where, new_desk):
    """Of two learners with the same answers, who forgets more slowly by their own curve knows more."""
    share(ANNA, study(new_desk), "Anna")
    share(BEN, study(new_desk, weights=OTHER_WEIGHTS), "Ben")
    found = rows(cli("class", where, "--json").json)
    assert abs(found["Anna"]["known"] - found["Ben"]["known"]) > 0.01


def test_as_csv(cli, two, where, share, new_desk):
    """A row for each learner and deck; no name is a formula."""
    share("c" * 32, study(new_desk, days=2), "=SUM(A1)")
    found = list(csv.DictReader(io.StringIO(cli("class", where, "--csv").out)))
    assert [row["name"] for row in found] == ["'=SUM(A1)", "Anna", "Ben"]
    assert [row["answered"] for row in found] == ["3", "105", "30"]
    assert {row["deck"] for row in found} == {"treaties"}
    assert {row["cards"] for row in found} == {"3"}


def confuse(new_desk, times):
    """Answer one card with the answer of another."""
    with new_desk() as desk:
        for _ in range(times):
            draft = desk.answer(PORT, Rating.AGAIN, 1000)
            desk.do(draft._replace(data={**draft.data, "confused_with": WHERE}))
        return [f"{line}\n" for line in log.lines(desk.db)]


def test_what_several_mix_up(cli, share, where, new_desk):
    """A pair that two learners mix up is told; what one alone mixes up is not."""
    share(ANNA, confuse(new_desk, 2), "Anna")
    assert "mixed up" not in cli("class", where).out
    share(BEN, confuse(new_desk, 1), "Ben")
    out = cli("class", where).out
    assert "mixed up by several\n  2 learners, 3 times\n" in out
    assert "      Which port was leased in 1898? → Port Arthur\n" in out
    assert cli("class", where, "--json").json["mix_ups"][0]["cards"] == [WHERE, PORT]


def test_one_deck_alone(cli, share, where, new_desk):
    """--deck takes an id or a beginning, also the id of a deck that only learners have."""
    with new_desk() as desk:
        for card in (PORT, "foreign/card", "blocs/members#russia"):
            desk.review(card)
        share(ANNA, [f"{line}\n" for line in log.lines(desk.db)], "Anna")
    code, out, err = cli("class", where)
    assert code == 0
    assert "\nforeign\n" in out
    assert "0 of 1 seen" in out
    assert "not among your decks, so that only ids are shown: foreign" in err
    for name, deck in (("treaties", "treaties"), ("Treat", "treaties"), ("foreign", "foreign")):
        assert [each["id"] for each in cli("class", where, "--deck", name, "--json").json["decks"]] == [deck]
    assert cli("class", where, "--deck", "nowhere").code == 1


def test_a_folder_without_learners(cli, where, tmp_path):
    """It is told what is missing, and how it comes there."""
    code, out, err = cli("class", where)
    assert (code, out) == (1, "")
    assert "there is no folder" in err
    (tmp_path / "class").mkdir()
    code, out, err = cli("class", where)
    assert (code, out) == (1, "")
    assert "aide-memoire sync WHERE" in err
    (tmp_path / "class" / "aide-memoire").mkdir()
    code, out, _ = cli("class", where)
    assert code == 0
    assert out.startswith("0 learners")
    assert "nothing was answered yet" in out
    assert cli("class", where, "--json").json["decks"] == []
    assert "PostgreSQL" not in cli("class", "postgresql://x/y").out


@pytest.mark.posix
def test_a_learner_who_cannot_be_read(cli, two, where, share):
    """It is told with the place; all the others are shown; exit code 1."""
    path = share("c" * 32, [], "Cleo")
    path.unlink()
    os.mkfifo(path)
    code, out, err = cli("class", where)
    assert code == 1
    assert f"Cleo: {'c' * 32}/w1/2022-05.jsonl cannot be read: not an ordinary file" in err
    assert "  Anna " in out
    assert "  Ben " in out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 7}', "[" * 99999, '{"name": "\\u001b\\n"}'])
def test_a_name_that_cannot_be_read(cli, two, where, share, tmp_path, text):
    """The beginning of the id stands for it, or what of it can be shown."""
    (tmp_path / "class" / "aide-memoire" / ANNA / "learner.json").write_text(text)
    out, err = cli("class", where)[1:]
    assert ("  ␛ " in out) if "u001b" in text else (f"{ANNA[:8]}: no name can be read there" in err)
    assert "\x1b" not in out + err


def test_two_learners_of_one_name(cli, two, where, share, new_desk):
    """Their ids tell them apart."""
    share("c" * 32, study(new_desk, days=2), "anna")
    names = [each["name"] for each in cli("class", where, "--json").json["learners"]]
    assert names == ["Anna (aaaaaaaa)", "anna (cccccccc)", "Ben"]


def test_half_lines_other_lines_and_copies(cli, share, where, new_desk):
    """A half last line waits without a word, a line that is no event is told, a conflict copy is read as data."""
    lines = study(new_desk)
    share(ANNA, [*lines[:50], lines[50][:70]], "Anna")
    code, _, err = cli("class", where)
    assert (code, err) == (0, "")
    assert rows(cli("class", where, "--json").json)["Anna"]["answered"] == 50
    share(ANNA, lines[20:80], file="2022-05.sync-conflict-20260101-120000-ABCDEFG.jsonl")
    assert rows(cli("class", where, "--json").json)["Anna"]["answered"] == 80
    share(ANNA, lines[60:], writer="w2", file="2022-05 (conflicted copy).jsonl")
    share(ANNA, [*lines[:50], "rubbish\n", "{}\n", lines[50]])
    share(ANNA, ["x\n"], file=".syncthing.2022-05.jsonl.tmp")
    code, _, err = cli("class", where)
    assert code == 0
    assert f"Anna: {ANNA}/w1/2022-05.jsonl: 2 lines passed over, as no event; the first is line 51\n" in err
    assert rows(cli("class", where, "--json").json)["Anna"]["answered"] == 105


def test_a_clock_that_is_ahead(cli, share, where, new_desk):
    """Events of a wrong clock do not count, and the device is told, each time."""
    with new_desk("phone") as desk:
        desk.review(PORT)
        desk.pass_days(9000)
        desk.review(WHEN)
        share(ANNA, [f"{line}\n" for line in log.lines(desk.db)], "Anna")
    for _ in range(2):
        found, _, err = cli("class", where, "--json")[0:3], None, cli("class", where).err
        assert found[0] == 0
        assert "Anna: 1 event of the device phone not counted, as ahead of this machine's clock" in err
    assert rows(cli("class", where, "--json").json)["Anna"]["answered"] == 1


def read(path):
    with open(path, "rb") as file:
        return file.read()


def tree(folder):
    """Return every file of a folder with its content and times."""
    found = {}
    for place, _, names in os.walk(folder):
        for path in (os.path.join(place, name) for name in names):
            status = os.stat(path)
            found[path] = read(path), status.st_mtime_ns, status.st_ino
        found[place] = os.stat(place).st_mtime_ns
    return found


def test_it_only_reads(cli, two, where):
    """Nothing in the folder of the class is written, made or touched."""
    before = tree(where)
    for options in ([], ["--json"], ["--csv"], ["--deck", "treaties"]):
        assert cli("class", where, *options).code == 0
    assert tree(where) == before


def test_what_was_worked_out_is_kept_until_the_log_changes(cli, share, where, monkeypatch, new_desk):
    """A second view reads no log again; one that changed is read; who has left is forgotten here as well."""
    lines = study(new_desk)
    path = share(ANNA, lines[:60], "Anna")
    first = cli("class", where).out
    with monkeypatch.context() as patch:
        patch.setattr("aide_memoire.transfer.class_view.work_of", None)
        assert cli("class", where).out == first
    with path.open("a", encoding="utf-8") as file:
        file.writelines(lines[60:])
    assert rows(cli("class", where, "--json").json)["Anna"]["answered"] == 105
    (kept,) = [each for each in (cli.data / "cache").iterdir() if each.name.startswith("class-")]
    assert len(list(kept.iterdir())) == 1
    os.unlink(path)
    os.unlink(path.parent.parent / "learner.json")
    assert cli("class", where, "--json").json["learners"] == []
    assert list(kept.iterdir()) == []


def test_what_is_kept_and_spoiled_is_worked_out_again(cli, two, where):
    """A damaged cache changes nothing."""
    first = cli("class", where).out
    (kept,) = [each for each in (cli.data / "cache").iterdir() if each.name.startswith("class-")]
    for path in kept.iterdir():
        stamp = path.read_text().partition("\n")[0]
        path.write_text(f"{stamp}\n[1, 2]")
    assert cli("class", where).out == first


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_log_that_is_cut_or_garbled_anywhere(tmp_path_factory, cut_log, data):
    """Whatever a folder has of a log, the class is shown, and counts no more than there is."""
    cli, where, share, text = cut_log
    at = data.draw(st.integers(0, len(text)))
    with_more = data.draw(st.binary(max_size=12))
    share(ANNA, [], "Anna").write_bytes(text[:at] + with_more)
    code, out, err = cli("class", where, "--json")
    assert code == 0
    assert "Traceback" not in err
    found = json.loads(out)
    answered = rows(found)["Anna"]["answered"] if found["decks"] else 0
    assert text[:at].count(b"\n") <= answered <= text[:at].count(b"\n") + 1


@pytest.fixture
def cut_log(cli, where, share, new_desk):
    return cli, where, share, "".join(study(new_desk, days=8)).encode()


HOSTILE = '</td><script>document.title="bad"</script><b onclick=1>"\'&'


@pytest.fixture
def page(cli, two, where, share, tmp_path, new_desk):
    """Write the page of a class with a hostile name, and return its path."""
    share("c" * 32, study(new_desk, days=90, missed=()), HOSTILE)
    path = tmp_path / "class.html"
    assert cli("class", where, "--html", str(path)).err.endswith(f"written to {path}\n")
    return path


def test_the_page_needs_nothing_but_itself(page, cli, where):
    """No address of elsewhere, no markup from a name, a policy that forbids the rest; what is there is left alone."""
    text = page.read_text()
    assert not re.search(r"""(?:src|href|url|@import|https?:)\s*[=(:]""", text)
    assert text.count("<script") == 1
    assert "<b onclick" not in text
    assert "default-src 'none'; script-src 'sha256-" in text
    assert "unsafe" not in text
    assert cli("class", where, "--html", str(page)).code == 1
    assert page.read_text() == text


def test_the_page_in_a_browser(page, tmp_path):
    """Its own script runs under its policy, and nothing that a name brings along does."""
    document = text_after_scripts(page, tmp_path)
    assert '<body class="scripted">' in document
    assert "<title>Who knows what</title>" in document


def test_the_page_is_sorted_and_filtered(page, tmp_path):
    """A click on a head sorts by it, a second one the other way; a name filters rows, a deck its parts."""
    steps = """
    const names = () => [...document.querySelectorAll('section[data-deck=treaties] tbody tr')]
        .filter(row => !row.hidden).map(row => row.dataset.name.slice(0, 4)).join(',');
    const head = place => document.querySelectorAll('section[data-deck=treaties] th button')[place];
    const told = [names()];
    head(1).click(); told.push(names());
    head(1).click(); told.push(names());
    head(4).click(); told.push(names());
    const field = document.getElementById('name');
    field.value = 'AN'; field.dispatchEvent(new Event('input')); told.push(names());
    const deck = document.getElementById('deck');
    deck.value = 'treaties'; deck.dispatchEvent(new Event('change'));
    told.push(document.querySelectorAll('section[data-deck]:not([hidden])').length);
    document.title = told.join(' | ');
    """
    free = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text())  # so that the test may click
    copy = tmp_path / "copy.html"
    copy.write_text(free.replace("</body>", f"<script>{{{steps}}}</script></body>"))
    document = text_after_scripts(copy, tmp_path)
    order = re.search(r"<title>(.*?)</title>", document)[1]
    bad = HOSTILE[:4].replace("<", "&lt;").replace(">", "&gt;")
    assert order == (f"{bad},Anna,Ben | Ben,Anna,{bad} | {bad},Anna,Ben | Ben,Anna,{bad} | Anna | 1")
