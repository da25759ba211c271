"""Markdown: the words of the file without its marks, and what its front matter states, by markdown-it.

A file that has no marks but those of headings is its own text, as a .txt is: the places in it are those of
the file. Any other mark (emphasis, a link, a list, front matter) would stand in the middle of what is shown,
so the text of such a file is what a reader of the page would see, as with HTML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.corpus.origin.outlet_names import outlet_named
from bot.words.documents import GivenFacts

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_MARKDOWN = 500_000
"""Characters; a longer file is read as plain text, because parsing one made for it takes minutes."""

_FRONT = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.{0,20000}?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_ENTRY = re.compile(r"(?P<name>[A-Za-z_][\w\-]{0,30})[ \t]*:[ \t]*(?P<value>.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FOOTNOTE = re.compile(r"\[\^[\w\-]{1,30}\](?P<defines>:)?")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "site", "site_name", "publication"),
    "author": ("author", "authors", "byline", "creator"),
    "published": ("published", "date", "published_at", "date_published", "publish_date", "pubdate"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink"),
    "language": ("language", "lang"),
}
"""What front matter calls each fact, the surest name first."""

_PLAIN = frozenset(("paragraph_open", "paragraph_close", "heading_open", "heading_close"))


def markdown_text(text: str) -> tuple[str, GivenFacts]:
    """Read a Markdown file.

    Args:
        text: the file, decoded.

    Returns:
        The text (the file's own where only headings are marked; else its blocks with an empty line between)
        and what its front matter and its one first-level heading state.
    """
    if len(text) > LONGEST_MARKDOWN:
        return text, GivenFacts()
    front = _FRONT.match(text)
    stated = _facts(front["fence"], front["head"]) if front else {}
    # Imported here: only reading Markdown needs it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    tokens = parser.parse(text[front.end() if stated and front else 0 :])
    given = GivenFacts(
        title=stated.get("title") or _only_title(tokens),
        outlet=outlet_named(stated.get("outlet"), stated.get("url"), None),
        author=stated.get("author"),
        published=stated.get("published"),
        url=stated.get("url"),
        language=stated.get("language"),
    )
    if not stated and _is_plain(tokens):
        return text, given
    blocks = list(_blocks(tokens))
    if given.title is not None and (not blocks or blocks[0] != given.title):
        blocks.insert(0, given.title)
    return "\n\n".join(blocks), given


def _facts(fence: str, head: str) -> dict[str, str]:
    """The facts of a front matter; none when it is not one (a text between two rules)."""
    entries = _toml_entries(head) if fence == "+++" else _yaml_entries(head)
    found: dict[str, str] = {}
    for fact, names in _NAMES.items():
        value = next((entries[name] for name in names if entries.get(name)), None)
        if value is not None:
            found[fact] = value
    if found.get("outlet", "").startswith(("http://", "https://")):
        found.setdefault("url", found.pop("outlet"))
    return found


def _toml_entries(head: str) -> dict[str, str]:
    try:
        data = tomllib.loads(head)
    except tomllib.TOMLDecodeError:
        return {}
    return {name.lower().replace("-", "_"): _written(value) for name, value in data.items()}


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(part for part in value if isinstance(part, str))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _yaml_entries(head: str) -> dict[str, str]:
    """The entries `name: value` of a front matter, lists joined; what is deeper inside is left out."""
    found: dict[str, str] = {}
    name = ""
    for line in head.splitlines():
        entry, item = _ENTRY.match(line), _ITEM.match(line)
        if entry:
            name = entry["name"].lower().replace("-", "_")
            value = entry["value"].strip()
            if value.startswith("[") and value.endswith("]"):
                value = ", ".join(_unquoted(part) for part in value[1:-1].split(","))
            found.setdefault(name, _unquoted(value))
        elif item and name and not line.startswith("#"):
            found[name] = ", ".join(part for part in (found[name], _unquoted(item["value"])) if part)
    return found


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) >= 2:
        return value[1:-1].replace('\\"', '"').replace("''", "'").strip()
    return "" if value in ("", "~", "null", "|", ">", "|-", ">-") else value.split(" #")[0].rstrip()


def _only_title(tokens: Sequence[Token]) -> str | None:
    """The first-level heading a file begins with, where it has no other."""
    first = [
        number for number, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"
    ]
    return (_words(tokens[1]) or None) if first == [0] else None


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Whether nothing is marked but headings with number signs, and no paragraph is broken into lines."""
    for token in tokens:
        if token.type == "inline":
            if any(child.type != "text" for child in token.children or ()):
                return False
            if "".join(child.content for child in token.children or ()) != token.content:
                return False
            if _FOOTNOTE.search(token.content):
                return False
        elif token.type not in _PLAIN or (token.type == "heading_open" and not token.markup.startswith("#")):
            return False
    return True


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield headings, paragraphs and list items as the lines a reader sees; tables and pictures are none."""
    mark = ""
    lists: list[int | None] = []
    tables = 0
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open" if lists:
                number = lists[-1]
                mark = "- " if number is None else f"{number}. "
                lists[-1] = None if number is None else number + 1
            case "table_open" | "table_close":
                tables += 1 if token.type == "table_open" else -1
            case "inline" | "fence" | "code_block" | "html_block" if not tables:
                words = _words(token) if token.type == "inline" else _raw(token)
                if words:
                    yield mark + words
                    mark = ""


def _raw(token: Token) -> str:
    content = _TAG.sub(" ", token.content) if token.type == "html_block" else token.content
    return " ".join(content.split())


def _words(token: Token) -> str:
    """The words of a paragraph or heading without marks, in one line; nothing for a footnote."""
    said: list[str] = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"} or (
            child.type == "html_inline" and "br" in child.content[:4]
        ):
            said.append(" ")
        elif child.type in {"text", "code_inline"}:
            said.append(child.content)
    words = " ".join("".join(said).split())
    note = _FOOTNOTE.match(words)
    if note and note["defines"]:
        return ""
    return _FOOTNOTE.sub("", words)
