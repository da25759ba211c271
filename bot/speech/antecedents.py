"""Whom a pronoun goes back to: the one who spoke last, else whom a sentence is about, or nobody.

Pronouns go back to the one who spoke last in the section before they go back to whoever else was named
(centering: what a passage is about stays its subject), and nowhere when two people fit equally well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from bot.speech.clauses import Reading
from bot.speech.interviews import interviewee
from bot.speech.voice import Voice
from bot.text.cues import cues
from bot.words.findings import Attribution

GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m"}
TWO_FIT = "two people fit the pronoun"
MOST_IN_SENTENCE = 40  # people of one sentence that are looked at; a longer list is no sentence
_REACH = 14  # sentences a pronoun looks back, quoted ones not counted


class Prominence(IntEnum):
    """How prominent a person is in a sentence; higher is more prominent."""

    SEVERAL = -1
    NAMED = 0
    SUBJECT = 1
    MAIN_SUBJECT = 2
    SPEAKER = 3


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody a sentence names, or brings in without a name, whom a later pronoun can go back to."""

    standing: Prominence
    token: int
    figure: int | None  # None: somebody who is not known
    gender: str | None = None  # of somebody not known, where the text tells
    voice: Voice | None = None  # of somebody who is described and speaks: "a friend of hers"


class Antecedents:
    """The people of an article in text order, for pronouns to go back to."""

    def __init__(self, reading: Reading, speaking: frozenset[int]) -> None:
        """Begin with nobody; `speaking` are the subjects of verbs of speech."""
        self._reading = reading
        self._speaking = speaking
        self._candidates: dict[int, list[Antecedent]] = {}
        self._interview = interviewee(reading)

    def add(self, candidate: Antecedent) -> None:
        """Keep somebody whom pronouns further on can go back to."""
        sentence = self._reading.sentence_at(self._reading.starts[candidate.token])
        self._candidates.setdefault(sentence, []).append(candidate)

    def go_back(self, index: int) -> Voice:
        """Return who a pronoun, a token outside quotation marks, stands for."""
        token = self._reading.tokens[index]
        gender = GENDERS[token.text.lower()]
        two_fit = Voice(Attribution.UNRESOLVED, token.span, reason=TWO_FIT)
        if self._beside_another(index):
            return two_fit
        mentioned: int | None = None
        others = False
        told = self._told(index, gender)
        if self._tells_who_speaks(index, told):
            return two_fit
        if (speaker := self._who_continues(index, gender)) is not None:
            return self._pronoun(index, speaker, others=False)
        for sentence in self._sentences_back(index):
            candidates = self._fitting(sentence, index, gender)
            others = others or self._holds_other(sentence, gender)
            prominent = self._prominent(candidates, self._same_paragraph(sentence, index))
            if self._is_interviewee(prominent, sentence, index, gender):
                return self._interviewee_at(index)
            if prominent is not None:
                return self._settled(index, prominent, candidates, mentioned, told, others=others)
            if mentioned is None and candidates:
                mentioned = _only(candidates)
                if mentioned is None:
                    return two_fit
        if mentioned is None:
            return Voice(Attribution.UNRESOLVED, token.span, reason="nobody the pronoun can go back to")
        return two_fit if told - {mentioned} else self._pronoun(index, mentioned, others=others)

    def _who_continues(self, index: int, gender: str) -> int | None:
        """Return who spoke last in the section, where a verb tells that a speaker goes on: "He continued".

        Over whoever has only been told something since; nobody where somebody else did something since, or
        whoever spoke last may not be meant, or is not known.
        """
        reading = self._reading
        if index not in self._speaking or reading.lemma(reading.tokens[index].head) not in cues().continuing:
            return None
        here = reading.sentence_at(reading.starts[index])
        for sentence in self._sentences_back(index):
            spoke = [
                candidate
                for candidate in self._candidates.get(sentence, [])
                if candidate.standing is Prominence.SPEAKER and sentence != here
            ]
            if spoke:
                last = spoke[-1]
                only = len({one.figure for one in spoke}) == 1
                sure = last.figure is not None and self._gender(last.figure) == gender
                return last.figure if only and sure else None
            if sentence != here and any(
                candidate.standing is Prominence.MAIN_SUBJECT
                and reading.tokens[candidate.token].relation == "nsubj"
                for candidate in self._fitting(sentence, index, gender)
            ):
                return None
        return None

    def _settled(
        self,
        index: int,
        prominent: Antecedent,
        candidates: Sequence[Antecedent],
        mentioned: int | None,
        told: set[int | None],
        *,
        others: bool,
    ) -> Voice:
        """Return whom a pronoun means once a sentence is about somebody: that one, if nobody else fits."""
        figure, span = prominent.figure, self._reading.tokens[index].span
        if self._has_rival(prominent, candidates):
            return Voice(Attribution.UNRESOLVED, span, reason=TWO_FIT)
        if figure is None and self._goes_back_to_described(index, prominent, mentioned, told):
            assert prominent.voice is not None
            reason = "pronoun goes back to whoever spoke before, as described"
            return replace(prominent.voice, attribution=Attribution.PRONOUN, mention=span, reason=reason)
        if figure is None:
            return Voice(Attribution.UNRESOLVED, span, reason="somebody not known spoke before")
        silent = prominent.standing is not Prominence.SPEAKER
        if mentioned not in (None, figure) or (silent and told - {figure}):
            return Voice(Attribution.UNRESOLVED, span, reason=TWO_FIT)
        return self._pronoun(index, figure, others=others)

    def _goes_back_to_described(
        self, index: int, prominent: Antecedent, mentioned: int | None, told: set[int | None]
    ) -> bool:
        """Say whether a pronoun can mean nobody but a speaker described in the sentence before, or its own.

        "A friend of hers said that it was late. “We left,” he said": no one with a name stands between.
        """
        reading = self._reading
        if prominent.voice is None or prominent.standing is not Prominence.SPEAKER or mentioned is not None:
            return False
        if reading.tokens[prominent.token].relation != "nsubj":
            return False  # "a tweet from a reporter that said so"
        here = reading.sentence_at(reading.starts[index])
        there = reading.sentence_at(reading.starts[prominent.token])
        between = [place for place in range(there + 1, here) if not self._all_quoted(place)]
        return index in self._speaking and not told and not between

    def _sentences_back(self, index: int) -> Iterator[int]:
        """Yield the sentences a pronoun looks back on, its own first, quoted ones not counted."""
        reading = self._reading
        start = reading.starts[index]
        here = reading.sentence_at(start)
        looked_at = 0
        for sentence in range(here, -1, -1):
            if not reading.same_section(reading.sentences[sentence].span.start, start):
                return
            yield sentence
            looked_at += sentence != here and not self._all_quoted(sentence)
            if looked_at >= _REACH:
                return

    def _fitting(self, sentence: int, index: int, gender: str) -> list[Antecedent]:
        here = sentence == self._reading.sentence_at(self._reading.starts[index])
        return [
            candidate
            for candidate in self._candidates.get(sentence, [])[-MOST_IN_SENTENCE:]
            if self._fits(candidate, gender) and not (here and self._is_told(candidate, index))
        ]

    def _same_paragraph(self, sentence: int, index: int) -> bool:
        reading = self._reading
        here = reading.sentence_at(reading.starts[index])
        return reading.sentences[sentence].paragraph == reading.sentences[here].paragraph

    def _holds_other(self, sentence: int, gender: str) -> bool:
        """Say whether somebody of the other sex speaks or is the subject in a sentence."""
        return any(
            candidate.figure is not None
            and candidate.standing >= Prominence.MAIN_SUBJECT
            and self._gender(candidate.figure) not in (None, gender)
            for candidate in self._candidates.get(sentence, [])
        )

    def _gender(self, figure: int) -> str | None:
        known = self._reading.figures[figure].gender
        return known[:1].lower() if known else None

    # --- the one a writer interviews -----------------------------------------------------------------------

    def _is_interviewee(self, prominent: Antecedent | None, sentence: int, index: int, gender: str) -> bool:
        """Say whether a speaking pronoun is the one interviewed: nobody else has spoken since."""
        if self._interview is None or index not in self._speaking or index < self._interview[1]:
            return False
        if self._gender(self._interview[0]) not in (None, gender):
            return False
        if prominent is not None:
            return prominent.standing is not Prominence.SPEAKER
        return sentence != self._reading.sentence_at(self._reading.starts[index])

    def _interviewee_at(self, index: int) -> Voice:
        assert self._interview is not None
        figure = self._interview[0]
        reason = f"{self._reading.figures[figure].name} is interviewed here"
        return Voice(Attribution.PRONOUN, self._reading.tokens[index].span, figure, reason=reason)

    def _is_asked_about(self, name: int, index: int) -> bool:
        """Say whether a name stands in what a speaker is asked: "Asked whether Lind was there, he said"."""
        if name > index:
            return False
        place, token = name, self._reading.tokens[name]
        for _ in range(MOST_IN_SENTENCE):
            above = self._reading.tokens[place].head
            if above == place or above > index:
                return False
            place = above
            asked = self._reading.tokens[place].tag == "VBN" and self._reading.lemma(place) in cues().asking
            if asked and above == token.head and token.relation == "nsubjpass":
                return False  # "When Lind was asked, he said": who is asked answers
            if asked and self._reading.tokens[place].relation != "ROOT":
                return True
        return False

    def _told(self, index: int, gender: str) -> set[int | None]:
        """Return whom a pronoun's own clause only tells of."""
        here = self._reading.sentence_at(self._reading.starts[index])
        return {
            candidate.figure
            for candidate in self._candidates.get(here, [])
            if self._fits(candidate, gender) and self._is_told(candidate, index)
        }

    def _tells_who_speaks(self, index: int, told: set[int | None]) -> bool:
        """Say whether a closing clause tells what somebody said: "Lind admitted that it failed, he said"."""
        reading = self._reading
        here = reading.sentence_at(reading.starts[index])
        return any(
            candidate.figure in told
            and candidate.token < index
            and reading.tokens[candidate.token].relation == "nsubj"
            and reading.lemma(reading.tokens[candidate.token].head) in cues().say - cues().weak
            for candidate in self._candidates.get(here, [])
        )

    def _is_told(self, candidate: Antecedent, index: int) -> bool:
        """Say whether somebody is named in what a closing clause reports: "Lind will tell, he added"."""
        reading = self._reading
        token = reading.tokens[index]
        if self._is_asked_about(candidate.token, index):
            return True
        verb = token.head
        if index not in self._speaking or token.relation != "nsubj" or verb < index:
            return False
        told_before = any(
            reading.tokens[child].relation == "ccomp" and child < index for child in reading.children[verb]
        )
        aside = reading.tokens[verb].relation == "parataxis" and reading.tokens[verb].head < index
        return (told_before or aside) and candidate.standing is not Prominence.SPEAKER

    def _pronoun(self, index: int, figure: int, *, others: bool) -> Voice:
        if others and self._gender(figure) is None:
            span = self._reading.tokens[index].span
            return Voice(Attribution.UNRESOLVED, span, reason="of unknown sex, and others between")
        return Voice(
            Attribution.PRONOUN,
            self._reading.tokens[index].span,
            figure,
            reason=f"pronoun goes back to {self._reading.figures[figure].name}",
        )

    def _fits(self, candidate: Antecedent, gender: str) -> bool:
        if candidate.figure is None:
            return candidate.gender in (None, gender)
        return self._gender(candidate.figure) in (None, gender)

    def _beside_another(self, index: int) -> bool:
        """Say whether two pronouns of one sex do something to one another: "He accused him"."""
        reading = self._reading
        token = reading.tokens[index]
        others = {"he": ("him",), "she": ("her",), "him": ("he",), "her": ("she",)}.get(
            token.text.lower(), ()
        )
        if not others or token.relation == "poss":
            return False
        clause = token.head
        if reading.tokens[clause].part == "ADP":
            clause = reading.tokens[clause].head
        beside = list(reading.children[clause][:MOST_IN_SENTENCE])
        beside += [
            child
            for other in beside
            if reading.tokens[other].part == "ADP"
            for child in reading.children[other]
        ]
        return any(
            reading.tokens[other].text.lower() in others and reading.tokens[other].relation != "poss"
            for other in beside
        )

    def _has_rival(self, prominent: Antecedent, candidates: Sequence[Antecedent]) -> bool:
        """Say whether somebody else in a sentence is as prominent: a joint subject, "both men"."""
        subject = self._first_of(prominent.token)
        return any(
            candidate.standing is Prominence.SEVERAL
            or (
                candidate.figure != prominent.figure
                and candidate.standing is prominent.standing
                and (candidate.standing < Prominence.SPEAKER or self._first_of(candidate.token) == subject)
            )
            for candidate in candidates
        )

    def _first_of(self, index: int) -> int:
        """Return the first name of a list a token stands in: "Smith" of "Smith and Jones"."""
        token = self._reading.tokens[index]
        for _ in range(MOST_IN_SENTENCE):
            if token.relation != "conj" or token.head >= index:
                break
            index, token = token.head, self._reading.tokens[token.head]
        return index

    def _all_quoted(self, sentence: int) -> bool:
        return all(self._reading.quoted[index] for index in self._reading.ranges[sentence])

    def _prominent(self, candidates: Sequence[Antecedent], same_paragraph: bool) -> Antecedent | None:
        """Return whom a sentence is about: its last speaker, else its main subject.

        In the pronoun's own paragraph the only subject is enough: "Although Lind has doubts, he said".
        """
        for standing in (Prominence.SPEAKER, Prominence.MAIN_SUBJECT):
            standing_so = [candidate for candidate in candidates if candidate.standing is standing]
            if standing_so:
                return standing_so[-1]
        subjects = [candidate for candidate in candidates if candidate.standing is Prominence.SUBJECT]
        return subjects[-1] if same_paragraph and _only(subjects) is not None else None

    def _asks_somebody(self, verb: int) -> bool:
        children = self._reading.children[verb]
        return any(
            self._reading.tokens[child].relation == "dobj" and child in self._reading.named
            for child in children
        )

    def standing(self, index: int) -> Prominence:
        """Return how prominent a token is in its sentence: after a question the one who is asked."""
        reading = self._reading
        token = reading.tokens[index]
        asked = reading.lemma(token.head) in cues().asking
        if asked and token.relation == "dobj" and index in reading.named:
            return Prominence.SPEAKER
        if index in self._speaking:
            return Prominence.SUBJECT if asked and self._asks_somebody(token.head) else Prominence.SPEAKER
        if token.part in ("PROPN", "NOUN") and (first := self._first_of(index)) != index:
            return self.standing(first)  # "Smith and Jones": as prominent as the first
        if token.relation not in ("nsubj", "nsubjpass"):
            return Prominence.NAMED
        verb = reading.tokens[token.head]
        main = verb.relation == "ROOT" or (
            verb.relation == "conj" and reading.tokens[verb.head].relation == "ROOT"
        )
        return Prominence.MAIN_SUBJECT if main else Prominence.SUBJECT


def _only(candidates: Sequence[Antecedent]) -> int | None:
    figures = {candidate.figure for candidate in candidates}
    return figures.pop() if len(figures) == 1 else None
