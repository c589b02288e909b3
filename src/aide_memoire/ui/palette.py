"""The commands of the palette (Ctrl+P)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from aide_memoire.profiles.saved_searches import saved_searches
from aide_memoire.reports.dashboard import load_dashboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.ui.app import AideMemoireApp


def commands(app: AideMemoireApp) -> Iterator[SystemCommand]:
    """Yield the commands. Decks are named by their titles, without the brackets that would be read as markup."""
    go = app.navigator
    yield SystemCommand("Study all decks", "Everything that is due today", go.study)
    decks = load_dashboard(app.workspace).decks
    for line in decks:
        if line.plan.total:
            message = f"{line.plan.due} to review, {line.plan.new} new"
            yield SystemCommand(f"Study {_plain(line.title)}", message, partial(go.study, [line.deck]))
    for line in decks:
        about = "What it is, how far you are, its exam, its sources and license"
        yield SystemCommand(f"About {_plain(line.title)}", about, partial(go.deck, line.deck))
        yield SystemCommand(f"Exam of {_plain(line.title)}", "Set, move or cancel it", partial(go.exam, line.deck))
    yield SystemCommand("Quiz all decks", "A scored test; it changes no schedule", go.quiz)
    yield SystemCommand("Drill mix-ups", "What you mix up, side by side", partial(go.study, (), "mix-ups"))
    yield SystemCommand("Browse cards", "Find, mark, suspend, reset, study any of them", go.browser)
    for name, search in saved_searches(app.workspace).items():
        yield SystemCommand(f"Browse: {_plain(name)}", _plain(search), partial(go.browser, search))
    yield SystemCommand("Progress", "Days, recall, what is coming, the hardest cards", go.statistics)
    yield SystemCommand("How you forget", "What your answers say of when cards should come back", go.own_curve)
    yield SystemCommand("Timeline", "The decks' events in time, and how well you know each", go.timeline)
    yield SystemCommand("Home", "Today and the decks", go.home)
    yield SystemCommand("Carry over a history", "To a deck or card that has another id now", go.offer_links)
    yield SystemCommand("Import a file", "Decks from other programs, progress from another device", go.import_file)
    yield SystemCommand("Sync", "Your progress, with your other devices", app.sync.start_or_tell)
    yield SystemCommand("Settings", "Limits, how sure you want to be, form, theme", go.settings)
    yield SystemCommand("Profiles", "Who learns here: open another, or make one", go.profiles)
    yield SystemCommand("Undo", "Undo the newest answer or change", app.action_undo)
    yield SystemCommand("Redo", "Redo what was undone", app.action_redo)
    yield SystemCommand("Keys", "What to press on this screen", app.action_help)
    yield SystemCommand("Theme", "Change the colours", app.action_change_theme)
    yield SystemCommand("Quit", "Everything is saved", app.action_quit)


def _plain(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")
