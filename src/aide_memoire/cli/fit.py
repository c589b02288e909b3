"""`fit`: fit the forgetting curve to the learner's own answers, and adopt it after asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.cli.terminal import agreed
from aide_memoire.reports.own_curve import describe_curve, fit_own_curve, usual_curve
from aide_memoire.study import actions

if TYPE_CHECKING:
    from argparse import Namespace

    from aide_memoire.cli.main import Call
    from aide_memoire.reports.own_curve import OwnCurve
    from aide_memoire.workspace import Workspace

_INSTEAD = "give --yes, or --dry-run to see what it would do"


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("fit", "adapt the schedule to how you forget; `aide-memoire undo` undoes it")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--defaults", action="store_true", help="go back to the usual curve, that of many learners")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """Compare the curves, and adopt the other one where it is better and the learner says yes."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        with interruptible(), show_progress("fitting") as on_progress:
            curve = usual_curve(workspace) if options.defaults else fit_own_curve(workspace, on_progress)
        for line in () if options.json else describe_curve(curve):
            print(line)
        reason = _adopt(workspace, curve, options)
    if options.json:
        print_json(_document(curve, reason))
    elif reason:
        tell(f"nothing was changed: {reason}")
    else:
        print(f"{curve.name} is in use; no due day has moved; aide-memoire undo undoes it")
    return 0


def _adopt(workspace: Workspace, curve: OwnCurve, options: Namespace) -> str:
    """Adopt the curve. Returns "", or the reason why it was not adopted."""
    if curve.objection or options.dry_run:
        return curve.objection or f"a dry run; without it, {curve.name} would be used from each card's next answer on"
    question = f"go by {curve.name}? No due day moves; each card goes by it from its next answer on."
    if not options.yes and not agreed(question, _INSTEAD):
        return "you did not say yes"
    actions.adopt_curve(workspace, curve)
    return ""


def _document(curve: OwnCurve, reason: str) -> dict[str, Any]:
    fit, recall = curve.fit, curve.fit.recall
    document = {
        "reviews": curve.reviews,
        "usable": fit.scored,
        "loss_before": round(fit.loss_before, 4) if recall else None,
        "loss_after": round(fit.loss_after, 4) if recall else None,
        "recall": {
            "predicted_before": round(recall.predicted_before, 4) if recall else None,
            "predicted_after": round(recall.predicted_after, 4) if recall else None,
            "measured": round(recall.measured, 4) if recall else None,
        },
        "adopted": not reason,
    }
    return {**document, "reason": reason} if reason else document
