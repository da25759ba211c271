"""A Russian or Kazakh article laid out for the question who says what: the narrator's words by sentence.

Only words outside direct speech are here; each knows the figure named at it and the mark before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.speech.russian.runs import SpeechRun, speech_runs
from bot.text.names.name_lexicon import fold
from bot.text.names.russian_names import Case, NameForms
from bot.text.russian_cues import russian_cues
from bot.words.documents import Article
from bot.words.findings import Figure, Mention, Sentence
from bot.words.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
_BREAK = re.compile(r"[,;:()\[\].!?…]|(?:^|\s)[–—−-]{1,2}(?:\s|$)")
_LONGEST_ABBREVIATION = 4  # letters; a longer word in capitals may be a name
_LONGEST_SENTENCE = 400  # words of a sentence that are looked at; what is longer is no sentence


@dataclass(frozen=True, slots=True)
class DeclinedName:
    """A figure named at a word: which one, its mention, and the case the form has."""

    figure: int
    mention: Mention
    case: Case


@dataclass(frozen=True, slots=True)
class NarratorWord:
    """A word outside direct speech; `broken` is the mark that parts it from the word before, if any."""

    start: int
    end: int
    text: str
    key: str
    broken: str = ""
    after_speech: bool = False
    named: DeclinedName | None = None

    @property
    def span(self) -> Span:
        """Where the word stands in the document."""
        return Span(self.start, self.end)


class RussianReading:
    """An article with what is looked up again and again while reading who says what."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], figures: Sequence[Figure]) -> None:
        """Index the values given; all spans point into the article's document."""
        self.article, self.sentences, self.figures = article, sentences, figures
        self.kazakh = article.language == "kk"
        self.runs = speech_runs(article, sentences)
        self.sentence_starts = [sentence.span.start for sentence in sentences]
        self._speech = _speech(self.runs)
        self._speech_starts = [span.start for span in self._speech]
        self._mentions = _mentions(article, figures, kazakh=self.kazakh)
        self.people = frozenset(named.figure for named in self._mentions)
        self._mention_starts = [named.mention.span.start for named in self._mentions]
        self.headings = sorted(heading.start for heading in article.headings)
        self.words = [self._words(sentence.span) for sentence in sentences]

    @property
    def text(self) -> str:
        """The text all spans point into."""
        return self.article.text

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that holds `position` or is the last to begin before it."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def same_section(self, start: int, end: int) -> bool:
        """Say whether no heading stands between two positions."""
        return bisect_right(self.headings, start) == bisect_right(self.headings, end)

    def spoken(self, position: int) -> Span | None:
        """Return the direct speech that covers a position, if any."""
        place = bisect_right(self._speech_starts, position) - 1
        return self._speech[place] if place >= 0 and position < self._speech[place].end else None

    def _words(self, sentence: Span) -> list[NarratorWord]:
        found: list[NarratorWord] = []
        end, after_speech = sentence.start, False
        marks: list[str] = []
        for match in _WORD.finditer(self.text, *sentence):
            speech = self.spoken(match.start())
            if speech is not None:
                marks.append(self.text[end : max(end, speech.start)])
                end, after_speech = max(end, min(match.end(), speech.end)), True
                continue
            if len(found) == _LONGEST_SENTENCE:
                break
            if after_speech and (last := self.spoken(end - 1)) is not None:
                end = max(end, min(last.end, match.start()))
            marks.append(self.text[end : match.start()])
            inside = marks == ["."] and not after_speech  # "Vesti.kg", "А.Бекин"
            broken = _BREAK.search(" ".join(marks)) if (found or after_speech) and not inside else None
            found.append(
                NarratorWord(
                    *match.span(),
                    match[0],
                    fold(match[0]),
                    broken[0].strip() if broken else "",
                    after_speech,
                    self._named_at(match.start()),
                )
            )
            end, after_speech, marks = match.end(), False, []
        return found

    def _named_at(self, position: int) -> DeclinedName | None:
        place = bisect_right(self._mention_starts, position) - 1
        if place >= 0 and position < self._mentions[place].mention.span.end:
            return self._mentions[place]
        return None


def _is_body(word: str) -> bool:
    """Say whether a single word is a ministry, a bank or an abbreviation ("Минфина", "РУз")."""
    short = len(word) <= _LONGEST_ABBREVIATION and sum(letter.isupper() for letter in word) > 1
    return short or russian_cues().is_body(fold(word))


def _speech(runs: Sequence[SpeechRun]) -> list[Span]:
    """Return the characters of direct speech, without the narrator's clauses inside it."""
    spans: list[Span] = []
    for run in runs:
        start = run.outer.start
        for clause in run.clauses:
            spans.append(Span(start, clause.start))
            start = clause.end
        if start < run.outer.end:
            spans.append(Span(start, run.outer.end))
    return [span for span in spans if span.start < span.end]


def _mentions(article: Article, figures: Sequence[Figure], *, kazakh: bool) -> list[DeclinedName]:
    """Return the mentions in text order; of two that overlap the longer one counts."""
    mentions = sorted(
        ((number, mention) for number, figure in enumerate(figures) for mention in figure.mentions),
        key=lambda item: (item[1].span.start, -item[1].span.end),
    )
    read = [article.read(mention.span).split() for _, mention in mentions]
    forms = NameForms((words[-1] for words in read if words), kazakh=kazakh)
    found: list[DeclinedName] = []
    for (number, mention), words in zip(mentions, read, strict=True):
        if found and found[-1].mention.span.end > mention.span.start:
            continue
        if len(words) == 1 and _is_body(words[0]):
            continue  # a body taken for a name
        found.append(DeclinedName(number, mention, forms.case_of(words, figures[number].gender)))
    return found
