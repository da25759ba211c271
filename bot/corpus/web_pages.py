"""HTML pages: the article in them and what the page says of it, by trafilatura."""

from __future__ import annotations

import re

from bot.errors import UnreadableDocument
from bot.models import GivenFacts

_TAG = re.compile(r"<[a-zA-Z!/]")


def web_page(markup: str, file: str) -> tuple[str, GivenFacts]:
    """Extract the article of a page.

    Args:
        markup: the page as HTML.
        file: the name used in the error.

    Returns:
        The article's text (its paragraphs and headings as blocks with an empty line between) and the title,
        outlet, author, date, address and language the page states.

    Raises:
        UnreadableDocument: no article text can be found in it.
    """
    if not _TAG.search(markup):
        raise UnreadableDocument(f"{file}: this is not an HTML page.")
    # Imported here: trafilatura and lxml cost tens of megabytes, and only reading HTML needs them.
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    try:
        found = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            include_tables=False,
            favor_precision=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=DEFAULT_CONFIG,
        )
    except Exception as error:  # a hostile page may break the parser in any way; it is one failed input
        raise UnreadableDocument(f"{file}: the page is broken ({type(error).__name__}).") from error
    text = getattr(found, "text", None) if found is not None else None
    if not text or not text.strip():
        raise UnreadableDocument(f"{file}: no article text was found in the page.")
    blocks = [line.strip() for line in text.split("\n") if line.strip()]
    title = _clean(getattr(found, "title", None))
    if title and blocks[0] != title:
        blocks.insert(0, title)
    return "\n\n".join(blocks), GivenFacts(
        title=title,
        outlet=_clean(getattr(found, "sitename", None)),
        author=_clean(getattr(found, "author", None)),
        published=_clean(getattr(found, "date", None)),
        url=_clean(getattr(found, "url", None)),
        language=_clean(getattr(found, "language", None)) or _stated_language(markup),
    )


def _clean(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _stated_language(markup: str) -> str | None:
    found = re.search(r"<html[^>]{0,400}?\blang=[\"']?([a-zA-Z]{2})", markup[:4000])
    return found[1].lower() if found else None
