"""JSON lines: one article a line, `title` and `text`, and where known who published it, when and where."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

from bot.corpus.formats.document_bounds import first_part
from bot.corpus.origin.outlet_names import outlet_named
from bot.errors import UnreadableDocument
from bot.languages.saying import in_figures, say, say_count
from bot.words.changes import Failure
from bot.words.documents import Document, GivenFacts

MOST_ARTICLES = 20_000
"""Articles taken from one file of lines; what more it holds belongs into further files."""
MOST_FAILURES = 100
"""Lines of one file told one by one as not readable; the others are counted."""

_LINE = re.compile(r"[^\n]*(?:\n|(?<=[^\n])\Z)")
_BROKEN = re.compile("[\0\ud800-\udfff]")


def json_line_documents(
    text: str, *, key: str, file: str, location: str, digest: str
) -> tuple[tuple[Document, ...], tuple[Failure, ...], str | None]:
    """Read every line as a document of its own; a line that cannot be read is a failure and stops nothing.

    Args:
        text: the whole file, decoded.
        key: the file's key; the documents get `key` with "-" and the number of their line, counted from one.
        file: the file's name.
        location: where the file was read from; a line's location has "#" and its number behind it.
        digest: the digest of the file, used where a line's own text gives none.

    Returns:
        The documents in order, at most `MOST_ARTICLES`; one failure a line that is not an article, at most
        `MOST_FAILURES` and then one that counts the others; and a sentence on what was left out, if anything.

    Raises:
        UnreadableDocument: not one line is an article.
    """
    documents: list[Document] = []
    failures: list[Failure] = []
    part: str | None = None
    untold = 0
    for number, line in _lines(text):
        if len(documents) == MOST_ARTICLES:
            part = say(
                "{file}: only the lines before line {number} are read: that are {articles} articles.",
                file=file,
                number=in_figures(number),
                articles=in_figures(len(documents)),
            )
            break
        place = f"{location}#{number}"
        try:
            body, given = _article(line)
        except ValueError as error:
            if len(failures) < MOST_FAILURES:
                reason = say("{file}, line {number}: {reason}", file=file, number=number, reason=error)
                failures.append(Failure(place, reason))
            else:
                untold += 1
            continue
        body, cut = first_part(body, say("{file}, line {number}", file=file, number=number))
        part = part or cut
        own_digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
        documents.append(Document(f"{key}-{number}", file, place, own_digest or digest, body, given))
    if not documents:
        reason = failures[0].reason if failures else say("{file}: the file is empty.", file=file)
        raise UnreadableDocument(reason)
    if untold:
        reason = say_count(
            "{file}: {count} more line cannot be read.",
            "{file}: {count} more lines cannot be read.",
            untold,
            file=file,
        )
        failures.append(Failure(location, reason))
    return tuple(documents), tuple(failures), part


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold anything with their numbers; only a newline ends a line of JSON."""
    for number, found in enumerate(_LINE.finditer(text), start=1):
        stripped = found[0].strip().removeprefix("\ufeff")
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
        outlet=outlet_named(said("outlet"), said("url"), None),
        author=said("author"),
        published=said("published"),
        url=said("url"),
        language=said("language"),
    )
