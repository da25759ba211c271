"""JSON lines: one article a line, `title` and `text`, and where known who published it, when and where."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

from bot.errors import UnreadableDocument
from bot.languages.saying import say
from bot.models import Document, Failure, GivenFacts

_BROKEN = re.compile("[\0\ud800-\udfff]")


def json_line_documents(
    text: str, *, key: str, file: str, location: str, digest: str
) -> tuple[tuple[Document, ...], tuple[Failure, ...]]:
    """Read every line as a document of its own; a line that cannot be read is a failure and stops nothing.

    Args:
        text: the whole file, decoded.
        key: the file's key; the documents get `key` with "-" and the number of their line, counted from one.
        file: the file's name.
        location: where the file was read from; a line's location has "#" and its number behind it.
        digest: the digest of the file, used where a line's own text gives none.

    Returns:
        The documents in order, and one failure a line that is not an article.

    Raises:
        UnreadableDocument: not one line is an article.
    """
    documents: list[Document] = []
    failures: list[Failure] = []
    for number, line in _lines(text):
        place = f"{location}#{number}"
        try:
            body, given = _article(line)
        except ValueError as error:
            failures.append(
                Failure(place, say("{file}, line {number}: {reason}", file=file, number=number, reason=error))
            )
            continue
        own_digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
        documents.append(Document(f"{key}-{number}", file, place, own_digest or digest, body, given))
    if not documents:
        reason = failures[0].reason if failures else say("{file}: the file is empty.", file=file)
        raise UnreadableDocument(reason)
    return tuple(documents), tuple(failures)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold anything with their numbers; only a newline ends a line of JSON."""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip().removeprefix("\ufeff")
        if stripped:
            yield number, stripped


def _article(line: str) -> tuple[str, GivenFacts]:
    """Return the text and the facts of one line.

    Raises:
        ValueError: with what is wrong with it, as a sentence.
    """
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(say("this is not JSON.")) from error
    if not isinstance(fields, dict):
        raise ValueError(say("this is not a JSON object."))  # noqa: TRY004 # the caller expects one kind
    body = fields.get("text")
    if not isinstance(body, str) or not body.strip():
        raise ValueError(say('the field "text" is missing or empty.'))
    if _BROKEN.search(body):
        raise ValueError(say('the field "text" holds half of a character, or one that no text has.'))

    def said(name: str) -> str | None:
        value = fields.get(name)
        if isinstance(value, list):
            value = ", ".join(part.strip() for part in value if isinstance(part, str))
        if not isinstance(value, str):
            return None
        return " ".join(value.split()) or None

    return body, GivenFacts(
        title=said("title"),
        outlet=said("outlet"),
        author=said("author"),
        published=said("published"),
        url=said("url"),
        language=said("language"),
    )
