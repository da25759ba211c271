"""The words of the house: the values every room passes to the next, all of them frozen.

Spans count Unicode code points and are half open, as Python's slices are. Every span points into the
`text` of a `Document`; what is shown to a reader is read back from there with `Span.of`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters of a document: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


# --- documents and articles -------------------------------------------------------------------------------


class Basis(StrEnum):
    """What a date or an outlet rests on."""

    STATED = "stated"
    INFERRED = "inferred"
    RELATIVE = "relative"
    BOUND = "bound"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When an article appeared, as far as its text bears it out.

    `value` is an ISO prefix as long as the precision ("2024-11-26", "2024-11", "2024"), or None when only
    a range is known; `earliest` and `latest` are ISO days that bound it, either may be unknown.
    """

    value: str | None
    precision: Precision
    basis: Basis
    earliest: str | None = None
    latest: str | None = None
    evidence: tuple[Span, ...] = ()

    @property
    def latest_day(self) -> str | None:
        """The last ISO day the article can be of, for sorting and for `since:`."""
        return self.latest or self.value

    @property
    def earliest_day(self) -> str | None:
        """The first ISO day the article can be of, for `until:`."""
        return self.earliest or self.value


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What came with a document beside its text (a JSON line's fields, a page's metadata): all stated."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    changed: str | None = None
    """The day a page says it was last changed."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, page or JSON line as text.

    `key` begins the ids of its articles ("003", or a hash where the file name has no number), `location`
    is the path or address it was read from, `digest` the SHA-256 of its bytes in hexadecimal. `text` is the
    file's own text for plain files, and what the reader extracted for PDF, DOCX and HTML.
    """

    key: str
    file: str
    location: str
    digest: str
    text: str
    given: GivenFacts = GivenFacts()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters that are not article text (a ticker, a caption, a footer) and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document, cleaned: its paragraphs and headings as spans, in reading order.

    `title_span` is None when the title came with the document and does not stand in its text. No paragraph
    overlaps a heading or a dropped span. `captions` are picture captions: not article text and never
    shown, but a person named only there is known to exist.
    """

    id: str
    document: Document
    span: Span
    title: str
    title_span: Span | None
    paragraphs: tuple[Span, ...]
    headings: tuple[Span, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    captions: tuple[Span, ...] = ()
    dateline: Span | None = None
    outlet: str | None = None
    outlet_basis: Basis | None = None
    author: str | None = None
    published: PublicationDate | None = None
    language: str = "en"
    truncated: bool = False

    @property
    def text(self) -> str:
        """The text of the whole document, which all spans of the article point into."""
        return self.document.text

    @property
    def url(self) -> str | None:
        """The address the article came from, where known."""
        return self.document.given.url

    def read(self, span: Span) -> str:
        """Return the exact characters of the document at `span`."""
        return span.of(self.document.text)


# --- what the analysis of one article finds ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark as the syntax model read it; `head` is the index of the governing token.

    `head` and the token's own index count within the article's token sequence; a root points to itself.
    `tag` is the Penn Treebank tag, `part` the universal part of speech, `relation` the dependency label,
    `entity` the proposed entity label with its B/I prefix ("B-PERSON", "I-PERSON", "" for none).
    """

    span: Span
    text: str
    lemma: str
    tag: str
    part: str
    relation: str
    head: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the paragraph it stands in (an index into `Article.paragraphs`), and nothing across."""

    span: Span
    paragraph: int


class MentionKind(StrEnum):
    """How a text points to a person."""

    FULL = "full"
    SURNAME = "surname"
    GIVEN = "given"
    ROLE = "role"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text points to a person; `reason` says why it is taken for that person."""

    span: Span
    kind: MentionKind
    reason: str = ""


class Tenure(StrEnum):
    """Whether a role is held, was held, or is still to come, as the text has it."""

    CURRENT = "current"
    FORMER = "former"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A role said of a person, verbatim ("U.S. Ambassador to Kazakhstan")."""

    span: Span
    tenure: Tenure = Tenure.UNKNOWN


@dataclass(frozen=True, slots=True)
class Figure:
    """A person as one article knows them, before the articles are brought together.

    `name` is the fullest form the article gives, without titles; `mentions` are in text order. `weak` means
    the article names the person only in a caption or in another place that is not article text. `pronouns`
    are the "He" and "Her" with which a sentence about the person opens; `gender` is "male", "female" or,
    for what may be a body as well, "neither". `lone` means one word that does what people do and that the
    article bears out in no other way: somebody where another article has the full name, else nobody.
    """

    name: str
    mentions: tuple[Mention, ...]
    roles: tuple[RoleMention, ...] = ()
    other_names: tuple[str, ...] = ()
    family_name: str | None = None
    gender: str | None = None
    weak: bool = False
    pronouns: tuple[Span, ...] = ()
    lone: bool = False


class Attribution(StrEnum):
    """How sure it is who speaks; when in doubt, unresolved."""

    NAMED = "named"
    ROLE = "role"
    PRONOUN = "pronoun"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words somebody says, without their quotation marks; several parts when a reporting clause splits them.

    `figure` is an index into `Analysis.figures` when a person speaks; `organisation` is the span of the
    name of an organisation that speaks; both None when unresolved. `mention` is the word that names the
    speaker ("he", "Rosenblum", "the Ambassador") and `cue` the reporting verb or phrase.
    """

    parts: tuple[Span, ...]
    attribution: Attribution
    figure: int | None = None
    organisation: Span | None = None
    mention: Span | None = None
    cue: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportedStatement:
    """A sentence that reports what somebody said without quoting it."""

    span: Span
    attribution: Attribution
    figure: int | None = None
    organisation: Span | None = None
    mention: Span | None = None
    cue: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression; `value` is an ISO prefix as long as the precision, None if unresolved."""

    span: Span
    value: str | None
    precision: Precision | None
    basis: Basis | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was read out of one article."""

    article: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    reported: tuple[ReportedStatement, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptTerms:
    """The search terms of an article, as an edition of the analyzer reads them.

    A line each for its title, its headings and its sentences: `bot.search.kept_terms`.
    """

    edition: int
    lines: str


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """An article with its analysis, and its search terms where they are kept."""

    article: Article
    analysis: Analysis
    terms: KeptTerms | None = None


# --- people over the whole corpus --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one article: which figure of its analysis, and how often named.

    `also` are further figures of the article that a correction took for the same person; `mentions` counts
    them in. `by_hand` says that a correction put the person here, so that the article may use another name.
    """

    article: str
    figure: int
    mentions: int
    weak: bool = False
    also: tuple[int, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class PersonRole:
    """A role as a source words it, with its place; `published` is the article's date (ISO prefix) or None."""

    text: str
    article: str
    span: Span
    tenure: Tenure
    published: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person across the corpus; `key` is stable as long as the name is.

    `forms` are all the spellings the corpus uses, fullest first; roles are newest first. `corrections` are
    the numbers of the corrections that made the person what it is, `aliases` the forms that mean this person
    and nobody else because a correction says so. One that is `hidden` is no person: it is kept so that what
    it would say can be left without a speaker, and is neither listed nor found.
    """

    key: str
    name: str
    family_name: str
    forms: tuple[str, ...]
    roles: tuple[PersonRole, ...]
    appearances: tuple[Appearance, ...]
    aliases: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()
    hidden: bool = False

    @property
    def mentions(self) -> int:
        """How often the corpus names the person."""
        return sum(appearance.mentions for appearance in self.appearances)

    @property
    def weak(self) -> bool:
        """Whether every article names the person only outside its text (a caption)."""
        return all(appearance.weak for appearance in self.appearances)


class Act(StrEnum):
    """What a correction does to the people of the corpus."""

    ALIAS = "alias"
    MERGE = "merge"
    SPLIT = "split"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a correction names them: by name, and by the articles they stood in then.

    `namesakes` says that others bore the name too: then only the articles tell who is meant.
    """

    name: str
    articles: tuple[str, ...] = ()
    namesakes: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody put right about who is who.

    `people` are one person, for a merge two, of whom the first stays; `form` is what an alias makes mean the
    person, `article` the only one whose figure a split takes out. `by` is who made it (a Telegram user id, or
    "terminal") and `made` when, in ISO form and UTC; `changed` is the sentence they were told. One that was
    `undone` (when, likewise) is only kept on record.
    """

    number: int
    act: Act
    people: tuple[Named, ...]
    form: str = ""
    article: str = ""
    by: str = ""
    made: str = ""
    changed: str = ""
    undone: str | None = None
    undone_by: str | None = None


# --- messages and answers ----------------------------------------------------------------------------------


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
    sources: tuple[Source, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()

    @property
    def shows_lines(self) -> bool:
        """Whether it shows lines of sources that bear on what was asked, all of it or a part."""
        return self.status in (Status.FOUND, Status.PARTIAL)


# --- search ------------------------------------------------------------------------------------------------


class IndexedPassage(NamedTuple):
    """A few neighbouring sentences, the unit the index ranks: where they stand, and their terms."""

    span: Span
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What a search index holds of an article, all in the terms of the house's own analyzer.

    `passages` are in text order; `words` leads from each word of the article to the
    term it became; `subjects` counts the phrases that may be subjects of the corpus. `outlet` are the terms
    of its outlet; `earliest` and `latest` bound its date, as ISO prefixes.
    """

    id: str
    passages: tuple[IndexedPassage, ...]
    words: Mapping[str, str]
    subjects: Mapping[str, int]
    outlet: frozenset[str] = frozenset()
    earliest: str | None = None
    latest: str | None = None


class PhraseUse(NamedTuple):
    """A phrase that may be a subject: how many articles hold it, and how often it stands in all of them."""

    phrase: str
    articles: int
    times: int


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is limited to: some articles, an outlet by terms of its name, dates as ISO prefixes."""

    articles: frozenset[str] | None = None
    outlet: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None

    def allows(self, article: str, outlet: Set[str], earliest: str | None, latest: str | None) -> bool:
        """Say whether an article with these bounds of its date passes; an undated one passes no date."""
        if self.articles is not None and article not in self.articles:
            return False
        if self.outlet is not None and not (self.outlet and self.outlet <= outlet):
            return False
        if self.since and not (latest and _not_before(latest, self.since)):
            return False
        return not (self.until and not (earliest and _not_before(self.until, earliest)))


def _not_before(day: str, other: str) -> bool:
    """Say whether `day` is the same as or after `other`, at the coarser precision of the two."""
    length = min(len(day), len(other))
    return day[:length] >= other[:length]


class Hit(NamedTuple):
    """A passage found: its article, where it stands there, and its score among the others."""

    article: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is known of an article without its text: enough to list, filter and cite it."""

    id: str
    title: str
    outlet: str | None
    published: PublicationDate | None
    language: str
    truncated: bool
    url: str | None
    file: str
    words: int


# --- ingesting ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be taken in, and one sentence why.

    `harmful` says that it ended the process that worked on it, or would not come to an end in it: it is not
    tried again with the same bytes.
    """

    location: str
    reason: str
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What storage knows of a document without reading it.

    `analysis_version` is that of the analysis that read it, 0 when one of its articles failed.
    """

    location: str
    digest: str
    key: str
    articles: tuple[str, ...]
    analysis_version: int = 0


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer made before, and the last revision it is known to be right for.

    `basis` stands for what it rests on, None where on that revision alone: `bot.briefing.basis`.
    """

    revision: str
    basis: str | None
    answer: Briefing


@dataclass(frozen=True, slots=True)
class Movement:
    """Where the stored corpus is, and how it came there from where somebody saw it last.

    `mark` tells this state from every other one of this or any corpus. `put` are the ids of the articles that
    came or changed, None where it is not on record what did: then everything has to be read. `gone` are those
    that left. `people_put` and `people_gone` are the keys of people, likewise.
    """

    revision: str
    mark: str
    put: tuple[str, ...] | None = None
    gone: tuple[str, ...] = ()
    people_put: tuple[str, ...] = ()
    people_gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """What telling who is who needs of a figure of an article.

    `forms` are the words of each mention by name, in text order; `born` the first and the last year in which
    the article lets somebody be born, and the age it gives, None where it says nothing.
    """

    name: str
    family_name: str | None = None
    gender: str | None = None
    weak: bool = False
    lone: bool = False
    forms: tuple[str, ...] = ()
    roles: tuple[PersonRole, ...] = ()
    other_names: tuple[str, ...] = ()
    born: tuple[int, int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """The figures of an article, in order of their index."""

    article: str
    figures: tuple[SeenFigure, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """Under what a figure is filed, so that those who may be one person with it are found.

    `bucket` is what the family names of one person have in common. `read_as` is the name by whose parts the
    figure's own is taken apart: names of the same `letters` ("" where no given name is known) share one.
    `parts` are these parts joined, `begins` the first two of three; `givens` the given names among them.
    `others` are the parts of the other full names the article gives the figure.
    """

    bucket: str
    read_as: str
    letters: str = ""
    parts: str = ""
    begins: str = ""
    givens: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledFigure:
    """A figure as it is to be kept, with its filing."""

    seen: SeenFigure
    filing: Filing


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure of an article as it is kept; `person` is the key of who it is, None where that is nobody.

    `read_as` is the name by whose parts its own is taken apart.
    """

    article: str
    figure: int
    seen: SeenFigure
    read_as: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class SpelledAlike:
    """How many figures bear one name, by its letters, and the name by whose parts they are taken apart."""

    letters: str
    name: str
    read_as: str
    figures: int


@dataclass(frozen=True, slots=True)
class Joints:
    """What figures of one person, or of people who must be looked at together, have in common.

    Parts of names as in `Filing`; `people` are keys.
    """

    parts: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """Everything one ingest changes; stored in one transaction or not at all.

    `put` replaces whatever its documents' locations held before; `removed` are locations that are gone.
    `people` stand in the place of those whose keys are `replaced`, None for everybody there was.
    `analysis_version` is that of the analysis that read the documents put; `incomplete` are the locations
    among them that lack an article that failed.
    `corrections` are put on record or replace those of their number. `resolved_on` is the revision the people
    were resolved on, None when that does not matter: the change is refused when another was stored since.
    `figures` are kept by article, so that who is who can be told again without reading the articles;
    `refiled` is the filing, but for its others, of those stored that have its letters. `names` are what each
    of the people, by key, may be called in a correction. `people_edition` is that of what resolved them from
    kept figures, 0 where something else did.
    """

    put: Mapping[str, tuple[Document, tuple[AnalysedArticle, ...]]]
    removed: tuple[str, ...]
    people: tuple[Person, ...]
    analysis_version: int = 0
    incomplete: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()
    resolved_on: str | None = None
    figures: Mapping[str, Sequence[FiledFigure]] = field(default_factory=dict)
    figures_edition: int = 0
    refiled: tuple[Filing, ...] = ()
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    people_edition: int = 0
    replaced: frozenset[str] | None = None


# --- chats -------------------------------------------------------------------------------------------------


class Excerpts(StrEnum):
    """How much of an answer a chat is shown at once."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Fault(StrEnum):
    """What somebody finds wrong with an answer."""

    PERSON = "person"
    SPEAKER = "speaker"
    DATE = "date"
    OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was thought of answers: how many were found useful, the requests of those found wrong, and why."""

    useful: int = 0
    wrong: tuple[Request, ...] = ()
    faults: Mapping[Fault, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChatRecord:
    """What is remembered of a chat; None where it chose nothing and the default holds.

    `introduced` and `turned_away` say what it was told already. `barred` is why the bot may not write there,
    None while it may, and `barred_since` when that was found out, in seconds since 1970. `handling` is the
    mark printed on its documents, "" or None for none.
    """

    chat: int
    timezone: str | None = None
    language: str | None = None
    excerpts: Excerpts | None = None
    introduced: bool = False
    turned_away: bool = False
    barred: str | None = None
    barred_since: int | None = None
    handling: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What the buttons under a message lead to: the request it answered, and from which corpus revision.

    `message` is None until one of its buttons is pressed. `choices` are the words its numbered buttons ask
    for; `parent` is the key of the screen that "Back" returns to, if any.
    """

    key: str
    chat: int
    request: Request
    revision: str
    message: int | None = None
    choices: tuple[str, ...] = ()
    parent: str | None = None


# --- watches, schedules, deliveries ------------------------------------------------------------------------


class Place(NamedTuple):
    """Where messages go: a chat, and the topic of a forum in it (0 for none)."""

    chat: int
    topic: int = 0


class SubscriptionKind(StrEnum):
    """What a chat asked to be told by itself: whatever is new, or a briefing at a time.

    BRIEF is told only when it is asked for; it holds up to where the chat was briefed then.
    """

    WATCH = "watch"
    SCHEDULE = "schedule"
    BRIEF = "brief"


class Narrowing(StrEnum):
    """What a watch leaves out: all but the person's own words, or all but headlines."""

    OWN_WORDS = "own words"
    HEADLINES = "headlines"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A watch or a schedule of a chat; times are seconds since 1970.

    `words` name a person or a topic, empty for everything. `seen` is the number of the last arrival it has
    looked at. `timetable` is that of a schedule as its room writes it, `zone` the time zone `due`, its next
    time, was worked out in; `told` is when it last had a briefing. A watch is quiet until `muted_until`, and
    may be `narrowed`. `asked_by` is the Telegram user who asked for it, where known.
    """

    id: int
    place: Place
    kind: SubscriptionKind
    words: str
    seen: int = 0
    timetable: str | None = None
    zone: str | None = None
    due: int | None = None
    told: int | None = None
    muted_until: int | None = None
    asked_by: int | None = None
    narrowed: Narrowing | None = None

    def is_muted(self, now: datetime) -> bool:
        """Say whether it is quiet at a time; aware."""
        return self.muted_until is not None and self.muted_until > now.timestamp()


class Arrival(NamedTuple):
    """An article the corpus did not have before, by the order in which they came.

    `fingerprint` stands for its words: the same words under another id are no arrival. `digest` is that of
    the document it came in.
    """

    number: int
    article: str
    fingerprint: str
    digest: str


class DeliveryState(StrEnum):
    """How far a delivery is; SENDING means that it may have left, and nobody noted yet whether it arrived."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given up"


class Button(NamedTuple):
    """A button under a message: its label and what pressing it sends back, at most 64 bytes."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message written down before it is sent; one a place and window. Times are seconds since 1970.

    `not_before` is when it may be tried (again), `attempts` how often that failed, `doubts` how often nobody
    knows whether it arrived. `answer` is what it shows, where that may be added to later. One that `amends`
    another changes the message of that one, whose id at Telegram is `message`, None where it has none.
    """

    id: int
    place: Place
    window: str
    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    state: DeliveryState = DeliveryState.DUE
    not_before: int = 0
    attempts: int = 0
    doubts: int = 0
    reason: str | None = None
    answer: Briefing | None = None
    amends: int | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery changes of a subscription: what it has seen, its next time, and the stories it told.

    Where `seen` is None, it goes on from where it was: only the stories count as told.
    """

    subscription: int
    seen: int | None
    due: int | None = None
    stories: tuple[str, ...] = ()


class Telling(NamedTuple):
    """That a subscription was told a story, and in which delivery, None where nobody knows."""

    subscription: int
    story: str
    delivery: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How the bot is doing: what it serves, and when it last heard from Telegram (seconds since 1970).

    `barred` are the chats it may not write in, `reasons` the newest for which deliveries did not arrive.
    """

    chats: int
    barred: int
    watches: int
    schedules: int
    deliveries: Mapping[DeliveryState, int]
    reasons: tuple[str, ...] = ()
    heard: int | None = None
