"""An evening with a wrong clock, end to end: the backup of that evening is not what a restore begins from."""

from datetime import datetime, timedelta

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.paths import find_paths
from aide_memoire.profiles import backups
from aide_memoire.study.session import StudySession
from hard.test_faults import learner  # noqa: F401  a fixture


def study_and_back_up(learner, answers):  # noqa: F811
    workspace = learner.workspace()
    study = StudySession(workspace)
    for _ in range(answers):
        study.rate(Rating.AGAIN)
    backups.back_up(workspace.paths, "default", workspace.today())
    workspace.close()


@pytest.mark.parametrize("harm", ["gone", "cut", "overwritten"])
@pytest.mark.parametrize("years", [-6, 9, 60])
def test_the_backup_that_holds_most_is_restored(learner, years, harm):  # noqa: F811
    """Of thirty days and one evening elsewhere in time: every answer up to the last backup is back."""
    paths = find_paths(str(learner.data))
    learner.now = datetime.now(learner.now.tzinfo).replace(hour=12) - timedelta(days=30)
    for day in range(30):
        if day == 9:
            right = learner.now
            learner.now += timedelta(days=365 * years)
            study_and_back_up(learner, 2)
            learner.now = right
        study_and_back_up(learner, 3)
        learner.now += timedelta(days=1)
    events = learner.events()
    assert len(backups.backups(paths, "default")) >= backups.DAILY
    for path in learner.file.parent.glob("default.sqlite*"):
        if harm == "gone":
            path.unlink()
        elif harm == "cut":
            path.write_bytes(path.read_bytes()[:100])
        else:
            path.write_bytes(b"\x00" * path.stat().st_size)
    done = learner.program("doctor", "--restore", "--yes")
    assert done.returncode == 0, done.stderr
    wrong = (learner.now + timedelta(days=365 * years)).year
    assert f"from the backup of {wrong}" not in done.stdout
    assert learner.events() == events
