"""What inline mode offers for some letters: people and topics whose words begin so, then excerpts. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from bot.briefing.lines.library import Library
from bot.people.transliteration import to_latin
from bot.views.provenance import provenance
from bot.words.answers import Briefing, Item, Kind, Request, Section
from bot.words.people import Person

LONGEST_QUERY = 256  # characters Telegram lets people type after the bot's name
MOST_OFFERS = 50
_WORD = re.compile(r"\w+")
_FEW = 1_000  # words put in one by one; of more, all are sorted again
_SHORTEST_SEARCH = 2  # characters of words that are looked for in the text


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to send: the request whose answer it is, or an excerpt of one, which is `item`."""

    request: Request
    item: Item | None = None


class Offers:
    """What a revision of the corpus has to offer, indexed by how its words begin."""

    def __init__(self, library: Library, before: Offers | None = None) -> None:
        """Index a revision.

        Args:
            library: the revision.
            before: what another revision had to offer: who is still the same need not be indexed again.
        """
        self.library = library
        known: Mapping[str, Person] = before._known if before else {}
        self._known: Mapping[str, Person] = {person.key: person for person in library.directory.people}
        gone = [person for key, person in known.items() if self._known.get(key) is not person]
        come = [person for key, person in self._known.items() if known.get(key) is not person]
        people = before._people if before else _Beginnings()
        self._people: _Beginnings = people.changed(map(_called, gone), map(_called, come))
        self._topics = _Beginnings().changed((), ((subject, (subject,)) for subject in library.subjects))

    def nothing_typed(self, language: str) -> list[Offer]:
        """Return the most mentioned people and the newest articles, in turns."""
        people = [
            Offer(Request(Kind.PERSON, person.name, language))
            for person in self.library.directory.people[:MOST_OFFERS]
        ]
        newest = self.library.by_date[:MOST_OFFERS]
        articles = [Offer(Request(Kind.ARTICLE, id_, language)) for id_ in newest]
        turns = chain.from_iterable(zip_longest(people, articles))
        return [offer for offer in turns if offer is not None][:MOST_OFFERS]

    def typed(self, words: str, language: str) -> list[Offer]:
        """Return the people and topics that some words, or their beginnings, mean; people first."""
        found = self.library.directory.find(words)
        beginning = self.library.directory.ranked(self._people.of(words))
        names = [person.name for person in (*found.people, *beginning)]
        people = [Offer(Request(Kind.PERSON, name, language)) for name in dict.fromkeys(names)]
        fitting = self._topics.of(words)
        subjects = (subject for subject in self.library.subjects if subject in fitting)
        topics = [Offer(Request(Kind.TOPIC, subject, language)) for subject in subjects]
        return [*people[: MOST_OFFERS // 2], *topics[: MOST_OFFERS // 2]]

    def meant(self, words: str, language: str) -> Request | None:
        """Return the request for the one person or the topic that some words mean, None for no one."""
        found = self.library.directory.find(words)
        if found.person is not None:
            return Request(Kind.PERSON, found.person.name, language)
        same = (one for one in self._topics.of(words) if one.casefold() == words.casefold())
        return next((Request(Kind.TOPIC, one, language) for one in same), None)


def search_for(words: str, language: str) -> Request | None:
    """Return the search whose excerpts are offered, None while too little is typed."""
    return Request(Kind.SEARCH, words, language) if len(words) >= _SHORTEST_SEARCH else None


def excerpts_in(request: Request, found: Briefing) -> list[Offer]:
    """Return each line of a search's answer as an offer."""
    return [Offer(request, item) for section in found.sections for item in section.items]


def excerpt_alone(found: Briefing, item: Item) -> Briefing:
    """Return the answer to a search cut down to one of its lines, under the title of its source."""
    sources = tuple(replace(source, number=1) for source in found.sources if source.article == item.article)
    title = sources[0].title if sources else found.title
    return replace(
        found,
        title=title,
        subtitle=None,
        message=None,
        sections=(Section("", (item,)),),
        lines=(),
        sources=sources,
        suggestions=(),
    )


def in_short(briefing: Briefing) -> str:
    """Return one line that says what an answer holds: a role, else where it is from, else how it begins."""
    if briefing.subtitle:
        return briefing.subtitle
    if briefing.kind is Kind.ARTICLE and briefing.sources:
        return provenance(briefing.sources[0])
    first = next((item.text for section in briefing.sections for item in section.items), "")
    return " ".join((first or briefing.message or "").split())


def _called(person: Person) -> tuple[str, Sequence[str]]:
    return person.key, (person.name, *person.forms)


class _Beginnings:
    """Finds keys by the beginnings of the words they are called by; it never changes."""

    def __init__(self, words: Sequence[tuple[str, str]] = ()) -> None:
        """Take words in their order, each with a key."""
        self._words = words

    def changed(
        self, gone: Iterable[tuple[str, Sequence[str]]], come: Iterable[tuple[str, Sequence[str]]]
    ) -> _Beginnings:
        """Return these without some keys and with others, each with what it is called by."""
        words, added = list(self._words), _entries(come)
        for entry in _entries(gone):
            del words[bisect_left(words, entry)]
        if len(added) > _FEW:
            return _Beginnings(sorted([*words, *added]))
        for entry in added:
            insort(words, entry)
        return _Beginnings(words)

    def of(self, typed: str) -> set[str]:
        """Return the keys that have, for each word typed, a word that begins with it."""
        fitting = [self._beginning_with(word) for word in _words(typed)]
        return set.intersection(*fitting) if fitting else set()

    def _beginning_with(self, word: str) -> set[str]:
        found = set()
        at = bisect_left(self._words, (word, ""))
        while at < len(self._words) and self._words[at][0].startswith(word):
            found.add(self._words[at][1])
            at += 1
        return found


def _entries(called: Iterable[tuple[str, Sequence[str]]]) -> set[tuple[str, str]]:
    return {(word, key) for key, forms in called for form in forms for word in _words(form)}


def _words(text: str) -> list[str]:
    return _WORD.findall(to_latin(text))
