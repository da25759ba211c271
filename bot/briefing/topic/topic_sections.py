"""What a brief on a topic shows, part by part: no sentence stands in two of them.

First what is known; then the figures with their dates, where sources differ, who says what, when things
happened, and what else there is. A part is short, so that the answer can be read before a meeting: its
limit is named below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.briefing.amounts.disagreements import Differing, differing
from bot.briefing.amounts.figures_stated import StatedAmount, StatedFigure, chosen_figures, stated_amounts
from bot.briefing.lines.dating import newest_first
from bot.briefing.lines.events import event, in_order
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.leaning import standing_alone
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.briefing.lines.selection import in_reading_order, marks_within, select
from bot.briefing.lines.telling import Teller
from bot.briefing.lines.wordings import Utterance, also_in, utterances, wording_of
from bot.briefing.topic.topic_voices import Said, TopicVoice, is_introduced, said_in, voices
from bot.languages.saying import say
from bot.words.answers import DateOf, Item, ItemKind, Section
from bot.words.spans import Span

_LOOKED_AT = 80  # sentences that answer, best first; what comes after adds nothing to a page
_KNOWN = 6  # the first screen of a phone
_LITTLE = 2  # lines up to which also those are shown that cannot be read without the one before
_GOING_ON = 4  # lines that are told on from those
_MORE = 8  # what a second screen takes
_WORTH_A_LINE = 0.1  # of the best line's worth
_FIGURES = 3  # more numbers than that nobody takes into a meeting
_DIFFERING = 2  # groups of figures that differ
_SERIES = 1  # and of those that follow each other in time
_SPEAKERS = 4  # the sides of most questions
_EACH = 1  # statement of one of them; /said has the rest
_EVENTS = 3  # /timeline has the rest
_WORTH_A_PLACE = 0.4  # of the best sentence's score; what is less tells nothing of the topic itself

_Place = tuple[str, Span]


def brief_sections(answers: Sequence[Evidence], about: Sequence[Evidence], library: Library) -> list[Section]:
    """Return the parts of a brief, those with something in them; none where no line can be shown.

    Args:
        answers: the sentences that answer, best first, at least one.
        about: further sentences of articles that are about what is asked.
        library: the corpus.
    """
    brief = _Brief(answers, about, library)
    known = brief.known(_KNOWN)
    figures, series, disagreements = brief.figures()
    said = brief.said()
    events = brief.events()
    more = brief.known(_MORE)  # chosen last, though not read last: it leaves the others their lines
    sections = [
        Section(say("What is known"), known),
        Section(say("Further"), more),
        Section(say("Figures"), (*figures, *series)),
        Section(say("Where sources differ"), disagreements, brief.why_side_by_side(disagreements)),
        Section(say("Who says what"), said),
        Section(say("Timeline"), events),
    ]
    filled = [section for section in sections if section.items]
    standing = Section(say("What is known"), brief.as_it_stands())
    return filled or ([standing] if standing.items else [])


class _Brief:
    """A brief as it is put together: what answers, and what is shown of it so far."""

    def __init__(self, answers: Sequence[Evidence], about: Sequence[Evidence], library: Library) -> None:
        self.library = library
        self.told = [*answers[:_LOOKED_AT], *about]
        self.main = {one.article.article.id for one in about} or {one.article.article.id for one in answers}
        bearing = {one.article.article.id: one.article for one in self.told}
        self.teller = Teller(bearing.values(), library)
        self.best = self.told[0].score
        self.shown: list[Evidence] = []
        self._spans: dict[str, list[Span]] = {}
        self._repeated: dict[_Place, Utterance] = {}
        pool = list({answer.place: answer for answer in reversed(answers[:_LOOKED_AT])}.values())[::-1]
        said = {answer.place: one for answer in pool if (one := said_in(answer, library)) is not None}
        again = self._said_again(list(said.values()))
        again |= {one.answer.place for one in said.values() if one.answer.goes_on and not is_introduced(one)}
        self.pool = [answer for answer in pool if answer.place not in again]
        self.told = [answer for answer in self.told if answer.place not in again]
        self._quoted = {place for place, one in said.items() if one.kind is ItemKind.QUOTATION}
        self._said = [said[place] for answer in self.pool if (place := answer.place) in said]
        self._stated = [one for answer in self.pool if not answer.goes_on for one in stated_amounts(answer)]
        self._differing = self._found_differing()

    def _said_again(self, said: Sequence[Said]) -> set[_Place]:
        """Bring together what is quoted twice; return the lines that are shown with another one."""
        quoted = [one for one in said if one.kind is ItemKind.QUOTATION]
        wordings = [
            wording_of(one.answer.article, one.answer.sentence.utterance, one.speaker) for one in quoted
        ]
        every = {(wording.id, wording.span) for wording in wordings}
        for utterance in utterances(wordings):
            self._repeated[utterance.first.id, utterance.first.span] = utterance
        return every - self._repeated.keys()

    def _found_differing(self) -> list[Differing]:
        """Return the figures that differ or follow each other; their sentences are shown nowhere else."""
        found = differing([one for one in self._stated if self._stands(one.answer)])
        chosen = [group for group in found if not group.by_date][:_DIFFERING]
        chosen += [group for group in found if group.by_date][:_SERIES]
        for group in chosen:
            self.shown += (one.answer for one in group.amounts)
        return chosen

    # --- the parts -----------------------------------------------------------------------------------------

    def known(self, most: int) -> tuple[Item, ...]:
        """Return what tells the most, one line an event, the newest first and what is undated last."""
        used = {answer.place for answer in self.shown}
        open_ = [answer for answer in self.told if answer.place not in used and self._can_open(answer)]
        chosen = self.teller.choose(open_, most, least=_WORTH_A_LINE)
        also = {open_[one.number].place: one.also for one in chosen}
        lines = [open_[one.number] for one in chosen]
        if len({line.article.article.id for line in lines}) == 1:
            lines = in_reading_order(lines)
        if len(lines) <= _LITTLE:
            lines = in_reading_order([*lines, *self._going_on(lines)])
        shown = self._items(lines, wordings=False)
        items = (replace(item, also=also.get((item.article, item.span), ())) for item in shown)
        articles = {answer.article.article.id: answer.article for answer in lines}
        main: list[Item] = []
        passing: list[Item] = []
        for item in newest_first(items, self.library, articles):
            (main if item.article in self.main else passing).append(item)
        return (*main, *passing)

    def _going_on(self, lines: Sequence[Evidence]) -> list[Evidence]:
        """Return the sentences that only go on from the lines that are shown, and from one another."""
        known, found = list(lines), []
        for answer in in_reading_order(one for one in self.told if one.goes_on):
            if answer not in known and any(_follows(answer, before) for before in known):
                known.append(answer)
                found.append(answer)
        return found[:_GOING_ON]

    def figures(self) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
        """Return the figures not told yet, those that follow each other in time, and those that differ."""
        used = {answer.place for answer in self.shown}
        known = [one for one in self._stated if one.answer.place in used]
        rest = [one for one in self._stated if one.answer.place not in used and self._can_open(one.answer)]
        telling = [one for one in rest if one.answer.score > _WORTH_A_PLACE * self.best]
        telling = [one for one in telling if one.is_beside(one.answer.marks)]
        chosen = chosen_figures(telling, _FIGURES, among=self._stated, known=known)
        figures = tuple(self._figure(figure) for figure in chosen)
        series = [item for group in self._differing if group.by_date for item in _side_by_side(group)]
        differ = [item for group in self._differing if not group.by_date for item in _side_by_side(group)]
        return figures, tuple(series), tuple(differ)

    def why_side_by_side(self, items: Sequence[Item]) -> str | None:
        """Return what a reader should know of figures that differ."""
        return say("Each as its source has it; which is right is not known here.") if items else None

    def said(self) -> tuple[Item, ...]:
        """Return who says what."""
        open_ = [one for one in self._said if self._is_new(one.answer) and self._can_open(one.answer)]
        telling = [one for one in open_ if one.answer.score > _WORTH_A_PLACE * self.best / 2]
        chosen = voices(telling, self.library, _SPEAKERS, _EACH, beside=self.shown)
        return tuple(item for voice in chosen for item in self._voice(voice))

    def _voice(self, voice: TopicVoice) -> Iterable[Item]:
        items = self._items([one.answer for one in voice.said])
        return (replace(item, under=voice.name) for item in items)

    def events(self) -> tuple[Item, ...]:
        """Return what happened when, in the order in which it happened."""
        dated = {
            answer.place: item
            for answer in self.pool
            if self._is_new(answer)
            and self._stands(answer)
            and (item := event(answer.article, answer.sentence)) is not None
        }
        chosen = select((answer for answer in self.pool if answer.place in dated), _EVENTS, beside=self.shown)
        self.shown += chosen
        return tuple(in_order([dated[answer.place] for answer in chosen]))

    def _is_new(self, answer: Evidence) -> bool:
        """Say whether a sentence tells more than the answer tells so far."""
        used = any(answer.place == other.place for other in self.shown)
        return not used and not self.teller.repeats(answer)

    def as_it_stands(self) -> tuple[Item, ...]:
        """Return what answers where nothing of it can be read by itself: that is still more than silence."""
        chosen = in_reading_order(select(self.pool or self.told, _KNOWN))
        return tuple(item for answer in chosen for item in self._lines(answer, answer.sentence.utterance))

    # --- what is shown -------------------------------------------------------------------------------------

    def _items(self, answers: Iterable[Evidence], *, wordings: bool = True) -> tuple[Item, ...]:
        """Return sentences as lines: what cannot be read by itself only right after what it needs.

        `wordings` says whether what is quoted otherwise elsewhere stands below.
        """
        items: list[Item] = []
        before: Evidence | None = None
        for answer in answers:
            follows = before is not None and _follows(answer, before)
            span = answer.sentence.utterance if follows else self._opened(answer)
            if span is not None and not self._is_shown(answer.article, span):
                items += self._lines(answer, span)[: None if wordings else 1]
                before = answer
        return tuple(items)

    def _is_shown(self, article: ReadArticle, span: Span) -> bool:
        """Say whether a line that is shown holds all of a sentence, which it opens with."""
        return any(other.contains(span) for other in self._spans.get(article.article.id, ()))

    def _lines(self, answer: Evidence, span: Span) -> list[Item]:
        self.shown.append(answer)
        self._spans.setdefault(answer.article.article.id, []).append(span)
        self.teller.note(answer.article, answer.sentence)
        marks = marks_within([mark for mark in answer.marks if span.contains(mark)], span)
        repeated = self._repeated.get(answer.place)
        item = answer.article.item(span, marks)
        return repeated.lines(item) if repeated is not None and span == repeated.first.span else [item]

    def _figure(self, figure: StatedFigure) -> Item:
        answer = figure.answer
        span = self._opened(answer) or answer.sentence.utterance
        self.shown.append(answer)
        item = answer.article.item(span, marks_within([one.amount.span for one in figure.amounts], span))
        note = also_in(len(figure.also)) if figure.also else None
        if figure.date:
            return replace(item, date=figure.date, date_of=DateOf.EVENT, note=note)
        if figure.dates_itself:
            return replace(item, note=note)
        return replace(item, date_of=DateOf.ARTICLE, note=note)

    def _stands(self, answer: Evidence) -> bool:
        """Say whether a sentence can be read without the one before it."""
        return standing_alone(answer.article, answer.sentence) == answer.sentence.utterance

    def _can_open(self, answer: Evidence) -> bool:
        return self._opened(answer) is not None

    def _opened(self, answer: Evidence) -> Span | None:
        """Return what is to be shown of a sentence so that it can be read: with the one before it if need be.

        None where that does not help, or where the one before is shown already or is somebody else's words.
        """
        article, utterance = answer.article, answer.sentence.utterance
        quoted = answer.place in self._quoted
        span = standing_alone(article, answer.sentence, across_paragraphs=quoted)
        if span is None or span == utterance:
            return span
        if any(other.article is article and span.overlaps(other.sentence.utterance) for other in self.shown):
            return None
        with_lead, alone = article.item(span), article.item(utterance)
        same = (with_lead.kind, with_lead.speaker) == (alone.kind, alone.speaker)
        return span if same else None


def _follows(answer: Evidence, before: Evidence) -> bool:
    """Say whether a sentence stands right after another in their article."""
    if answer.article is not before.article:
        return False
    between = answer.article.article.text[before.sentence.utterance.end : answer.sentence.utterance.start]
    return before.sentence.utterance.end <= answer.sentence.utterance.start and not between.strip()


def _side_by_side(group: Differing) -> Iterable[Item]:
    heading = f"“{group.words}”" if group.words else None
    return (replace(_stated(one, by_date=group.by_date), under=heading) for one in group.amounts)


def _stated(one: StatedAmount, *, by_date: bool) -> Item:
    """Return a sentence for one amount, with its outlet and when it holds or, of one time, who was when."""
    answer = one.answer
    item = answer.article.item(answer.sentence.utterance, (one.amount.span,))
    outlet = answer.article.article.outlet or say("outlet unknown")
    if one.date and by_date:
        return replace(item, date=one.date, date_of=DateOf.EVENT, note=outlet)
    return replace(item, date_of=DateOf.ARTICLE, note=outlet)
