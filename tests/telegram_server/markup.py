"""Reads HTML the way Telegram does, and finds the entities Telegram finds in what people write.

The rules are those of Telegram's own library (TDLib's `parse_html` and its tests): seven kinds of tags with
their synonyms, four named character references, the numeric ones, `</>` closing whatever is open, and an
error with a byte offset for the rest. Stricter than Telegram in one point: a blockquote inside a blockquote,
which Telegram's page forbids but its parser lets pass, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.facts import Refused

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
_PLAIN = re.compile(r"[^<&]+")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = re.compile(r"[ \t\r\n\0\v]*")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])", re.ASCII)
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")

Entity = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def found_entities(text: str) -> list[Entity]:
    """Return the commands and mentions Telegram marks in what somebody writes, in order."""
    commands = [match.span() for match in _COMMAND.finditer(text)]
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [
        ("mention", match)
        for match in _MENTION.finditer(text)
        if not any(start <= match.start() < end for start, end in commands)
    ]
    found.sort(key=lambda pair: pair[1].start())
    return [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
        for kind, match in found
    ]


@dataclass
class _Open:
    tag: str
    offset: int
    start: int
    argument: str = ""


@dataclass
class _Reader:
    """One pass over the text; `at` is where it stands."""

    html: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.html):
            here = self.html[self.at]
            if plain := _PLAIN.match(self.html, self.at):
                self._put(plain.group())
                self.at = plain.end()
            elif here == "<" and self.html[self.at + 1 : self.at + 2] == "/":
                self._end_tag()
            elif here == "<":
                self._start_tag()
            elif here == "&" and (match := _REFERENCE.match(self.html, self.at)):
                self._put(_resolved(match))
                self.at = match.end()
            else:
                self._put(here)
                self.at += 1
        if self.opened:
            raise _unreadable(f"""can't find end tag corresponding to start tag "{self.opened[-1].tag}\"""")
        text = "".join(self.text)
        if re.search("[\ud800-\udfff]", text):
            raise _unreadable("Text contains invalid Unicode characters after decoding HTML entities")
        self.entities.reverse()  # an outer tag is closed after the inner, and comes before it
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return text, self.entities

    def _put(self, piece: str) -> None:
        self.text.append(piece)
        self.length += len(piece) + sum(map("\uffff".__lt__, piece))

    def _byte(self, position: int) -> int:
        return len(self.html[:position].encode("utf-8", "surrogatepass"))

    def _skip_space(self) -> None:
        match = _SPACE.match(self.html, self.at)
        assert match is not None
        self.at = match.end()

    def _until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.html) and self.html[self.at] not in stops:
            self.at += 1
        return self.html[start : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        where = self._byte(begin)
        self.at += 1
        tag = self._until(" \t\r\n>").lower()
        if self.at >= len(self.html):
            raise _unreadable(f"Unclosed start tag at byte offset {where}")
        if tag not in _KINDS:
            raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {where}')
        attributes = self._attributes(tag, where)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        if tag == "blockquote" and any(outer.tag == "blockquote" for outer in self.opened):
            raise _unreadable(f"blockquote inside a blockquote at byte offset {where}")
        argument = attributes.get("href", "") if tag == "a" else attributes.get("class", "")
        if tag == "blockquote" and "expandable" in attributes:
            argument = "expandable"
        self.opened.append(_Open(tag, self.length, len(self.text), argument))

    def _attributes(self, tag: str, where: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.html[self.at : self.at + 1] == ">":
                self.at += 1
                return attributes
            name = self._until(" \t\r\n=>" if tag == "blockquote" else " \t\r\n=")
            if not name:
                raise _unreadable(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self._skip_space()
            if self.html[self.at : self.at + 1] != "=":
                if tag == "blockquote" and name == "expandable":
                    attributes[name] = ""
                    continue
                what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                raise _unreadable(f"{what} at byte offset {where}")
            self.at += 1
            self._skip_space()
            attributes[name.lower()] = self._attribute_value(tag, where)

    def _attribute_value(self, tag: str, where: int) -> str:
        if self.at >= len(self.html):
            raise _unreadable(f'Unclosed start tag "{tag}" at byte offset {where}')
        quote = self.html[self.at]
        if quote not in "\"'":
            begin = self.at
            match = _TOKEN.match(self.html, self.at)
            assert match is not None
            self.at = match.end()
            if self.html[self.at : self.at + 1] not in {" ", "\t", "\r", "\n", ">"}:
                raise _unreadable(f"Unexpected end of name token at byte offset {self._byte(begin)}")
            return match.group()
        self.at += 1
        value = self._until(quote)
        if self.at >= len(self.html):
            raise _unreadable(f"Unclosed start tag at byte offset {where}")
        self.at += 1
        return _REFERENCE.sub(_resolved, value)

    def _end_tag(self) -> None:
        where = self._byte(self.at)
        if not self.opened:
            raise _unreadable(f"Unexpected end tag at byte offset {where}")
        self.at += 2
        name = self._until(" \t\r\n>").lower()
        self._skip_space()
        if self.html[self.at : self.at + 1] != ">":
            raise _unreadable(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        last = self.opened.pop()
        if name and name != last.tag:
            raise _unreadable(
                f'Unmatched end tag at byte offset {where}, expected "</{last.tag}>", found "</{name}>"'
            )
        self._close(last)

    def _close(self, last: _Open) -> None:
        length = self.length - last.offset
        if not length:
            return
        entity: Entity = {"type": _KINDS[last.tag], "offset": last.offset, "length": length}
        if last.tag == "a":
            url = last.argument or "".join(self.text[last.start :])
            if not re.match(r"(?i)(https?://|tg://|mailto:|tel:)|^[\w-]+(\.[\w-]+)+", url):
                return
            entity["url"] = url
        elif last.tag == "blockquote" and last.argument:
            entity["type"] = "expandable_blockquote"
        elif last.tag == "code" and last.argument.startswith("language-"):
            entity["language"] = last.argument.removeprefix("language-")
        self.entities.append(entity)


def _resolved(match: re.Match[str]) -> str:
    named, decimal, hexadecimal = match.groups()
    if named:
        return _NAMED[named]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF else match.group()


def _unreadable(what: str) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {what}")


def parsed_html(html: str) -> tuple[str, list[Entity]]:
    """Return the text a chat shows for `html` and its entities, by their place.

    Raises:
        Refused: 400 "can't parse entities", worded as Telegram words it.
    """
    return _Reader(html).read()


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return both without the white space Telegram takes off both ends of a message."""
    start = units(text) - units(text.lstrip())
    text = text.strip()
    end = units(text)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, end)
        if first < last:
            kept.append({**entity, "offset": first, "length": last - first})
    return text, kept


def covered(text: str, entity: Entity) -> str:
    """Return the words an entity covers."""
    raw = text.encode("utf-16-le")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le")
