"""The words of the corpus that are nearest to each sentence of a text, and what the corpus knows of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.briefing.checking.alignment import NEAR, Alignment, SourceText, aligned
from bot.briefing.checking.claims import AskedSentence, sentences_asked
from bot.briefing.checking.words import words_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle, ReadSentence
from bot.people.name_spelling import sounds_alike
from bot.words.people import Person
from bot.words.searching import Hit
from bot.words.spans import Span

_PASSAGES = 8  # best passages a sentence is laid against
_MOST_TERMS = 16  # rarest words of a sentence by which they are looked for
_MOST_ARTICLES = 60
_SURELY_NAMED = frozenset({"exact", "full", "surname", "cyrillic"})  # ways a name is found in the corpus
_BETWEEN = 1 / 3  # share of a short sentence's words that meet between two sentences that are the source's


def hits_of(text: ReadArticle, library: Library) -> tuple[tuple[Hit, ...], ...]:
    """Return, for each sentence of a text, the passages of the corpus that are likest, best first."""
    vocabulary = library.engine.vocabulary()
    found = []
    ranked: dict[tuple[str, ...], tuple[Hit, ...]] = {(): ()}
    for sentence in text.sentences:
        known = dict.fromkeys(term for term in sentence.read.stems if term in vocabulary)
        rarest = tuple(sorted(known, key=lambda term: vocabulary[term])[:_MOST_TERMS])
        if rarest not in ranked:
            ranked[rarest] = tuple(library.engine.rank(dict.fromkeys(rarest, 1.0), _PASSAGES))
        found.append(ranked[rarest])
    return tuple(found)


def articles_compared(hits: Sequence[Sequence[Hit]]) -> tuple[str, ...]:
    """Return the articles that have to be read for it, those of the likest passages first."""
    by_rank = [each[rank].article for rank in range(_PASSAGES) for each in hits if rank < len(each)]
    return tuple(dict.fromkeys(by_rank))[:_MOST_ARTICLES]


class Compared:
    """One text laid against the corpus."""

    def __init__(
        self,
        text: ReadArticle,
        hits: Sequence[Sequence[Hit]],
        library: Library,
        articles: Mapping[str, ReadArticle],
    ) -> None:
        self.text, self.hits, self._library = text, hits, library
        self.sources: Mapping[str, SourceText] = {
            id_: SourceText(article) for id_, article in articles.items()
        }
        known = library.directory.people_in(text.article.text)
        named = [one.span for one in known if one.finding.how in _SURELY_NAMED]
        self.sentences = sentences_asked(text, named)
        self._vocabulary = library.engine.vocabulary()

    # --- the nearest words of the corpus -------------------------------------------------------------------

    def alignments(self) -> list[Alignment | None]:
        """Return, for each sentence, the words of the corpus it is, exact or altered; None where none are."""
        best = [self._best(sentence, self.hits[sentence.number]) for sentence in self.sentences]
        for number, sentence in enumerate(self.sentences):
            if best[number] is None:
                best[number] = self._beside(number, sentence, best)
        return best

    def _best(self, sentence: AskedSentence, hits: Sequence[Hit]) -> Alignment | None:
        found: Alignment | None = None
        words = Counter(word.key for word in sentence.words)
        for hit in hits:
            source = self.sources.get(hit.article)
            if source is None:
                continue
            for places in source.stretches(hit.span):
                if _most_that_meet(words, source, places) < NEAR * len(sentence.words):
                    continue
                one = aligned(sentence.words, source, places, sentence.claimed)
                if one.is_near and (found is None or _rank(one) > _rank(found)):
                    found = one
        return found

    def _beside(
        self, number: int, sentence: AskedSentence, best: Sequence[Alignment | None]
    ) -> Alignment | None:
        """Lay a sentence against what stands in the source right beside the sentences around it."""
        before = best[number - 1] if number else None
        after = best[number + 1] if number + 1 < len(best) else None
        reach = 2 * len(sentence.words)
        words = Counter(word.key for word in sentence.words)
        for neighbour, forward in ((before, True), (after, False)):
            if neighbour is None or not neighbour.met or not sentence.words:
                continue
            source = neighbour.source
            first = neighbour.met[-1] + 1 if forward else max(0, neighbour.met[0] - reach)
            last = min(len(source.words), first + reach) if forward else neighbour.met[0]
            if _most_that_meet(words, source, range(first, last)) < _BETWEEN * len(sentence.words):
                continue
            one = aligned(sentence.words, source, range(first, last), sentence.claimed)
            between = before is not None and after is not None and before.source is after.source
            if one.met and (one.is_near or (between and one.share >= _BETWEEN)):
                return one
        return None

    # --- what the corpus knows -----------------------------------------------------------------------------

    def weight(self, term: str) -> float:
        """Return how telling a word is: the rarer in the corpus, the more."""
        passages = max(self._vocabulary.values(), default=1)
        return math.log(1 + passages / self._vocabulary.get(term, 1))

    def read(self, span: Span) -> str:
        """Return the characters of the text that is checked."""
        return self.text.article.read(span)

    @cached_property
    def _people(self) -> Mapping[tuple[str, int], Person]:
        return {
            (one.article, figure): person
            for id_ in self.sources
            for person in self._library.people_in(id_)
            for one in person.in_article(id_)
            for figure in (one.figure, *one.also)
        }

    def is_called(self, name: str, article: str, figure: int) -> bool:
        """Say whether a person of an article bears a name: each word of it is one of theirs."""
        known = self.sources[article].article.analysis.figures[figure]
        person = self._people.get((article, figure))
        forms = [
            known.name,
            *known.other_names,
            *(person.forms if person else ()),
            person.name if person else "",
        ]
        forms += [self.sources[article].article.article.read(one.span) for one in known.mentions]
        theirs = {word.key for form in forms for word in words_of(form, Span(0, len(form)))}
        asked = [word.key for word in words_of(name, Span(0, len(name)))]
        return bool(asked) and all(any(sounds_alike(one, word) for word in theirs) for one in asked)

    def about_the_same(self, hits: Sequence[Hit]) -> list[tuple[ReadSentence, str]]:
        """Return the sentences near the likest passages, with their articles."""
        found: dict[tuple[str, Span], ReadSentence] = {}
        for hit in hits:
            source = self.sources.get(hit.article)
            if source is not None:
                for one in source.sentences_at(hit.span):
                    found[hit.article, one.span] = one
        return [(one, article) for (article, _), one in found.items()]


def _most_that_meet(words: Counter[str], source: SourceText, places: range) -> int:
    """Return how many words of a sentence can meet at most, which is told at once."""
    return (words & Counter(source.keys[places.start : places.stop])).total()


def _rank(one: Alignment) -> tuple[float, bool, int]:
    return one.share, one.is_exact, -one.extent
