"""Import a log from another device into the profile's log: read, preview, merge."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import from_line
from aide_memoire.formatting import counted
from aide_memoire.profiles.backups import how_to_take_back, try_back_up
from aide_memoire.store import log
from aide_memoire.transfer.import_deck import read_bytes
from aide_memoire.transfer.plan import Preview, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.event import Event
    from aide_memoire.transfer.plan import Watch
    from aide_memoire.workspace import Workspace

_MOST_TOLD = 20  # lines that are no event


class LogImport(NamedTuple):
    """A `.jsonl` file of which every line is an event, kept as it is: as events it would take ten times the room.

    `ids` are those of its `number` of events. `before` is the number of events in the profile's log when it was read.
    """

    path: str
    text: bytes
    ids: frozenset[str]
    number: int
    before: int

    @property
    def refusal(self) -> str:
        """Return "": a log that could be read is merged."""
        return ""

    def preview(self, workspace: Workspace) -> Preview:
        """Return a preview: how many of the events would be new."""
        new = len(self.ids - log.event_ids(workspace.db))
        return Preview((), f"{self.path}: {new} of {counted(self.number, 'event')} would be new")

    def is_unchanged(self, workspace: Workspace) -> bool:
        """Return whether the profile's log still has as many events as when the file was read."""
        return log.event_count(workspace.db) == self.before

    def carry_out(self, workspace: Workspace, watch: Watch) -> Result:
        """Merge the events into the profile's log."""
        trouble = try_back_up(workspace, replace=True)
        way_back = trouble or how_to_take_back(workspace)
        with watch("adding") as adding, watch("replaying") as replaying:
            new = log.merge(workspace.db, self.events(adding), replaying, now=workspace.now())
        return Result(
            (f"{self.path}: {new} of {counted(self.number, 'event')} new",),
            (way_back,) if way_back and (new or trouble) else (),
        )

    def events(self, on_progress: OnProgress) -> Iterator[Event]:
        """Yield the events, and report their number to `on_progress`."""
        for done, (_, line) in enumerate(_lines(self.text)):
            on_progress(done, self.number)
            yield from_line(line.decode())


def plan_log(workspace: Workspace, path: str, watch: Watch) -> LogImport:
    """Read a log. Raises an AideMemoireError that lists each line that is no event."""
    text = read_bytes(path).removeprefix(b"\xef\xbb\xbf")
    ids, number, bad = set(), 0, []
    with watch("reading") as on_progress:
        last = text.count(b"\n") + 1
        for place, line in _lines(text):
            on_progress(place, last)
            try:
                ids.add(from_line(line.decode()).id)
                number += 1
            except ValueError as error:
                bad.append(f"{path}:{place}: {error}")
    if len(bad) > _MOST_TOLD:
        bad[_MOST_TOLD:] = [f"{path}: … and {len(bad) - _MOST_TOLD:,} more lines that are no event"]
    if bad:
        raise AideMemoireError("\n".join(bad), "nothing was imported")
    return LogImport(path, text, frozenset(ids), number, log.event_count(workspace.db))


def _lines(text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the text of each line that is not blank."""
    for number, line in enumerate(BytesIO(text), 1):
        if line.strip():
            yield number, line.rstrip(b"\r\n")
