"""Whom a writer talks to in an interview told in the first person: "I sit opposite Jane Doe and ask"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.speech.clauses import Reading
from bot.text.cues import cues
from bot.words.findings import MentionKind

_LEAST_OF_WRITER = 3  # words of the writer about himself outside quotation marks; fewer are an aside
_LATEST = 4  # paragraphs at the head of an interview in which the two meet


def interviewee(reading: Reading) -> tuple[int, int] | None:
    """Return the figure a writer talks to and the token that first says so; None in what is no interview."""
    outside = reading.outside(range(len(reading.tokens)))
    own = sum(reading.tokens[index].text.lower() in cues().first_person for index in outside)
    if own < _LEAST_OF_WRITER:
        return None
    met = list(_met(reading, outside))
    if not met:
        return None
    first = reading.sentences[reading.sentence_at(reading.starts[met[0][1]])].paragraph
    if first >= _LATEST:
        return None
    ranked = Counter(figure for figure, _ in met).most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None  # a round of several
    return ranked[0][0], next(token for figure, token in met if figure == ranked[0][0])


def _met(reading: Reading, outside: list[int]) -> Iterator[tuple[int, int]]:
    for verb in outside:
        if reading.lemma(verb) not in cues().interviewing or reading.tokens[verb].part != "VERB":
            continue
        subjects = [child for child in reading.children[verb] if reading.tokens[child].relation == "nsubj"]
        if not any(reading.tokens[child].text.lower() in cues().first_person for child in subjects):
            continue
        for child in reading.children[verb]:
            objects = [child]
            if reading.tokens[child].part == "ADP" or reading.tokens[child].relation == "prep":
                objects = reading.children[child]
            for place in objects:
                named = reading.named.get(place)
                if (
                    named is not None
                    and reading.tokens[place].relation in ("dobj", "pobj")
                    and named.mention.kind is not MentionKind.ROLE
                    and not reading.quoted[place]
                ):
                    yield named.figure, place
