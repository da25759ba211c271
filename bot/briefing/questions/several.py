"""Two questions in one message: "when did Lind resign and who replaced her?".

Each is answered by itself. What a pronoun of the second stands for is taken from the first, where that leaves
no choice; where it does, the message stays one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.briefing.lines.asked_words import counted_in, is_question, is_what_is_spoken_of
from bot.briefing.lines.library import Library
from bot.follow_up_words import follow_up_words
from bot.language_data.loading import subject
from bot.people.directory import NamedPerson
from bot.search.query import question_words
from bot.words.spans import Span

_MOST = 3  # questions of a message that are answered; who asks more than that asks them again
_FEWEST_WORDS = 3  # of a question by itself; of "and when?" the words before it are asked as well
_ENDS = " \t\n.!?…,;:"


class AskedAlone(NamedTuple):
    """One of several questions: where it is written in the message, and so that it stands by itself.

    `shown` has what was taken from the question before it in [brackets].
    """

    span: Span
    words: str
    shown: str


def each_alone(text: str, library: Library) -> tuple[AskedAlone, ...]:
    """Return the questions of a message so that each stands by itself; none where it asks one.

    Args:
        text: the message.
        library: the corpus, to know who is named.
    """
    spans = _questions(text)
    found: list[AskedAlone] = []
    for span in spans:
        written = span.of(text)
        alone = _alone(written, found[-1].words, library) if found else (written, written)
        if alone is None:
            return ()
        found.append(AskedAlone(span, *alone))
    return tuple(found) if len(found) > 1 else ()


def stands_for_what_is_named(text: str, place: int, library: Library) -> bool:
    """Say whether a pronoun at a place of a message stands for what an earlier question of it names."""
    later = each_alone(text, library)[1:]
    return any(one.span.start <= place < one.span.end and one.words != one.span.of(text) for one in later)


def _questions(text: str) -> list[Span]:
    """Return where the questions of a message stand, without the marks at their ends."""
    found: list[Span] = []
    start = 0
    while len(found) < _MOST - 1 and (joint := _first_joint(text, start)) is not None:
        found.append(_without_ends(text, Span(start, joint.start())))
        start = joint.end()
    return [*found, _without_ends(text, Span(start, len(text)))]


def _without_ends(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_ENDS))
    return Span(start, start + len(words.strip(_ENDS)))


@cache
def _joint() -> re.Pattern[str]:
    """Return what finds the words between two questions."""
    return re.compile(subject("questions")["joint"], re.IGNORECASE)


def _first_joint(text: str, start: int) -> re.Match[str] | None:
    for found in _joint().finditer(text, start):
        before, after = text[start : found.start()], text[found.end() :]
        if _asks(before) and (_asks(after) or _is_word_alone(after)):
            return found
    return None


def _asks(words: str) -> bool:
    words = words.strip(_ENDS)
    asks = bool(words) and (words.split()[0].lower() in question_words() or is_question(words))
    return asks and len(words.split()) >= _FEWEST_WORDS


def _is_word_alone(words: str) -> bool:
    return follow_up_words().alone.fullmatch(words.strip(_ENDS)) is not None


def _alone(written: str, before: str, library: Library) -> tuple[str, str] | None:
    """Return a question with what it takes from the one before, plain and shown; None where it is unclear."""
    if _is_word_alone(written):
        opener = follow_up_words().opener.match(before)
        if opener is None or counted_in(before):
            return None
        rest = before[opener.end() :].strip(_ENDS)
        return f"{written} {rest}", f"{written} [{rest}]"
    put = _people_put(written, before, library)
    if put is None:
        return None
    words, shown = put
    thing = follow_up_words().thing
    of_words, of_shown = thing.search(words), thing.search(shown)
    if of_words is None or of_shown is None:
        return words, shown
    topic = _topic(before)
    if topic is None:
        return None
    return (
        words[: of_words.start()] + topic + words[of_words.end() :],
        f"{shown[: of_shown.start()]}[{topic}]{shown[of_shown.end() :]}",
    )


def _people_put(written: str, before: str, library: Library) -> tuple[str, str] | None:
    """Put whom the question before names in the place of pronouns; None where it names nobody, or several."""
    known = follow_up_words()
    found = known.pronoun.finditer(written)
    pronouns = [one for one in found if known.genders[one[0].lower()] != "somebody"]
    if not pronouns or _named(written[: pronouns[0].start()], library):
        return written, written
    names = list(dict.fromkeys(one.span.of(before) for one in _named(before, library)))
    if len(names) != 1:
        return None
    words = shown = written
    for one in reversed(pronouns):
        after = written[one.end() :]
        ending = "’s" if _belongs(one[0], after) else ""
        words = words[: one.start()] + names[0] + ending + words[one.end() :]
        kept = "" if one[0].isascii() else f"{one[0]} "  # its case cannot be given to a name
        shown = shown[: one.start()] + f"{kept}[{names[0]}{ending}]" + shown[one.end() :]
    return words, shown


def _named(words: str, library: Library) -> list[NamedPerson]:
    return [one for one in library.directory.people_in(words) if one.finding.people]


def _belongs(pronoun: str, after: str) -> bool:
    """Say whether an English pronoun says whose the thing after it is ("his office")."""
    words = follow_up_words()
    following = re.match(r"\s+([\w’'-]+)", after)
    if not pronoun.isascii() or pronoun.lower() not in words.possessive or following is None:
        return False
    return following[1].lower() not in words.no_thing


def _topic(question: str) -> str | None:
    """Return what a question is about, by its last word for that ("… say about the port"), or None."""
    words = question.strip(_ENDS).split(" ")
    for at in range(len(words) - 1, 0, -1):
        before = [" ".join(words[:end]) + " " for end in (at, at - 1)]
        if is_what_is_spoken_of(before[0]) and not is_what_is_spoken_of(before[1]):  # "the" is part of it
            return " ".join(words[at:])
    return None
