"""Where an article ends on its page, and what stands between its lines that only the page needs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.cleaning.lines import PageLine
from bot.corpus.cleaning.truncation import truncation_of
from bot.language_data.loading import expressions

COMMENTS = "comment notice"
"""Why a line that leads to readers' comments is dropped."""

_LONGEST_CODE = 200
"""Lines of code a page shows by mistake."""
_FEWEST_CUT_LINES = 3
_LONGEST_CUT_LINE = 30
_FEWEST_DASHES = 3
_DASHES = frozenset(("-", "–", "—", "•", "*"))
_LONGEST_LABEL = 3
_NEAR_THE_END = 4
"""Lines that may follow the last dash."""
_SHORTEST_DOUBLED = 6
_FEWEST_PROSE = 2
_LONGEST_NOTICE = 600
"""Characters."""


def code_lines(lines: Sequence[PageLine]) -> set[int]:
    """Return the lines of a block of data that stands on the page as text: from a lone brace to its end."""
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if lines[index].text not in {"{", "[{", "({"}:
            index += 1
            continue
        last = min(index + _LONGEST_CODE, len(lines))
        end = next((other for other in range(index + 1, last) if lines[other].text[0] == "}"), None)
        if end is None:
            return found
        found.update(range(index, end + 1))
        index = end + 1
    return found


def said_twice(line: PageLine) -> bool:
    """Say whether a line is the same words twice, as a picture's text and its caption run together are."""
    if line.finished:
        return False
    words = line.text.split()
    half = len(words) // 2
    return len(words) >= _SHORTEST_DOUBLED and len(words) % 2 == 0 and words[:half] == words[half:]


def teasers_at_end(lines: Sequence[PageLine], prose: Sequence[int]) -> set[int]:
    """Return the lines at the end of an article that are beginnings of others, each cut off by the site.

    One cut-off line is the article's own end; three in a row, under text that is whole, are not.
    """
    found: set[int] = set()
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if truncation_of(line.text) is None or line.words > _LONGEST_CUT_LINE:
            break
        found.add(index)
    above = [index for index in prose if index < min(found, default=0)]
    return found if len(found) >= _FEWEST_CUT_LINES and len(above) >= _FEWEST_PROSE else set()


def items_under_label(lines: Sequence[PageLine], prose: Sequence[int]) -> set[int]:
    """Return the lines at the end of a page that a short label heads and lone dashes part: a site's news."""
    dashes = [index for index, line in enumerate(lines) if line.text in _DASHES]
    first = len(dashes) - 1
    while first > 0 and dashes[first] - dashes[first - 1] == 2:
        first -= 1
    if len(dashes) - first < _FEWEST_DASHES or dashes[first] == 0:
        return set()
    label = lines[dashes[first] - 1]
    above = [index for index in prose if index < dashes[first] - 1]
    near = len(lines) - dashes[-1] <= _NEAR_THE_END
    if label.words > _LONGEST_LABEL or label.finished or len(above) < _FEWEST_PROSE or not near:
        return set()
    return set(range(dashes[first] - 1, len(lines)))


def end_of_article(
    lines: Sequence[PageLine], reasons: Sequence[str | None], prose: Sequence[int]
) -> int | None:
    """Return the line with which the page's own text begins, below the article; None if none tells.

    A notice that all rights are reserved ends an article of two paragraphs or more. A heading over comments
    ends it where less text stands below than above: what a page writes over an article it writes small.

    Args:
        lines: the lines below the title.
        reasons: the reason of the rule each line fits, None where none does.
        prose: the indexes of the lines that are running text and not dropped.

    Returns:
        The index of the first line that is not the article's.
    """
    running = set(prose)
    all_words = sum(lines[index].words for index in prose)
    paragraphs = words = 0
    for index, line in enumerate(lines):
        if paragraphs >= _FEWEST_PROSE and reasons[index] is not None:
            if len(line.text) <= _LONGEST_NOTICE and expressions("page_lines")["legal_end"].search(
                line.plain[:300]
            ):
                return index
            if reasons[index] == COMMENTS and all_words - words < words:
                return index
        if index in running:
            paragraphs += 1
            words += line.words
    return None
