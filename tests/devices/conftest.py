"""A server of PostgreSQL for all tests, made once; where there is none, they say so."""

from collections.abc import Iterator

import pytest

from devices.cluster import IS_REQUIRED, Cluster, programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server, set up for classes."""
    if not programs():
        if IS_REQUIRED:
            pytest.fail("there is no PostgreSQL on this machine, and AIDE_MEMOIRE_POSTGRES says that there must be")
        pytest.skip("there is no PostgreSQL on this machine")
    from aide_memoire.sync.postgres import set_up  # noqa: PLC0415  it needs psycopg

    with Cluster() as server:
        set_up(server.url("owner"))
        yield server


@pytest.fixture
def role(cluster: Cluster) -> str:
    """The user of a learner whom nobody has seen before."""
    return cluster.new_role("aide_memoire_learner")
