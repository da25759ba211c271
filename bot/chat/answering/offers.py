"""What inline mode offers for some letters: people and topics whose words begin so, then excerpts. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from bot.briefing.lines.library import Library
from bot.people.transliteration import to_latin
from bot.views.provenance import provenance
from bot.words.answers import Briefing, Item, Kind, Request, Section

LONGEST_QUERY = 256  # characters Telegram lets people type after the bot's name
MOST_OFFERS = 50
_WORD = re.compile(r"\w+")
_SHORTEST_SEARCH = 2  # characters of words that are looked for in the text


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to send: the request whose answer it is, or an excerpt of one, which is `item`."""

    request: Request
    item: Item | None = None


class Offers:
    """What a revision of the corpus has to offer, indexed by how its words begin."""

    def __init__(self, library: Library) -> None:
        self.library = library
        people = [(person.name, (person.name, *person.forms)) for person in library.directory.people]
        self._people = _Beginnings(people)
        self._topics = _Beginnings([(subject, (subject,)) for subject in library.subjects])

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
        names = [*(person.name for person in found.people), *self._people.of(words)]
        people = [Offer(Request(Kind.PERSON, name, language)) for name in dict.fromkeys(names)]
        topics = [Offer(Request(Kind.TOPIC, topic, language)) for topic in self._topics.of(words)]
        return [*people[: MOST_OFFERS // 2], *topics[: MOST_OFFERS // 2]]


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


class _Beginnings:
    """Finds names by the beginnings of their words, in the order the names were given."""

    def __init__(self, named: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._names: list[str] = []
        self._words: list[tuple[str, int]] = []
        for number, (name, forms) in enumerate(named):
            self._names.append(name)
            self._words += {(word, number) for form in forms for word in _words(form)}
        self._words.sort()

    def of(self, typed: str) -> list[str]:
        """Return the names that have, for each word typed, a word that begins with it."""
        wanted = _words(typed)
        if not wanted:
            return []
        fitting = [self._beginning_with(word) for word in wanted]
        numbers = set.intersection(*fitting)
        return [self._names[number] for number in sorted(numbers)]

    def _beginning_with(self, word: str) -> set[int]:
        found = set()
        at = bisect_left(self._words, (word, -1))
        while at < len(self._words) and self._words[at][0].startswith(word):
            found.add(self._words[at][1])
            at += 1
        return found


def _words(text: str) -> list[str]:
    return _WORD.findall(to_latin(text))
