"""An article made ready to be quoted from: its sentences with their words, section and whole utterance."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from bot.briefing.lines.phrases import spans_of_people
from bot.briefing.lines.places import Places
from bot.search.kept_terms import lines_of
from bot.search.matching import ReadText
from bot.text import shingles
from bot.text.names.role_words import as_described
from bot.words.answers import Item, ItemKind
from bot.words.documents import Article
from bot.words.findings import (
    AnalysedArticle,
    Attribution,
    DateMention,
    Mention,
    MentionKind,
    Quotation,
    ReportedStatement,
)
from bot.words.spans import Span

T = TypeVar("T")

_LONGEST_UTTERANCE = 700  # characters; a longer quotation is shown in parts
_LONGEST_PART = 350  # characters; a part has whole sentences, so one long sentence may be longer
_MOSTLY = 0.4  # share of a line that a shorter quotation must fill to make the line one
_TELLING = 400  # characters of a quotation from which it is none of a word or two
_FEWEST_WORDS = 2  # of a quotation that is a sentence of its own
_REACH = 8  # characters before a quotation in which the end of what stands before it is seen
SHORTEST_QUOTATION = 5
"""Words: what is shorter is a fragment of the reporter's own sentence."""
_OPENING, _CLOSING = "“«„", "”»"
_MARK = re.compile(f'["{_OPENING}{_CLOSING}]')


@dataclass(slots=True)
class ReadSentence:
    """A sentence ready to be cited.

    `utterance` is the run of sentences it belongs to when a quotation runs across them, so that what is shown
    holds both quotation marks and the words that say who speaks; `section` counts the headings above it.
    `read` are its words.
    """

    index: int
    span: Span
    utterance: Span
    section: int
    paragraph: int
    read: ReadText = field(repr=False, compare=False)


class ReadArticle:
    """An article with its analysis, read once and kept while answers are made from it."""

    def __init__(self, analysed: AnalysedArticle) -> None:
        self.article: Article = analysed.article
        self.analysis = analysed.analysis
        self.headings = tuple(sorted(analysed.article.headings))
        self._kept = lines_of(analysed)
        self._found: dict[tuple[Callable[..., object], int], Any] = {}

    def once(self, find: Callable[[ReadArticle, ReadSentence], T], sentence: ReadSentence) -> T:
        """Return what `find` finds in a sentence of this article, looked for once while the article is kept.

        For what depends on nothing but the article, is asked by one answer after another, and is small.
        """
        place = (find, sentence.index)
        if place not in self._found:
            self._found[place] = find(self, sentence)
        found: T = self._found[place]
        return found

    @cached_property
    def sentences(self) -> tuple[ReadSentence, ...]:
        """The sentences in text order."""
        text, first = self.article.text, 1 + len(self.headings)
        ends_of_headings = sorted(heading.end for heading in self.headings)
        utterances = list(self._utterances())
        terms, places = self._kept.terms, self._kept.places
        return tuple(
            ReadSentence(
                index=index,
                span=sentence.span,
                utterance=utterances[index],
                section=bisect_right(ends_of_headings, sentence.span.start),
                paragraph=sentence.paragraph,
                read=ReadText(text, sentence.span, terms[first + index], places[first + index]),
            )
            for index, sentence in enumerate(self.analysis.sentences)
        )

    def sentences_in(self, span: Span) -> tuple[ReadSentence, ...]:
        """Return the sentences that share at least one character with a span, in text order."""
        first = bisect_right(self._sentence_ends, span.start)
        last = bisect_left(self._sentence_starts, span.end)
        return self.sentences[first:last]

    def sentence_before(self, span: Span) -> ReadSentence | None:
        """Return the last sentence that ends before a span, None at the beginning of the article."""
        number = bisect_right(self._sentence_ends, span.start)
        return self.sentences[number - 1] if number else None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [sentence.span.end for sentence in self.sentences]

    @cached_property
    def title(self) -> ReadText:
        """The words of the title."""
        title, kept = self.article.title, self._kept
        return ReadText(title, Span(0, len(title)), kept.terms[0], kept.places[0])

    @cached_property
    def heading_words(self) -> tuple[ReadText, ...]:
        """The words of each heading, in text order."""
        return tuple(
            ReadText(self.article.text, heading, kept, places)
            for heading, kept, places in zip(
                self.headings, self._kept.terms[1:], self._kept.places[1:], strict=False
            )
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The search terms of the title, the headings and the sentences."""
        if self._kept.fingerprint is not None:
            return self._kept.words()
        texts = (self.title, *self.heading_words, *(sentence.read for sentence in self.sentences))
        return frozenset().union(*(text.words for text in texts))

    @cached_property
    def fingerprint(self) -> frozenset[int]:
        """What the article is compared with others by, to see whether they carry the same text."""
        kept = self._kept.fingerprint
        return shingles.read(kept) if kept is not None else shingles.fingerprint(self.article)

    def _utterances(self) -> Iterator[Span]:
        """Yield, for each sentence, the sentences joined with it by a quotation that is open between them."""
        sentences, text = self.analysis.sentences, self.article.text
        ends = [sentence.span.end for sentence in sentences]
        marked = {bisect_right(ends, found.start()) for found in _MARK.finditer(text)}
        cut = self._cut_sentences(ends)
        groups: list[list[Span]] = []
        open_until_closed, paragraph = False, None
        for index, sentence in enumerate(sentences):
            if open_until_closed and sentence.paragraph == paragraph:
                groups[-1].append(sentence.span)
            else:
                groups.append([sentence.span])
                open_until_closed = False
            paragraph = sentence.paragraph
            if index in marked:  # or a mark stands before it, outside all sentences, which opens none
                open_until_closed = _stays_open(sentence.span.of(text), was_open=open_until_closed)
            # Single marks may be apostrophes, so that what was read as quoted decides on them.
            open_until_closed = open_until_closed or index in cut
        for group in groups:
            if len(group) == 1:
                yield group[0]
                continue
            for part in self._in_parts(group):
                yield from [Span(part[0].start, part[-1].end)] * len(part)

    def _cut_sentences(self, ends: Sequence[int]) -> set[int]:
        """Return the sentences behind which what is quoted goes on."""
        parts = (part for one in self.analysis.quotations for part in one.parts)
        return {
            index
            for part in parts
            for index in range(bisect_right(ends, part.start), bisect_left(ends, part.end))
        }

    @staticmethod
    def _in_parts(spans: list[Span]) -> Iterator[list[Span]]:
        """Yield the sentences of a quotation together, or those of a long one a few at a time."""
        if spans[-1].end - spans[0].start <= _LONGEST_UTTERANCE:
            yield spans
            return
        part: list[Span] = []
        for span in spans:
            if part and span.end - part[0].start > _LONGEST_PART:
                yield part
                part = []
            part.append(span)
        yield part

    def plain(self, span: Span) -> Item:
        """Return the characters at `span` as an item as they stand, nobody's words in particular."""
        text = self.article.read(span)
        return Item(text=text, verbatim=text, article=self.article.id, span=span, date=self.published)

    def item(self, span: Span, marks: tuple[Span, ...] = ()) -> Item:
        """Return the characters at `span` as an item, with who says them where the analysis knows.

        `marks` are the words to be marked, as spans of the document.
        """
        kind, speaker, attribution = self.voice(span)
        text = self.article.read(span)
        cut_before, cut_after = self._cuts(span)
        before, left_out = self._opened(span)
        before += "… " if cut_before else ""
        shown = before + text[left_out:] + (" …" if cut_after else "")
        shift = span.start + left_out - len(before)
        return Item(
            text=shown,
            verbatim=text,
            article=self.article.id,
            span=span,
            kind=kind,
            speaker=speaker,
            attribution=attribution,
            date=self.published,
            marks=tuple(
                Span(mark.start - shift, mark.end - shift)
                for mark in sorted(marks)
                if span.contains(mark) and mark.start >= span.start + left_out
            ),
        )

    @cached_property
    def _openings(self) -> dict[int, tuple[Span, str]]:
        """Where a sentence opens with a pronoun: the pronoun, and the name of whom it stands for."""
        return {
            pronoun.start: (pronoun, figure.name)
            for figure in self.analysis.figures
            for pronoun in figure.pronouns
        }

    def opens_with_name(self, span: Span) -> bool:
        """Say whether a line that opens with a pronoun is shown with the name of whom it stands for."""
        return self._opened(span)[0] != ""

    def _opened(self, span: Span) -> tuple[str, int]:
        """Return what to put in front of a line that opens with a pronoun, and how much of it falls away.

        "He said …" becomes "[Ada Lind] said …": the name is ours and in brackets, the rest is the source's.
        """
        pronoun, name = self._openings.get(span.start, (None, ""))
        if pronoun is None or not span.contains(pronoun) or self._inside_quotation(pronoun):
            return "", 0
        owner = "’s" if self.article.read(pronoun).lower() in ("his", "her") else ""
        return f"[{name}{owner}]", pronoun.end - span.start

    @cached_property
    def mentions(self) -> Places[tuple[int, Mention]]:
        """Every mention of somebody, with whose it is as an index of the figures of the analysis."""
        return Places(
            (mention.span, (index, mention))
            for index, figure in enumerate(self.analysis.figures)
            for mention in figure.mentions
        )

    @cached_property
    def people(self) -> Places[Span]:
        """Where people are named, or what they are is said."""
        return Places((span, span) for span in spans_of_people(self.analysis))

    def figures_in(self, span: Span) -> frozenset[int]:
        """Return who is mentioned inside a span, as indices of the figures of the analysis."""
        return frozenset(index for index, _ in self.mentions.within(span))

    @cached_property
    def _names(self) -> list[int]:
        return sorted(
            mention.span.start
            for figure in self.analysis.figures
            for mention in figure.mentions
            if mention.kind is not MentionKind.PRONOUN
        )

    @cached_property
    def _known_speakers(self) -> frozenset[int]:
        quotations, reported = self.analysis.quotations, self.analysis.reported
        statements: tuple[Quotation | ReportedStatement, ...] = (*quotations, *reported)
        return frozenset(one.mention.start for one in statements if one.mention and one.figure is not None)

    def names_somebody(self, span: Span) -> bool:
        """Say whether a name of a person, or words that stand for one, begins at `span`."""
        place = bisect_left(self._names, span.start)
        return place < len(self._names) and self._names[place] < span.end

    def tells_speaker(self, pronoun: Span) -> bool:
        """Say whether a pronoun is who says something and is resolved: a line is shown with that name."""
        return pronoun.start in self._known_speakers

    @property
    def published(self) -> str | None:
        """The date of the article as an ISO prefix, where one is known."""
        return self.article.published.value if self.article.published else None

    def _cuts(self, span: Span) -> tuple[bool, bool]:
        """Say whether a quotation is cut off at the beginning or at the end of what is shown."""
        text = self.article.read(span)
        first_open = min((text.find(mark) for mark in _OPENING if mark in text), default=len(text))
        first_close = min((text.find(mark) for mark in _CLOSING if mark in text), default=len(text))
        quoted = self.quoted_in(span)
        inside = any(part.start < span.start < part.end for part in quoted)
        goes_on = any(part.start < span.end < part.end for part in quoted)
        return (first_close < first_open or inside), goes_on

    def is_quoted(self, span: Span) -> bool:
        """Say whether a place stands inside words that somebody is quoted with."""
        return self._inside_quotation(span)

    @cached_property
    def _quoted(self) -> Places[tuple[Span, Quotation]]:
        return Places((part, (part, one)) for one in self.analysis.quotations for part in one.parts)

    @cached_property
    def _reported(self) -> Places[ReportedStatement]:
        return Places((one.span, one) for one in self.analysis.reported)

    @cached_property
    def _dates(self) -> Places[DateMention]:
        return Places((one.span, one) for one in self.analysis.dates)

    def quoted_in(self, span: Span) -> list[Span]:
        """Return the quoted words that share a character with a span, in text order."""
        return [part for part, _ in self._quoted.touching(span)]

    def dates_in(self, span: Span) -> list[DateMention]:
        """Return the dates that stand wholly inside a span, in text order."""
        return self._dates.within(span)

    def _inside_quotation(self, span: Span) -> bool:
        return any(part.contains(span) for part in self.quoted_in(span))

    def words_quoted(self, part: Span) -> int:
        """Return how many words are quoted, of long ones as many as tell that it is no fragment."""
        return len(self.article.read(Span(part.start, min(part.end, part.start + _TELLING))).split())

    def is_whole(self, quotation: Quotation) -> bool:
        """Say whether what is quoted says something: words enough, or a short sentence of its own.

        “There is no bus,” with who says it behind it is one; a word or two inside a sentence, or a nickname,
        is none.
        """
        words = sum(map(self.words_quoted, quotation.parts))
        if words >= SHORTEST_QUOTATION:
            return True
        first, text = quotation.parts[0], self.article.text
        if words < _FEWEST_WORDS or not first.of(text)[:1].isupper():
            return False
        before = text[max(0, first.start - _REACH) : first.start].rstrip("“\"«„‘'`(— \u00a0")
        ends_with = text[first.start : first.end + 2].rstrip(" ”\"»'’")[-1:]
        opens = not before or before[-1] in ":.!?…\n”»" or self._opens_sentence(first)  # behind a dateline
        return opens and (ends_with in ",.!?…" or before[-1:] == ":")

    def _opens_sentence(self, quoted: Span) -> bool:
        """Say whether nothing but marks stands between the beginning of a sentence and what it quotes."""
        within = self.sentences_in(quoted)
        start = within[0].span.start if within else quoted.start
        return not self.article.text[start : quoted.start].strip("“\"«„‘'` \u00a0")

    def _is_mostly(self, quotation: Quotation, span: Span) -> bool:
        """Say whether a line is a quotation, and not a reporter's sentence with a quoted word or two."""
        quoted = [part for part in quotation.parts if part.overlaps(span)]
        return self.is_whole(quotation) or sum(part.end - part.start for part in quoted) > _MOSTLY * (
            span.end - span.start
        )

    def voice(self, span: Span) -> tuple[ItemKind, str | None, Attribution | None]:
        """Return what kind of line the words at `span` are and who says them."""
        touching = {id(quotation): quotation for _, quotation in self._quoted.touching(span)}
        quotations = [quotation for quotation in touching.values() if self._is_mostly(quotation, span)]
        if quotations:
            return ItemKind.QUOTATION, *self._one_speaker(quotations)
        reported = self._reported.touching(span)
        if reported:
            return ItemKind.REPORTED, *self._one_speaker(reported)
        return ItemKind.SENTENCE, None, None

    def _one_speaker(
        self, statements: list[Quotation] | list[ReportedStatement]
    ) -> tuple[str | None, Attribution]:
        """Return the speaker when all the statements have the same one, else nobody.

        Those who say it together are named together, as the article has it.
        """
        speakers = {self.speaker(statement) for statement in statements}
        mention, cue = statements[0].mention, statements[0].cue
        together = mention is not None and all((one.mention, one.cue) == (mention, cue) for one in statements)
        if together and mention is not None and len(speakers) > 1 and None not in speakers:
            return self.article.read(mention), statements[0].attribution
        if len(speakers) != 1 or None in speakers:
            return None, Attribution.UNRESOLVED
        return speakers.pop(), statements[0].attribution

    def speaker(self, statement: Quotation | ReportedStatement) -> str | None:
        """Return the name of who makes a statement, as the article has it, or None."""
        if statement.attribution is Attribution.UNRESOLVED:
            return None
        if statement.figure is not None:
            return self.analysis.figures[statement.figure].name
        if statement.organisation is None:
            return None
        words = self.article.read(statement.organisation)
        return as_described(words) if statement.attribution is Attribution.ROLE else words


def _stays_open(sentence: str, *, was_open: bool) -> bool:
    """Say whether a quotation is open at the end of a sentence."""
    opened = was_open
    for found in _MARK.finditer(sentence):
        mark = found[0]
        if mark == '"':
            opened = not opened if found.start() or not was_open else opened
        else:
            opened = mark in _OPENING
    return opened
