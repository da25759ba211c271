"""Texts as columns hold them: every character, also the one PostgreSQL has no place for."""

from __future__ import annotations

import re

import sqlalchemy
from sqlalchemy import Dialect, TypeDecorator

# PostgreSQL's text has no U+0000, and a document may. It is written as two other characters there; the first
# of them is a code point that is no character (https://www.unicode.org/faq/private_use.html#nonchar1), which
# no text should have and any may, so it is doubled.
_MARK = "\ufdd0"
_WRITTEN = {_MARK: _MARK * 2, "\x00": f"{_MARK}0"}
_READ = {written: plain for plain, written in _WRITTEN.items()}
_PLAIN = re.compile("|".join(_WRITTEN))
_PAIR = re.compile(f"{_MARK}.")


class _WithoutNull(TypeDecorator[str]):
    """A text whose U+0000 are written otherwise."""

    impl = sqlalchemy.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Write a text as PostgreSQL takes it."""
        if value is None or ("\x00" not in value and _MARK not in value):
            return value
        return _PLAIN.sub(lambda found: _WRITTEN[found[0]], value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """Read what was written."""
        if value is None or _MARK not in value:
            return value
        return _PAIR.sub(lambda found: _READ[found[0]], value)


Text = sqlalchemy.Text().with_variant(_WithoutNull(), "postgresql")
"""The type of every text column."""
