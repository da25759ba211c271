"""Direct speech in Russian and Kazakh typography: in marks with the narrator's words inside, or after a dash.

«Мы едем, — сказал он. — Завтра» is one run of marks and two parts of what was said; a paragraph that opens
with a dash is speech only when a verb of speech follows a second dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.morphology import NOMINATIVE, Agreement, finite_verb, forms
from bot.text.names.name_lexicon import fold
from bot.text.quotations import QuotedRun, quoted_spans
from bot.text.russian_cues import kazakh_cues, nominative_calling, russian_cues, saying_verb, says
from bot.words.documents import Article
from bot.words.findings import Sentence
from bot.words.spans import Span

_NARRATOR = re.compile(r"(?<=[,.!?…»”\"])\s{0,2}[–—−-]{1,2}\s{0,2}(?=[^\W\d_])")
_NARRATOR_ENDS = re.compile(
    r"[,.;:!?…]\s{0,2}[–—−-]{1,2}\s{0,2}(?=[^\W_«“\"])|[,.;:]\s{0,2}[–—−-]{1,2}\s{0,2}"
)
_OPENING_DASH = re.compile(r"[–—−-]{1,2}\s{1,3}(?=[^\W_«“\"\[(])|[–—−]\s{0,3}(?=[^\W_«“\"\[(])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?<=[^\W_][^\W_])[.!?…]+(?=\s)")
_TERM = re.compile(r"[«„“\"]\S+(?: \S+)?[»“”\"]")  # a word or two in marks
_MARKS = frozenset('«»„“”"')
_LONGEST_CLAUSE = 260  # characters of the narrator's words between two halves of speech
_WORDS_TO_VERB = 4  # words of a narrator's clause among which its verb of speech stands
_MOST_INSETS = 60  # clauses of one paragraph that are looked at


@dataclass(frozen=True, slots=True)
class SpeechRun:
    """Words that may be said: their parts, the whole with marks, and the narrator's words inside.

    `number` counts the quoted runs of the article for those in marks, None for speech after a dash.
    """

    parts: tuple[Span, ...]
    outer: Span
    paragraph: int
    clauses: tuple[Span, ...] = ()
    quoted: QuotedRun | None = None

    @property
    def dashed(self) -> bool:
        """Whether a dash and no mark opens the speech."""
        return self.quoted is None

    def span_words(self, text: str) -> str:
        """Return the characters from the first part to the last."""
        return text[self.parts[0].start : self.parts[-1].end]


def speech_runs(article: Article, sentences: Sequence[Sentence]) -> tuple[SpeechRun, ...]:
    """Return what stands in quotation marks or after a dialogue dash, in text order; no two overlap."""
    quoted = quoted_spans(article, sentences)
    dashed = {run.paragraph: run for run in _dashed(article)}
    found = [_split(article.text, run) for run in quoted if not _within(run, dashed.get(run.paragraph))]
    return tuple(sorted([*found, *dashed.values()], key=lambda run: run.outer))


def _within(run: QuotedRun, dashed: SpeechRun | None) -> bool:
    return dashed is not None and run.outer.start < dashed.outer.end


# --- narrator's words inside marks ------------------------------------------------------------------------


def _split(text: str, run: QuotedRun) -> SpeechRun:
    parts, clauses, start = [], [], run.span.start
    for clause, following, _ in _insets(text, run.span, run.inner):
        parts.append(_trimmed(text, Span(start, clause.start)))
        clauses.append(clause)
        start = following
    parts.append(_trimmed(text, Span(start, run.span.end)))
    kept = tuple(part for part in parts if part.start < part.end)
    return SpeechRun(kept or (run.span,), run.outer, run.paragraph, tuple(clauses), run)


def _insets(text: str, span: Span, inner: Sequence[Span] = ()) -> Iterator[tuple[Span, int, bool]]:
    """Yield the narrator's clauses inside speech, where the text goes on, and whether no dash leads back."""
    position = span.start
    for _ in range(_MOST_INSETS):
        opening = _NARRATOR.search(text, position, span.end)
        if opening is None:
            return
        position = opening.end()
        if any(nested.start <= opening.start() < nested.end for nested in inner):
            continue
        if text.count("«", span.start, position) > text.count("»", span.start, position):
            continue  # inside a quotation in the quotation
        if not begins_clause(text, Span(position, span.end)):
            continue
        limit = min(span.end, position + _LONGEST_CLAUSE)
        closing = _NARRATOR_ENDS.search(text, position, limit)
        stop = _SENTENCE_ENDS.search(text, position, limit)
        if stop is not None and (closing is None or stop.start() < closing.start()):
            end, following, ended = stop.end(), stop.end(), True
        elif closing is not None:
            end, following, ended = closing.start(), closing.end(), False
        elif span.end <= limit:
            end, following, ended = span.end, span.end, True
        else:
            continue
        yield Span(position, end), following, ended
        position = following


def begins_clause(text: str, span: Span) -> bool:
    """Say whether words after a dash are a narrator's: one of the first is a verb of speech."""
    russian, kazakh = russian_cues(), kazakh_cues()
    verb = None
    limit = min(span.end, span.start + _LONGEST_CLAUSE)
    for number, match in enumerate(_WORD.finditer(text, span.start, limit)):
        if number >= _WORDS_TO_VERB:
            return False
        key = fold(match[0])
        speech = says(key) is not None or saying_verb(key) in russian.relay
        if speech or key in russian.of_documents or key in kazakh.say:
            return number > 0 or match[0].islower()
        if number == 0 and match[0].islower():
            verb = finite_verb(key)
        elif verb is not None and verb.agreement is not Agreement.PLURAL:
            if russian.pronouns.get(key) or match[0][0].isupper() or nominative_calling(key):
                return True  # whatever the verb: «…, — улыбнулась она. — …»
            verb = (
                verb if any(form.part == "ADJF" and form.case == NOMINATIVE for form in forms(key)) else None
            )
        if number == 1 and key in russian.by:
            return True
    return False


def _trimmed(text: str, span: Span) -> Span:
    """Leave out white space, and the comma and dash that only lead to the narrator's words."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "–—−-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "–—−-"):
        end -= 1
    return Span(start, end)


# --- speech after a dash ----------------------------------------------------------------------------------


def _dashed(article: Article) -> Iterator[SpeechRun]:
    text = article.text
    for number, paragraph in enumerate(article.paragraphs):
        opening = _OPENING_DASH.match(text, paragraph.start, paragraph.end)
        if opening is None:
            if (run := _closed_by_narrator(text, number, paragraph)) is not None:
                yield run
            continue
        parts, clauses, start, goes_on = [], [], opening.end(), True
        for clause, following, ended in _insets(text, Span(start, paragraph.end)):
            parts.append(_trimmed(text, Span(start, clause.start)))
            clauses.append(clause)
            start, goes_on = following, not ended
            if ended:
                break
        if not clauses and not _is_announced(text, article.paragraphs, number):
            continue
        if goes_on:
            parts.append(_trimmed(text, Span(start, paragraph.end)))
        kept = tuple(_without_comma(text, part) for part in parts if part.start < part.end)
        end = paragraph.end if goes_on else clauses[-1].end
        if kept:
            yield SpeechRun(kept, Span(paragraph.start, end), number, tuple(clauses))


def _is_announced(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """Say whether a paragraph of nothing but a name, or of who says what follows, leads to a dash by a colon.

    "Инна Бекина, тренер «Зари»:" and the paragraph after it; a list that a colon opens has more than one dash
    that begins in lower case.
    """
    if not number:
        return False
    here, before = paragraphs[number], paragraphs[number - 1]
    opening = _OPENING_DASH.match(text, here.start, here.end)
    if opening is None or not text[opening.end()].isupper() or not before.of(text).rstrip().endswith(":"):
        return False
    words = [fold(match[0]) for match in _WORD.finditer(text, *before)]
    if not any(finite_verb(word) for word in words):
        return True
    first = russian_cues().first_person | kazakh_cues().first_person
    return any(fold(match[0]) in first for match in _WORD.finditer(text, *here))


def _closed_by_narrator(text: str, number: int, paragraph: Span) -> SpeechRun | None:
    """Return a paragraph of several sentences in the first person that only its end says to be somebody's.

    "Мы построим мост. Он нужен всем, – сказал министр." Ministries and agencies leave out the first dash.
    """
    insets = list(_insets(text, paragraph))
    if len(insets) != 1 or text[paragraph.start] in _MARKS:
        return None
    clause = insets[0][0]
    words = _trimmed(text, Span(paragraph.start, clause.start))
    before = _SENTENCE_ENDS.search(text, words.start, words.end)
    marked = any(mark in _TERM.sub("", words.of(text)) for mark in _MARKS)
    if clause.end < paragraph.end - 1 or before is None or marked:
        return None
    first = russian_cues().first_person | kazakh_cues().first_person
    own = any(fold(match[0]) in first for match in _WORD.finditer(text, words.start, before.end()))
    if not own:
        return None
    return SpeechRun((_without_comma(text, words),), paragraph, number, (clause,))


def _without_comma(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if text[span.end - 1] == "," else span
