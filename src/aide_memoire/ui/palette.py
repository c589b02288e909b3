"""The commands of the palette (Ctrl+P)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from aide_memoire.reports.dashboard import load_dashboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.ui.app import AideMemoireApp


def commands(app: AideMemoireApp) -> Iterator[SystemCommand]:
    """Yield the commands. Decks are named by their ids, which cannot contain markup."""
    go = app.navigator
    yield SystemCommand("Study all decks", "Everything that is due today", go.study)
    for line in load_dashboard(app.workspace).decks:
        if line.plan.total:
            message = f"{line.plan.due} to review, {line.plan.new} new"
            yield SystemCommand(f"Study {line.deck}", message, partial(go.study, [line.deck]))
    yield SystemCommand("Quiz all decks", "A scored test; the schedule is left alone", go.quiz)
    yield SystemCommand("Drill mix-ups", "What you take for each other, side by side", partial(go.study, (), "mix-ups"))
    yield SystemCommand("Browse cards", "Find, mark, suspend, reset, study any of them", go.browser)
    yield SystemCommand("Statistics", "How it goes: days, retention, what is coming", go.statistics)
    yield SystemCommand("How you forget", "What your answers say of when cards should come back", go.own_curve)
    yield SystemCommand("Timeline", "The decks' events in time, and how well each is known", go.timeline)
    yield SystemCommand("Home", "Today and the decks", go.home)
    yield SystemCommand("Import a file", "Decks of other programs, progress of another device", go.import_file)
    yield SystemCommand("Settings", "Limits, retention and what it costs, form, theme", go.settings)
    yield SystemCommand("Profiles", "Who learns here: open another, or make one", go.profiles)
    yield SystemCommand("Undo", "Take back the newest action", app.action_undo)
    yield SystemCommand("Redo", "Do again what was taken back", app.action_redo)
    yield SystemCommand("All keys", "What to press, on every screen", app.action_help)
    yield SystemCommand("Theme", "Change the colours", app.action_change_theme)
    yield SystemCommand("Quit", "Everything is saved already", app.action_quit)
