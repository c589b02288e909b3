"""Documents about one's own study."""

from __future__ import annotations

from aide_memoire.cli.documents.parts import (
    CARD,
    DECK,
    SHARE,
    STATES,
    Schema,
    count,
    day,
    day_or_moment,
    document,
    flag,
    maybe,
    moment,
    number,
    one_of,
    part,
    record,
    rows,
    text,
)
from aide_memoire.core.event_fields import RATING_WORDS

_LEARNING = {
    "new": count("questions never answered"),
    "learning": count("questions not recalled on a later day yet"),
    "solid": count("questions recalled on a later day than their first"),
}
_TIME = {
    "questions": count("questions, each once a day"),
    "answers": count("answers"),
    "took": count("milliseconds of all answers"),
}
_RETENTION = {
    "young": record("of intervals below 21 days", SHARE),
    "mature": record("of intervals from 21 days on", SHARE),
}
_EXAM = {
    "deck": DECK,
    "on": day("the day of the exam"),
    "target": part("how much is to be known on that day"),
    "days": count("days until then"),
    "cards": count("its questions"),
    "unseen": count("those never answered"),
    "need": count("those that would be below the target on the day, as things stand"),
    "expected": part("how much would be known on the day, as things stand"),
    "per_day": count("new questions a day"),
}
_MEMORY = maybe(
    record(
        "the memory after it",
        {
            "state": one_of("where the card stands", STATES[1:]),
            "stability": number("days until the chance of recall is 90 %"),
            "difficulty": number("1 to 10"),
            "interval": count("days from this review to the next one"),
            "due": day_or_moment("when it is due"),
            "reps": count("answers"),
            "lapses": count("times it was forgotten"),
        },
    )
)

DOCUMENTS: dict[str, Schema] = {
    "due": document(
        "what is left for today, in questions",
        {
            "day": day("the study day"),
            "due": count("to review"),
            "new": count("new, within the daily limit"),
            "decks": rows(
                "each deck",
                {
                    "id": DECK,
                    "due": count("to review"),
                    "new": count("new"),
                    "learning": count("of those to review, in learning steps"),
                },
            ),
            "exams": rows("the coming exams, where there are any", _EXAM),
        },
        ("exams",),
    ),
    "stats": document(
        "progress, of all decks or of one",
        {
            "day": day("the study day"),
            "deck": maybe(DECK),
            "today": record("today's study", _TIME),
            "week": record(
                "this week so far, from Monday on",
                {"reached": count("days on which the goal was reached"), "days": count("days without those off")},
            ),
            "streak": record(
                "days of study",
                {
                    "now": count("of the present streak"),
                    "longest": count("of the longest one"),
                    "days": count("of all"),
                    "missed": count("missed since the last one"),
                },
            ),
            "days": rows("the last year, day by day", {"day": day("the day"), **_TIME}),
            "coming": rows("what comes due", {"day": day("the day"), "questions": count("questions")}),
            "desired_retention": part("what is wanted"),
            "retention": record("what was recalled in the last thirty days", _RETENTION),
            "months": rows("the same by month", {"month": text("as 2026-11"), **_RETENTION}),
            "month": record("the last thirty days", _TIME),
            "all": record("all study", _TIME),
            "cards": record(
                "cards by state",
                {
                    "new": count("never answered"),
                    "learning": count("in learning steps"),
                    "young": count("with an interval below 21 days"),
                    "mature": count("with an interval from 21 days on"),
                    "suspended": count("suspended"),
                },
            ),
            "known": number("cards that would be recalled now, as a mean"),
            "standing": record("questions by how they stand", _LEARNING),
            "leech_threshold": count("lapses from which a card is a leech; 0 for never"),
            "leeches": count("such cards"),
            "hardest": rows(
                "the hardest cards",
                {
                    "id": CARD,
                    "question": text("as it is asked"),
                    "answer": text("the answer"),
                    "lapses": count("times it was forgotten"),
                    "difficulty": number("1 to 10"),
                    "leech": flag("a leech"),
                },
            ),
            "decks": rows(
                "each deck",
                {
                    "id": DECK,
                    "cards": count("cards"),
                    "due": count("questions due today"),
                    "known": part("the mean chance of recall"),
                    "standing": record("questions by how they stand", _LEARNING),
                    "retention": record("of the last thirty days", SHARE),
                    "desired_retention": part("what is wanted"),
                    **_TIME,
                },
            ),
            "exams": rows(
                "the coming exams",
                {
                    **_EXAM,
                    "coming": rows(
                        "where the plan leads",
                        {
                            "day": day("the day"),
                            "expected": part("how much would be known at the exam after it"),
                            "reviews": count("reviews on it"),
                            "new": count("new questions on it"),
                        },
                    ),
                },
            ),
        },
    ),
    "history": document(
        "every event of a card",
        {
            "card": CARD,
            "question": maybe(text("as it is asked")),
            "answer": maybe(text("the answer")),
            "goes_on_as": maybe(text("the card that its history went on to")),
            "suspended": flag("not asked until it is unsuspended"),
            "memory": _MEMORY,
            "retrievability": maybe(part("the chance of recall now")),
            "events": rows(
                "the events, oldest first",
                {
                    "kind": text("review, reset, suspend, unsuspend, bury, memory, link"),
                    "card": CARD,
                    "at": moment("when"),
                    "offset": text("how far the clock was from UTC, as +02:00"),
                    "day": day("the study day"),
                    "counts": flag("not undone"),
                    "rating": one_of("the rating", RATING_WORDS),
                    "form": text("how it was asked"),
                    "verdict": text("the verdict"),
                    "score": part("the score"),
                    "typed": text("what was typed"),
                    "hints": count("hints used"),
                    "took": count("milliseconds"),
                    "confused_with": text("the card whose answer it was"),
                    "to": text("of a link: the card that goes on"),
                    "memory": _MEMORY,
                },
                ("rating", "form", "verdict", "score", "typed", "hints", "took", "confused_with", "to"),
            ),
        },
    ),
    "confusions": document(
        "what is mixed up",
        {
            "confusions": rows(
                "each pair, the most frequent first",
                {
                    "times": count("how often"),
                    "last": day("the last time"),
                    "pair": rows(
                        "the two",
                        {"question": text("its id"), "text": text("as it is asked"), "answer": text("the answer")},
                    ),
                },
            )
        },
    ),
    "exam": document("the coming exams", {"exams": rows("each exam, the nearest first", _EXAM)}),
    "fit": document(
        "what weights of one's own would change",
        {
            "reviews": count("reviews in the log"),
            "usable": count("those that tell of forgetting"),
            "loss_before": maybe(number("log loss on the held-out fifth, now")),
            "loss_after": maybe(number("log loss on it, with the new weights")),
            "recall": record(
                "recall in the held-out fifth",
                {
                    "predicted_before": maybe(part("predicted now")),
                    "predicted_after": maybe(part("predicted with the new weights")),
                    "measured": maybe(part("measured")),
                },
            ),
            "adopted": flag("they are in force now"),
            "reason": text("why not"),
        },
        ("reason",),
    ),
}
"""By the command that prints it."""
