"""The app whose terminal goes away: it looks for it every two seconds, and is busy until then."""

from terminal import PATIENCE, Terminal


def test_the_app_ends_with_its_terminal(tmp_path):
    """A terminal that goes away without a word takes the app along; nothing is left running."""
    with Terminal(["--data-dir", str(tmp_path)]) as screen:
        screen.until_words("All decks")
        screen.hang_up()
        screen.process.wait(timeout=PATIENCE)
