"""The tables of a PostgreSQL server, and who may do what with them.

A learner is a role of the server, or several of one role, as in a family. It sees and adds its own rows, and changes no
event; the server refuses the rest, not this program (row-level security). A teacher reads the rows of the learners that
`pupil` names. Whoever runs `sync --setup` owns the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.sync.transport import SyncError

if TYPE_CHECKING:
    import psycopg

LEARNER_ROLE, TEACHER_ROLE = "aide_memoire_learner", "aide_memoire_teacher"

_ROLES = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LEARNER_ROLE}') THEN
    CREATE ROLE {LEARNER_ROLE} NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{TEACHER_ROLE}') THEN
    CREATE ROLE {TEACHER_ROLE} NOLOGIN;
  END IF;
END $$;
"""

_VERSION_TABLE = """
CREATE SCHEMA IF NOT EXISTS aide_memoire;
CREATE TABLE IF NOT EXISTS aide_memoire.version (version integer NOT NULL);
"""

_FIRST = """
CREATE TABLE aide_memoire.learner (
  id text PRIMARY KEY CHECK (length(id) <= 64), name text NOT NULL CHECK (length(name) <= 200),
  role name NOT NULL DEFAULT current_user, since timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX learner_role ON aide_memoire.learner (role);
CREATE TABLE aide_memoire.pupil (
  teacher name NOT NULL, learner name NOT NULL, PRIMARY KEY (teacher, learner)
);
CREATE TABLE aide_memoire.writer (
  learner text NOT NULL REFERENCES aide_memoire.learner ON DELETE CASCADE,
  id text NOT NULL CHECK (length(id) <= 64), name text NOT NULL CHECK (length(name) <= 200),
  PRIMARY KEY (learner, id)
);
CREATE TABLE aide_memoire.event (
  learner text NOT NULL REFERENCES aide_memoire.learner ON DELETE CASCADE,
  writer text NOT NULL CHECK (length(writer) <= 64), seq bigint NOT NULL, id text NOT NULL, line text NOT NULL,
  PRIMARY KEY (learner, writer, seq)
);
CREATE TABLE aide_memoire.result (
  learner text NOT NULL REFERENCES aide_memoire.learner ON DELETE CASCADE,
  deck text NOT NULL CHECK (length(deck) <= 200), day date NOT NULL,
  answered integer NOT NULL, reviews integer NOT NULL, "right" integer NOT NULL, known integer,
  PRIMARY KEY (learner, deck, day)
);

CREATE FUNCTION aide_memoire.own_learners() RETURNS text[] LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(id), '{}') FROM aide_memoire.learner WHERE role = current_user
$$;
CREATE FUNCTION aide_memoire.readable_learners() RETURNS text[] LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(id), '{}') FROM aide_memoire.learner
  WHERE role = current_user
     OR role IN (SELECT p.learner FROM aide_memoire.pupil p WHERE p.teacher = current_user)
$$;

ALTER TABLE aide_memoire.learner ENABLE ROW LEVEL SECURITY;
ALTER TABLE aide_memoire.pupil ENABLE ROW LEVEL SECURITY;
ALTER TABLE aide_memoire.writer ENABLE ROW LEVEL SECURITY;
ALTER TABLE aide_memoire.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE aide_memoire.result ENABLE ROW LEVEL SECURITY;

CREATE POLICY see ON aide_memoire.pupil FOR SELECT USING (teacher = current_user OR learner = current_user);
CREATE POLICY see ON aide_memoire.learner FOR SELECT USING (
  role = current_user OR role IN (SELECT p.learner FROM aide_memoire.pupil p WHERE p.teacher = current_user));
CREATE POLICY add ON aide_memoire.learner FOR INSERT WITH CHECK (role = current_user);
CREATE POLICY rename ON aide_memoire.learner FOR UPDATE USING (role = current_user) WITH CHECK (role = current_user);
CREATE POLICY leave ON aide_memoire.learner FOR DELETE USING (role = current_user);
"""

_OWN = "learner = ANY ((SELECT aide_memoire.own_learners())::text[])"
_READABLE = "learner = ANY ((SELECT aide_memoire.readable_learners())::text[])"
_POLICIES = "".join(
    f"""
CREATE POLICY see ON aide_memoire.{table} FOR SELECT USING ({_READABLE});
CREATE POLICY add ON aide_memoire.{table} FOR INSERT WITH CHECK ({_OWN});
"""
    for table in ("writer", "event", "result")
)
_CHANGES = "".join(
    f"CREATE POLICY change ON aide_memoire.{table} FOR UPDATE USING ({_OWN}) WITH CHECK ({_OWN});\n"
    for table in ("writer", "result")
)
_GRANTS = f"""
REVOKE ALL ON SCHEMA aide_memoire FROM PUBLIC;
GRANT USAGE ON SCHEMA aide_memoire TO {LEARNER_ROLE}, {TEACHER_ROLE};
GRANT SELECT ON ALL TABLES IN SCHEMA aide_memoire TO {LEARNER_ROLE}, {TEACHER_ROLE};
GRANT INSERT (id, name) ON aide_memoire.learner TO {LEARNER_ROLE};
GRANT UPDATE (name), DELETE ON aide_memoire.learner TO {LEARNER_ROLE};
GRANT INSERT, UPDATE (name) ON aide_memoire.writer TO {LEARNER_ROLE};
GRANT INSERT ON aide_memoire.event TO {LEARNER_ROLE};
GRANT INSERT, UPDATE (answered, reviews, "right", known) ON aide_memoire.result TO {LEARNER_ROLE};
"""

_LAST = f"""
ALTER TABLE aide_memoire.writer ADD COLUMN last bigint NOT NULL DEFAULT 0;
GRANT UPDATE (last) ON aide_memoire.writer TO {LEARNER_ROLE};
INSERT INTO aide_memoire.writer AS w (learner, id, name, last)
SELECT learner, writer, '', max(seq) FROM aide_memoire.event GROUP BY learner, writer
ON CONFLICT (learner, id) DO UPDATE SET last = excluded.last;

CREATE FUNCTION aide_memoire.note_last() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO aide_memoire.writer AS w (learner, id, name, last)
  SELECT learner, writer, '', max(seq) FROM added GROUP BY learner, writer
  ON CONFLICT (learner, id) DO UPDATE SET last = excluded.last WHERE w.last < excluded.last;
  RETURN NULL;
END $$;
CREATE TRIGGER note_last AFTER INSERT ON aide_memoire.event
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION aide_memoire.note_last();
"""
"""Each writer's greatest number stands with its name, so that nobody looks for it among all events."""

_MIGRATIONS = (_FIRST + _POLICIES + _CHANGES + _GRANTS, _LAST)
"""What leads from each version to the next. What has been released here is never changed."""
VERSION = len(_MIGRATIONS)


class SetUp(NamedTuple):
    """The versions of the tables before and after."""

    before: int
    after: int


def set_up(connection: psycopg.Connection) -> SetUp:
    """Make the roles, tables and policies, or bring those of an older version up to date, in one transaction."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('aide-memoire setup'))")
        connection.execute(_ROLES)
        connection.execute(_VERSION_TABLE)
        before = version_of(connection)
        if before > VERSION:
            raise SyncError("the server was set up by a newer version of aide-memoire", "update aide-memoire here")
        for migration in _MIGRATIONS[before:]:
            connection.execute(migration)
        connection.execute("DELETE FROM aide_memoire.version")
        connection.execute("INSERT INTO aide_memoire.version VALUES (%s)", (VERSION,))
    return SetUp(before, VERSION)


def version_of(connection: psycopg.Connection) -> int:
    """Return the version of the tables; 0 if there are none yet. Raises psycopg.Error where nothing was ever set up."""
    row = connection.execute("SELECT coalesce(max(version), 0) FROM aide_memoire.version").fetchone()
    return int(row[0]) if row else 0
