"""What in a sentence fits a question: the date, the number, the name, the reason that is asked for.

A sentence may hold every word of a question and a number besides that counts something else. So what could be
the answer is looked for near the words it belongs to: a number by what is counted, a date or a name by what
was done. What fits only by its kind counts little; what does not fit at all is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.briefing.amounts.amounts import Measure
from bot.briefing.lines.asked_words import (
    Expected,
    asks_by_when,
    asks_what_caused,
    asks_where,
    asks_who_holds,
    asks_who_said,
    bounds_a_day,
    counted_in,
    counts_behind,
    dimension_asked,
    done_to_whom,
    expected,
    foretells,
    holder_asked_for,
    is_part_of,
    is_to_come,
    is_unit,
    is_unit_of_length,
    is_word_of_belonging,
    names_one_of_them,
    names_reason,
    needs_what_is_before,
    office_asked,
    ones_in,
    only_carries,
    places_in,
    reasons_in,
    says_other_dimension,
    tallies_in,
    tells_of_belonging,
    tells_of_own_deed,
    without_auxiliaries,
)
from bot.briefing.lines.evidence import Evidence, bears_only
from bot.briefing.lines.subordinate import clause_of
from bot.briefing.questions.counts import AGE, amounts_measuring, amounts_of, numbers_counting, with_unit
from bot.briefing.questions.doers import (
    BY,
    BY_WHOM,
    CLAUSE,
    OPEN_BEFORE,
    acts_on_holder,
    has_lost,
    held_it_before,
    is_by_nobody,
    is_doer,
    is_done,
    is_open,
    is_quoted_alike,
    is_somebodys,
    is_suffered,
    named_by,
    names_in,
    only_speaking,
    with_apposition,
)
from bot.language_data.calendar import months
from bot.language_data.loading import expressions
from bot.search.lexicon import SAME, predicates
from bot.search.matching import held
from bot.search.query import Concept, Query
from bot.text.names.name_lexicon import fold, lexicon
from bot.words.documents import Precision
from bot.words.findings import DateMention
from bot.words.spans import Span

_BESIDE = 25  # characters between a number and what it counts
_OF = 8  # and between a share and what it is of ("a third of the voters")
_CLOSE = 70  # and between a date and what was done
_AGO = re.compile(r"\b(?:ago|before|earlier)\Z", re.IGNORECASE)
_WITHIN = re.compile(r"within\b", re.IGNORECASE)
_OLDEST = 120
_LENGTH_OF = re.compile(r"\b(?:since|с)\s+\Z", re.IGNORECASE)

_CAPITALISED = re.compile(r"\b[A-ZА-ЯЁ][^\W\d_]+\b")
_OF_WHOM = frozenset({Expected.PERSON, Expected.TRUTH, Expected.NUMBER, Expected.MONEY, Expected.SHARE})
_COUNTED_FROM = re.compile(r"\b(?:before|after|since|until|до|после)\s*\Z", re.IGNORECASE)
# "Who killed …" asks for who did it; "who is …" and "who did … meet" for anybody beside it.
_WHO_DID = re.compile(
    r"\W*who\s+(?:\w+ed|won|beat|led|shot|built|bought|sold|wrote|met|took|held|lost|fought)\b", re.IGNORECASE
)
_BY_AWAY = 120
_PASSIVE = re.compile(r"[.;]|\b(?:was|were|been|being|is|are|be|был[аи]?|who|whom)\b", re.IGNORECASE)
_WHOM = re.compile(r"\W*(?:whom\b|who\s+(?:did|does|do|has|have|had)\b)", re.IGNORECASE)
_OPENING_WORDS = 3  # words of a clause before a date that opens it: ", where on"
_MARK = re.compile(r"[,;:]")
_POSSESSED = re.compile(r"[’']s?\b")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")  # a text may say "this year" for it
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bсколько\b", re.IGNORECASE)
_NOT_WHOLE = re.compile(r"\d+[.,]\d{1,2}")  # "7.2" of a "7.2-magnitude" storm counts nobody
_MEASURING = re.compile(r"-[^\W\d_]")
_HOW_MUCH = re.compile(r"\bhow much\b|\bна ?сколько\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fit:
    """What in a sentence fits a question: its places, and whether they belong to what is asked about."""

    spans: tuple[Span, ...] = ()
    sure: bool = False
    nearness: float = 0.0
    """How near they stand to what was done or counted, from 0, as far as they may, to 1, beside it."""


@dataclass(frozen=True)
class QuestionAsked:
    """A question as what it asks for: the kind of thing, and the concepts it asks about."""

    text: str
    concepts: tuple[Concept, ...]

    @classmethod
    def of(cls, query: Query) -> QuestionAsked:
        """Read a query that is a question."""
        return cls(query.text, query.concepts)

    @cached_property
    def kind(self) -> Expected | None:
        """The kind of thing asked for."""
        return expected(self.text)

    @cached_property
    def counted(self) -> tuple[Concept, ...]:
        """The concepts that a question for a number counts."""
        words = counted_in(self.text)
        return tuple(
            concept
            for concept in self.concepts
            if not concept.figures
            and concept.required
            and concept.words.lower() in words
            and (not concept.proper or words.startswith(concept.words.lower()))
        )

    @cached_property
    def done(self) -> tuple[Concept, ...]:
        """The concepts that name nobody and nothing: what was done, what somebody is."""
        return tuple(concept for concept in self.concepts if not concept.proper)

    @cached_property
    def known_deeds(self) -> tuple[Concept, ...]:
        """The concepts that are known to say what was done, or what somebody is to another."""
        known, did = predicates(), self._verb_of_who
        return tuple(
            concept
            for concept in self.concepts
            if (concept.required or not only_carries(concept.words.lower()))  # "when was the summit held"
            and (
                concept.here
                or (not concept.proper and known.knows(concept.alternatives[0].terms))
                or concept.words.lower() == did
            )
        )

    @cached_property
    def _verb_of_who(self) -> str | None:
        return verb_of_who(self.text)

    @cached_property
    def deeds(self) -> tuple[Concept, ...]:
        """The concepts that say what was done, as far as they are known as such; else `done`."""
        return self.known_deeds or self.done

    @cached_property
    def _verbs(self) -> tuple[Concept, ...]:
        """The deeds that stand as verbs: when "the deal was signed" is no day of a deal that is leaked."""
        asked = ((one, one.words.lower()) for one in self.known_deeds)
        return tuple(one for one, word in asked if word.endswith("ed") or predicates().is_form(word))

    @cached_property
    def _office(self) -> tuple[Concept, ...]:
        """The words of an office a question asks for: "harbour minister" is no other minister."""
        asked = office_asked(self.text)
        words = [one for one in self.done if one.required and not one.here]
        return tuple(one for one in words if one.words.lower() in asked) or tuple(words)

    def fit(self, answer: Evidence) -> Fit:
        """Return what fits the question in a sentence."""
        if self.kind is None and asks_where(self.text):
            return self._where(answer)
        if self.kind is None or self.kind is Expected.TRUTH:
            return Fit()
        if self.kind is Expected.REASON:
            return self._reason(answer)
        return {
            Expected.AGE: self._ages,
            Expected.MONEY: self._money,
            Expected.SHARE: self._shares,
            Expected.PERSON: self._names,
            Expected.DURATION: self._lengths,
            Expected.DATE: self._dates,
            Expected.TALLY: self._tallies,
            Expected.NUMBER: self._numbers,
        }[self.kind](answer)

    def is_about(self, answer: Evidence) -> bool:
        """Say whether a sentence is about the very places and bodies asked about, not only near them.

        A number or a name beside another country's is that country's, even when the one asked about is
        spoken of around it.
        """
        article, sentence = answer.article, answer.sentence
        if self._tells_of_another(answer):
            return False
        if self.kind not in _OF_WHOM:
            return True
        above, before = [article.title], []
        if sentence.section:
            above.append(article.heading_words[sentence.section - 1])
        previous = article.sentences[sentence.index - 1] if sentence.index else None
        if previous is not None and previous.section == sentence.section:
            before.append(previous.read)
        if self.kind is Expected.PERSON and self._names_another_place(answer):
            above = []
        return all(
            any(held(concept, text) for text in (sentence.read, *before, *above))
            for concept in self.concepts
            if concept.proper and not concept.figures and not is_of_time(concept, self.concepts)
        )

    def _tells_of_another(self, answer: Evidence) -> bool:
        """Say whether a sentence names people, and none of those asked about is one of them.

        Who did something to somebody is said by a sentence that names whom: "the murder" may be another.
        """
        asked = {figure for concept in self.concepts for figure in concept.figures}
        if not asked or answer.goes_on or asks_who_said(self.text):
            return False
        id_, figures = answer.article.article.id, answer.article.analysis.figures
        named = {(id_, number) for number, _ in names_in(answer)}
        # Who bears no more than the family name asked for may be the same person.
        if any(bears_only(one, figures[number].name) for _, number in named for one in self.concepts):
            return False
        named |= {(id_, number) for number in _meant_by_pronouns(answer)}
        if self.kind is Expected.PERSON:
            return not (named & asked or self._is_they(answer, asked))
        # Who only says it is told of as little as the outlet: "Lind said that 12 voted against it".
        saying = {
            (id_, one.figure)
            for one in answer.article.analysis.reported
            if one.figure is not None and one.span.overlaps(answer.sentence.span)
        }
        if tells_of_own_deed(answer.article.article.read(answer.sentence.span)):
            saying = set()
        if not named:
            return self._may_be_of_another(answer, asked)
        return bool(named - saying) and not named & asked

    def _may_be_of_another(self, answer: Evidence, asked: set[tuple[str, int]]) -> bool:
        """Say whether a sentence opens with a "he" that may stand for one of several named right before."""
        article, sentence = answer.article, answer.sentence
        before = article.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.section != sentence.section:
            return False
        if not needs_what_is_before(article.article.read(sentence.span)):
            return False
        named = {(article.article.id, number) for number in article.figures_in(before.span)}
        return len(named) > 1 and bool(named - asked)

    def _is_they(self, answer: Evidence, asked: set[tuple[str, int]]) -> bool:
        """Say whether a "he" right before what was done is somebody asked about, named just before."""
        article, sentence = answer.article, answer.sentence
        before = article.sentences[sentence.index - 1] if sentence.index else None
        if before is None or before.section != sentence.section:
            return False
        named = {(article.article.id, number) for number in article.figures_in(before.span)}
        words = (
            without_auxiliaries(article.article.text[sentence.span.start : deed.start]).split()[-1:]
            for deed in self._places(answer, self.deeds)
        )
        return bool(named & asked) and any(word and needs_what_is_before(word[0]) for word in words)

    def _names_another_place(self, answer: Evidence) -> bool:
        """Say whether a sentence names a place that the question does not.

        What somebody did is done somewhere: of "who hosted …" only another country is another place.
        """
        article, whole = answer.article, answer.sentence.span
        known = self._asked_spans(answer)
        figures = article.analysis.figures
        known += [mention.span for figure in figures for mention in figure.mentions]
        known += [role.span for figure in figures for role in figure.roles]  # "head of Norway's Office"
        names = [
            Span(whole.start + found.start(), whole.start + found.end())
            for found in _CAPITALISED.finditer(article.article.read(whole))
        ]
        other = _is_country if self._verb_of_who else _is_place
        return any(
            other(article.article.read(name)) and not any(span.overlaps(name) for span in known)
            for name in names
        )

    def says_so(self, answer: Evidence) -> bool:
        """Say whether a sentence itself tells of all that is asked, whom it is about named around it.

        Two names alone say nothing: of "is Orna in the Union" only what tells that one belongs to the other.
        """
        only_names = not any(one.required and not one.proper for one in self.concepts)
        asks = only_names or any(is_word_of_belonging(one.words) for one in self.concepts if not one.required)
        if self.kind is Expected.TRUTH and asks:
            told = answer.article.article.read(answer.sentence.span)
            whose = next((one for one in self.concepts if one.proper), self.concepts[0])
            belongs = held(whose, answer.sentence.read) or answer.complete
            if len(self.concepts) > 1 and not (belongs and tells_of_belonging(told)):
                return False
        return self.is_about(answer) and (
            answer.complete  # whom a pronoun stands for counted
            or all(
                held(concept, answer.sentence.read)
                for concept in self.concepts
                if concept.required and (concept.figures or not concept.proper)
            )
        )

    def tells_of_it(self, answer: Evidence) -> bool:
        """Say whether a sentence tells of what a yes-or-no question asks, whose it is named around it.

        "We did not sign it, Lind said" may answer "did Lind and Ek sign": a denial above it would be false.
        """
        done = [one for one in self.concepts if one.required and not one.proper]
        return (
            self.kind is Expected.TRUTH
            and bool(done)
            and all(held(concept, answer.sentence.read) for concept in done)
        )

    # --- kinds ---------------------------------------------------------------------------------------------

    def says_who(self, answer: Evidence) -> bool:
        """Say whether a sentence tells of what was done and may say by whom, though by no name: "gunmen"."""
        if any(concept.here for concept in self.concepts):
            return False
        if asks_who_holds(self.text) and not self.known_deeds:
            return False  # "the judge left" does not say who is judge
        text = answer.article.article.text
        deeds = self._places(answer, self.deeds)
        done = [deed for deed in deeds if is_done(deed, text)]
        active = [deed for deed in done if not is_suffered(deed, text)]
        # Of whoever is named some may be who did it: not one who says it, nor one behind what was done.
        known = only_speaking(answer, deeds)
        if any(
            not (any(name.overlaps(one) for one in known) or any(deed.end <= name.start for deed in active))
            for name in self._other_names(answer)
        ):
            return False
        told = any(not (self._is_done_by_asked(answer, deed) or is_by_nobody(deed, text)) for deed in done)
        told = told or any(is_somebodys(deed, text) for deed in deeds)
        return self.says_so(answer) and (told or not _WHO_DID.match(self.text))

    def _is_done_by_asked(self, answer: Evidence, deed: Span) -> bool:
        """Say whether those asked about do it: "Lind criticised them" does not say who criticised Lind."""
        text = answer.article.article.text
        between = (text[one.end : deed.start] for one in self._asked_spans(answer) if one.end <= deed.start)
        return any(len(gap) <= BY_WHOM and not _PASSIVE.search(gap) for gap in between)

    def _dates(self, answer: Evidence) -> Fit:
        asked = self._asked_spans(answer)
        done = (
            self._places(answer, self._verbs or self.deeds) if self.deeds else asked
        )  # "when is the Navy Day"
        dates = [
            date
            for date in answer.article.analysis.dates
            if answer.sentence.span.contains(date.span)
            and not (is_to_come(self.text) and _is_over(date, answer))
            and not any(span.overlaps(date.span) for span in asked)
            and not _is_of_another_time(answer.article.article.read(date.span), date.span, done)
        ]
        # What is to be done by a day is told at length; the one day of a sentence that holds all that is
        # asked may stand as far away.
        reach = _CLOSE * (1 + (asks_by_when(self.text) or (answer.complete and len(dates) == 1)))
        clauses = {date.span: clause_of(date, answer.article, answer.sentence.span) for date in dates}
        apart = [clause for clause in clauses.values() if clause is not None]
        own = [date for date, clause in clauses.items() if clause is None]
        # What was done at the time of a clause is done in that clause, and in the very words that are asked.
        in_clauses = [
            _nearest(answer, [date], self._said_in(answer, _with_what_follows(clause, date, answer)), reach)
            for date, clause in clauses.items()
            if clause is not None
        ]
        outside = [place for place in done if not any(clause.contains(place) for clause in apart)]
        fits = [_nearest(answer, own, outside, reach), *(one for one in in_clauses if one.sure)]
        fit = max(fits, key=lambda one: (one.sure, one.nearness))
        if not fit.spans:
            fit = Fit(tuple(clauses)) if done or answer.goes_on else Fit()
        if asks_by_when(self.text):
            return self._bound(answer, fit)
        # "Started in 1990" says when it started; "a good start on Saturday" may be another thing.
        told = any(is_done(place, answer.article.article.text) for place in done)
        return fit if told else replace(fit, nearness=fit.nearness / 2)

    def _bound(self, answer: Evidence, fit: Fit) -> Fit:
        """Let a day by which something is to be done count for more than one on which something is."""
        text = answer.article.article.text
        last = tuple(
            span for span in fit.spans if bounds_a_day(text[max(0, span.start - OPEN_BEFORE) : span.start])
        )
        return replace(fit, spans=last, nearness=1.0) if last else replace(fit, nearness=fit.nearness / 2)

    def _said_in(self, answer: Evidence, clause: Span) -> list[Span]:
        """Return where a clause says what was done as the question does, and in no other words."""
        return [
            span
            for concept in self.deeds or self.done
            if (here := held(concept, answer.sentence.read)) and here.weight == SAME
            for span in here.spans
            if clause.contains(span)
        ]

    def _names(self, answer: Evidence) -> Fit:
        if quoted := [concept for concept in self.concepts if concept.exact]:
            return self._speaker(answer, quoted)
        if asks_who_said(self.text):
            said = [one for one in self.concepts if one.required]
            return self._speaker(answer, said) if answer.complete else Fit()
        text = answer.article.article.text
        office = asks_who_holds(self.text)
        done_to = done_to_whom(self.text)
        did = done_to or self._verb_of_who
        asked = [one for one in self.deeds if one.words.lower() == did] or self.deeds
        deeds = self._places(answer, self._office if office else asked, apart=not office)
        speaking = [] if office else only_speaking(answer, deeds)
        # Who speaks of something in quotation marks need not have done it.
        names = [
            name
            for name in self._other_names(answer)
            if answer.goes_on or any(is_quoted_alike(answer, name, deed) for deed in deeds)
        ]
        names = [name for name in names if not any(name.overlaps(one) for one in speaking)]
        if office:
            if not answer.goes_on and not all(held(one, answer.sentence.read) for one in self._office):
                return Fit()
            holder = holder_asked_for(self.text)
            of_former = holder is not None and holder.turn == "before"
            names = [
                name
                for name in names
                if (of_former or not (has_lost(name, text) or held_it_before(name, deeds, text)))
                and not acts_on_holder(name, deeds, text)
            ]
        alone = len({number for number, span in names_in(answer) if span in names}) == 1
        if _WHO_DID.match(self.text):
            names = [
                name
                for name in names
                if any(
                    name.end <= deed.start and is_done(deed, text) and not is_suffered(deed, text)
                    for deed in deeds
                )
                or BY.search(text, max(0, name.start - _BY_AWAY), name.start)
                or any(is_doer(deed, text) and (_gap(name, deed) <= _BESIDE or alone) for deed in deeds)
                or any(names_one_of_them(text[deed.end : name.start]) for deed in deeds)
            ]
        elif done_to is not None:  # not who did: "Lind added" says nothing of who was added
            active = [deed for deed in deeds if not is_suffered(deed, text)]
            names = [name for name in names if not any(0 <= deed.start - name.end <= _OF for deed in active)]
        elif answer.goes_on and _WHOM.match(self.text):
            return Fit()
        if any(concept.here for concept in self.concepts):
            return self._holders(answer, names)
        if apart := (with_apposition(names, deeds, text) or named_by(names, deeds, text)):
            return Fit(apart, sure=True, nearness=1.0)
        only_one = len({number for number, span in names_in(answer) if span in names}) == 1
        fit = _nearest(answer, names, deeds, BY_WHOM * (1 + 2 * only_one))
        # Names are everywhere: one that stands apart from what was done is nobody in particular.
        return fit if fit.sure or answer.goes_on else Fit()

    def _holders(self, answer: Evidence, names: Sequence[Span]) -> Fit:
        """Return who stands beside "the successor" or "the new minister", as one who holds the office."""
        text = answer.article.article.text
        holders = [place for place in self._named_holders(answer) if not is_open(place, text)]
        # "Lind's successor" is not Lind.
        others = [name for name in names if not _POSSESSED.match(text, name.end)]
        if apart := with_apposition(others, holders, text):
            return Fit(apart, sure=True, nearness=1.0)
        return _nearest(answer, others, holders, BY_WHOM, sure_only=True) if holders else Fit()

    def leaves_open(self, answer: Evidence) -> bool:
        """Say whether a sentence tells that nobody holds yet the office that is asked about."""
        text = answer.article.article.text
        return any(is_open(place, text) for place in self._named_holders(answer))

    def _named_holders(self, answer: Evidence) -> list[Span]:
        return self._places(answer, (concept for concept in self.concepts if concept.here))

    def _ages(self, answer: Evidence) -> Fit:
        sentence, start = answer.article.article.read(answer.sentence.span), answer.sentence.span.start
        ages = [
            Span(start + found.start(group), start + found.end(group))
            for found in AGE.finditer(sentence)
            if (group := found.lastgroup) and int(found[group]) <= _OLDEST
        ]
        whose = self._asked_spans(answer)
        others = [
            mention.span
            for figure in answer.article.analysis.figures
            for mention in figure.mentions
            if answer.sentence.span.contains(mention.span)
            and not any(mention.span.overlaps(span) for span in whose)
        ]
        # An age is that of whom it stands nearest to.
        own = [
            age
            for age in ages
            if min((_gap(age, span) for span in whose), default=_CLOSE)
            < min((_gap(age, span) for span in others), default=_CLOSE)
        ]
        return _nearest(answer, own, whose, _CLOSE, sure_only=True)

    def _where(self, answer: Evidence) -> Fit:
        """Return the places a sentence names that the question does not: behind "in", else known ones."""
        article, whole = answer.article, answer.sentence.span
        sentence = article.article.read(whole)
        known = [found.span() for found in _CAPITALISED.finditer(sentence) if _is_named_place(found[0])]
        taken = [*self._asked_spans(answer), *(date.span for date in article.dates_in(whole))]
        taken += [role.span for figure in article.analysis.figures for role in figure.roles]
        taken += [mention.span for figure in article.analysis.figures for mention in figure.mentions]

        def free(found: Iterable[tuple[int, int]]) -> list[Span]:
            spans = [Span(whole.start + first, whole.start + last) for first, last in found]
            return [span for span in spans if not any(span.overlaps(other) for other in taken)]

        places = self._places(answer, self.deeds)
        if not places:
            return Fit()
        behind = _nearest(answer, free(places_in(sentence)), places, _CLOSE, sure_only=True)
        if behind.sure:
            return behind
        fit = _nearest(answer, free(known), places, _CLOSE, sure_only=True)  # "Oslo hosted the summit"
        return replace(fit, nearness=fit.nearness / 2)

    def _money(self, answer: Evidence) -> Fit:
        return _nearest(
            answer, amounts_measuring(answer, {Measure.MONEY}), self._places(answer, self.done), 2 * _CLOSE
        )

    def _shares(self, answer: Evidence) -> Fit:
        return _nearest(
            answer, amounts_measuring(answer, {Measure.SHARE}), self._places(answer, self.deeds), _CLOSE
        )

    def _lengths(self, answer: Evidence) -> Fit:
        """Return the times a sentence gives, or the lengths, as far as the question may ask for either."""
        dimension = dimension_asked(self.text)
        spaces = with_unit(answer, is_unit_of_length)
        times = self._times(answer) if dimension is None or dimension.time else []
        places = self._places(answer, self.deeds)
        if dimension is None or not spaces:
            return _nearest(answer, [*spaces, *times], places, _CLOSE)
        text, whole = answer.article.article.text, answer.sentence.span
        said = [Span(*one.span()) for one in dimension.said.finditer(text, whole.start, whole.end)]
        told = [one for one in spaces if any(_gap(one, word) <= _CLOSE for word in said)]
        if not told and says_other_dimension(dimension, text[whole.start : whole.end]):
            return Fit()
        whole_ones = [one for one in told or spaces if not is_part_of(text[one.end : whole.end])]
        fit = _nearest(answer, whole_ones or spaces, places, _CLOSE)
        if not whole_ones:  # so much of it was built or agreed on: that is not how long it is
            return Fit(fit.spans)
        return replace(fit, nearness=1.0 if told else fit.nearness / 2)

    def _times(self, answer: Evidence) -> list[Span]:
        read, text = answer.article.article.read, answer.article.article.text
        dates = [date.span for date in answer.article.analysis.dates]
        past = [date for date in dates if _AGO.search(read(date))]
        spans = [
            span
            for span in with_unit(answer, lambda word: is_unit(word) and not is_unit_of_length(word))
            if not any(date.overlaps(span) for date in past)
        ]
        spans += amounts_measuring(answer, {Measure.DURATION})
        spans += [
            date
            for date in dates
            if answer.sentence.span.contains(date)
            and _LENGTH_OF.search(text[max(0, date.start - 10) : date.start])
        ]
        return spans

    def _tallies(self, answer: Evidence) -> Fit:
        """Return the tallies of a vote: numbers side by side are one only where a vote is spoken of."""
        start = answer.sentence.span.start
        said, votes = (
            [Span(start + first, start + last) for first, last in found]
            for found in tallies_in(answer.article.article.read(answer.sentence.span))
        )
        dates = [date.span for date in answer.article.analysis.dates]
        near = tuple(
            one
            for one in said
            if any(_gap(one, vote) <= _CLOSE for vote in votes)
            and not any(date.overlaps(one) for date in dates)  # "adopted at a session of 24-26 June"
        )
        return Fit(near, sure=True, nearness=1.0) if near else Fit()

    def _numbers(self, answer: Evidence) -> Fit:
        if _HOW_MUCH.search(self.text):
            amounts = amounts_measuring(answer, {Measure.MONEY, Measure.SHARE}) or amounts_measuring(
                answer, {Measure.COUNT}
            )
            return _nearest(answer, amounts, self._places(answer, (*self.counted, *self.deeds)), _CLOSE)
        text = answer.article.article.text
        spans = numbers_counting(answer)
        if _HOW_MANY.search(self.text):
            start = answer.sentence.span.start
            ones = ones_in(answer.article.article.read(answer.sentence.span))
            spans += [Span(start + first, start + last) for first, last in ones]
            spans = [span for span in spans if not _NOT_WHOLE.fullmatch(span.of(text))]
            if self.known_deeds:  # a "64-strong crew" is no 64 who did something
                spans = [span for span in spans if not _MEASURING.match(text, span.end)]
        elif not self.counted:  # "how large": a measure, and no "two" of something
            spans = [span for span in spans if span.of(text)[0].isdigit()]
            spans += amounts_measuring(answer, {Measure.MONEY, Measure.SHARE})
        if self.counted:  # "1,600 km" are no policemen
            lengths = with_unit(answer, is_unit_of_length)
            spans = [span for span in spans if not any(span.overlaps(length) for length in lengths)]
        others = [concept for concept in self.known_deeds if concept not in self.counted]
        if others and not (answer.goes_on or self._places(answer, others)):
            return Fit()  # so many there are, but it is not told here what was done to them
        if self.counted:
            wanted = {
                term
                for concept in self.counted
                for other in concept.alternatives
                for term in other.terms[-1:]
            }
            units = [amount.span for amount in amounts_of(answer) if amount.unit in wanted]
            beside = self._places(answer, self.counted)
            shares = [
                share
                for share in amounts_measuring(answer, {Measure.SHARE})
                if any(0 <= place.start - share.end <= _OF for place in beside)
            ]
            told = any(counts_behind(text[max(0, place.start - BY_WHOM) : place.start]) for place in beside)
            fit = _nearest(answer, [*spans, *units, *shares], beside, CLAUSE if told else _BESIDE)
            return Fit(tuple(units), sure=True, nearness=1.0) if units else self._of_whom(answer, fit)
        return _nearest(answer, spans, self._places(answer, self.deeds), _BESIDE)

    def _speaker(self, answer: Evidence, quoted: Sequence[Concept]) -> Fit:
        """Let a statement with a known speaker say whose the words in quotation marks of a question are."""
        line = answer.article.item(answer.sentence.utterance)
        said = tuple(self._places(answer, quoted))
        if said and line.speaker is not None:
            return Fit(said, sure=True, nearness=1.0)
        return Fit(said if names_in(answer) else ())  # of two who speak in it the sentence itself says whose

    def _of_whom(self, answer: Evidence, fit: Fit) -> Fit:
        """Let a number count the more, the nearer it stands to whom it is asked of: "Lind won 38 percent"."""
        people = self._places(answer, (concept for concept in self.concepts if concept.figures))
        if not people or not fit.sure:
            return fit
        gap = min(_gap(span, person) for span in fit.spans for person in people)
        return replace(fit, nearness=fit.nearness * max(0.0, 1 - gap / _CLOSE))

    def _reason(self, answer: Evidence) -> Fit:
        sentence, start = answer.article.article.read(answer.sentence.span), answer.sentence.span.start
        done = self._places(answer, self.deeds)
        if not (done or answer.goes_on):
            return Fit()
        sure, possible = [], []
        named, of_event = [], asks_what_caused(self.text)
        for first, last, surely in reasons_in(sentence):
            span = Span(start + first, start + last)
            if of_event and any(0 <= place.start - span.end <= _BESIDE for place in done):
                if not names_reason(sentence[first:last]):
                    continue  # "shut because of the crash" does not say why there was a crash
                named.append(span)
            if surely:
                sure.append(span)
            elif answer.complete and any(
                not first or 0 <= span.start - place.end <= CLAUSE for place in done
            ):
                possible.append(span)
        # "Because" gives the reason of what stands before it, though whom it was done to is named around.
        reach = _CLOSE if of_event else CLAUSE
        own = bool(named) or any(0 <= one.start - place.end <= reach for one in sure for place in done)
        # "The reason for the closure was rust" names it before what was done.
        own = own or any(
            names_reason(one.of(answer.article.article.text)) and 0 <= place.start - one.end <= _BESIDE
            for one in sure
            for place in done
        )
        if sure or not self._title_says_why(answer):
            told = own or (answer.complete and not of_event)
            return Fit(tuple(sure or possible[:1]), sure=bool(sure) and told)
        return Fit(tuple(possible[:1] or done[:1]), sure=True)

    def _title_says_why(self, answer: Evidence) -> bool:
        """Say whether a sentence only repeats its title, which gives the reason: it stands below the line."""
        title = answer.article.title
        asked = [concept for concept in self.concepts if concept.required]
        return (
            answer.complete
            and all(held(concept, title) for concept in asked)
            and any(surely for *_, surely in reasons_in(answer.article.article.title))
        )

    def _other_names(self, answer: Evidence) -> list[Span]:
        """Return where a sentence names people who are not asked about."""
        asked = {figure for concept in self.concepts for figure in concept.figures}
        id_ = answer.article.article.id
        return [span for number, span in names_in(answer) if (id_, number) not in asked]

    # --- places --------------------------------------------------------------------------------------------

    def _places(self, answer: Evidence, concepts: Iterable[Concept], *, apart: bool = True) -> list[Span]:
        """Return where a sentence names concepts, whole or, where they may stand `apart`, in part."""
        read = answer.sentence.read
        return [
            span
            for concept in concepts
            for one in (concept, *(concept.parts if apart else ()))
            if (here := held(one, read))
            for span in here.spans
        ]

    def _asked_spans(self, answer: Evidence) -> list[Span]:
        """Return where a sentence names what the question itself names."""
        return self._places(answer, (concept for concept in self.concepts if concept.proper))


def _meant_by_pronouns(answer: Evidence) -> Iterator[int]:
    """Yield whom the "he" and "her" of a sentence stand for, as figures of its article."""
    for number, figure in enumerate(answer.article.analysis.figures):
        if any(answer.sentence.span.contains(one) for one in figure.pronouns):
            yield number


def is_of_time(concept: Concept, beside: Sequence[Concept]) -> bool:
    """Say whether a concept of a question is a year, or a month beside one, that a text need not name."""
    if _YEAR.fullmatch(concept.words):
        return True
    return concept.words.lower() in months() and any(_YEAR.fullmatch(one.words) for one in beside)


def verb_of_who(question: str) -> str | None:
    """Return the verb of "who hosted …" or "who was added …", lower case: what was done."""
    if (done := done_to_whom(question)) is not None:
        return done
    found = _WHO_DID.match(question)
    return found[0].split()[-1].lower() if found else None


def _is_place(words: str) -> bool:
    return lexicon().is_place(fold(words))


def _is_named_place(words: str) -> bool:
    """Say whether a word names a place, and not its people: "Norway", not "Norwegian"."""
    known, word = lexicon(), fold(words)
    return word not in known.demonyms and (known.is_place(word) or known.country(word) is not None)


def _is_country(words: str) -> bool:
    return lexicon().country(fold(words)) is not None


def _with_what_follows(clause: Span, date: Span, answer: Evidence) -> Span:
    """Return a clause up to its comma, where a date opens it: "where on May 3 the pact was signed, …"."""
    text = answer.article.article.text
    if len(text[clause.start : date.start].split()) > _OPENING_WORDS:
        return clause
    following = _MARK.search(text, date.end, answer.sentence.span.end)
    return Span(clause.start, following.start() if following else answer.sentence.span.end)


def _is_of_another_time(words: str, span: Span, done: Sequence[Span]) -> bool:
    """Say whether a date is not when it was done: "three years before his arrest", "within 48 hours"."""
    counted_from = _COUNTED_FROM.search(words) is not None
    return _WITHIN.match(words) is not None or (
        counted_from and any(0 <= place.start - span.end <= _BESIDE for place in done)
    )


def _is_over(date: DateMention, answer: Evidence) -> bool:
    """Say whether a day is over when its article is told, as that is on which something was announced."""
    article = answer.article
    if date.value is None:  # "on Sunday", in an article that may be of any week
        if foretells(article.article.text[answer.sentence.span.start : date.span.start]):
            return False
        return expressions("date_clauses")["counted_ahead"].match(article.article.read(date.span)) is None
    if article.published is None:
        return False
    told = article.published[: len(date.value)]
    # "Next week", which is a month here, may lie behind an article of that month and before it.
    return date.value < told or (date.value == told and date.precision is Precision.DAY)


def _nearest(
    answer: Evidence, spans: Sequence[Span], places: Sequence[Span], reach: int, *, sure_only: bool = False
) -> Fit:
    """Return the spans within reach of some places, else all of them as not sure.

    A sentence that names none of the places has nothing that fits, unless it goes on from one that does.
    """
    if not spans or not (places or answer.goes_on):
        return Fit()
    gaps = {span: min((_gap(span, place) for place in places), default=reach + 1) for span in spans}
    nearest = min(gaps.values())
    near = tuple(span for span in spans if gaps[span] <= min(reach, nearest + _BESIDE))
    if near:
        return Fit(near, sure=True, nearness=1 - nearest / reach)
    return Fit(() if sure_only else tuple(spans))


def _gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
