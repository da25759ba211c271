"""What the bot itself says, in the language of whoever reads it; what sources say stays as it is.

English stands in the code, as gettext has it; the other languages stand in `catalogues`, one file each.
The language is that of the block one is in (`speaking`), so that a sentence knows it wherever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO, StringIO

ENGLISH = "en"
# Each in its own words, as people look for it in a list.
LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "ru": "Русский", "kk": "Қазақша"}

_spoken: ContextVar[str] = ContextVar("_spoken", default=ENGLISH)


def known_language(code: str | None) -> str | None:
    """Return the language of ours that a code names ("ru" for "ru-RU"), or None."""
    primary = (code or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else None


def spoken_language() -> str:
    """Return the code of the language the bot speaks in the block one is in; English outside of any."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in the block in one language, English if it is none of ours."""
    token = _spoken.set(known_language(language) or ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(token)


def marked(words: str) -> str:
    """Return words as they are; marks a constant for the catalogues, to be said later."""
    return words


def say(words: str, /, **values: object) -> str:
    """Return words in the language spoken, their {places} filled with values."""
    said = _translations(_spoken.get()).gettext(words)
    return said.format(**values) if values else said


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Return words that go with a number, in the form it has for it; {count} is that number."""
    said = _translations(_spoken.get()).ngettext(one, many, count)
    return said.format(count=in_figures(count), **values)


def say_any_of(names: Iterable[str]) -> str:
    """Return names as alternatives: "Ada Lind or Ivo Lang or Otto Marsh"; "" for none."""
    first, *others = list(names) or [""]
    for name in others:
        first = say("{one} or {other}", one=first, other=name)
    return first


def number_of_articles(number: int) -> str:
    """Return how many articles there are of something: "3 articles"."""
    return say_count("{count} article", "{count} articles", number)


def in_figures(number: int) -> str:
    """Return a whole number with its thousands apart, as the language spoken writes them: "20,000"."""
    language = _spoken.get()
    if language == ENGLISH or -1000 < number < 1000:
        return f"{number:,}"
    # Like the catalogues, only another language needs it.
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language)


@cache
def _translations(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    # Only a chat in another language needs what reads catalogues.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    text = files("bot.languages.catalogues").joinpath(f"{language}.po").read_text(encoding="utf-8")
    compiled = BytesIO()
    write_mo(compiled, read_po(StringIO(text), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
