"""What the analysis of one article finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.words.documents import Article, Basis, Precision
from bot.words.spans import Span


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

    A line each for its title, its headings and its sentences, where these terms stand, and what its text is
    told from others by: `bot.search.kept_terms`.
    """

    edition: int
    lines: str


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """An article with its analysis, and its search terms where they are kept."""

    article: Article
    analysis: Analysis
    terms: KeptTerms | None = None
