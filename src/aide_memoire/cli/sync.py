"""`sync`: carry this profile's log to and from its other devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.cli.progress_bar import show_progress
from aide_memoire.cli.terminal import agreed, ask, has_terminal
from aide_memoire.core.errors import UsageError
from aide_memoire.core.study_day import iso_moment
from aide_memoire.formatting import counted
from aide_memoire.paths import DEFAULT_PROFILE
from aide_memoire.store.sync_state import sync_state
from aide_memoire.sync.joining import begin_new, check_still_there, choose_learner, join, named
from aide_memoire.sync.leaving import leave
from aide_memoire.sync.lock import syncing
from aide_memoire.sync.places import open_place, set_up_server
from aide_memoire.sync.sync import sync

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.sync.joining import Choice
    from aide_memoire.sync.sync import DeviceReport, Outcome
    from aide_memoire.sync.transport import Learner, Transport
    from aide_memoire.workspace import Workspace

_HINT = "give a folder that is carried to your other devices: aide-memoire sync FOLDER"
_GOES = "every answer with its time, its rating and what you typed; no decks, no settings"


def run(call: Call) -> int:
    """Sync with the place that was given, now or before, and print what was done."""
    options = _parse(call.arguments)
    if options.setup is not None:
        return _set_up(options.setup)
    with call.workspace() as workspace, syncing(workspace.paths):
        transport = open_place(options.where or _remembered(workspace))
        try:
            if options.leave:
                return _leave(workspace, transport, sure=options.yes)
            learner = _learner(workspace, transport, options)
            with show_progress("merging") as on_progress:
                outcome = sync(workspace, transport, learner, on_progress=on_progress)
        finally:
            transport.close()
        _print(outcome, as_json=options.json)
    return 0


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("sync", "carry this profile's progress to and from its other devices")
    parser.add_argument(
        "where", nargs="?", metavar="WHERE", help="a folder that is carried, or postgresql://…; remembered once given"
    )
    parser.add_argument(
        "--join", metavar="NAME", help="be this learner there, with all that is here (default: the only one, or ask)"
    )
    parser.add_argument("--new", action="store_true", help="be a learner of your own there")
    parser.add_argument("--name", metavar="NAME", help="what a new learner is called there (default: the profile)")
    parser.add_argument("--leave", action="store_true", help="take all of this learner away from there; it stays here")
    parser.add_argument(
        "--setup",
        metavar="URL",
        help="make the tables of a class on this PostgreSQL server, as its owner (default: none)",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before --leave")
    parser.add_argument("--json", action="store_true", help="what was done, as one JSON document")
    return parser


def _parse(arguments: Sequence[str]) -> Namespace:
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.where == "" or options.join == "":
        parser.error("an empty name names nothing")
    if (options.join is not None) + options.new + options.leave + (options.setup is not None) > 1:
        parser.error("--join, --new, --leave and --setup exclude each other")
    if options.setup is not None and options.where is not None:
        parser.error("--setup takes the server's URL alone")
    return options


def _set_up(url: str) -> int:
    done = set_up_server(url)
    if done.before == done.after:
        print("the server is set up, and nothing was to be done")
        return 0
    print("the server is set up" if not done.before else f"the server is up to date: {done.before} → {done.after}")
    tell("next: a role for each learner and teacher, as docs/devices.md shows")
    return 0


def _remembered(workspace: Workspace) -> str:
    place = sync_state(workspace.db).place
    if not place:
        raise UsageError("there is no place to sync with yet", _HINT)
    return place


def _learner(workspace: Workspace, transport: Transport, options: Namespace) -> Learner:
    """Return the learner to be. Asks where that is not clear; raises UsageError if there is no terminal."""
    if options.where is None:
        check_still_there(workspace.db, transport)
    if options.join is not None:
        choice = join(workspace.db, transport, options.join)
    elif options.new:
        choice = begin_new(workspace.db, transport)
    else:
        choice = choose_learner(workspace.db, transport)
        if choice.learner is None:
            choice = _ask_who(workspace, transport, choice)
    learner = named(choice, _name(workspace, transport, choice, options), workspace.entropy)
    _tell_who(learner, choice, transport)
    return learner


def _ask_who(workspace: Workspace, transport: Transport, choice: Choice) -> Choice:
    names = [each.label for each in choice.there]
    there = f"{transport.place} has {counted(len(names), 'learner')}: {', '.join(names)}"
    if not has_terminal():
        raise UsageError(f"{there}; which are you?", "--join NAME to be one of them, --new to be another one")
    tell(there)
    answer = ask("which are you? a name, or nothing to be a new one: ")
    return join(workspace.db, transport, answer) if answer else begin_new(workspace.db, transport)


def _name(workspace: Workspace, transport: Transport, choice: Choice, options: Namespace) -> str:
    """Return what a new learner is to be called, which is asked on a terminal."""
    if options.name or not choice.is_new or (choice.learner and choice.learner.name):
        return str(options.name or workspace.profile)
    if workspace.profile != DEFAULT_PROFILE:
        return workspace.profile
    usual = transport.user or DEFAULT_PROFILE
    return (ask(f"the name to be seen under there, yours or any other [{usual}]: ") if has_terminal() else "") or usual


def _tell_who(learner: Learner, choice: Choice, transport: Transport) -> None:
    if choice.is_new:
        tell(f"you are “{learner.name}” in {transport.place}; what goes there: {_GOES}")
    for other in choice.namesakes:
        tell(f"there is another “{other.label}” there: if that is you, too: aide-memoire sync --join {other.id[:8]}")


def _leave(workspace: Workspace, transport: Transport, *, sure: bool) -> int:
    name = sync_state(workspace.db).name
    question = f"take away all of “{name}” from {transport.place}? It stays on your devices"
    if not sure and not agreed(question, "give --yes"):
        tell("nothing was changed")
        return 0
    for path in leave(workspace, transport):
        tell(f"left where it was, as it is not of aide-memoire: {path}")
    print(f"“{name}” is no longer in {transport.place}; all of it is still here")
    return 0


def _print(outcome: Outcome, *, as_json: bool) -> None:
    for line in outcome.trouble:
        tell(line)
    if outcome.former is not None:
        tell(f"“{outcome.former.label}”, whom this was before, is still there: join “{outcome.learner.label}” on your "
             "other devices, too; what came from them until now is here")  # fmt: skip
    for device in outcome.devices:
        if device.held:
            tell(_held(device))
    if as_json:
        print_json(_document(outcome))
        return
    came = [f"{each.received} from {each.device.label}" for each in outcome.devices if each.received]
    sent = counted(outcome.sent, "event") if outcome.sent else "nothing"
    print(f"sent {sent}, received {', '.join(came) or 'nothing'}")


def _held(report: DeviceReport) -> str:
    whose = "this device" if report.is_this else report.device.label
    return (
        f"the clock of {whose} was wrong: {counted(report.held, 'event')} up to {iso_moment(report.latest)[:10]}, kept "
        "but not followed; aide-memoire doctor tells more"
    )


def _document(outcome: Outcome) -> dict[str, Any]:
    return {
        "sent": outcome.sent,
        "received": outcome.received,
        "held_back": outcome.held,
        "devices": [
            {
                "id": each.device.id,
                "name": each.device.name,
                "this": each.is_this,
                "received": each.received,
                "held_back": each.held,
            }
            for each in outcome.devices
        ],
    }
