"""What goes wrong unexpectedly reaches those who run the bot: once a kind and hour, in nobody's words.

Whatever is logged as an error with its traceback counts, wherever that happens. A kind is the type of the
error and the place in our code; that is also all that is told, for an error's text may quote what people
write. A database that cannot be used is told in its own sentence, which quotes nobody, wherever it is logged.
Telling needs no database, which may be what is broken.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import PurePath

from bot.chat.delivering.sending import Post
from bot.errors import CorpusMoved, DatabaseLocked, StorageError
from bot.languages.saying import say, say_count, speaking

_LOGGER = logging.getLogger(__name__)
_QUIET = 3600.0  # seconds
_OURS = ("bot", "storage", "config")  # packages
_MOST_WAITING = 100
_MOST_KINDS = 1000  # remembered; from here on, those of an hour ago are forgotten

_telling: ContextVar[bool] = ContextVar("_telling", default=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of error: its type, and the place in our code ("bot/chat/inline.py, inline, line 57")."""

    error: str
    place: str
    sentence: str = ""
    """What is told in place of both."""


def trouble_of(error: BaseException, elsewhere: str) -> Trouble:
    """Return the kind of an error; its place is `elsewhere` when none of our code had a part in it."""
    ours = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        name: str = frame.f_globals.get("__name__", "")
        if name.partition(".")[0] in _OURS:
            ours = f"{_path(name, frame.f_code.co_filename)}, {frame.f_code.co_name}, line {line}"
    return Trouble(type(error).__qualname__, ours or elsewhere)


def _path(module: str, file: str) -> str:
    return "/".join([*module.split(".")[:-1], PurePath(file).name])


class Alarms:
    """Decides what is told: each kind of trouble once an hour. Pure but for what it remembers."""

    def __init__(self) -> None:
        self._told: dict[Trouble, float] = {}
        self._kept_quiet: Counter[Trouble] = Counter()

    def admit(self, trouble: Trouble, now: float) -> int | None:
        """Return how often a trouble was kept quiet since it was last told; None when it is once more."""
        told = self._told.get(trouble)
        if told is not None and now - told < _QUIET:
            self._kept_quiet[trouble] += 1
            return None
        if len(self._told) >= _MOST_KINDS:
            self._told = {kind: when for kind, when in self._told.items() if now - when < _QUIET}
            self._kept_quiet = Counter({kind: self._kept_quiet[kind] for kind in self._told})
        self._told[trouble] = now
        return self._kept_quiet.pop(trouble, 0)


class Bell(logging.Handler):
    """Hears what is logged, and tells the administrators of the bot while it runs."""

    def __init__(
        self, post: Post, administrators: Collection[int], language: str, clock: Callable[[], float]
    ) -> None:
        super().__init__(logging.WARNING)
        self._post = post
        self._administrators = sorted(administrators)
        self._language = language
        self._clock = clock
        self._alarms = Alarms()
        self._loop = asyncio.get_running_loop()
        self._heard: asyncio.Queue[tuple[Trouble, int]] = asyncio.Queue(_MOST_WAITING)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is logged while the body runs; does nothing where there is nobody to tell."""
        if not self._administrators:
            yield
            return
        telling = asyncio.create_task(self._tell())
        logging.getLogger().addHandler(self)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(self)
            telling.cancel()

    def emit(self, record: logging.LogRecord) -> None:
        """Take an error with its traceback, from whatever thread; not what went wrong while telling."""
        error = record.exc_info[1] if record.exc_info else None
        stored = _storage_error(record, error)
        if _telling.get() or isinstance(stored, DatabaseLocked | CorpusMoved):
            return  # another process is at work for a moment
        if stored is not None:
            trouble = Trouble(type(stored).__qualname__, "", str(stored))
        elif error is not None and record.levelno >= logging.ERROR:
            trouble = trouble_of(error, record.name)
        else:
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is told any more
            self._loop.call_soon_threadsafe(self._hear, trouble)

    def _hear(self, trouble: Trouble) -> None:
        quiet = self._alarms.admit(trouble, self._clock())
        if quiet is None:
            return
        with contextlib.suppress(asyncio.QueueFull):
            self._heard.put_nowait((trouble, quiet))

    async def _tell(self) -> None:
        _telling.set(True)
        while True:
            trouble, quiet = await self._heard.get()
            with speaking(self._language):
                text = _text(trouble, quiet)
            for administrator in self._administrators:
                try:
                    await self._post.say(administrator, text, private=True)
                except Exception as error:  # noqa: BLE001 - whatever it is, telling it would not end
                    _LOGGER.warning(
                        "An administrator could not be told of an error: %s", type(error).__name__
                    )


def _storage_error(record: logging.LogRecord, error: BaseException | None) -> StorageError | None:
    """Return the error of the database that is logged, as what went wrong or among the words."""
    named = record.args if isinstance(record.args, tuple) else ()
    return next((one for one in (error, *named) if isinstance(one, StorageError)), None)


def _text(trouble: Trouble, quiet: int) -> str:
    told = say(
        "Something went wrong on my side: {error} in {place}. The log has the rest.",
        error=f"<code>{html.escape(trouble.error)}</code>",
        place=f"<code>{html.escape(trouble.place)}</code>",
    )
    if trouble.sentence:
        until = say("Until that is over I answer what can be read, and may be unable to keep anything.")
        told = f"{html.escape(trouble.sentence, quote=False)} {until}"
    if quiet:
        told += " " + say_count(
            "It came {count} more time since I last told you.",
            "It came {count} more times since I last told you.",
            quiet,
        )
    return told
