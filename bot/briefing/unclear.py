"""What in a message may stand for several things, asked back with the choices there are."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.briefing.lines.library import Library
from bot.languages.saying import say
from bot.views.shortening import clipped
from bot.words.answers import Briefing, Candidate, Kind, Status

_LONGEST_WORD = 60  # characters of what is repeated of a message


@dataclass(frozen=True, slots=True)
class Unclear:
    """A word that may stand for several things, and the whole messages one of which may be meant.

    Each choice is the name it goes by and the message. Written down as the words of a request of the kind
    UNCLEAR, it is asked the same way later.
    """

    word: str
    choices: tuple[tuple[str, str], ...] = ()

    def written(self) -> str:
        """Return it as the words of a request."""
        return json.dumps([self.word, self.choices], ensure_ascii=False)

    @classmethod
    def read(cls, words: str) -> Unclear | None:
        """Return what `written` wrote; None when the words are anything else."""
        try:
            word, choices = json.loads(words)
            return cls(str(word), tuple((str(name), str(message)) for name, message in choices))
        except (ValueError, TypeError, RecursionError):
            return None


def read_as_said(briefing: Briefing, read_as: str) -> Briefing:
    """Return an answer that says first how the message was read, what was taken in [brackets]."""
    told = say("Read as: {words}", words=read_as)
    return replace(briefing, message=f"{told}\n{briefing.message}" if briefing.message else told)


def asked_back(words: str, library: Library) -> Briefing:
    """Return the question that a request of the kind UNCLEAR stands for."""
    unclear = Unclear.read(words) or Unclear(words)
    word = clipped(unclear.word, _LONGEST_WORD)
    if unclear.choices and word.startswith("/"):
        # With its slash one could tap what does not work.
        message = say("I do not know “{word}”; did you mean this?", word=word[1:])
    elif unclear.choices:
        message = say("Whom or what do you mean by “{word}”?", word=word)
    else:
        message = say(
            "I cannot tell whom or what “{word}” is about: nothing that fits was spoken of here in the last "
            "half hour. Name it, please.",
            word=word,
        )
    return Briefing(
        query=word,
        kind=Kind.ERROR,
        status=Status.AMBIGUOUS if unclear.choices else Status.INVALID,
        corpus=library.corpus,
        message=message,
        candidates=tuple(Candidate(name, "") for name, _ in unclear.choices),
    )
