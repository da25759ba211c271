"""The answer to `/check`: what differs first, then what is absent, then what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from bot.briefing.catalogue import invalid
from bot.briefing.checking.verdicts import checked
from bot.briefing.checking.words import words_of
from bot.briefing.finishing import finished
from bot.briefing.lines.citing import sources_of
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.languages.languages_read import language_name
from bot.languages.saying import marked, say, say_count
from bot.views.shortening import cut
from bot.words.answers import Briefing, CheckedClaim, ClaimKind, Item, Kind, Section, Status, Verdict
from bot.words.pasted import LONGEST_PASTED
from bot.words.searching import Hit
from bot.words.spans import Span

_MOST_NAMED = 12  # claims named in one line
_LONGEST_NAMED = 80  # characters of a claim in such a line

_KINDS: Mapping[ClaimKind, str] = {
    ClaimKind.NAME: marked("name"),
    ClaimKind.NUMBER: marked("number"),
    ClaimKind.DATE: marked("date"),
    ClaimKind.QUOTATION: marked("quotation"),
    ClaimKind.NEGATION: marked("denial"),
    ClaimKind.WORDING: marked("wording"),
    ClaimKind.SPEAKER: marked("speaker"),
}


class _Came(Enum):
    """What came of a claim, and of a sentence the worst that came of one of its claims: the worst first.

    A paraphrase has the names and dates of a source in other words than the source: that each stands there
    does not say that the same is told, nor that it is not.
    """

    DIFFERS = marked("Differs from the source")
    ABSENT = marked("Not told so by the source nearest to it")
    REWORDED = marked("Named in the nearest source, in other words: compare what is told")
    STANDS = marked("Stands in a source")


_OF_VERDICT = {
    Verdict.DIFFERS: _Came.DIFFERS,
    Verdict.ABSENT: _Came.ABSENT,
    Verdict.STANDS: _Came.STANDS,
}


def check(
    text: ReadArticle, hits: Sequence[Sequence[Hit]], library: Library, articles: Mapping[str, ReadArticle]
) -> Briefing:
    """Return what of a pasted text stands in the corpus.

    Args:
        text: the text, read as an article.
        hits: for each of its sentences the likest passages.
        library: the corpus.
        articles: those of the passages, as far as they are there.
    """
    claims, reworded, retold, checked_to = checked(text, hits, library, articles)
    query = f"/check {text.article.text}"
    if not claims:
        told = say("There is no name, number, date or quotation in this that could be checked.")
        return invalid(query, Kind.CHECK, told, library)
    came = [(one, _came(one, articles, retold)) for one in claims]
    by_verdict = {each: [one for one, what in came if what is each] for each in _Came}
    sections = _sections(came, articles)
    nowhere = [one for one in by_verdict[_Came.ABSENT] if one.article is None]
    status = Status.PARTIAL if sections else Status.NONE
    made = Briefing(
        query=query,
        kind=Kind.CHECK,
        status=Status.FOUND if len(by_verdict[_Came.STANDS]) == len(claims) else status,
        corpus=library.corpus,
        title=say("Check against the corpus"),
        message=" ".join(
            [
                _counted(by_verdict),
                *([_nowhere(nowhere)] if nowhere else []),
                *_reworded(reworded),
                *_not_compared(text, by_verdict, library),
                *_left(text, checked_to),
            ]
        ),
        sections=sections,
        sources=sources_of(sections, [one.article for one in claims if one.article], library.cards),
        missing=tuple(dict.fromkeys(one.text for one in by_verdict[_Came.ABSENT])),
        claims=claims,
    )
    return finished(made, library, articles, words=text.article.text)


def _came(claim: CheckedClaim, articles: Mapping[str, ReadArticle], retold: Sequence[Span]) -> _Came:
    """Return what came of a claim; what is not told so may be named in the nearest sentence all the same.

    In a sentence that is not the source's own a name is told of by other words; quoted words stand alone.
    """
    if claim.verdict is Verdict.STANDS and claim.kind is not ClaimKind.QUOTATION:
        return _Came.REWORDED if any(one.overlaps(claim.span) for one in retold) else _Came.STANDS
    if claim.verdict is Verdict.ABSENT and claim.article is not None and claim.place is not None:
        there = {word.key for word in words_of(articles[claim.article].article.text, claim.place)}
        asked = {word.key for word in words_of(claim.text, Span(0, len(claim.text)))}
        if claim.kind is not ClaimKind.QUOTATION and asked and asked <= there:
            return _Came.REWORDED
    return _OF_VERDICT[claim.verdict]


def _counted(by_verdict: Mapping[_Came, Sequence[CheckedClaim]]) -> str:
    differ, absent, reworded, stand = (len(by_verdict[came]) for came in _Came)
    parts = [say_count("{count} stands in a source", "{count} stand in a source", stand)]
    parts += [say_count("{count} differs", "{count} differ", differ)] if differ else []
    if reworded:
        named = say_count(
            "{count} is named in the source nearest to it, which has other words",
            "{count} are named in the source nearest to it, which has other words",
            reworded,
        )
        parts.append(named)
    parts += [say_count("{count} is not told so", "{count} are not told so", absent)] if absent else []
    return say("Of its names, numbers, dates and quotations {parts}.", parts=", ".join(parts))


def _nowhere(claims: Sequence[CheckedClaim]) -> str:
    return say("In no source on the same: {words}.", words=_named(claims))


def _reworded(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield which other words the source has: what stands beside "added" may be told of "removed" there."""
    if pairs:
        told = [say("“{text}” for “{says}”", text=_cut(text), says=_cut(says)) for text, says in pairs]
        some = list(dict.fromkeys(told))
        words = ", ".join(some[:_MOST_NAMED]) + (", …" if len(some) > _MOST_NAMED else "")
        yield say("In other words than the source: {words}.", words=words)


def _sections(
    came: Sequence[tuple[CheckedClaim, _Came]], articles: Mapping[str, ReadArticle]
) -> tuple[Section, ...]:
    """Return the sentences the claims rest on, each once: under the worst that came of one of its claims."""
    by_sentence: defaultdict[tuple[str, Span], dict[_Came, list[CheckedClaim]]] = defaultdict(dict)
    for claim, what in came:
        if claim.article is not None and claim.place is not None:
            by_sentence[claim.article, claim.place].setdefault(what, []).append(claim)
    items: dict[_Came, list[Item]] = {what: [] for what in _Came}
    for (id_, place), of_sentence in by_sentence.items():
        worst = next(what for what in _Came if what in of_sentence)
        items[worst].append(_item(articles[id_], place, of_sentence))
    return tuple(Section(say(what.value), tuple(items[what])) for what in _Came if items[what])


def _not_compared(
    text: ReadArticle, by_verdict: Mapping[_Came, Sequence[CheckedClaim]], library: Library
) -> Iterator[str]:
    """Yield that sources in other languages were not compared, where that may be why something is absent."""
    own = text.article.language
    others = {card.language for card in library.cards.values()} - {own}
    if by_verdict[_Came.ABSENT] and others:
        yield say(
            "Only sources in the language of the text ({language}) are compared.", language=language_name(own)
        )


def _left(text: ReadArticle, checked_to: int) -> Iterator[str]:
    """Yield up to where a long text was checked."""
    whole = text.article.text
    if whole[checked_to:].strip() or len(whole) >= LONGEST_PASTED:
        last = " ".join(whole[max(0, checked_to - _LONGEST_NAMED) : checked_to].split()[1:])
        yield say("The text is too long: it was checked up to “… {words}”.", words=last)


def _item(article: ReadArticle, place: Span, came: Mapping[_Came, Sequence[CheckedClaim]]) -> Item:
    """Return a sentence headed by what came of the claims that rest on it, its words for them marked."""
    marks = tuple(_marks(article, place, [claim for claims in came.values() for claim in claims]))
    item = article.item(place, marks) if article.sentences_in(place) else article.plain(place)
    parts = [_differs(claim) for claim in came.get(_Came.DIFFERS, ())][:_MOST_NAMED]
    for what, told in (
        (_Came.ABSENT, marked("not so there: {words}")),
        (_Came.REWORDED, marked("named there: {words}")),
        (_Came.STANDS, marked("stands: {words}")),
    ):
        if claims := came.get(what):
            parts.append(say(told, words=_named(claims)))
    return replace(item, under=" · ".join(parts))


def _marks(article: ReadArticle, place: Span, claims: Sequence[CheckedClaim]) -> Iterator[Span]:
    """Yield where the words stand that a source has, or has instead."""
    text = article.article.read(place)
    marked_already: list[Span] = []
    for claim in claims:
        words = claim.says if claim.verdict is Verdict.DIFFERS else claim.text
        at = text.find(words) if words and claim.verdict is not Verdict.ABSENT else -1
        span = Span(place.start + at, place.start + at + len(words or ""))
        if at >= 0 and not any(span.overlaps(one) for one in marked_already):
            marked_already.append(span)
            yield span


def _differs(claim: CheckedClaim) -> str:
    kind = say(_KINDS[claim.kind])
    if claim.says is None:
        return say("{kind} “{text}”: not so in the source", kind=kind, text=_cut(claim.text))
    return say(
        "{kind} “{text}”: the source has “{says}”", kind=kind, text=_cut(claim.text), says=_cut(claim.says)
    )


def _named(claims: Sequence[CheckedClaim]) -> str:
    words = list(dict.fromkeys(f"“{_cut(claim.text)}”" for claim in claims))
    return ", ".join(words[:_MOST_NAMED]) + (", …" if len(words) > _MOST_NAMED else "")


def _cut(text: str) -> str:
    return cut(" ".join(text.split()), _LONGEST_NAMED)
