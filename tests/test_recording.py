"""The recording of a session shows its screens one after the other, as a picture that any browser plays."""

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
MADE = runpy.run_path(str(ROOT / "docs" / "recording.py"))


def shown(recording, share):
    """Return the frames that are seen when this share of a round has passed."""
    seen = []
    for frame, steps in re.findall(r"@keyframes (f\d+) \{ (.+) \}$", recording, re.MULTILINE):
        told = [(float(at) / 100, how) for at, how in re.findall(r"([\d.]+)% \{ visibility: (\w+); \}", steps)]
        if [how for at, how in told if at <= share][-1] == "visible":
            seen.append(frame)
    return seen


def test_one_screen_is_shown_at_a_time_for_as_long_as_it_says():
    """Of screens of 1, 2 and 5 seconds, each has its share of the round, and none covers another."""
    screen = '<svg viewBox="0 0 100 50"></svg>'
    frames = [MADE["Frame"](screen, seconds, "a < b") for seconds in (1, 2, 5)]
    recording = MADE["animate"](frames, still=2)
    ElementTree.fromstring(recording)  # noqa: S314  made right here
    times = [(0, "f0"), (0.12, "f0"), (0.13, "f1"), (0.37, "f1"), (0.38, "f2"), (0.99, "f2")]
    assert [shown(recording, share) for share, _ in times] == [[frame] for _, frame in times]


def test_the_recording_of_the_docs_tells_what_is_pressed():
    """Every screen of the first session is there, with the words below it."""
    picture = ElementTree.parse(ROOT / "docs" / "first-steps.svg")  # noqa: S314  our own
    pressed = [text.text for text in picture.iter(f"{SVG}text") if text.get("class") == "pressed"]
    assert len(pressed) == len(picture.findall(f"{SVG}g")) > 5
    assert pressed[:2] == ["make study", "Enter: start"]
