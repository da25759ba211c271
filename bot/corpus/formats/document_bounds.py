"""How much of one document is read, and what is said of one that has more."""

from __future__ import annotations

from bot.languages.saying import in_figures, say

MOST_CHARACTERS = 2_000_000
"""Characters of text; more than a book of 1,000 pages has, and no news article."""
_NEAR_THE_END = 2_000  # characters in front of the bound in which a place to stop is looked for


def first_part(text: str, file: str) -> tuple[str, str | None]:
    """Return what is read of a text, and a sentence that says which part that is where it is not all of it.

    The part ends where a paragraph does, else a line or a word.
    """
    if len(text) <= MOST_CHARACTERS:
        return text, None
    near = MOST_CHARACTERS - _NEAR_THE_END
    ends = (text.rfind(mark, near, MOST_CHARACTERS) for mark in ("\n\n", "\n", " "))
    read = text[: next((end for end in ends if end > 0), MOST_CHARACTERS)]
    return read, say(
        "{file}: only the first {read} of {all} characters are read.",
        file=file,
        read=in_figures(len(read)),
        all=in_figures(len(text)),
    )
