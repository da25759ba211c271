"""Whether what a text claims stands in the corpus, differs from it, or is nowhere in it.

A sentence is first laid against the source's own words (`alignment`): where most of them meet, it is that
sentence, and what stands there in place of a name, a number or a date is what the source says. Only where no
sentence is so near does it count that another sentence about the same thing holds the claim. In doubt a
claim does not stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.briefing.amounts.amounts import Amount, amounts_in
from bot.briefing.checking.alignment import Alignment, SourceText
from bot.briefing.checking.claims import AskedSentence, Claim, is_number
from bot.briefing.checking.exchanged import Exchanged, exchanged
from bot.briefing.checking.nearest import Compared
from bot.briefing.checking.turning import Gap, bound_before, bounding, turned
from bot.briefing.checking.words import ComparedWord, alike_but_for_typography, negations, words_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.text.tokens import stop_words, terms
from bot.words.answers import CheckedClaim, ClaimKind, Verdict
from bot.words.findings import Attribution, MentionKind, Quotation, ReportedStatement
from bot.words.searching import Hit
from bot.words.spans import Span

_SAME = 0.4  # share of what a sentence tells, by its rare words, that one about the same thing holds
_FEWEST_SHARED = 2  # words two sentences about the same thing share, beside what is claimed
_CLAUSE = 5  # words of a gap in which a negation says something of its neighbours; a longer one is a clause
_LEAD = 6  # words before what is told of a source's sentence in which it may be denied
_RUNS_ON = 3  # words between two sentences that stand one after the other in the source as well
_QUOTATION_MARKS = frozenset("“”„«»\"‘’'")

Statement = Quotation | ReportedStatement


@dataclass(frozen=True, slots=True)
class _Source:
    """A place in the corpus: an article and the sentence that is shown of it."""

    article: str
    sentence: Span


class CheckedText(NamedTuple):
    """What came of a text: its claims in text order, other words than the source's, and how far it was read.

    `reworded` are words in whose place the nearest sentence has others, each with these. `retold` are the
    sentences that are not the source's own words: what stands there may be told of something else.
    """

    claims: tuple[CheckedClaim, ...]
    reworded: tuple[tuple[str, str], ...]
    retold: tuple[Span, ...]
    checked_to: int


def checked(
    text: ReadArticle, hits: Sequence[Sequence[Hit]], library: Library, articles: Mapping[str, ReadArticle]
) -> CheckedText:
    """Return what came of a text's claims, and which of its words are not the source's.

    Args:
        text: the text that is checked.
        hits: of `hits_of`, a sentence each.
        library: the corpus.
        articles: those of `articles_compared`, as far as they are there.
    """
    compared = Compared(text, hits, library, articles)
    near = compared.alignments()
    judges = [
        _Judge(compared, sentence, near[number], near[number - 1] if number else None, hits[sentence.number])
        for number, sentence in enumerate(compared.sentences)
    ]
    return CheckedText(
        claims=tuple(claim for judge in judges for claim in judge.claims()),
        reworded=tuple(pair for judge in judges for pair in judge.reworded()),
        retold=tuple(judge.span for judge in judges if judge.is_retold),
        checked_to=compared.sentences[-1].span.end if compared.sentences else 0,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of a claim, before it is brought into the form it leaves in."""

    verdict: Verdict
    source: _Source | None = None
    says: str | None = None
    kind: ClaimKind | None = None
    """What of the claim it is about, where that is not the claim itself: who says a quotation."""


class _Judge:
    """One sentence of the text with the corpus's nearest words."""

    def __init__(
        self,
        check: Compared,
        sentence: AskedSentence,
        near: Alignment | None,
        before: Alignment | None,
        hits: Sequence[Hit],
    ) -> None:
        """Take a sentence, what it meets in the corpus, and what the sentence `before` it meets."""
        self._check, self._sentence, self._hits = check, sentence, hits
        self._near, self._before = near, before

    def claims(self) -> Iterator[CheckedClaim]:
        """Yield the claims of the sentence, and what it denies or lets somebody say otherwise."""
        found = [(claim.span, claim.kind, self._judged(claim)) for claim in self._sentence.claims]
        found += [(span, ClaimKind.NEGATION, one) for span, one in self._denials()]
        found += [(span, ClaimKind.WORDING, one) for span, one in self._turned()]
        found += [(span, ClaimKind.SPEAKER, one) for span, one in self._speakers()]
        for span, kind, one in sorted(found, key=lambda each: (each[0], each[1])):
            yield CheckedClaim(
                text=self._check.read(span),
                span=span,
                kind=one.kind or kind,
                verdict=one.verdict,
                says=one.says,
                article=one.source.article if one.source else None,
                place=one.source.sentence if one.source else None,
            )

    def reworded(self) -> Iterator[tuple[str, str]]:
        """Yield words that claim nothing by themselves, each with the one the source has in its place."""
        near = self._near
        if near is None or near.is_exact:
            return
        for at in self._other_words(near):
            word = self._sentence.words[at]
            theirs = [near.source.words[place] for place in near.opposite(range(at, at + 1))]
            telling = [one for one in theirs if _tells(one)]
            if len(telling) == 1 and telling[0].stem != word.stem:
                yield self._check.read(word.span), near.source.article.article.read(telling[0].span)

    @property
    def span(self) -> Span:
        """The sentence in the text that is checked."""
        return self._sentence.span

    @property
    def is_retold(self) -> bool:
        """Whether the sentence is not the source's own: it has a word that tells and is not there."""
        near = self._near
        return near is None or (not near.is_exact and any(self._other_words(near)))

    def _other_words(self, near: Alignment) -> Iterator[int]:
        """Yield the places of words that tell something and meet none of the source, the claims aside."""
        around = {near.source.words[place].stem for place in near.around()}
        for at, word in enumerate(self._sentence.words):
            if near.places[at] is not None or at in self._sentence.claimed or not _tells(word):
                continue
            if word.stem not in around or near.opposite(range(at, at + 1)):
                yield at

    def _judged(self, claim: Claim) -> _Found:
        if claim.kind is ClaimKind.QUOTATION:
            return self._quoted(claim)
        if (spoken := self._speaks_there(claim)) is not None:
            return _Found(Verdict.STANDS, spoken)
        if self._near is None:
            return self._told_elsewhere(claim) or _Found(Verdict.ABSENT, self._nearest())
        if (instead := self._exchanged.get(claim)) is not None:
            says = self._of_its_kind(claim, self._near.source, instead)
            return _Found(Verdict.DIFFERS, _at(self._near, instead), says)
        return self._against(claim, self._near)

    @cached_property
    def _exchanged(self) -> Exchanged:
        return exchanged(self._sentence, self._near) if self._near is not None else {}

    def _speaks_there(self, claim: Claim) -> _Source | None:
        """Return where the words stand that a name is given, when it is the same there who says them."""
        if claim.kind is not ClaimKind.NAME:
            return None
        given = [one for one in self._sentence.quotations if one.mention and one.mention.overlaps(claim.span)]
        quoted = [
            one for one in self._sentence.claims if one.quotation in given and one.quotation is not None
        ]
        if not quoted:
            return None
        name = self._check.read(claim.span)
        for source in self._by_nearness():
            for places in source.find([self._sentence.words[at].key for at in quoted[0].words]):
                span, article = source.span_of(places), source.article.article.id
                for one in source.article.analysis.quotations:
                    said = one.figure is not None and any(part.overlaps(span) for part in one.parts)
                    if said and self._check.is_called(name, article, one.figure or 0):
                        return _Source(article, source.sentence_at(places[0]))
        return None

    # --- laid against the source's own sentence ------------------------------------------------------------

    def _against(self, claim: Claim, near: Alignment) -> _Found:
        met = near.meets(claim.words)
        if met is not None and (claim.amount is None or self._same_amount(claim.amount, near.source, met)):
            return self._otherwise_bounded(claim, near.source, met) or _Found(Verdict.STANDS, _at(near, met))
        opposite = _stretched(near, claim.words)
        if not opposite:
            # The source has nothing in its place: it is told with it, and may be so by another sentence.
            return self._told_elsewhere(claim) or _Found(
                Verdict.ABSENT, _at(near, range(near.met[0], near.met[0] + 1))
            )
        source = _at(near, opposite)
        if self._says_the_same(claim, near.source, opposite):
            return self._otherwise_bounded(claim, near.source, opposite) or _Found(Verdict.STANDS, source)
        says = self._of_its_kind(claim, near.source, opposite)
        if says is None:
            return _Found(Verdict.ABSENT, source)
        return _Found(Verdict.DIFFERS, source, says)

    def _otherwise_bounded(self, claim: Claim, source: SourceText, places: range) -> _Found | None:
        """Return what the source has where it bounds the same number otherwise: "more than", "up to"."""
        if claim.kind is not ClaimKind.NUMBER:
            return None
        number = next((place for place in places if is_number(source.words[place])), None)
        if number is None:
            return None
        ours, _ = bound_before(self._sentence.words, claim.words.start)
        theirs, first = bound_before(source.words, number)
        if ours == theirs:
            return None
        last = next((at for at in reversed(places) if at >= number), number)
        found = _Source(source.article.article.id, source.sentence_at(number))
        return _Found(
            Verdict.DIFFERS, found, source.article.article.read(source.span_of(range(first, last + 1)))
        )

    def _same_amount(self, amount: Amount, source: SourceText, met: range) -> bool:
        """Say whether the source measures the same: the words may be the same and the currency another."""
        theirs = _amounts(source, met)
        return not theirs or any(amount.same_as(one) for one in theirs)

    def _says_the_same(self, claim: Claim, source: SourceText, places: range) -> bool:
        """Say whether the source's words in the place of a claim say the same in other words."""
        span = source.span_of(places)
        if claim.kind is ClaimKind.NAME:
            name = self._check.read(claim.span)
            article = source.article.article.id
            if any(self._check.is_called(name, article, one) for one in _figures(source, span)):
                return True
            theirs = {source.words[at].stem for at in places}
            return all(self._sentence.words[at].stem in theirs for at in claim.words)
        if claim.kind is ClaimKind.NUMBER:
            if claim.amount is not None:
                return any(claim.amount.same_as(one) for one in _amounts(source, places))
            figures = [_value(self._sentence.words[at].key) for at in claim.words]
            taken = [one.span for one in source.article.dates_in(source.sentence_at(places[0]))]
            numbers = [source.words[at] for at in places if is_number(source.words[at])]
            theirs = {
                _value(one.key) for one in numbers if not any(date.overlaps(one.span) for date in taken)
            }
            return all(one in theirs for one in figures)
        asked = claim.date.value if claim.date else None
        words = [word.key for word in (self._sentence.words[at] for at in claim.words)]
        dates = source.article.dates_in(source.sentence_at(places[0]))
        return any(
            (asked is not None and (date.value or "").startswith(asked))
            or _holds(source.article.article.text, date.span, words)
            for date in dates
            if date.span.overlaps(span)
        )

    def _of_its_kind(self, claim: Claim, source: SourceText, places: range) -> str | None:
        """Return the words of the source in the place of a claim, where they are of its kind."""
        span, article = source.span_of(places), source.article
        if claim.kind is ClaimKind.DATE:
            dates = [one.span for one in article.analysis.dates if one.span.overlaps(span)]
            return article.article.read(dates[0]) if dates else _numbers_in(source, places)
        if claim.kind is ClaimKind.NUMBER:
            amounts = _amounts(source, places)
            if amounts:
                return article.article.read(amounts[0].span)
            return _numbers_in(source, places)
        named = _figures(source, span)
        capital = [source.words[at].span for at in places if source.words[at].capital]
        if not named and not capital:
            return None
        mentions = [
            one.span
            for figure in sorted(named)
            for one in article.analysis.figures[figure].mentions
            if one.kind is not MentionKind.ROLE and one.span.overlaps(span)
        ]
        if mentions:
            return article.article.read(min(mentions))
        if capital:
            return article.article.read(Span(capital[0].start, capital[-1].end))
        return article.analysis.figures[min(named)].name

    # --- told in other words -------------------------------------------------------------------------------

    def _told_elsewhere(self, claim: Claim) -> _Found | None:
        """Return what sentences about the same thing say of a claim, the likest first; None for nothing."""
        own = {self._sentence.words[at].stem for at in claim.words}
        differing: _Found | None = None
        for sentence, article in self._about(own):
            source = self._check.sources[article]
            places = _places(source, sentence.span)
            found = _Source(article, sentence.span)
            if (
                places
                and self._says_the_same(claim, source, places)
                and self._in_words(claim, source, places)
            ):
                return self._otherwise_bounded_in(claim, source, places) or _Found(Verdict.STANDS, found)
            if differing is None and places and claim.kind is not ClaimKind.NAME:
                says = self._otherwise(claim, source, sentence)
                if says is not None:
                    differing = _Found(Verdict.DIFFERS, found, says)
        return differing

    def _otherwise_bounded_in(self, claim: Claim, source: SourceText, places: range) -> _Found | None:
        """Return what a sentence has where it bounds the number of a claim otherwise, if it has it once."""
        figures = {_value(self._sentence.words[at].key) for at in claim.words}
        at = [place for place in places if _value(source.words[place].key) in figures]
        number = [place for place in at if is_number(source.words[place])]
        if len(number) != 1:
            return None
        return self._otherwise_bounded(claim, source, range(number[0], number[0] + 1))

    def _in_words(self, claim: Claim, source: SourceText, places: range) -> bool:
        """Say whether a name stands in a sentence: by its person, or with its words side by side."""
        if claim.kind is not ClaimKind.NAME:
            return True
        article = source.article.article.id
        span = source.span_of(places)
        if any(
            self._check.is_called(self._check.read(claim.span), article, one)
            for one in _figures(source, span)
        ):
            return True
        wanted = [self._sentence.words[at].stem for at in claim.words]
        theirs = [source.words[at].stem for at in places]
        return any(theirs[at : at + len(wanted)] == wanted for at in range(len(theirs)))

    def _otherwise(self, claim: Claim, source: SourceText, sentence: ReadSentence) -> str | None:
        """Return the one date, or the one amount of what is measured, that a sentence has instead."""
        article = source.article
        if claim.kind is ClaimKind.DATE:
            dates = article.dates_in(sentence.span)
            return article.article.read(dates[0].span) if len(dates) == 1 else None
        if claim.amount is None:
            return None
        amounts = [
            one
            for one in amounts_in(article.article.text, sentence.span)
            if (one.measure, one.unit) == (claim.amount.measure, claim.amount.unit)
        ]
        return article.article.read(amounts[0].span) if len(amounts) == 1 else None

    def _about(self, own: set[str]) -> list[tuple[ReadSentence, str]]:
        """Return the sentences about the same thing as this one, apart from some words, the likest first."""
        telling = self._telling - own
        whole = math.fsum(map(self._check.weight, telling))
        found = []
        for sentence, article, holds in self._around:
            shared = holds - own
            likeness = math.fsum(map(self._check.weight, shared)) / whole if whole else 0.0
            if len(shared) >= _FEWEST_SHARED and likeness >= _SAME:
                found.append((likeness, article, sentence))
        found.sort(key=lambda one: (-one[0], one[1], one[2].span))
        return [(sentence, article) for _, article, sentence in found]

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The words by which it is known what the sentence is about."""
        found = terms(self._check.text.article.text, self._sentence.span)
        return frozenset(term.term for term in found if not term.compound)

    @cached_property
    def _around(self) -> list[tuple[ReadSentence, str, frozenset[str]]]:
        """The sentences near the likest passages, with their articles and the telling words they share."""
        return [
            (sentence, article, self._telling & sentence.read.words)
            for sentence, article in self._check.about_the_same(self._hits)
        ]

    def _nearest(self) -> _Source | None:
        about = self._about(set())
        return _Source(about[0][1], about[0][0].span) if about else None

    # --- quotations ----------------------------------------------------------------------------------------

    def _quoted(self, claim: Claim) -> _Found:
        """Say whether quoted words stand in a source, quoted there, and said by the same."""
        keys = [self._sentence.words[at].key for at in claim.words]
        spoken, unlike = self._check.read(claim.span), None
        for source in self._by_nearness():
            for places in source.find(keys):
                found = _Source(source.article.article.id, source.sentence_at(places[0]))
                theirs = source.article.article.read(source.span_of(places))
                if not alike_but_for_typography(_from_first_word(spoken), theirs):
                    unlike = unlike or _Found(Verdict.DIFFERS, found, theirs)
                elif not self._is_quoted(source, places):
                    unlike = unlike or _Found(Verdict.DIFFERS, found)
                elif (other := self._other_speaker(claim, source, places)) is not None:
                    unlike = unlike or _Found(Verdict.DIFFERS, found, other, ClaimKind.SPEAKER)
                else:
                    return _Found(Verdict.STANDS, found)
        if unlike is not None:
            return unlike
        if self._near is not None and (opposite := self._near_words(claim)):
            source = self._near.source
            return _Found(
                Verdict.DIFFERS,
                _at(self._near, opposite),
                source.article.article.read(source.span_of(opposite)),
            )
        return _Found(Verdict.ABSENT, self._nearest())

    def _by_nearness(self) -> Iterable[SourceText]:
        near = self._near.source if self._near else None
        others = [source for source in self._check.sources.values() if source is not near]
        return [near, *others] if near else others

    def _near_words(self, claim: Claim) -> range:
        """Return the words of the source in the place of a quotation, from first to last that meets."""
        assert self._near is not None
        met = [place for at in claim.words if (place := self._near.places[at]) is not None]
        return range(met[0], met[-1] + 1) if met else range(0)

    def _is_quoted(self, source: SourceText, places: range) -> bool:
        """Say whether the source has words in quotation marks; an exact sentence has them as it has."""
        if self._near is not None and self._near.source is source and self._near.is_exact:
            return True
        span, article = source.span_of(places), source.article
        if any(part.overlaps(span) for part in article.quoted_in(span)):
            return True
        text = article.article.text
        paragraph = next((one for one in article.article.paragraphs if one.overlaps(span)), span)
        before, after = text[paragraph.start : span.start], text[span.end : paragraph.end]
        return not _QUOTATION_MARKS.isdisjoint(before) and not _QUOTATION_MARKS.isdisjoint(after)

    def _other_speaker(self, claim: Claim, source: SourceText, places: range) -> str | None:
        """Return who says the words in the source, where that is not whom the text lets say them."""
        said = claim.quotation
        assert said is not None
        if self._stands_as_there(said, source):
            return None
        name = self._check.text.speaker(said)
        if name is None:
            return None
        span = source.span_of(places)
        theirs = [
            one
            for one in source.article.analysis.quotations
            if any(part.overlaps(span) for part in one.parts)
        ]
        return self._unless_same(name, source, theirs)

    def _stands_as_there(self, said: Statement, source: SourceText) -> bool:
        """Say whether the source's own words tell who speaks: by name, or by a pronoun in its place."""
        near, before = self._near, self._before
        if near is None or near.source is not source or not near.is_exact:
            return False
        within = said.mention is not None and self._sentence.span.contains(said.mention)
        if within and (said.attribution is not Attribution.PRONOUN or before is None):
            return True
        return (
            before is not None
            and before.source is source
            and 0 <= near.met[0] - before.met[-1] - 1 <= _RUNS_ON
        )

    def _unless_same(self, name: str, source: SourceText, statements: Sequence[Statement]) -> str | None:
        """Return who makes statements, where a name names somebody else; None where nobody is known."""
        article = source.article
        for one in statements:
            if one.figure is not None and self._check.is_called(name, article.article.id, one.figure):
                return None
            if one.figure is None and (speaker := article.speaker(one)) and _same_words(name, speaker):
                return None
        return next((speaker for one in statements if (speaker := article.speaker(one))), None)

    # --- what is turned, denied, and who says it -----------------------------------------------------------

    def _turned(self) -> Iterator[tuple[Span, _Found]]:
        """Yield where the text has words that turn what its source tells, or leaves such words out."""
        near, words = self._near, self._sentence.words
        if near is None:
            return
        for gap in turned(near):
            if self._is_of_quotation(gap):
                continue
            asked = gap.asked or range(min(gap.asked.start, len(words) - 1), gap.asked.start + 1)
            shown = gap.source or range(gap.source.start, gap.source.start + 1)
            if gap.source and not gap.asked:
                shown = range(gap.source.start, min(gap.source.stop + 1, len(near.source.words)))
            says = near.source.article.article.read(near.source.span_of(shown)) if gap.source else None
            yield (
                Span(words[asked.start].span.start, words[asked.stop - 1].span.end),
                _Found(Verdict.DIFFERS, _at(near, shown), says),
            )

    def _is_of_quotation(self, gap: Gap) -> bool:
        """Say whether all of it is in quoted words, which are compared as they stand."""
        quoted = {at for one in self._sentence.claims if one.kind is ClaimKind.QUOTATION for at in one.words}
        return bool(gap.asked) and quoted.issuperset(gap.asked)

    def _denials(self) -> Iterator[tuple[Span, _Found]]:
        """Yield where the text denies what its source does not deny, or the other way round."""
        near, words = self._near, self._sentence.words
        if near is None:
            yield from self._denied_elsewhere()
            return
        if (left_out := self._denied_before(near)) is not None:
            yield words[0].span, left_out
        if near.is_exact:
            return
        for at in self._sentence.negations:
            if near.places[at] is None and not _meets_negation(near, at):
                opposite = _stretched(near, range(at, at + 1))
                shown = opposite or range(near.met[0], near.met[0] + 1)
                says = near.source.article.article.read(near.source.span_of(opposite)) if opposite else None
                yield words[at].span, _Found(Verdict.DIFFERS, _at(near, shown), says)
        first_met = max(0, near.met[0] - 1)
        bounds = {first_met + at for at in bounding(near.source.words[first_met : near.met[-1] + 1])}
        for place in range(near.met[0], near.met[-1] + 1):
            word = near.source.words[place]
            if word.key not in negations() or place in near.met or place in bounds:
                continue
            after = next(at for at, met in enumerate(near.places) if met is not None and met > place)
            before = max(at for at, met in enumerate(near.places[:after]) if met is not None)
            denied = any(words[at].key in negations() for at in range(before + 1, after))
            gap = (near.places[after] or 0) - (near.places[before] or 0) - 1
            if gap <= _CLAUSE and not denied:
                first, last = near.places[before] or 0, near.places[after] or 0
                shown = range(first + 1, last) if before + 1 < after else range(max(place - 1, 0), place + 2)
                says = near.source.article.article.read(near.source.span_of(shown))
                instead = words[before + 1 : after] or words[after : after + 1]
                yield (
                    Span(instead[0].span.start, instead[-1].span.end),
                    _Found(Verdict.DIFFERS, _at(near, shown), says),
                )

    def _denied_before(self, near: Alignment) -> _Found | None:
        """Return the beginning of the source's sentence that denies the rest and was left out."""
        text = self._check.read(self._sentence.span)
        first = near.met[0]
        sentence = near.source.sentence_at(first)
        lead = [
            at for at in range(max(0, first - _LEAD), first) if sentence.contains(near.source.words[at].span)
        ]
        whole = self._sentence.words[0].capital and text.rstrip("”»\"' ").endswith((".", "!", "?", "…"))
        bounds = bounding([near.source.words[at] for at in lead])
        denying = [
            at
            for step, at in enumerate(lead)
            if near.source.words[at].key in negations() and step not in bounds
        ]
        if not whole or not denying:
            return None
        says = near.source.article.article.read(near.source.span_of(range(lead[0], first)))
        return _Found(Verdict.DIFFERS, _at(near, range(first, first + 1)), says)

    def _denied_elsewhere(self) -> Iterator[tuple[Span, _Found]]:
        """Yield the first word that is denied where the likest sentence does not deny it, or the reverse.

        A negation of a word the source does not have ("It is not true that …") denies what it has.
        """
        about = self._about(set())[:1]
        for sentence, article in about:
            source = self._check.sources[article]
            places = _places(source, sentence.span)
            theirs = [source.words[at] for at in places]
            ours = self._sentence.words
            for at, word in enumerate(ours):
                if word.key in stop_words() or word.key in negations():
                    continue
                there = [place for place, other in enumerate(theirs) if other.stem == word.stem]
                if len(there) != 1:
                    continue
                if _is_denied([one.key for one in ours], at) != _is_denied(
                    [one.key for one in theirs], there[0]
                ):
                    shown = theirs[max(0, there[0] - 2) : there[0] + 1]
                    says = source.article.article.read(Span(shown[0].span.start, shown[-1].span.end))
                    yield word.span, _Found(Verdict.DIFFERS, _Source(article, sentence.span), says)
                    return
            known = {one.stem for one in theirs}
            if self._sentence.negations and not any(one.key in negations() for one in theirs):
                at = self._sentence.negations[0]
                after = next((one for one in ours[at + 1 :] if one.key not in stop_words()), None)
                if after is not None and after.stem not in known:
                    yield ours[at].span, _Found(Verdict.DIFFERS, _Source(article, sentence.span))

    def _speakers(self) -> Iterator[tuple[Span, _Found]]:
        """Yield who is reported to say what somebody else says in the source."""
        near = self._near
        for statement in self._sentence.reported:
            name = self._check.text.speaker(statement)
            if (
                name is None
                or statement.mention is None
                or not self._sentence.span.contains(statement.mention)
            ):
                continue
            if near is not None:
                if statement.attribution is not Attribution.PRONOUN or not near.met:
                    continue  # a name that was put in another's place is found as such
                if self._stands_as_there(statement, near.source):
                    continue
                source, span = near.source, near.source.sentence_at(near.met[0])
            else:
                about = self._about({word.stem for word in words_of(name, Span(0, len(name)))})
                if not about:
                    continue
                source, span = self._check.sources[about[0][1]], about[0][0].span
            analysis = source.article.analysis
            theirs: list[Statement] = [one for one in analysis.reported if one.span.overlaps(span)]
            theirs += [one for one in analysis.quotations if any(part.overlaps(span) for part in one.parts)]
            other = self._unless_same(name, source, theirs)
            if other is not None:
                place = _Source(source.article.article.id, span)
                yield statement.mention, _Found(Verdict.DIFFERS, place, other)


# --- places ------------------------------------------------------------------------------------------------


def _tells(word: ComparedWord) -> bool:
    return word.key not in stop_words() and word.key not in negations()


def _at(near: Alignment, places: range) -> _Source:
    return _Source(near.source.article.article.id, near.source.sentence_at(places[0]))


def _places(source: SourceText, span: Span) -> range:
    inside = [at for at, word in enumerate(source.words) if span.contains(word.span)]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _stretched(near: Alignment, asked: range) -> range:
    """Return the source's words in the place of some of a sentence, those that meet some of them too."""
    gap = near.opposite(asked)
    met = [place for at in asked if (place := near.places[at]) is not None]
    return (
        range(min([gap.start, *met]), max([gap.stop, *(place + 1 for place in met)])) if gap or met else gap
    )


def _figures(source: SourceText, span: Span) -> set[int]:
    """Return who is named at a place, or who speaks there by a pronoun or an office."""
    analysis = source.article.analysis
    found = {
        number
        for number, figure in enumerate(analysis.figures)
        if any(one.overlaps(span) for one in (*(each.span for each in figure.mentions), *figure.pronouns))
    }
    spoken: tuple[Statement, ...] = (*analysis.quotations, *analysis.reported)
    found.update(
        one.figure for one in spoken if one.figure is not None and one.mention and one.mention.overlaps(span)
    )
    return found


def _amounts(source: SourceText, places: range) -> list[Amount]:
    """Return the amounts of the source that touch some of its words."""
    span = source.span_of(places)
    text = source.article.article.text
    sentence = source.sentence_at(places[0])
    return [one for one in amounts_in(text, sentence) if one.span.overlaps(span)]


def _numbers_in(source: SourceText, places: range) -> str | None:
    found = [source.words[at].span for at in places if is_number(source.words[at])]
    return source.article.article.read(Span(found[0].start, found[-1].end)) if found else None


def _holds(text: str, span: Span, keys: Sequence[str]) -> bool:
    """Say whether the words at a span are, or begin or end with, some words in just this order."""
    found = [word.key for word in words_of(text, span)]
    return found[: len(keys)] == list(keys) or found[-len(keys) :] == list(keys)


def _value(figure: str) -> str:
    return figure.replace("\u00a0", "").replace(" ", "")


def _from_first_word(text: str) -> str:
    start = next((at for at, character in enumerate(text) if character.isalnum()), 0)
    end = next((at for at in range(len(text), 0, -1) if text[at - 1].isalnum()), len(text))
    return text[start:end]


def _same_words(one: str, other: str) -> bool:
    mine, theirs = ({word.stem for word in words_of(name, Span(0, len(name)))} for name in (one, other))
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _is_denied(keys: Sequence[str], at: int) -> bool:
    return any(key in negations() for key in keys[max(0, at - 3) : at])


def _meets_negation(near: Alignment, at: int) -> bool:
    """Say whether the source denies as well in the place of a negation, by another word."""
    opposite = near.opposite(range(at, at + 1))
    return any(near.source.words[place].key in negations() for place in opposite)
