"""Documents about quizzes and classes."""

from __future__ import annotations

from aide_memoire.cli.documents.parts import (
    CARD,
    DECK,
    KINDS,
    SHARE,
    VERDICTS,
    Schema,
    count,
    day,
    document,
    flag,
    maybe,
    moment,
    number,
    one_of,
    part,
    record,
    rows,
    table,
    text,
    texts,
)

_SCORE = {
    "asked": count("questions answered"),
    "right": count("of these, right or close"),
    "points": number("the sum of all scores"),
    "out_of": count("questions that there were"),
}

DOCUMENTS: dict[str, Schema] = {
    "quiz": document(
        "the result of a quiz",
        {
            "seed": count("the seed that asks it again"),
            "requested": count("questions that were wanted"),
            **_SCORE,
            "by_kind": table("the same by kind of note", record("of a kind", _SCORE)),
            "questions": rows(
                "each answer",
                {
                    "question": text("the question's id"),
                    "kind": one_of("the kind of note", KINDS),
                    "form": text("how it was asked"),
                    "text": text("as it was asked"),
                    "typed": text("what was typed"),
                    "answer": texts("the answer"),
                    "verdict": one_of("the verdict", VERDICTS),
                    "score": part("the score"),
                    "feedback": texts("the reasons"),
                    "source": texts("where the fact is from"),
                },
            ),
        },
    ),
    "results": document(
        "the quizzes of a class",
        {
            "quizzes": rows(
                "each quiz",
                {
                    "quiz": text("its letter"),
                    "decks": rows(
                        "its decks", {"id": DECK, "title": text("the title"), "hash": text("of its content")}
                    ),
                    "seed": count("its seed"),
                    "form": maybe(text("the form, if one was asked for")),
                    "total": count("its questions"),
                },
            ),
            "learners": rows(
                "each file",
                {
                    "name": text("who"),
                    "file": text("the file"),
                    "quiz": text("the letter of the quiz"),
                    "right": count("right or close"),
                    "points": number("the sum of all scores"),
                    "answered": count("questions answered"),
                    "out_of": count("questions that there were"),
                    "requested": count("questions that were wanted"),
                    "finished": flag("all were answered"),
                    "started": moment("when it began"),
                    "ended": moment("when it ended"),
                },
            ),
            "questions": rows(
                "each question, the hardest first",
                {
                    "question": text("its id"),
                    "text": text("as it was asked"),
                    "answer": text("the answer"),
                    "asked": count("how many answered it"),
                    "right": count("of these, right or close"),
                    "missed": part("the part of its points that was not reached"),
                    "wrong": rows("wrong answers", {"typed": text("what was typed"), "times": count("by how many")}),
                },
            ),
            "remarks": texts("what was passed over"),
        },
    ),
    "class": document(
        "a class, for its teacher",
        {
            "day": day("the study day"),
            "learners": rows("each learner", {"id": text("the id"), "name": text("as they chose")}),
            "decks": rows(
                "each deck",
                {
                    "id": DECK,
                    "title": maybe(text("the title; null if the deck is not here")),
                    "cards": maybe(count("its cards; null if the deck is not here")),
                    "learners": rows(
                        "each learner of it",
                        {
                            "id": text("the id"),
                            "name": text("as they chose"),
                            "answered": count("answers"),
                            "retention": record("recall of what came due", SHARE),
                            "known": maybe(part("of the deck, known now; null if the deck is not here")),
                            "known_cards": number("cards that would be recalled now, as a mean"),
                            "seen": count("cards seen"),
                            "last_seen": day("the last day of study"),
                        },
                    ),
                },
            ),
            "hardest": rows(
                "the hardest cards of the class",
                {
                    "card": CARD,
                    "text": text("as it is asked"),
                    "answer": text("the answer"),
                    "reviews": count("reviews"),
                    "missed": count("of these, missed"),
                    "seen_by": count("learners who saw it"),
                    "missed_by": count("learners who missed it"),
                },
            ),
            "mix_ups": rows(
                "what several learners mix up",
                {
                    "cards": texts("the two cards"),
                    "texts": texts("their questions"),
                    "learners": count("by how many"),
                    "times": count("how often"),
                },
            ),
            "remarks": texts("what was passed over"),
        },
    ),
}
"""By the command that prints it."""
