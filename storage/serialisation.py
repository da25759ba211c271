"""The words of the house as JSON text and back, exactly.

A stored value leaves out the fields that have their default. A document's text is not repeated in its
articles: an article is stored without its document and gets it back when it is read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Generic, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json

from bot.errors import DatabaseDamaged
from bot.words.answers import Briefing
from bot.words.changes import SeenFigure
from bot.words.documents import Article, Document, GivenFacts, PublicationDate
from bot.words.findings import Analysis
from bot.words.people import Correction, Person

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Writes and reads the values of one dataclass."""

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind
        self._adapter: TypeAdapter[Value] | None = None

    def write(self, value: Value) -> str:
        """Return the value as JSON text.

        Raises:
            ValueError: a text in it is not Unicode (half of a surrogate pair).
        """
        try:
            return self._ready().dump_json(value, exclude_defaults=True).decode()
        except PydanticSerializationError as error:
            raise ValueError(f"This {self._kind.__name__} cannot be stored: {error}") from error

    def read(self, text: str) -> Value:
        """Return the value a text was written from.

        Raises:
            DatabaseDamaged: the text is not one this class wrote.
        """
        try:
            return self._ready().validate_json(text)
        except ValidationError as error:
            raise _unreadable(self._kind) from error

    def _ready(self) -> TypeAdapter[Value]:
        # Built at the first use: a start that shows a cached answer needs one of them, not all.
        if self._adapter is None:
            self._adapter = TypeAdapter(self._kind)
        return self._adapter


class ArticleCodec(Codec[Article]):
    """Writes articles without their document, and reads them with the document they belong to."""

    def __init__(self) -> None:
        super().__init__(Article)

    def write(self, value: Article) -> str:
        """Return the article without its document as JSON text."""
        try:
            written = self._ready().dump_json(value, exclude_defaults=True, exclude={"document"})
        except PydanticSerializationError as error:
            raise ValueError(f"Article {value.id} cannot be stored: {error}") from error
        return written.decode()

    def read_with(self, text: str, document: Document) -> Article:
        """Return the article a text was written from, part of `document`.

        Raises:
            DatabaseDamaged: the text is not one this class wrote.
        """
        try:
            fields = cast("dict[str, object]", from_json(text))
            return self._ready().validate_python({**fields, "document": document})
        except (ValidationError, ValueError, TypeError) as error:
            raise _unreadable(Article) from error


class BriefingCodec(Codec[Briefing]):
    """Writes and reads answers with their sources as a tuple, of which they may have any sequence."""

    def __init__(self) -> None:
        super().__init__(Briefing)

    def write(self, value: Briefing) -> str:
        """Return the answer as JSON text.

        Raises:
            ValueError: a text in it is not Unicode (half of a surrogate pair).
        """
        return super().write(replace(value, sources=tuple(value.sources)))

    def read(self, text: str) -> Briefing:
        """Return the answer a text was written from.

        Raises:
            DatabaseDamaged: the text is not one this class wrote.
        """
        answer = super().read(text)
        return replace(answer, sources=tuple(answer.sources))


def _unreadable(kind: type[object]) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The database holds a broken entry ({kind.__name__}): move its file away,"
        " and the next start builds a new one from the documents."
    )


ARTICLES = ArticleCodec()
ANALYSES = Codec(Analysis)
SEEN_FIGURES = Codec(SeenFigure)
PEOPLE = Codec(Person)
BRIEFINGS = BriefingCodec()
CORRECTIONS = Codec(Correction)
GIVEN_FACTS = Codec(GivenFacts)
PUBLICATION_DATES = Codec(PublicationDate)
