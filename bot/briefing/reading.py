"""An article made ready to be quoted from: its sentences with their words, section and whole utterance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.corpus.duplicates import fingerprint
from bot.models import (
    AnalysedArticle,
    Article,
    Attribution,
    Item,
    ItemKind,
    Quotation,
    ReportedStatement,
    Span,
)
from bot.search.matching import ReadText, read_text

_LONGEST_UTTERANCE = 700  # characters; a longer quotation is shown sentence by sentence
_MOSTLY = 0.4  # share of a line that a shorter quotation must fill to make the line one
SHORTEST_QUOTATION = 5
"""Words: what is shorter is a fragment of the reporter's own sentence."""
_OPENING, _CLOSING = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence ready to be cited.

    `utterance` is the run of sentences it belongs to when a quotation runs across them, so that what is shown
    holds both quotation marks and the words that say who speaks; `section` counts the headings above it.
    """

    index: int
    span: Span
    utterance: Span
    section: int
    paragraph: int
    read: ReadText


class ReadArticle:
    """An article with its analysis, read once and kept while answers are made from it."""

    def __init__(self, analysed: AnalysedArticle) -> None:
        self.article: Article = analysed.article
        self.analysis = analysed.analysis
        self.headings = tuple(sorted(analysed.article.headings))

    @cached_property
    def sentences(self) -> tuple[ReadSentence, ...]:
        """The sentences in text order."""
        text = self.article.text
        utterances = list(self._utterances())
        return tuple(
            ReadSentence(
                index=index,
                span=sentence.span,
                utterance=utterances[index],
                section=sum(heading.end <= sentence.span.start for heading in self.headings),
                paragraph=sentence.paragraph,
                read=read_text(text, sentence.span),
            )
            for index, sentence in enumerate(self.analysis.sentences)
        )

    @cached_property
    def title(self) -> ReadText:
        """The words of the title."""
        return read_text(self.article.title, Span(0, len(self.article.title)))

    @cached_property
    def heading_words(self) -> tuple[ReadText, ...]:
        """The words of each heading, in text order."""
        return tuple(read_text(self.article.text, heading) for heading in self.headings)

    @cached_property
    def fingerprint(self) -> frozenset[int]:
        """What the article is compared with others by, to see whether they carry the same text."""
        return fingerprint(self.article)

    def _utterances(self) -> Iterator[Span]:
        """Yield, for each sentence, the sentences joined with it by a quotation that is open between them."""
        sentences, text = self.analysis.sentences, self.article.text
        groups: list[list[int]] = []
        open_until_closed = False
        for index, sentence in enumerate(sentences):
            same_paragraph = index > 0 and sentences[index - 1].paragraph == sentence.paragraph
            if open_until_closed and same_paragraph:
                groups[-1].append(index)
            else:
                groups.append([index])
                open_until_closed = False
            open_until_closed = _stays_open(sentence.span.of(text), was_open=open_until_closed)
        for group in groups:
            whole = Span(sentences[group[0]].span.start, sentences[group[-1]].span.end)
            fits = whole.end - whole.start <= _LONGEST_UTTERANCE
            for index in group:
                yield whole if fits else sentences[index].span

    def plain(self, span: Span) -> Item:
        """Return the characters at `span` as an item as they stand, nobody's words in particular."""
        text = self.article.read(span)
        return Item(text=text, verbatim=text, article=self.article.id, span=span, date=self.published)

    def item(self, span: Span, marks: tuple[Span, ...] = ()) -> Item:
        """Return the characters at `span` as an item, with who says them where the analysis knows.

        `marks` are the words to be marked, as spans of the document.
        """
        kind, speaker, attribution = self._voice(span)
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

    def _opened(self, span: Span) -> tuple[str, int]:
        """Return what to put in front of a line that opens with a pronoun, and how much of it falls away.

        "He said …" becomes "[Ada Lind] said …": the name is ours and in brackets, the rest is the source's.
        """
        pronoun, name = self._openings.get(span.start, (None, ""))
        if pronoun is None or not span.contains(pronoun) or self._inside_quotation(pronoun):
            return "", 0
        owner = "’s" if self.article.read(pronoun).lower() in ("his", "her") else ""
        return f"[{name}{owner}]", pronoun.end - span.start

    @property
    def published(self) -> str | None:
        """The date of the article as an ISO prefix, where one is known."""
        return self.article.published.value if self.article.published else None

    def _cuts(self, span: Span) -> tuple[bool, bool]:
        """Say whether a quotation is cut off at the beginning or at the end of what is shown."""
        text = self.article.read(span)
        first_open = min((text.find(mark) for mark in _OPENING if mark in text), default=len(text))
        first_close = min((text.find(mark) for mark in _CLOSING if mark in text), default=len(text))
        inside = any(
            part.start < span.start < part.end
            for quotation in self.analysis.quotations
            for part in quotation.parts
        )
        return (first_close < first_open or inside), any(
            part.start < span.end < part.end
            for quotation in self.analysis.quotations
            for part in quotation.parts
        )

    def _inside_quotation(self, span: Span) -> bool:
        return any(part.contains(span) for quotation in self.analysis.quotations for part in quotation.parts)

    def _is_mostly(self, quotation: Quotation, span: Span) -> bool:
        """Say whether a line is a quotation, and not a reporter's sentence with a quoted word or two."""
        quoted = [part for part in quotation.parts if part.overlaps(span)]
        words = sum(len(self.article.read(part).split()) for part in quoted)
        return words >= SHORTEST_QUOTATION or sum(part.end - part.start for part in quoted) > _MOSTLY * (
            span.end - span.start
        )

    def _voice(self, span: Span) -> tuple[ItemKind, str | None, Attribution | None]:
        """Return what kind of line the words at `span` are and who says them."""
        quotations = [
            quotation
            for quotation in self.analysis.quotations
            if any(part.overlaps(span) for part in quotation.parts) and self._is_mostly(quotation, span)
        ]
        if quotations:
            return ItemKind.QUOTATION, *self._one_speaker(quotations)
        reported = [statement for statement in self.analysis.reported if statement.span.overlaps(span)]
        if reported:
            return ItemKind.REPORTED, *self._one_speaker(reported)
        return ItemKind.SENTENCE, None, None

    def _one_speaker(
        self, statements: list[Quotation] | list[ReportedStatement]
    ) -> tuple[str | None, Attribution]:
        """Return the speaker when all the statements have the same one, else nobody."""
        speakers = {self.speaker(statement) for statement in statements}
        if len(speakers) != 1 or None in speakers:
            return None, Attribution.UNRESOLVED
        return speakers.pop(), statements[0].attribution

    def speaker(self, statement: Quotation | ReportedStatement) -> str | None:
        """Return the name of who makes a statement, as the article has it, or None."""
        if statement.attribution is Attribution.UNRESOLVED:
            return None
        if statement.figure is not None:
            return self.analysis.figures[statement.figure].name
        return self.article.read(statement.organisation) if statement.organisation else None


def _stays_open(sentence: str, *, was_open: bool) -> bool:
    """Say whether a quotation is open at the end of a sentence."""
    opened = was_open
    for place, character in enumerate(sentence):
        if character in _OPENING:
            opened = True
        elif character in _CLOSING:
            opened = False
        elif character == '"':
            opened = not opened if place or not was_open else opened
    return opened
