"""Words in quotation marks that nobody says: titles, names and terms."""

from __future__ import annotations

import re
from functools import cache

from bot.language_data.loading import subject
from bot.text.cues import cues
from bot.text.names.nicknames import nicknames_in
from bot.text.quotations import QuotedRun
from bot.words.spans import Span

_LEAD_LENGTH = 40  # characters before a run in which the word that makes it a title stands
_NAME_LENGTH = 40  # characters of a name beside a nickname in it
_LONG_TITLE = 5  # capitalised words that are a title even with a comma inside the marks
_OF_SENTENCE = 2  # words in small letters that titles write with a capital, or that tell what is
_ASKS = re.compile(
    r"[\"“]?(?:" + "|".join(map(re.escape, cues().asks)) + r")\b[^.!?\n]{0,60}(?:\bon\b|\bto\b|@)",
    re.IGNORECASE,
)
_LABELS = re.compile(r"(?:^|[\s(])(?:" + "|".join(map(re.escape, cues().label_words)) + r")$")
_SPEECH_DIRECTLY_BEFORE = re.compile(
    r"\b(?:said|says|saying|say|asked|added|adding|replied|wrote|writes|writing|reading|reads|read|tweeted|chanted|"
    r"chanting|shouted|shouting|yelled|yelling|declared|declaring|proclaimed|proclaiming|exclaimed|responded|"
    r"answered|that)$"
)
_MAKES_A_WORK = re.compile(r"\b(?:wrote|writes|writing|written|read|reads|reading)$")
_OWNER = re.compile(r"\w,? [A-Z][\w.&-]*(?: [a-z]+)?[’']s$")  # of a programme: "on PBN's “Good Evening,”"
_LEADS_TO_NAME = re.compile(
    r"\b(?:on|in|with|of|at|for|from|by|about|to|like|as|the|an?|this|his|her|its|their)$"
)


def asks(words: str) -> bool:
    """Say whether words only ask the reader to follow or subscribe."""
    return _ASKS.match(words) is not None


def is_label(text: str, run: QuotedRun) -> bool:
    """Say whether a run is a title, a name or a term: by the words before it or by its own shape."""
    words = run.span.of(text)
    around = Span(max(0, run.outer.start - _NAME_LENGTH), min(len(text), run.outer.end + _NAME_LENGTH))
    if asks(words) or any(nickname.overlaps(run.outer) for nickname in nicknames_in(text, around)):
        return True
    before = text[max(0, run.outer.start - _LEAD_LENGTH) : run.outer.start].lower().rstrip()
    lead = before.rstrip(" \u00a0,:")
    named = _LABELS.search(lead)
    # "titled, “…”" names a title as "titled “…”" does, but "in his words, “…”" begins a statement.
    if named is not None and (lead == before or named[0].endswith(("ed", "as"))):
        return True
    if not looks_like_title(words):
        return False
    owner = text[max(0, run.outer.start - _LEAD_LENGTH) : run.outer.start].rstrip()
    if _OWNER.search(owner) or (named is not None and not before.endswith(":")):
        return True  # "on the Port Network's “Good Evening,” Doe said", "on her radio show, “Doe Live,”"
    if lead == before and _MAKES_A_WORK.search(lead) and words.rstrip()[-1:].isalnum():
        return True  # "She wrote “The Long Road” in May."
    if _SPEECH_DIRECTLY_BEFORE.search(lead):
        return False
    if _LEADS_TO_NAME.search(lead) or len(words.split()) >= _LONG_TITLE:
        return True
    return not words.rstrip().endswith((",", "?", "!"))


@cache
def _small_in_titles() -> frozenset[str]:
    headings = subject("heading_words")
    return frozenset(headings["small"]) - frozenset(headings["being"])


def _small_words(words: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]+", words) if word.islower() and word.isascii())


def looks_like_title(words: str) -> bool:
    """Say whether every longer word is capitalised, as in titles and names."""
    longer: list[str] = [
        word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 3 or word[:1].isupper()
    ]
    if not longer:
        return not any(character.isalpha() for character in words)
    if len(longer) == 1 and len(words.split()) == 1:
        return longer[0][0].isupper()
    if len(_small_words(words) - _small_in_titles()) >= _OF_SENTENCE:
        return False  # "It is in row F."
    return all(word[:1].isupper() for word in longer) and len(words.split()) > 1
