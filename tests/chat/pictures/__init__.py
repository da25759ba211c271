"""Messages as a phone shows them, as pictures for the documents: the words are the bot’s own.

What is on a picture is kept beside this module as JSON, and a test compares it with what the bot says; the
picture is set anew with it. Letters, margins and colours are ours: it is a likeness, no screenshot.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.telegram_server.chats import BotMessage

_HERE = Path(__file__).parent
_PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
_FOLDED_LINES = 3  # of a quotation that can be opened
_PIXELS_PER_INCH = 108


def kept_picture(name: str, shown: Sequence[str | BotMessage], *, renew: bool) -> tuple[Any, Any]:
    """Return what a picture shows of a chat, and what the kept one does.

    Args:
        name: of the picture.
        shown: what was written to the bot, and its messages, in order.
        renew: writes both the kept words and the picture anew.
    """
    words = [
        {"from": "reader", "lines": [_line([(one, ())])]} if isinstance(one, str) else _message(one)
        for one in shown
    ]
    file = _HERE / f"{name}.json"
    if renew:
        file.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (_PICTURES / f"{name}.png").write_bytes(_set(words))
    return words, json.loads(file.read_text(encoding="utf-8"))


def _message(message: BotMessage) -> dict[str, Any]:
    units = message.text.encode("utf-16-le")
    styles: list[set[str]] = [set() for _ in range(len(units) // 2)]
    for entity in message.entities:
        for place in range(entity["offset"], entity["offset"] + entity["length"]):
            styles[place].add(entity["type"])
    lines: list[dict[str, Any]] = []
    at = folded = 0
    for text in message.text.split("\n"):
        runs: list[tuple[str, tuple[str, ...]]] = []
        begin = at
        for letter in text:
            style = tuple(sorted(styles[at]))
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + letter, style)
            else:
                runs.append((letter, style))
            at += len(letter.encode("utf-16-le")) // 2
        own = styles[begin] if begin < len(styles) else set()
        folded = folded + 1 if "expandable_blockquote" in own else 0
        if folded <= _FOLDED_LINES:
            lines.append(_line(runs, quoted=any(style.endswith("blockquote") for style in own)))
        at += 1
    rows = [[button["text"] for button in row] for row in message.keyboard]
    return {"from": "bot", "lines": lines, "buttons": rows}


def _line(runs: Sequence[tuple[str, tuple[str, ...]]], *, quoted: bool = False) -> dict[str, Any]:
    plain = ("blockquote", "expandable_blockquote")
    return {
        "quoted": quoted,
        "runs": [[text, [style for style in styles if style not in plain]] for text, styles in runs],
    }


def _set(words: Sequence[Any]) -> bytes:
    import typst

    return typst.compile(
        (_HERE / "chat.typ").read_bytes(),
        format="png",
        ppi=_PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(words, ensure_ascii=False)},
        timestamp=0,
    )
