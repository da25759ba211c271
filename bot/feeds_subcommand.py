"""The `feeds` subcommand of the command line: what each of its actions does and prints."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.corpus.feeds.outlines import feeds_in_outline, outline_of
from bot.errors import SettingsError, UnreadableDocument
from bot.services.feeds.feed_keeping import feed_line
from bot.services.feeds.following import Following
from bot.views.terminal import without_orders

_TAKES = {
    "add": "an address, and if you like a name",
    "remove": "the number, the name or the address of a feed",
    "import": "an OPML file",
    "export": "the name of a file to write",
}


async def act(following: Following, action: str, words: Sequence[str]) -> int:
    """Do what a subcommand asks about feeds, and print what came of it.

    Args:
        following: follows them.
        action: list, add, remove, check, import or export.
        words: what the action is about: an address and a name, a feed, a file.

    Returns:
        The exit code: 1 when some of it failed.

    Raises:
        NotFollowed: an address cannot be followed, or no feed is called so.
        SettingsError: the action lacks what it is about.
        StorageError: the database cannot be used.
    """
    if not words and action not in {"list", "check"}:
        raise SettingsError(f"`feeds {action}` takes {_TAKES[action]}.")
    if action == "list":
        for card in await following.cards():
            print(without_orders("\n   ".join(feed_line(card, int(time.time())))))
    elif action == "add":
        followed = await following.follow(words[0], " ".join(words[1:]) or None)
        print(without_orders(f"{followed.feed.label}: {followed.feed.address}, {followed.items} items"))
    elif action == "remove":
        print(f"No longer followed: {(await following.unfollow(' '.join(words))).address}")
    elif action == "import":
        return await _import(following, words[0])
    elif action == "export":
        return await _export(following, words[0])
    else:
        return await _check(following, " ".join(words))
    return 0


async def _import(following: Following, file: str) -> int:
    try:
        data = await asyncio.to_thread(Path(file).read_bytes)
        named = feeds_in_outline(data, file)
    except OSError as error:
        print(f"{file}: the file cannot be read ({error.strerror}).", file=sys.stderr)
        return 1
    except UnreadableDocument as error:
        print(error, file=sys.stderr)
        return 1
    new, wrong = await following.follow_all(named)
    print(f"new: {new}\nknown already: {len(named) - new - len(wrong)}\nfailed: {len(wrong)}")
    for reason in wrong:
        print(f"  {reason}")
    return 1 if wrong else 0


async def _export(following: Following, file: str) -> int:
    outline = outline_of(card.feed for card in await following.cards())
    try:
        await asyncio.to_thread(Path(file).write_text, outline, encoding="utf-8")
    except OSError as error:
        print(f"{file} cannot be written ({error.strerror}).", file=sys.stderr)
        return 1
    return 0


async def _check(following: Following, words: str) -> int:
    code = 0
    for one in await following.check(words):
        print(without_orders(f"{one.feed.id}. {one.feed.label}: {one.wrong or f'{one.items} items'}"))
        code = code or int(one.wrong is not None)
    return code
