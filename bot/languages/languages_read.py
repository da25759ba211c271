"""Which languages whoever asks reads, by the words they ask in."""

from __future__ import annotations

import re

from bot.languages.saying import ENGLISH, spoken_language

_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)  # letters Russian does not have
_COMMAND = re.compile(r"\A/\w+")
_LATIN = re.compile(r"[A-Za-z]")


def language_of_question(words: str) -> str | None:
    """Return the language some words are taken to be in by their letters, None where they have none."""
    if _CYRILLIC.search(words):
        return "kk" if _KAZAKH.search(words) else "ru"
    return ENGLISH if _LATIN.search(words) else None


def languages_read(words: str) -> frozenset[str]:
    """Return the languages of whoever asks in some words, those of the chat where there are no words.

    A name in Latin letters says little: who asks for it in a Russian chat reads Russian too.
    """
    asked = language_of_question(_COMMAND.sub("", words))
    if asked is None:
        return frozenset({spoken_language()})
    return frozenset({ENGLISH, spoken_language()}) if asked == ENGLISH else frozenset({asked})


def language_name(code: str) -> str:
    """Return what a language is called in the language spoken, its code where nobody says."""
    from babel import Locale, UnknownLocaleError  # loaded only where a line is in another language

    try:
        return Locale.parse(code).get_language_name(spoken_language()) or code
    except (ValueError, UnknownLocaleError):
        return code
