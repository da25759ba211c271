"""Which quoted words are statements, and whose: by the reporting clause beside them, or not at all.

A statement stands under somebody only when the text says so: a clause of speech right before, between or
after the words, a colon that announces them, or a sentence they are worked into. Without one they stay
unresolved. Words in quotation marks that no clause of speech governs and that are no sentence of their own
are titles, names or scare quotes and are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.speech.announced import announced_statements
from bot.speech.by_phrases import phrase_languages, said_by_phrases
from bot.speech.clauses import Reading
from bot.speech.interview_answers import interview_answers
from bot.speech.posts import posts
from bot.speech.pronouns import Voices
from bot.speech.relayed import without_relayed
from bot.speech.reporting import ReportingClauses, Saying
from bot.speech.russian.speech import CYRILLIC_SPEECH, attribute_russian
from bot.speech.statement_pages.statement_of_page import statement_of_page
from bot.speech.transcripts import spoken_turns
from bot.text.quotations import QuotedRun, quoted_spans
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation, Sentence, Token
from bot.words.spans import Span

_LONGEST_REPORTING_CLAUSE = 60  # tokens between the two halves of a split quotation
_SHORTEST_STATEMENT = 4  # words of a sentence of its own; shorter ones need a clause of speech
_SHORTEST_TAIL = 2  # words of the second half of a sentence split by its clause


def attribute(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], figures: Sequence[Figure]
) -> tuple[Quotation, ...]:
    """Return the quotations of an article in text order, each with its speaker as far as the text says so.

    `tokens` are those of `sentences`; `Quotation.figure` is an index into `figures`. No two quotations
    overlap but those of several who make a statement together. Titles, names and scare quotes are not among
    them.
    """
    turns = spoken_turns(article, figures) or interview_answers(article, figures) or posts(article, figures)
    if article.language in CYRILLIC_SPEECH:
        said = without_relayed(article, sentences, attribute_russian(article, sentences, figures))
        return _merged(turns or statement_of_page(article, sentences, figures, said), said)
    if article.language in phrase_languages():
        return _merged(turns, said_by_phrases(article, sentences, figures))
    reading = Reading(article, sentences, tokens, figures, quoted_spans(article, sentences))
    voices = Voices(reading)
    found = without_relayed(article, sentences, SpeakerFinder(reading, voices).quotations())
    own = turns or statement_of_page(article, sentences, figures, found)
    return _merged(own or announced_statements(reading, voices), found)


def _merged(turns: Sequence[Quotation], found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Put quotations outside the turns of a transcript, or outside announced paragraphs, between them."""
    if not turns:
        return tuple(found)
    spoken = sorted(part for turn in turns for part in turn.parts)
    starts = [part.start for part in spoken]

    def is_free(span: Span) -> bool:
        place = bisect_right(starts, span.end - 1) - 1
        return place < 0 or spoken[place].end <= span.start

    outside = [quotation for quotation in found if all(map(is_free, quotation.parts))]
    return tuple(sorted([*turns, *outside], key=lambda quotation: quotation.parts[0]))


@dataclass(slots=True)
class _Draft:
    """A quotation that may still grow."""

    parts: list[Span]
    said: Saying | None

    def finished(self) -> Quotation:
        parts = tuple(self.parts)
        if self.said is None:
            return Quotation(parts, Attribution.UNRESOLVED, reason="no clause of speech beside it")
        voice, reason = self.said.voice, f"{self.said.how}: {self.said.voice.reason}"
        return Quotation(
            parts, voice.attribution, voice.figure, voice.organisation, voice.mention, self.said.cue, reason
        )


def _surer(first: Saying | None, later: Saying | None) -> Saying | None:
    """Return which of two paragraphs of a quotation tells better who speaks: a clause beside the words."""
    if first is None or later is None:
        return first or later
    guessed = not first.voice.known or first.how.startswith(("introduced", "goes on"))
    return later if guessed and later.voice.known else first


class SpeakerFinder:
    """Goes through the quoted runs of one article in text order."""

    def __init__(self, reading: Reading, voices: Voices) -> None:
        """Take an article laid out and what its subjects stand for."""
        self._reading = reading
        self._clauses = ReportingClauses(reading, voices)

    def quotations(self) -> tuple[Quotation, ...]:
        """Return the statements among the runs, parts of one statement joined."""
        drafts: list[_Draft] = []
        previous: QuotedRun | None = None
        for number, run in enumerate(self._reading.runs):
            said = self._clauses.saying(number)
            last = drafts[-1] if drafts and previous is not None else None
            if (
                last is not None
                and previous is not None
                and run.continues
                and last.parts[-1] == previous.span
            ):
                last.parts.append(run.span)
                last.said = _surer(last.said, said)
            elif last is not None and previous is not None and self._joins(last, previous, number, said):
                last.parts.append(run.span)
            elif said is not None or self._is_statement(number):
                said = said or self._carried_on(run, last, previous) or self._clauses.introduced(number)
                drafts.append(_Draft([run.span], said))
            else:
                continue
            previous = run
        return tuple(draft.finished() for draft in drafts)

    # --- joining and going on ------------------------------------------------------------------------------

    def _joins(self, last: _Draft, previous: QuotedRun, number: int, said: Saying | None) -> bool:
        """Say whether a run is the next part of the last quotation: one clause splits the two."""
        run = self._reading.runs[number]
        if self._clauses.labels[number] or not self._only_clause_between(last, previous, run):
            return False
        if said is None:
            begins = self._clauses.begins_sentence(run) and not self._clauses.has_clause_of_its_own(number)
            return begins or self._goes_on(run)
        if last.said is None or said.how == "clause after":
            return False
        return said.voice.is_of(last.said.voice) or said.voice.mention == last.said.voice.mention

    def _only_clause_between(self, last: _Draft, previous: QuotedRun, run: QuotedRun) -> bool:
        """Say whether only the reporting clause stands between two runs, at most up to its full stop."""
        reading = self._reading
        between = reading.between(previous.outer.end, run.outer.start)
        cue = last.said.cue if last.said else None
        if cue is None or not 0 < len(between) <= _LONGEST_REPORTING_CLAUSE:
            return False
        if previous.paragraph != run.paragraph or not last.parts[0].end <= cue.start < run.outer.start:
            return False
        worked_in = cue.start < previous.outer.start  # "“…,” he said of the “odd” plan. “…”"
        if worked_in and self._clauses.begins_sentence(previous):
            return False
        if self._another_joins_in(reading.between(cue.start, run.outer.start)):
            return False
        first, second = reading.sentence_at(previous.outer.end), reading.sentence_at(run.outer.start)
        return first == second or (second == first + 1 and self._clauses.begins_sentence(run))

    def _another_joins_in(self, clause: range) -> bool:
        """As in "“…,” Lind said, and Berger cut in. “…”": whose the second half is nobody can tell."""
        reading = self._reading
        verbs = [
            index for index in clause if reading.tokens[index].relation == "conj" and reading.is_finite(index)
        ]
        return any(
            reading.tokens[child].relation == "nsubj" and not reading.quoted[child] and child in clause
            for verb in verbs
            for child in reading.children[verb]
        )

    def _goes_on(self, run: QuotedRun) -> bool:
        """As in "…,” he said, “and we will.”": the second half of a sentence split by its clause."""
        before = self._reading.text[max(0, run.outer.start - 2) : run.outer.start].rstrip()
        return (
            before[-1:] in (",", "-", "—", "–", ":")
            and len(run.span.of(self._reading.text).split()) >= _SHORTEST_TAIL
        )

    def _carried_on(self, run: QuotedRun, last: _Draft | None, previous: QuotedRun | None) -> Saying | None:
        """A paragraph of nothing but quoted words, directly after one that ends with the last speaker."""
        if last is None or previous is None or last.said is None or last.parts[-1] != previous.span:
            return None
        reading = self._reading
        whole = run.outer == reading.article.paragraphs[run.paragraph]
        if (
            not whole
            or self._is_set_apart(run, previous)
            or run.paragraph != previous.paragraph + 1
            or not last.said.voice.known
        ):
            return None
        if not reading.same_section(previous.outer.start, run.outer.start):
            return None
        next_sentence = (
            reading.sentence_at(run.outer.start) == reading.sentence_at(previous.outer.end - 1) + 1
        )
        introduced_before = last.said.cue is not None and last.said.cue.end <= previous.outer.start
        directly = not reading.between(previous.outer.end, run.outer.start)
        if not next_sentence or (introduced_before and not directly):
            return None
        return Saying(last.said.voice, last.said.cue, "goes on from the paragraph before")

    def _is_set_apart(self, run: QuotedRun, previous: QuotedRun) -> bool:
        """Say whether a paragraph in other marks than the one before is an excerpt."""
        return run.opening != previous.opening

    def _is_statement(self, number: int) -> bool:
        """Say whether a run is no label, begins a sentence, has a verb and ends as sentences do."""
        reading, run = self._reading, self._reading.runs[number]
        if self._clauses.labels[number] or not self._clauses.begins_sentence(run):
            return False
        words = run.span.of(reading.text).split()
        if len(words) < _SHORTEST_STATEMENT:
            return False
        inside = reading.between(run.span.start, run.span.end)
        has_verb = any(reading.is_finite(index) or reading.tokens[index].tag == "VB" for index in inside)
        return has_verb and run.span.of(reading.text)[-1:] in ".,!?…;:—–-\"'’”"
