"""Measures `/check` on paragraphs, half of them altered in one name, number, date, denial,
speaker, bound of a number, word that says the reverse, or in the order of two figures.

Run as `python -m tests.evaluation.checking [--pages DIR ...] [--show-errors]`: over the starter corpus, and
over the pages of each DIR. Every other exact paragraph is pasted as out of a mail: straight quotation marks,
plain spaces.
No altered paragraph may pass, no exact one be called wrong; both are counted, and how often the very words
that were altered are marked.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.dates import get_day_names, get_month_names

from bot.briefing.checking.check_answer import check
from bot.briefing.checking.nearest import articles_compared, hits_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.corpus.articles import articles_of
from bot.corpus.formats.readers import read_file
from bot.corpus.pasted_text import pasted_article
from bot.errors import AideMemoireError
from bot.language_data.loading import subject
from bot.services.taking_in.analysis import open_analyser
from bot.words.answers import Verdict
from bot.words.documents import Article
from bot.words.findings import (
    AnalysedArticle,
    Analysis,
    Attribution,
    MentionKind,
    Quotation,
    ReportedStatement,
)
from bot.words.spans import Span
from tests.evaluation.starter import SEEDS
from tests.makers import make_library

_SEED = 20241126
_PARAGRAPHS = 40
_SHORTEST, _LONGEST = 160, 1200  # characters of a paragraph
_AUXILIARY = re.compile(r"\b(?:is|was|are|were|has|have|had|will|would|can|could|should|did)\b(?! not| no\b)")
_NOT = re.compile(r"(?:(?<=\s)not |(?<![\w])не )")
_PAST = re.compile(r"(?<=[а-яё,] )(?!не\b)[а-яё]{4,}(?:ла|ли|ет|ют|ит)\b")
_FIGURE = re.compile(r"(?<![\w.,-])\d{1,6}(?![\w]|[.,]\d)")
Alteration = Callable[["Pasted", random.Random], "tuple[str, Span] | None"]


@dataclass(frozen=True)
class Pasted:
    """A paragraph as its article has it, and other names of the corpus."""

    article: AnalysedArticle
    span: Span
    names: Sequence[str]

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.article.read(self.span)

    def replaced(self, span: Span, words: str) -> tuple[str, Span]:
        """Return the paragraph with other words at a span of the document, and where they stand in it."""
        start, end = span.start - self.span.start, span.end - self.span.start
        return self.text[:start] + words + self.text[end:], Span(start, start + len(words))


def name(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Put another person in the place of one."""
    mentions = [
        one.span
        for figure in pasted.article.analysis.figures
        for one in figure.mentions
        if one.kind in (MentionKind.FULL, MentionKind.SURNAME) and pasted.span.contains(one.span)
    ]
    return _renamed(pasted, mentions, chance)


def speaker(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Put another person in the place of who speaks."""
    analysis = pasted.article.analysis
    spoken: tuple[Quotation | ReportedStatement, ...] = (*analysis.quotations, *analysis.reported)
    mentions = [
        one.mention
        for one in spoken
        if one.mention and one.attribution is Attribution.NAMED and pasted.span.contains(one.mention)
    ]
    return _renamed(pasted, mentions, chance)


def number(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Write another figure."""
    dates = [one.span for one in pasted.article.analysis.dates]
    found = [Span(*one.span()) for one in _FIGURE.finditer(pasted.article.article.text, *pasted.span)]
    figures = [one for one in found if not any(one.overlaps(date) for date in dates)]
    if not figures:
        return None
    span = chance.choice(figures)
    return pasted.replaced(span, str(int(pasted.article.article.read(span)) + chance.randint(1, 9)))


def date(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Write another day, month, weekday or year in a date."""
    changed = []
    for one in pasted.article.analysis.dates:
        if not pasted.span.contains(one.span):
            continue
        words = pasted.article.article.read(one.span)
        for names in _names_in_dates():
            for known in names:
                if known in words:
                    other = chance.choice([each for each in names if each != known])
                    changed.append((one.span, words.replace(known, other)))
        for figure in re.findall(r"\d+", words):
            changed += [(one.span, words.replace(figure, str(int(figure) + 1), 1))]
    return pasted.replaced(*chance.choice(changed)) if changed else None


def _names_in_dates() -> Iterator[list[str]]:
    """Yield the months and the weekdays as dates write them, in English and Russian."""
    for language in ("en", "ru"):
        yield list(get_month_names("wide", "format", language).values())
        yield list(get_day_names("wide", "format", language).values())


def denial(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Deny what is not denied, or the other way round."""
    text = pasted.article.article.text
    denied = [Span(*one.span()) for one in _NOT.finditer(text, *pasted.span)]
    if denied and chance.random() < 0.5:
        return pasted.replaced(chance.choice(denied), "")
    plain = [Span(one.end(), one.end()) for one in _AUXILIARY.finditer(text, *pasted.span)]
    if plain:
        return pasted.replaced(chance.choice(plain), " not")
    plain = [Span(one.start(), one.start()) for one in _PAST.finditer(text, *pasted.span)]
    return pasted.replaced(chance.choice(plain), "не ") if plain else None


def bound(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Write another bound before a number, or none."""
    bounds = subject("turning_words")["bounds"]
    text = pasted.article.article.text
    found = [
        (Span(*one.span()), meaning)
        for meaning, phrases in bounds.items()
        for phrase in phrases
        for one in re.finditer(rf"(?<!\w){phrase}(?= \d)", text[: pasted.span.end])
        if one.start() >= pasted.span.start
    ]
    if not found:
        return None
    span, meaning = chance.choice(found)
    cyrillic = re.search("[а-яё]", text[span.start : span.end]) is not None
    others = [
        phrase
        for other, phrases in bounds.items()
        for phrase in phrases
        if other != meaning and (re.search("[а-яё]", phrase) is not None) == cyrillic
    ]
    return pasted.replaced(span, chance.choice(others))


def turned(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Write the reverse of a word."""
    text = pasted.article.article.text
    found = [
        (Span(*one.span()), chance.choice(reverse))
        for row in subject("turning_words")["opposite"]
        for side, reverse in ((row["one"], row["other"]), (row["other"], row["one"]))
        for one in re.finditer(rf"(?<![\w-])(?:{'|'.join(side)})(?![\w-])", text[: pasted.span.end])
        if one.start() >= pasted.span.start
    ]
    return pasted.replaced(*chance.choice(found)) if found else None


def exchanged(pasted: Pasted, chance: random.Random) -> tuple[str, Span] | None:
    """Let two figures of one sentence change places."""
    dates = [one.span for one in pasted.article.analysis.dates]
    text = pasted.article.article.text
    pairs = []
    for sentence in pasted.article.analysis.sentences:
        if pasted.span.contains(sentence.span):
            found = [Span(*one.span()) for one in _FIGURE.finditer(text, *sentence.span)]
            figures = [one for one in found if not any(one.overlaps(date) for date in dates)]
            pairs += [
                (one, other)
                for one, other in itertools.pairwise(figures)
                if text[slice(*one)] != text[slice(*other)]
            ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    between = text[one.end : other.start]
    return pasted.replaced(Span(one.start, other.end), other.of(text) + between + one.of(text))


def _renamed(pasted: Pasted, mentions: Sequence[Span], chance: random.Random) -> tuple[str, Span] | None:
    if not mentions:
        return None
    span = chance.choice(mentions)
    known = pasted.article.article.read(span)
    cyrillic = re.search("[а-яё]", known) is not None
    others = [
        one
        for one in pasted.names
        if (re.search("[а-яё]", one) is not None) == cyrillic and not set(one.split()) & set(known.split())
    ]
    if not others:
        return None
    other = chance.choice(others)
    return pasted.replaced(span, other if " " in known else other.split()[-1])


ALTERATIONS: Mapping[str, Alteration] = {
    "name": name,
    "number": number,
    "date": date,
    "denial": denial,
    "speaker": speaker,
    "bound": bound,
    "turned": turned,
    "exchanged": exchanged,
}


def as_pasted(text: str) -> str:
    """Return a text as it comes out of a mail: straight marks, one space, no line ends."""
    return re.sub(r"\s", " ", re.sub("[“”]", '"', text.replace("’", "'")))


def evaluate(title: str, articles: Sequence[AnalysedArticle], *, show: bool) -> tuple[int, int]:
    """Check paragraphs of some articles; print and return how many altered passed and exact were wrong."""
    library, read = make_library(*articles)
    analyse = open_analyser()
    chance = random.Random(_SEED)
    names = sorted({figure.name for one in articles for figure in one.analysis.figures if not figure.weak})
    paragraphs = [
        Pasted(one, span, names)
        for one in articles
        for span in one.article.paragraphs
        if _SHORTEST <= span.end - span.start <= _LONGEST
    ]
    chance.shuffle(paragraphs)
    altered = list(_altered(paragraphs, chance))[: _PARAGRAPHS // 2]
    used = {id(pasted) for pasted, *_ in altered}
    exact = [one for one in paragraphs if id(one) not in used][: _PARAGRAPHS // 2]
    passed: list[str] = []
    found = 0
    for _, kind, text, place in altered:
        wrong = _not_standing(text, library, read, analyse)
        if not wrong:
            passed.append(f"passed ({kind} at {place.of(text)!r}): {text}")
        found += any(place.start - 8 <= one.end and one.start <= place.end + 12 for one, _ in wrong)
    wronged = []
    for number_, pasted in enumerate(exact):
        text = as_pasted(pasted.text) if number_ % 2 else pasted.text
        wrong = _not_standing(text, library, read, analyse)
        if wrong:
            wronged.append(f"called wrong {[words for _, words in wrong]}: {text}")
    kinds = Counter(kind for _, kind, _, _ in altered)
    told = ", ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds))
    print(f"{title:<20} {len(altered)} altered ({told}): {len(passed)} passed, {found} marked in place")
    print(f"{'':<20} {len(exact)} exact: {len(wronged)} called wrong", flush=True)
    if show:
        print("\n".join([*passed, *wronged]))
    return len(passed), len(wronged)


def _altered(paragraphs: Sequence[Pasted], chance: random.Random) -> Iterator[tuple[Pasted, str, str, Span]]:
    """Yield paragraphs with one alteration each, the kinds in turn."""
    kinds = list(ALTERATIONS)
    turn = 0
    for pasted in paragraphs:
        for step in range(len(kinds)):
            kind = kinds[(turn + step) % len(kinds)]
            made = ALTERATIONS[kind](pasted, chance)
            if made is not None and made[0] != pasted.text:
                yield pasted, kind, *made
                turn += step + 1
                break


def _not_standing(
    text: str, library: Library, articles: Mapping[str, ReadArticle], analyse: Callable[[Article], Analysis]
) -> list[tuple[Span, str]]:
    article = pasted_article(text)
    pasted = ReadArticle(AnalysedArticle(article, analyse(article)))
    hits = hits_of(pasted, library)
    answer = check(pasted, hits, library, {id_: articles[id_] for id_ in articles_compared(hits)})
    return [
        (one.span, f"{one.kind} {one.text}: {one.says}")
        for one in answer.claims
        if one.verdict is not Verdict.STANDS
    ]


def _articles(folder: Path) -> list[AnalysedArticle]:
    analyse = open_analyser()
    found = []
    for path in sorted(folder.iterdir()):
        try:
            documents = read_file(path).documents
        except AideMemoireError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        for document in documents:
            found += [AnalysedArticle(one, analyse(one)) for one in articles_of(document)]
    return found


def main() -> int:
    """Print the figures of every corpus given, the starter corpus first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--show-errors", action="store_true")
    given = parser.parse_args()
    results = [
        evaluate("/".join(folder.parts[-2:]), _articles(folder), show=given.show_errors)
        for folder in (SEEDS, *given.pages)
    ]
    return 1 if any(map(sum, results)) else 0


if __name__ == "__main__":
    sys.exit(main())
