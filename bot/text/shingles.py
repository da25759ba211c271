"""What a text is told from others by: the runs of words in it, as numbers that are the same everywhere.

Compared are runs of four words ("shingles"). Their numbers may be kept, and set beside those of a text that
is read now.
"""

from __future__ import annotations

import re
from array import array
from base64 import b64decode, b64encode
from itertools import accumulate
from sys import byteorder
from zlib import crc32

from bot.words.documents import Article

_SHINGLE = 4
"""Words that must follow each other in both texts."""
_WORD = re.compile(r"\w+")
_NUMBERS = "I"  # of 32 bits: of forty texts of a thousand words, hardly two runs ever have one number
_BYTES = 4


def fingerprint(article: Article) -> frozenset[int]:
    """Return the numbers of the shingles an article is compared by.

    Args:
        article: any article; only its paragraphs count.
    """
    text = " ".join(article.read(span) for span in article.paragraphs).casefold()
    words = [word.encode(errors="surrogatepass") for word in _WORD.findall(text)]
    together = b" ".join(words)
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    return frozenset(
        crc32(together[start : end - 1]) for start, end in zip(starts, starts[_SHINGLE:], strict=False)
    )


def written(numbers: frozenset[int]) -> str:
    """Return a fingerprint as a text of letters, digits and a few marks."""
    return b64encode(b"".join(one.to_bytes(_BYTES, "little") for one in sorted(numbers))).decode()


def read(text: str) -> frozenset[int]:
    """Return the fingerprint a text was written from.

    Raises:
        ValueError: it was not.
    """
    numbers = array(_NUMBERS)
    numbers.frombytes(b64decode(text, validate=True))
    if byteorder != "little":
        numbers.byteswap()
    return frozenset(numbers)
