"""What is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.words.documents import Basis
from bot.words.findings import Attribution
from bot.words.spans import Span


class Kind(StrEnum):
    """What a message asks for, and so what an answer is.

    CHAT is for commands about the chat itself (its settings, its watches), which only Telegram's side can do;
    CURATION is for those that put right who is who, FEEDS for those about what the corpus is fed from.
    UNCLEAR is for a message in which something may stand for several things, to be asked back, COURTESY for
    one that only says hello or the like.
    """

    PERSON = "person"
    TOPIC = "topic"
    SEARCH = "search"
    SAID = "said"
    QUOTES = "quotes"
    TIMELINE = "timeline"
    COMPARE = "compare"
    ARTICLE = "article"
    SOURCES = "sources"
    PEOPLE = "people"
    TOPICS = "topics"
    BRIEF = "brief"
    STORIES = "stories"
    CHECK = "check"
    QUESTION = "question"
    HELP = "help"
    START = "start"
    CHAT = "chat"
    CURATION = "curation"
    UNCLEAR = "unclear"
    COURTESY = "courtesy"
    FEEDS = "feeds"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Request:
    """A message understood: what kind of answer it asks for, about which words.

    `administrator` is who asks, where they may manage the bot: a Telegram user id, or "terminal".
    """

    kind: Kind
    words: str = ""
    language: str = "en"
    administrator: str | None = None


class Status(StrEnum):
    """What came of a request; PARTIAL: no source has all that is asked, the nearest is shown."""

    FOUND = "found"
    PARTIAL = "partial"
    AMBIGUOUS = "ambiguous"
    NONE = "none"
    INVALID = "invalid"


class ItemKind(StrEnum):
    """What a line of an answer is."""

    SENTENCE = "sentence"
    QUOTATION = "quotation"
    REPORTED = "reported"
    FACT = "fact"


class DateOf(StrEnum):
    """What the date of a line is, where the line opens with it: of what it tells, or only of its article."""

    EVENT = "event"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an answer with its proof: `verbatim` stands at `span` in the document of `article`.

    `text` is what is shown: `verbatim`, or `verbatim` with [inserted words] and … for cuts. `marks` are
    spans into `text` (not the document) of the words that answer. `attribution` is None for a plain sentence.
    `date_of` is None where no date is known. `under` heads the group of lines it stands in inside its
    section, `note` is the bot's own words after it. `first` says that it stands on the first screen,
    `language` is that of its article, `also` are the ids of further articles that tell the same event.
    """

    text: str
    verbatim: str
    article: str
    span: Span
    kind: ItemKind = ItemKind.SENTENCE
    speaker: str | None = None
    attribution: Attribution | None = None
    date: str | None = None
    marks: tuple[Span, ...] = ()
    date_of: DateOf | None = None
    under: str | None = None
    note: str | None = None
    first: bool = False
    language: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an answer; `note` is one line of the bot's own words under the heading."""

    heading: str
    items: tuple[Item, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source of an answer.

    Where only a range is known of its date, `published` is None and `published_between` holds the first and
    the last ISO day it can be of, either may be unknown.
    """

    number: int
    article: str
    title: str
    outlet: str | None
    published: str | None
    published_basis: Basis | None
    url: str | None
    file: str
    truncated: bool = False
    published_between: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several people a name may mean, with what tells them apart."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class CorpusCard:
    """What the answers are drawn from: the line under every answer.

    `newest` is an ISO prefix: the date of the newest article, or with BOUND as `newest_basis` the day before
    which it cannot have appeared. `undated` counts the articles whose date is not known. `reading` says how
    many documents were read of how many, while a corpus is still being read.
    """

    articles: int
    outlets: int
    newest: str | None
    revision: str
    undated: int = 0
    newest_basis: Basis | None = None
    reading: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list (people, topics, sources, help) that is the bot's own words, not a source's."""

    text: str
    detail: str = ""


class ClaimKind(StrEnum):
    """What of a text somebody gave us is held against the corpus."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    NEGATION = "negation"
    WORDING = "wording"
    SPEAKER = "speaker"


class Verdict(StrEnum):
    """What came of a claim: it stands in a source, the source about the same has another, or none has it."""

    STANDS = "stands"
    DIFFERS = "differs"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A name, a number, a date or a quotation of a text that was checked, and what the corpus has of it.

    `text` stands at `span` of the text that was checked. `says` are the exact words of the source where it
    differs; `article` and `place` are where the sentence stands that bears it out, differs, or is the
    nearest, None where no sentence is about the same.
    """

    text: str
    span: Span
    kind: ClaimKind
    verdict: Verdict
    says: str | None = None
    article: str | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """An answer: the same value for Telegram, the terminal, JSON and documents.

    `message` is one sentence in the bot's words (why nothing was found, what to type instead); `lines` are
    lists such as the people of the corpus. Sections hold only what sources say. `missing` are the words asked
    for that nothing shown holds, where the answer is PARTIAL. `claims` are those of a text that was checked.
    """

    query: str
    kind: Kind
    status: Status
    corpus: CorpusCard
    title: str = ""
    subtitle: str | None = None
    message: str | None = None
    sections: tuple[Section, ...] = ()
    lines: tuple[Line, ...] = ()
    sources: Sequence[Source] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()

    @property
    def shows_lines(self) -> bool:
        """Whether it shows lines of sources that bear on what was asked, all of it or a part."""
        return self.status in (Status.FOUND, Status.PARTIAL)
