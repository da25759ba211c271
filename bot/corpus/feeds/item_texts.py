"""What a feed itself tells of an item, HTML or plain, as paragraphs of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.corpus.feeds.feed_bounds import LONGEST_TEXT

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "figcaption",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
        "section", "table", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "iframe", "figcaption", "template"})
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>|&#?\w{1,10};")
_WORTH = 60
"""Words. Feeds that give only the first sentence or two of an article have 15 to 50; what is longer is
text somebody can be briefed from."""
_WORTH_OF_A_POST = 12
"""Words. A post in a channel is all there is of it, and a sentence can be news."""


def paragraphs_of(content: str) -> str:
    """Return the paragraphs of a piece of HTML, or of plain text, parted by an empty line."""
    content = content[:LONGEST_TEXT].encode(errors="replace").decode().replace("\0", "")
    if not _MARKUP.search(content):
        blocks = re.split(r"\n\s*\n", content)
        return "\n\n".join(words for block in blocks if (words := " ".join(block.split())))
    import lxml.etree  # type: ignore[import-untyped]
    import lxml.html

    try:
        root = lxml.html.fragment_fromstring(content, create_parent="div")
    except (ValueError, lxml.etree.LxmlError):
        return ""
    return text_of(root)


def text_of(root: HtmlElement) -> str:
    """Return the paragraphs of an element, parted by an empty line; two line breaks part them as well."""
    blocks: list[list[str]] = [[]]

    def walk() -> None:
        # By hand and not by recursion: markup may be nested as deep as it likes.
        for event, element in _events(root):
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in _BLOCKS:
                blocks.append([])
            if event == "start":
                if tag == "br":
                    blocks[-1].append("\n")
                blocks[-1].append(element.text or "")
            elif element is not root:
                blocks[-1].append(element.tail or "")

    walk()
    found: list[str] = []
    for pieces in blocks:
        parts = re.split(r"\n[ \t]*\n", "".join(pieces)) if "\n" in pieces else ["".join(pieces)]
        found += [words for part in parts if (words := " ".join(part.split()))]
    return "\n\n".join(found)[:LONGEST_TEXT]


def _events(root: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """Return the elements as they open and close, those whose text nobody sees opened and closed empty."""
    import lxml.etree

    events: list[tuple[str, HtmlElement]] = []
    hidden = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        unseen = element.tag in _UNSEEN
        if event in {"comment", "pi"}:
            if not hidden:
                events.append(("end", element))
        elif event == "start":
            if not hidden and not unseen:
                events.append((event, element))
            hidden += unseen
        else:
            hidden -= unseen
            if not hidden:
                events.append((event, element))
    return events


def is_worth_reading(text: str, *, post: bool = False) -> bool:
    """Say whether a feed's own text of an item is an article's worth, or of a post, a statement."""
    return len(text.split()) >= (_WORTH_OF_A_POST if post else _WORTH)
