"""What holds of every kind of answer: one row a kind, read wherever kinds are treated unlike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.words.answers import Kind


@dataclass(frozen=True, slots=True)
class KindTraits:
    """What holds of a kind of answer; as they stand, the traits of one that answers from the corpus.

    Attributes:
        acts: it does something instead of answering. Its words begin with the name of the command; no button
            and no mistyped command asks for it, for it would be done again, or without being meant.
        on_somebody: its words are a name, behind which "on" and a subject may follow.
        exported: it may stand in a document.
        gone_on_with: what is said next may be about what it was about ("and on sanctions?").
        has_topics: what else its articles are about is worth a button.
        lasting: all it rests on is in its plan and the articles it reads, so that one made from an earlier
            revision of the corpus may still be the answer.
        in_its_order: its lines stand in an order that says something, and stay in it whatever their language.
    """

    acts: bool = False
    on_somebody: bool = False
    exported: bool = True
    gone_on_with: bool = True
    has_topics: bool = True
    lasting: bool = False
    in_its_order: bool = False


_ACTS = KindTraits(acts=True, exported=False, gone_on_with=False, has_topics=False)
_LIST = KindTraits(gone_on_with=False, has_topics=False)
_NO_ANSWER = KindTraits(exported=False, gone_on_with=False, has_topics=False)

TRAITS: Mapping[Kind, KindTraits] = MappingProxyType(
    {
        Kind.PERSON: KindTraits(on_somebody=True, lasting=True),
        Kind.TOPIC: KindTraits(lasting=True),
        Kind.SEARCH: KindTraits(lasting=True),
        Kind.SAID: KindTraits(on_somebody=True, lasting=True),
        Kind.QUOTES: KindTraits(on_somebody=True, lasting=True),
        Kind.TIMELINE: KindTraits(lasting=True, in_its_order=True),
        Kind.COMPARE: KindTraits(lasting=True, in_its_order=True),
        Kind.ARTICLE: KindTraits(in_its_order=True),
        Kind.SOURCES: _LIST,
        Kind.PEOPLE: _LIST,
        Kind.TOPICS: _LIST,
        Kind.BRIEF: KindTraits(),
        Kind.STORIES: KindTraits(gone_on_with=False, in_its_order=True),
        Kind.CHECK: KindTraits(in_its_order=True),
        Kind.QUESTION: KindTraits(lasting=True),
        Kind.HELP: _NO_ANSWER,
        Kind.START: _NO_ANSWER,
        Kind.CHAT: _ACTS,
        Kind.CURATION: _ACTS,
        Kind.UNCLEAR: KindTraits(),
        Kind.COURTESY: KindTraits(),
        Kind.FEEDS: _ACTS,
        Kind.ERROR: _NO_ANSWER,
    }
)


def traits_of(kind: Kind) -> KindTraits:
    """Return what holds of a kind of answer."""
    return TRAITS[kind]
