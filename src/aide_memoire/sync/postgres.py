"""A PostgreSQL server as a transport, for a class or a school.

Passwords are libpq's business (~/.pgpass, PGPASSWORD, a service file), TLS too: nothing of it is kept by us.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import psycopg
from psycopg import conninfo, errors

from aide_memoire.core.event import from_line
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.sync import postgres_schema
from aide_memoire.sync.postgres_marks import Cursor, Sent
from aide_memoire.sync.postgres_results import save_results
from aide_memoire.sync.transport import Batch, Device, Learner, Pushed, SyncError, WriterTakenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aide_memoire.core.event import Event
    from aide_memoire.store.outbox import Outbox, Outgoing
    from aide_memoire.sync.postgres_schema import SetUp
    from aide_memoire.sync.transport import Result

_SOME = 5000  # events that go with one statement
_PATIENCE = {
    "connect_timeout": 10,  # seconds; then, of a connection over which nothing comes any more
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds
}
"""When a server is believed to be gone, unless the URL says otherwise."""
_STATEMENT = 60_000  # milliseconds
_PAUSES = (0.5, 1.0, 2.0)  # seconds between the tries to connect
_LONGEST = 80  # characters of a name
_HINT = "nothing is lost: try again when it can be reached"
_ASK = "ask whoever looks after the server"
_REFUSED = ("password", "authentication", "does not exist", "no pg_hba.conf", "certificate", "permission")


class Readable(NamedTuple):
    """A learner whose rows may be read, with a stamp that changes whenever rows are added."""

    learner: Learner
    stamp: str


class Server:
    """The transport of a PostgreSQL server. Each method is one transaction."""

    def __init__(self, url: str, sleep: Callable[[float], None] = time.sleep) -> None:
        """Connect, with some patience. Raises SyncError if the server does not answer or was never set up."""
        self.place = without_password(url)
        self._connection = _connect(url, sleep)
        self.user = sanitize_line(self._connection.info.user)
        try:
            self._check_version()
        except BaseException:
            self.close()
            raise

    def learners(self) -> list[Learner]:
        """Return the learners of this role, in the order of their names."""
        rows = self._all("SELECT id, name FROM aide_memoire.learner WHERE role = current_user")
        found = [Learner(sanitize_line(key), sanitize_line(name)[:_LONGEST]) for key, name in rows]
        return sorted(found, key=lambda learner: (learner.label, learner.id))

    def readable(self) -> list[Readable]:
        """Return the learners whose rows this user may read: its own, and those of a teacher's class."""
        rows = self._all(
            "SELECT l.id, l.name, coalesce(string_agg(w.id || ' ' || w.last, ',' ORDER BY w.id), '')"
            " FROM aide_memoire.learner l LEFT JOIN aide_memoire.writer w ON w.learner = l.id AND w.last > 0"
            " GROUP BY l.id, l.name ORDER BY l.id"
        )
        return [
            Readable(Learner(sanitize_line(key), sanitize_line(name)[:_LONGEST]), stamp) for key, name, stamp in rows
        ]

    def devices(self, learner: str) -> list[Device]:
        """Return the writers of a learner."""
        rows = self._all("SELECT id, name FROM aide_memoire.writer WHERE learner = %s ORDER BY id", learner)
        return [Device(sanitize_line(key), sanitize_line(name)[:_LONGEST]) for key, name in rows]

    def enter(self, learner: Learner, device: Device) -> None:
        """Add the learner and the device, and the names that are missing."""
        there = "SELECT l.name FROM aide_memoire.learner l JOIN aide_memoire.writer w ON w.learner = l.id"
        if self._all(
            f"{there} WHERE l.id = %s AND l.role = current_user AND l.name <> '' AND w.id = %s AND w.name = %s",
            learner.id,
            *device,
        ):
            return
        with self._asking():
            self._connection.execute(
                "INSERT INTO aide_memoire.learner (id, name) VALUES (%s, %s) ON CONFLICT DO NOTHING", learner
            )
            mine = "SELECT 1 FROM aide_memoire.learner WHERE id = %s AND role = current_user"
            if self._connection.execute(mine, (learner.id,)).fetchone() is None:
                raise SyncError(
                    f"“{learner.label}” belongs to somebody else on {self.place}",
                    "connect as the same user of the server, or be a learner of your own: aide-memoire sync --new",
                )
            self._connection.execute(
                "UPDATE aide_memoire.learner SET name = %s WHERE id = %s AND name = ''", (learner.name, learner.id)
            )
            self._connection.execute(
                "INSERT INTO aide_memoire.writer (learner, id, name) VALUES (%s, %s, %s)"
                " ON CONFLICT (learner, id) DO UPDATE SET name = excluded.name",
                (learner.id, *device),
            )

    def pull(self, learner: str, cursors: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what each writer has beyond its cursor."""
        sql = "SELECT id, last FROM aide_memoire.writer WHERE learner = %s ORDER BY id"
        for writer, last in self._all(sql, learner):
            cursor = Cursor.from_text(cursors.get(sanitize_line(writer), ""))
            if int(last) > cursor.start:
                yield from self._read_on(learner, writer, cursor)

    def push(
        self, learner: str, writer: str, outbox: Outbox, sent: str, results: Callable[[], Sequence[Result]]
    ) -> Pushed:
        """Add the events that are not there yet, and the results, in one transaction."""
        with self._asking():
            start = self._check_writer(learner, writer, outbox, Sent.from_text(sent))
            waiting, added, last = outbox.after(start.seq), 0, start
            while piece := list(islice(waiting, _SOME)):
                added += self._add(learner, writer, piece)
                last = Sent(piece[-1].seq, piece[-1].id)
            now = save_results(self._connection, learner, results(), start.results)
        return Pushed(
            added, Sent(last.seq, last.id, now).text, {sanitize_line(writer): Cursor(last.seq, last.seq).text}
        )

    def leave(self, learner: str) -> list[str]:
        """Delete the learner, and with it all its rows."""
        with self._asking():
            self._connection.execute("DELETE FROM aide_memoire.learner WHERE id = %s", (learner,))
        return []

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _check_version(self) -> None:
        """Raise SyncError if the tables are missing, or of another version."""
        with self._telling():
            found = postgres_schema.version_of(self._connection)
        if found < postgres_schema.VERSION:
            raise SyncError(
                f"{self.place} was set up by an older version of aide-memoire",
                f"its owner brings it up to date: aide-memoire sync --setup {self.place}",
            )
        if found > postgres_schema.VERSION:
            raise SyncError(f"{self.place} was set up by a newer version of aide-memoire", "update aide-memoire here")

    def _all(self, sql: str, *values: object) -> list[tuple[str, ...]]:
        """Return the rows of one statement, which is a transaction by itself."""
        with self._telling():
            return self._connection.execute(sql, values).fetchall()

    def _read_on(self, learner: str, writer: str, cursor: Cursor) -> Iterator[Batch]:
        """Yield the events of a writer beyond a cursor, in pieces."""
        start, whole, is_whole = cursor.start, cursor.whole, cursor.whole >= cursor.start
        sql = (
            "SELECT seq, line FROM aide_memoire.event WHERE learner = %s AND writer = %s AND seq > %s"
            " ORDER BY seq LIMIT %s"
        )
        while rows := self._all(sql, learner, writer, start, _SOME):
            events: list[Event] = []
            for seq, line in rows:
                event = _event(line)
                is_whole = is_whole and event is not None
                if event is not None:
                    events.append(event)
                if is_whole:
                    whole = int(seq)
            start = int(rows[-1][0])
            unreadable = len(rows) - len(events) if start > cursor.seq else 0
            yield Batch(sanitize_line(writer), sanitize_line(writer), events, Cursor(start, whole).text, unreadable)

    def _check_writer(self, learner: str, writer: str, outbox: Outbox, sent: Sent) -> Sent:
        """Return after which event to send: the last one sent, or none where the server has lost it.

        Raises WriterTakenError if the writer has more there than this outbox: an older file was put back.
        """
        row = self._connection.execute(
            "SELECT (SELECT id FROM aide_memoire.event WHERE learner = %s AND writer = %s AND seq = %s),"
            " (SELECT max(seq) FROM aide_memoire.event WHERE learner = %s AND writer = %s)",
            (learner, writer, sent.seq, learner, writer),
        ).fetchone()
        there, newest = row or (None, None)
        if (newest or 0) > outbox.last():
            raise WriterTakenError("another device sends under this one's id")
        return sent if there == sent.id else Sent()

    def _add(self, learner: str, writer: str, piece: Sequence[Outgoing]) -> int:
        """Add some events. Returns how many were not there yet. Raises WriterTakenError if others stand there."""
        numbers, ids = [each.seq for each in piece], [each.id for each in piece]
        added = self._connection.execute(
            "INSERT INTO aide_memoire.event (learner, writer, seq, id, line)"
            " SELECT %s, %s, * FROM unnest(%s::bigint[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING",
            (learner, writer, numbers, ids, [each.line for each in piece]),
        ).rowcount
        if added < len(piece):
            other = self._connection.execute(
                "SELECT 1 FROM unnest(%s::bigint[], %s::text[]) AS ours (seq, id)"
                " JOIN aide_memoire.event AS there ON there.learner = %s AND there.writer = %s AND there.seq = ours.seq"
                " WHERE there.id <> ours.id LIMIT 1",
                (numbers, ids, learner, writer),
            )
            if other.fetchone():
                raise WriterTakenError("another device sends under this one's id")
        return added

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Make one transaction of what is asked inside. Raises the server's errors as SyncError."""
        with self._telling(), self._connection.transaction():
            yield

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Raise the server's errors as SyncError."""
        try:
            yield
        except psycopg.Error as error:
            raise _told(error, self.place) from error


def set_up(url: str, sleep: Callable[[float], None] = time.sleep) -> SetUp:
    """Make roles, tables and policies on a server, or bring them up to date. Raises SyncError if it refuses."""
    connection = _connect(url, sleep)
    try:
        return postgres_schema.set_up(connection)
    except psycopg.Error as error:
        raise _told(error, without_password(url)) from error
    finally:
        connection.close()


def without_password(url: str) -> str:
    """Return a URL as it may be kept and shown. Raises SyncError if it is none."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.Error as error:
        raise SyncError(
            f"this is no URL of a server: {_line(error)}", "as in postgresql://anna@host/database"
        ) from None
    if not parts.pop("password", None):
        return sanitize_line(url)
    user, name = (quote(str(parts.pop(key, "")), safe="") for key in ("user", "dbname"))
    host = f"{parts.pop('host', '')}:{parts.pop('port', '')}".rstrip(":") if _is_plain(parts) else ""
    query = urlencode(parts, quote_via=quote, safe="/")
    return sanitize_line(f"postgresql://{f'{user}@' if user else ''}{host}/{name}{f'?{query}' if query else ''}")


def _is_plain(parts: Mapping[str, object]) -> bool:
    """Return whether the host can stand before the path of a URL: it is no socket's folder, and only one."""
    return not set("/,") & set(str(parts.get("host", "")))


def _connect(url: str, sleep: Callable[[float], None]) -> psycopg.Connection:
    """Return a connection. Raises SyncError if the server still does not answer after some pauses."""
    place = without_password(url)
    given: dict[str, Any] = {**_PATIENCE, **conninfo.conninfo_to_dict(url)}
    for pause in (*_PAUSES, None):
        try:
            return psycopg.connect(
                conninfo.make_conninfo(**given),
                autocommit=True,  # `transaction` begins and ends each
                application_name="aide-memoire",
                options=f"-c statement_timeout={_STATEMENT} -c idle_in_transaction_session_timeout={_STATEMENT}",
            )
        except psycopg.Error as error:
            if pause is None or not _may_pass(error):
                raise _told(error, place) from error
            sleep(pause)
    raise AssertionError("the last try returns or raises")


def _may_pass(error: psycopg.Error) -> bool:
    """Return whether it may help to try again: not where the server has refused us."""
    return isinstance(error, psycopg.OperationalError) and not _is_refusal(error)


def _is_refusal(error: psycopg.Error) -> bool:
    return any(word in str(error) for word in _REFUSED)


def _told(error: psycopg.Error, place: str) -> SyncError:
    """Return the error in words for whom it is."""
    if isinstance(error, errors.InsufficientPrivilege):
        return SyncError(
            f"{place} does not let this user do that: {_line(error)}",
            f"learners sync, and teachers look with aide-memoire class; {_ASK}",
        )
    if isinstance(error, errors.InvalidSchemaName | errors.UndefinedTable | errors.UndefinedFunction):
        return SyncError(
            f"{place} was never set up for aide-memoire", f"its owner does that: aide-memoire sync --setup {place}"
        )
    if isinstance(error, errors.QueryCanceled):
        return SyncError(f"{place} took longer than {_STATEMENT // 1000} seconds", _HINT)
    if _is_refusal(error):
        return SyncError(
            f"{place} refuses the connection: {_line(error)}", f"look at user, password and database, or {_ASK}"
        )
    return SyncError(f"{place} does not answer: {_line(error)}", _HINT)


def _line(error: Exception) -> str:
    """Return the first line of what libpq or the server says."""
    text = str(error).strip()
    return sanitize_line(text.splitlines()[0] if text else type(error).__name__)


def _event(line: str) -> Event | None:
    try:
        return from_line(line)
    except ValueError:
        return None
