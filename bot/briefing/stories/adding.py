"""What is told besides after a message was sent: who else tells it, what its sources have changed since."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

from bot.briefing.lines.citing import source
from bot.briefing.lines.library import Library
from bot.briefing.lines.quotable import ReadArticle
from bot.languages.saying import say
from bot.views.shortening import clipped
from bot.words.answers import Briefing, DateOf, Item, ItemKind, Section, Status
from bot.words.spans import Span

_SAME_LINE = 65
"""Least likeness, 0 to 100, of a sentence to the one it stands in place of.

Of 152 sentences of news with a number, some words or a third of them exchanged, or their end cut off, none
was less like itself; of 200 sentences none was as like any other of its own article.
"""
_MOST_BESIDE = 5  # further articles named beside a line: more would push the line itself out of the message
_LONGEST_TOLD = 200  # characters of a line as it was told
_WORD = re.compile(r"\w+")


def told_as_well(told: Briefing, others: Mapping[str, Sequence[str]], library: Library) -> Briefing | None:
    """Return an answer that names further articles beside its lines, None where it says that already.

    Args:
        told: the answer as it was told.
        others: by an article whose line it shows, the ids of further ones that tell the same.
        library: the corpus.
    """
    added: list[str] = []

    def with_others(item: Item) -> Item:
        wanted = [one for id_ in (item.article, *item.also) for one in others.get(id_, ())]
        known = {item.article, *item.also}
        new = [one for one in dict.fromkeys(wanted) if one not in known and one in library.cards]
        new = new[: max(0, _MOST_BESIDE - len(item.also))]
        added.extend(new)
        return replace(item, also=(*item.also, *new)) if new else item

    sections = tuple(
        replace(section, items=tuple(map(with_others, section.items))) for section in told.sections
    )
    if not added:
        return None
    listed = {one.article for one in told.sources}
    last = max((one.number for one in told.sources), default=0)
    fresh = [id_ for id_ in dict.fromkeys(added) if id_ not in listed]
    sources = [source(number, library.cards[id_]) for number, id_ in enumerate(fresh, last + 1)]
    return replace(told, sections=sections, sources=(*told.sources, *sources), corpus=library.corpus)


def still_shown(told: Briefing, documents: Mapping[str, str]) -> Briefing:
    """Return an answer that was told, as it is shown once more.

    A line stands where its source has the same words now. One whose source says something else since is kept,
    for it was proved when it was told, and marked: what has changed is told by itself.

    Args:
        told: the answer.
        documents: the text of the document of each article it has lines of, by article id.
    """

    def now(item: Item) -> Item:
        text = documents[item.article]
        if item.span.of(text) == item.verbatim:
            return item
        places = (found.start() for found in re.finditer(re.escape(item.verbatim), text))
        place = min(places, key=lambda one: abs(one - item.span.start), default=None)
        if place is not None:
            return replace(item, span=Span(place, place + len(item.verbatim)))
        note = say("as it was told; its source has changed since")
        return replace(item, note=note if item.note in (None, note) else f"{item.note} · {note}")

    sections = (replace(one, items=tuple(map(now, one.items))) for one in told.sections)
    return replace(told, sections=tuple(sections))


def with_sections(briefing: Briefing, first: Sequence[Section], library: Library) -> Briefing:
    """Return an answer that begins with some more sections, their sources numbered after its own."""
    if not first:
        return briefing
    listed = {one.article for one in briefing.sources}
    cited = dict.fromkeys(item.article for section in first for item in section.items)
    fresh = [id_ for id_ in cited if id_ not in listed and id_ in library.cards]
    sources = [source(number, library.cards[id_]) for number, id_ in enumerate(fresh, len(listed) + 1)]
    return replace(
        briefing,
        status=Status.FOUND,
        title=briefing.title if briefing.sections else say("Corrected"),
        sections=(*first, *briefing.sections),
        sources=(*briefing.sources, *sources),
    )


def corrections(told: Iterable[Item], article: ReadArticle) -> tuple[Section, ...]:
    """Return what an article says now in place of lines that were told of it, nothing where they still stand.

    Args:
        told: the lines, as they were told.
        article: as it is now.
    """
    whole = _plain(article.article.read(article.article.span))
    lines = {_plain(one.verbatim): one for one in told if one.kind is not ItemKind.FACT}
    changed = {words: one for words, one in lines.items() if words not in whole}
    items: list[Item] = []
    gone: list[str] = []
    for before in changed.values():
        now = _in_place_of(before, article)
        quoted = say("“{words}”", words=clipped(before.verbatim.strip('“”"«» '), _LONGEST_TOLD))
        if now is None:
            gone.append(quoted)
        else:
            note = say("told before: {words}", words=quoted)
            of = DateOf.ARTICLE if now.date else None
            items.append(replace(now, note=note, date_of=of, language=article.article.language))
    sections = []
    if items:
        sections.append(Section(say("Corrected by its source"), tuple(items)))
    if gone:
        note = say("{article} no longer says: {words}", article=article.article.title, words=" · ".join(gone))
        sections.append(Section(say("Taken back by its source"), (), note))
    return tuple(sections)


def _in_place_of(before: Item, article: ReadArticle) -> Item | None:
    """Return the line of an article nearest to one it had before, what is new in it marked."""
    places = dict.fromkeys(sentence.utterance for sentence in article.sentences)
    near = [(ratio(before.verbatim, article.article.read(place)), place) for place in places]
    likeness, place = max(near, default=(0.0, Span(0, 0)))
    return article.item(place, _new_words(before, article, place)) if likeness >= _SAME_LINE else None


def _new_words(before: Item, article: ReadArticle, place: Span) -> tuple[Span, ...]:
    """Return where a line has words that another one has not."""
    now = [Span(place.start + word.start(), place.start + word.end()) for word in _words(article, place)]
    words = [article.article.read(word) for word in now]
    matcher = SequenceMatcher(None, _WORD.findall(before.verbatim), words, autojunk=False)
    changes = (code[3:] for code in matcher.get_opcodes() if code[0] != "equal")
    return tuple(Span(now[start].start, now[end - 1].end) for start, end in changes if start < end)


def _words(article: ReadArticle, place: Span) -> Iterable[re.Match[str]]:
    return _WORD.finditer(article.article.read(place))


def _plain(text: str) -> str:
    """Return the words of a text: another dash or space corrects nothing."""
    return " ".join(_WORD.findall(text.casefold()))
