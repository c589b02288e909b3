"""Plain mode: text line by line, for screen readers, pipes and dumb terminals.

It runs the same `StudySession` or `Quiz` as the app. No information depends on colour or layout.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.answer import ListAnswer, OrderAnswer
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import RATINGS, Rating
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.session import ASK_EARLY
from aide_memoire.formatting import (
    CAUTION_LABEL,
    KINDS,
    LESSON_LINE,
    answer_shape,
    counted,
    due_again,
    duration,
    interval,
    verdict_line,
)
from aide_memoire.study.actions import name_action
from aide_memoire.study.prompts import chosen_option, picked_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from aide_memoire.core.question import Question
    from aide_memoire.study.answered import AnsweredQuestion
    from aide_memoire.study.prompts import GradedAnswer, Prompt
    from aide_memoire.study.proposal import RatingOutcome
    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession

_COMMANDS = {
    "u": "undo",
    "q": "quit",
    "?": "help",
    ":hint": "hint",
    ":h": "hint",
    ":bury": "bury",
    ":b": "bury",
    ":suspend": "suspend",
    ":s": "suspend",
}
_LONGEST_LINE = 1_000_000
_ASIDE = ("bury", "suspend")
_RATING_WORDS = {**RATINGS, **{str(int(rating)): rating for rating in Rating}}
HELP = """\
A new fact is read out first; Enter goes on to the next.
Answer on a line and press Enter; an empty line says "I don't know".
A list may take several lines; an empty line ends it.
After the verdict rate: 1 again, 2 hard, 3 good, 4 easy, or i: I was right; an empty line takes the suggested one.
u undoes the last answer, q quits; everything rated is saved.
:hint gives a hint, :bury puts a question off until tomorrow, :suspend until you unsuspend it; or :h, :b, :s.
To answer u, q or ? itself, put a backslash before it."""


class Said(NamedTuple):
    """A line from the learner: a command or a text."""

    command: str = ""
    text: str = ""


class Plain:
    """Line input and output."""

    def __init__(self, source: TextIO, sink: TextIO) -> None:
        self._source = source
        self._sink = sink

    def say(self, text: str = "") -> None:
        """Write a line or several, and flush."""
        self._sink.write(f"{sanitize(text)}\n")
        self._sink.flush()

    def hear(self) -> Said:
        """Read one line. The end of the input is the command "quit". Raises AideMemoireError for an endless line."""
        line = self._source.readline(_LONGEST_LINE)
        if not line:
            return Said("quit")
        if len(line) == _LONGEST_LINE:
            raise AideMemoireError(f"a line of more than {_LONGEST_LINE:,} characters is no answer")
        text = line.rstrip("\r\n")
        if text.startswith("\\"):
            return Said(text=text[1:])
        return Said(_COMMANDS.get(text.strip(), ""), text)


def study(plain: Plain, study: StudySession, lasted: Callable[[], int]) -> None:
    """Run a session until it ends or the learner quits. Raises StoreError if an answer cannot be saved.

    `lasted` returns the duration of the session in milliseconds.
    """
    if study.question is None:
        plain.say("Nothing is due.")
        return
    while study.question is not None:
        if study.prompt is None:
            if not _teach(plain, study, study.question):
                break
            continue
        done, planned = study.position
        again = ", again" if study.is_again else ""
        plain.say(f"Question {min(done + 1, planned)} of {planned}{again}. {study.prompt.question.deck_title}.")
        said = _answer(plain, study, study.prompt, study.next_hint)
        if said.command == "undo":
            _undo(plain, study)
            continue
        if said.command == "quit":
            break
        if said.command in _ASIDE:
            _set_aside(plain, study, said.command)
            continue
        if study.prompt.form == "flip":
            _print_answer(plain, study.prompt.question)
        else:
            _print_verdict(plain, study.prompt, study.graded)
        if not _rate(plain, study):
            break
    _print_end(plain, study, lasted())


def quiz(plain: Plain, quiz: Quiz) -> None:
    """Run a quiz until it ends or the learner quits."""
    while quiz.prompt is not None:
        done, total = quiz.position
        plain.say(f"Question {done + 1} of {total}. {quiz.prompt.question.deck_title}.")
        said = _answer(plain, quiz, quiz.prompt)
        if said.command == "quit":
            return
        if said.command:
            plain.say("A quiz has no undo." if said.command == "undo" else "A quiz saves nothing.")
            continue
        _print_verdict(plain, quiz.prompt, quiz.graded)
        quiz.go_on()
        plain.say()


def _teach(plain: Plain, study: StudySession, lesson: Question) -> bool:
    """Read out a lesson and hear the line that ends it; returns whether the session goes on."""
    plain.say(f"{LESSON_LINE}. {lesson.deck_title}.")
    plain.say(lesson.text)
    _print_answer(plain, lesson)
    plain.say("Read it, then press Enter.")
    said = plain.hear()
    if said.command == "help":
        plain.say(HELP)
    elif said.command == "undo":
        _undo(plain, study)
    elif said.command in _ASIDE:
        _set_aside(plain, study, said.command)
    elif not said.command:
        study.end_lesson()
        plain.say()
        _say_notice(plain, study)
    return said.command != "quit"


def tell_score(plain: Plain, quiz: Quiz) -> None:
    """Print the score, in all and by kind of question, and every mistake with the right answer and its source."""
    score = quiz.score()
    unanswered = f", {score.unanswered} not answered" if score.unanswered else ""
    plain.say(f"{score.right} of {score.total} right, {score.points:.1f} points{unanswered}. Seed {quiz.seed}.")
    for kind, part in quiz.by_kind().items():
        plain.say(f"{KINDS[kind]}: {part.right} of {part.total}")
    for each in quiz.mistakes():
        question = each.prompt.question
        plain.say()
        plain.say(question.text)
        plain.say(f"Yours: {' ; '.join(each.graded.typed.splitlines()) or 'nothing'}")
        plain.say(f"Right: {question.answer_line}")
        for source in question.sources:
            plain.say(f"Source: {source}")


def _answer(plain: Plain, session: StudySession | Quiz, prompt: Prompt, hint: Callable[[], str] | None = None) -> Said:
    """Ask the question, and read the answer. Prints help and hints if asked for."""
    unread = ""
    while True:
        _ask(plain, prompt)
        said = _read_list(plain) if prompt.form == "list" else plain.hear()
        if said.command == "help":
            plain.say(HELP)
            continue
        if said.command == "hint" and hint is not None:
            plain.say(hint() or "No more hints.")
            continue
        if said.command or prompt.form == "flip":
            return said
        message = _unreadable_answer(prompt, said.text)
        if not message or said.text == unread:
            verdict = session.grade(_resolve_numbers(prompt, said.text))
            message = verdict.reasons[0] if verdict.unreadable else ""
        if not message or said.text == unread:
            return said
        unread = said.text
        plain.say(f"{message[:1].upper()}{message[1:]}.")


def _unreadable_answer(prompt: Prompt, text: str) -> str:
    """Return a message if the text is no answer in this form, else "". The same text again is accepted."""
    if not text.strip():
        return ""
    if prompt.form == "choice":
        number = f"a number from 1 to {len(prompt.options)}, please"
        return number if chosen_option(prompt.options, text) is None else ""
    if prompt.form == "pick" and not any(sign.isalpha() for sign in text):
        numbers = f"numbers from 1 to {len(prompt.options)}, please"
        return numbers if picked_options(prompt.options, text) is None else ""
    if prompt.form == "order" and len(_resolve_numbers(prompt, text).splitlines()) < 2 and ";" not in text:
        return f"the numbers from 1 to {len(prompt.options)} in their order, please"
    return ""


def _ask(plain: Plain, prompt: Prompt) -> None:
    plain.say(prompt.question.text)
    for name in prompt.question.media:
        plain.say(f"With it: {name}, beside the deck.")
    for number, option in enumerate(prompt.options, 1):
        plain.say(f"{number}. {option}")
    plain.say(_instruction(prompt))


def _instruction(prompt: Prompt) -> str:
    expects = prompt.question.expects
    match prompt.form:
        case "flip":
            return "Think of the answer, then press Enter."
        case "choice":
            return "The number of the answer:"
        case "pick":
            return _pick_instruction(expects) if isinstance(expects, ListAnswer) else ""
        case "order":
            return "The numbers in the right order:"
        case "list":
            return _list_instruction(expects) if isinstance(expects, ListAnswer) else ""
    return f"Your answer, {answer_shape(prompt.question)}:"


def _pick_instruction(expects: ListAnswer) -> str:
    return f"The numbers of all that belong{_without(expects)}, on one line:"


def _list_instruction(expects: ListAnswer) -> str:
    return f"{counted(len(expects.members), 'name')}{_without(expects)}; an empty line ends the list:"


def _without(expects: ListAnswer) -> str:
    suspended = ", ".join(member.name for member in expects.not_asked)
    return f"; without {suspended}, suspended" if suspended else ""


def _read_list(plain: Plain) -> Said:
    """Read lines up to an empty one. The command "undo" removes the last line."""
    lines: list[str] = []
    while True:
        said = plain.hear()
        if said.command in ("quit", *_ASIDE) or (said.command and not lines):
            return said
        if said.command == "undo":
            plain.say(f"Removed: {lines.pop()}.")
        elif said.command:
            plain.say(HELP if said.command == "help" else "A hint is given before the first name.")
        elif not said.text.strip():
            return Said(text="\n".join(lines))
        else:
            lines.append(said.text)


def _resolve_numbers(prompt: Prompt, text: str) -> str:
    """Return the items of an order that was given as numbers, a line each; else the text as it is."""
    if prompt.form != "order" or not isinstance(prompt.question.expects, OrderAnswer):
        return text
    if not re.fullmatch(r"[\d\s,;.]+", text, re.ASCII):
        return text
    digits = text.strip()
    together = digits.isdecimal() and len(digits) == len(prompt.options)  # 231
    numbers = [int(each) for each in (digits if together else re.findall(r"\d{1,4}", text))]
    return "\n".join(prompt.options[number - 1] for number in numbers if 0 < number <= len(prompt.options))


def _print_answer(plain: Plain, question: Question) -> None:
    if len(question.answer) == 1:
        plain.say(f"Answer: {question.answer[0]}")
    else:
        plain.say("Answer:")
        for number, line in enumerate(question.answer, 1):
            plain.say(f"{number}. {line}" if question.numbered else line)
    _print_notes(plain, question)


def _print_verdict(plain: Plain, prompt: Prompt, graded: GradedAnswer | None) -> None:
    if graded is None:
        return
    verdict, question = graded.verdict, prompt.question
    plain.say(verdict_line(verdict, graded.typed))
    for extra in verdict.extras:
        plain.say(f"{extra}.")
    if verdict.word != "right":
        plain.say(f"Right: {question.answer_line}")
    _print_notes(plain, question)


def _print_notes(plain: Plain, question: Question) -> None:
    if question.explanation:
        plain.say(question.explanation)
    if question.caution:
        plain.say(f"{CAUTION_LABEL}: {question.caution}")
    if question.claim:
        plain.say(f"A claim of {question.claim}, not an established fact.")
    if question.as_of:
        plain.say(f"As of {question.as_of}; it may have changed since.")
    for source in question.sources:
        plain.say(f"Source: {source}")


def _rate(plain: Plain, study: StudySession) -> bool:
    """Read a rating and save it. Returns whether the session goes on."""
    while True:
        plain.say(_rating_prompt(study.proposal(), study.suggested_rating, split=study.is_split))
        said = plain.hear()
        word = said.text.strip().casefold()
        if said.command == "quit":
            return False
        if said.command == "undo":
            study.ask_again()
            plain.say("Asked again.")
            return True
        if said.command == "help":
            plain.say(HELP)
        elif word == "i" and study.graded is not None:
            return _save(plain, study, Rating.GOOD)
        elif not word:
            return _save(plain, study, None)
        elif word in _RATING_WORDS:
            return _save(plain, study, _RATING_WORDS[word])
        else:
            plain.say("Rate 1 again, 2 hard, 3 good or 4 easy, or press Enter.")


def _set_aside(plain: Plain, study: StudySession, kind: str) -> None:
    study.set_aside("bury" if kind == "bury" else "suspend")
    plain.say("Put off until tomorrow." if kind == "bury" else "Suspended; aide-memoire unsuspend brings it back.")
    _say_notice(plain, study)
    plain.say()


def _save(plain: Plain, study: StudySession, rating: Rating | None) -> bool:
    """Save a rating, and print messages about it. Returns True: the session goes on."""
    answered = study.rate(rating)
    if answered is not None:
        plain.say(_when_again(answered))
        for line in answered.remarks:
            plain.say(f"{line}.")
    _say_notice(plain, study)
    plain.say()
    return True


def _when_again(answered: AnsweredQuestion) -> str:
    if answered.put_off:
        return "Tomorrow again."
    if answered.seconds is not None:
        return "It comes again in this session." if answered.seconds * 1000 <= ASK_EARLY else "It comes again today."
    return "Tomorrow again." if answered.days == 1 else f"Again in {interval(None, answered.days)}."


def _say_notice(plain: Plain, study: StudySession) -> None:
    if study.notice:
        plain.say(f"{study.notice}.")
        study.notice = ""


def _rating_prompt(choices: Mapping[Rating, RatingOutcome], suggested: Rating, *, split: bool) -> str:
    parts = [f"{int(r)} {r.word}, {due_again(c.seconds, c.days)}" for r, c in choices.items()]
    default = "as judged, each by itself" if split else suggested.word
    return f"Rate: {'; '.join(parts)}. Enter: {default}."


def _undo(plain: Plain, study: StudySession) -> None:
    undone = study.undo()
    plain.say(f"{name_action(undone, 'undone')}." if undone else "Nothing to undo.")
    _say_notice(plain, study)


def _print_end(plain: Plain, study: StudySession, lasted: int) -> None:
    marks = study.marks
    known = f"{marks.count('right')} known{' at first' * (len(study.answered) > len(marks))}"
    plain.say(f"{counted(len(marks), 'question')} answered in {duration(lasted)}, {known}.")
