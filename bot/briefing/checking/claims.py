"""What a text claims, sentence by sentence: its names, numbers, dates and quotations, and what it denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.briefing.amounts.amount_words import amount_words
from bot.briefing.amounts.amounts import Amount, amounts_in
from bot.briefing.checking.turning import bounding
from bot.briefing.checking.words import ComparedWord, negations, words_of
from bot.briefing.lines.quotable import ReadArticle
from bot.search.known_words import is_known_word
from bot.search.lexicon import lexicon as words_of_diplomacy
from bot.text.morphology import Sort, forms, is_known
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.tokens import Term, stop_words
from bot.words.answers import ClaimKind
from bot.words.findings import DateMention, MentionKind, Quotation, ReportedStatement
from bot.words.spans import Span

_NAMED = frozenset({MentionKind.FULL, MentionKind.SURNAME, MentionKind.GIVEN})
_INSIDE_NAMES = frozenset({" ", "\u00a0", "-", "‑", "’", "'"})
_LONGEST = 120  # words of a sentence that are compared at once; the longest of news have some eighty
_MOST_CLAIMS = 250  # claims of one text: a page of news has some eighty
_MARKS_BEFORE = "“”„«»\"'‘’(—–- \u00a0"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a sentence claims; `words` are the places of its words in the sentence.

    `figure` is the person of a name, as an index of the analysis of the text that is checked.
    """

    kind: ClaimKind
    span: Span
    words: range
    figure: int | None = None
    amount: Amount | None = None
    date: DateMention | None = None
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class AskedSentence:
    """A sentence of the text that is checked: its words, what it claims, and who is reported in it.

    `number` is that of the sentence in its text; of a monstrous one each piece is a sentence by itself.
    """

    number: int
    span: Span
    words: tuple[ComparedWord, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]
    reported: tuple[ReportedStatement, ...]

    @property
    def claimed(self) -> frozenset[int]:
        """The places of the words of its names, numbers and dates."""
        claims = (claim for claim in self.claims if claim.kind is not ClaimKind.QUOTATION)
        return frozenset(at for claim in claims for at in claim.words)

    @property
    def negations(self) -> tuple[int, ...]:
        """The places of the words that say that something is not so."""
        return tuple(
            at for at, word in enumerate(self.words) if word.key in negations() and at not in self._bounding
        )

    @property
    def _bounding(self) -> frozenset[int]:
        """The places of words that only bound a number («не менее» 40), which deny nothing."""
        return bounding(self.words)


def sentences_asked(text: ReadArticle, named: Sequence[Span] = ()) -> tuple[AskedSentence, ...]:
    """Return the sentences of a text that is checked, each with what it claims, in text order.

    `named` are the places of names the corpus knows: a sentence or two alone do not tell every name for one.
    Whoever pastes may paste anything: the sentences end where all of them claim more than is checked at once.
    """
    found: list[AskedSentence] = []
    claims = 0
    for number, sentence in enumerate(text.sentences):
        for piece in _pieces(text.article.text, sentence.span):
            found.append(_sentence(text, number, piece, named))
            claims += len(found[-1].claims)
            if claims >= _MOST_CLAIMS:
                return tuple(found)
    return tuple(found)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    words = words_of(text, span)
    if len(words) <= _LONGEST:
        yield span
        return
    for first in range(0, len(words), _LONGEST):
        piece = words[first : first + _LONGEST]
        yield Span(piece[0].span.start, piece[-1].span.end)


def _sentence(text: ReadArticle, number: int, span: Span, named: Sequence[Span]) -> AskedSentence:
    words = words_of(text.article.text, span)
    quotations = tuple(
        one for one in text.analysis.quotations if any(part.overlaps(span) for part in one.parts)
    )
    claims = [
        *_dates(text, span, words),
        *(_quotations(quotations, span, words)),
    ]
    dates = [claim.span for claim in claims if claim.date is not None]
    claims += _numbers(text, span, words, dates)
    claims += _people(text, span, words)
    claims += _known_names(span, words, named, [claim.span for claim in claims])
    taken = [claim.span for claim in claims if claim.kind is not ClaimKind.QUOTATION]
    claims += _other_names(text.article.text, span, words, taken)
    return AskedSentence(
        number=number,
        span=span,
        words=words,
        claims=tuple(sorted(claims, key=lambda claim: (claim.span, claim.kind))),
        quotations=quotations,
        reported=tuple(one for one in text.analysis.reported if one.span.overlaps(span)),
    )


def places_of(span: Span, words: Sequence[ComparedWord]) -> range:
    """Return the places of the words that share a character with a span."""
    inside = [at for at, word in enumerate(words) if word.span.overlaps(span)]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _dates(text: ReadArticle, span: Span, words: Sequence[ComparedWord]) -> Iterator[Claim]:
    for date in text.dates_in(span):
        places = places_of(date.span, words)
        if places:
            yield Claim(ClaimKind.DATE, date.span, places, date=date)


def _quotations(
    quotations: Sequence[Quotation], span: Span, words: Sequence[ComparedWord]
) -> Iterator[Claim]:
    """Yield the quoted words of a sentence; of a quotation over several, the part that is in this one."""
    for quotation in quotations:
        for part in quotation.parts:
            if part.overlaps(span):
                here = Span(max(part.start, span.start), min(part.end, span.end))
                places = places_of(here, words)
                if places:
                    yield Claim(ClaimKind.QUOTATION, here, places, quotation=quotation)


def _numbers(
    text: ReadArticle, span: Span, words: Sequence[ComparedWord], dates: Sequence[Span]
) -> Iterator[Claim]:
    """Yield amounts with what they measure, and every other number, in digits or in letters."""
    amounts = amounts_in(text.article.text, span, dates)
    for amount in amounts:
        places = places_of(amount.span, words)
        if places:
            yield Claim(ClaimKind.NUMBER, amount.span, places, amount=amount)
    taken = [*dates, *(amount.span for amount in amounts)]
    for at, word in enumerate(words):
        if is_number(word) and not any(one.overlaps(word.span) for one in taken):
            yield Claim(ClaimKind.NUMBER, word.span, range(at, at + 1))


def is_number(word: ComparedWord) -> bool:
    """Say whether a word is a number, in digits or in letters; "one" is rather a pronoun."""
    known = amount_words()
    return word.is_figure or word.key in known.numbers or word.key in known.scales


def _people(text: ReadArticle, span: Span, words: Sequence[ComparedWord]) -> Iterator[Claim]:
    for number, figure in enumerate(text.analysis.figures):
        for mention in figure.mentions:
            if mention.kind in _NAMED and span.contains(mention.span):
                places = places_of(mention.span, words)
                if places:
                    yield Claim(ClaimKind.NAME, mention.span, places, figure=number)


def _known_names(
    sentence: Span, words: Sequence[ComparedWord], named: Sequence[Span], taken: Sequence[Span]
) -> Iterator[Claim]:
    for span in named:
        if sentence.contains(span) and not any(span.overlaps(one) for one in taken):
            places = places_of(span, words)
            if places:
                yield Claim(ClaimKind.NAME, span, places)


def _other_names(
    text: str, sentence: Span, words: Sequence[ComparedWord], taken: Sequence[Span]
) -> Iterator[Claim]:
    """Yield what is written with a capital and is no person's name: places, bodies, works."""
    run: list[int] = []
    in_small_letters = not any(word.capital for word in words)
    for at, word in enumerate(words):
        free = not any(span.overlaps(word.span) for span in taken)
        if free and (
            _is_name_in_small_letters(text, word)
            if in_small_letters
            else word.capital and _is_name(text, sentence, words, at)
        ):
            if run and not _joined(text, words[run[-1]], word):
                yield _name(words, run)
                run = []
            run.append(at)
        elif run:
            yield _name(words, run)
            run = []
    if run:
        yield _name(words, run)


def _name(words: Sequence[ComparedWord], run: Sequence[int]) -> Claim:
    span = Span(words[run[0]].span.start, words[run[-1]].span.end)
    return Claim(ClaimKind.NAME, span, range(run[0], run[-1] + 1))


def _joined(text: str, one: ComparedWord, other: ComparedWord) -> bool:
    between = text[one.span.end : other.span.start].strip(".")
    return between in _INSIDE_NAMES or other.span == one.span


def _is_name(text: str, sentence: Span, words: Sequence[ComparedWord], at: int) -> bool:
    word, known = words[at], lexicon()
    written = fold(word.span.of(text))
    if word.key in stop_words() and not word.span.of(text).isupper():
        return False
    if known.is_role(written) or known.is_title(written):
        return False
    if not _opens(text, sentence, word) or _follows_initials(text, words, at):
        return True
    if known.is_place(written) or known.is_thing(written) or _is_in_capitals(word.span.of(text)):
        return True
    if known.is_given(written) or known.is_surname(written) or _is_owner(text, word):
        return True
    if is_cyrillic(written):
        return not is_known(word.key) or _is_declined_name(word)
    return not is_known_word(Term(word.stem, word.key, word.span), words_of_diplomacy())


def _is_name_in_small_letters(text: str, word: ComparedWord) -> bool:
    """Say whether a word of a text typed without capitals is known for a name, and for nothing else."""
    written, known = fold(word.span.of(text)), lexicon()
    if word.is_figure or word.key in stop_words():
        return False
    if known.is_place(written) or _is_declined_name(word):
        return True
    named = known.is_given(written) or known.is_surname(written)
    return named and not is_known_word(Term(word.stem, word.key, word.span), words_of_diplomacy())


def _is_declined_name(word: ComparedWord) -> bool:
    """Say whether a Russian word is most likely a place or a family name, in whatever case it stands."""
    read = forms(word.key)
    return bool(read) and is_known(word.key) and read[0].sort in (Sort.PLACE, Sort.FAMILY)


def _is_owner(text: str, word: ComparedWord) -> bool:
    """Say whether something is said to be a word's own ("Gazprom's"); what is short for "is" looks alike."""
    after = text[word.span.end : word.span.end + 2]
    return len(word.key) > 3 and after[:1] in ("'", "’") and after[1:] == "s" and word.key not in stop_words()


def _is_in_capitals(written: str) -> bool:
    return len(written) > 1 and written.isupper()


def _follows_initials(text: str, words: Sequence[ComparedWord], at: int) -> bool:
    """Say whether the full stop before a word is the last of a name in initials ("U.S. Treasury")."""
    before = words[at - 1].span if at else None
    return (
        before is not None
        and before.of(text).endswith(".")
        and text[before.end : words[at].span.start].isspace()
    )


def _opens(text: str, sentence: Span, word: ComparedWord) -> bool:
    """Say whether a word may have its capital only because a sentence or a quotation begins there."""
    before = text[sentence.start : word.span.start].rstrip(_MARKS_BEFORE)
    marked = text[max(sentence.start, word.span.start - 1) : word.span.start]
    return not before or before[-1] in ".:!?…\n" or (marked != "" and marked in "“„«\"‘'")
