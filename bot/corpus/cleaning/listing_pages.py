"""Listing pages: several articles on one page, each a title line with its text or teaser below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.corpus.cleaning.boilerplate import Where, rule_for
from bot.corpus.cleaning.lines import PageLine
from bot.corpus.cleaning.titles import dates_alone, same_words
from bot.corpus.cleaning.truncation import truncation_of
from bot.language_data.loading import subject

_LONGEST_TITLE = 220
_FEWEST_WORDS = 3
_TEASER = 400
_SHORTEST_TEASER = 10
_MOST_SMALL_PRINT = 7
"""Lines between a title and its text: who speaks, in what office, where, when."""
_LONGEST_LABEL = 4
_LONGEST_LEAD_IN = 12
"""Words of a line such as "The below is attributable to the spokesman:"."""
_NEAR_TOP = 3
_MOST_IN_BRIEF = 3
_LONGEST_BRIEF = 200
"""Words."""
_FEWEST_BRIEFS = 3
_LONGEST_HEADLINE = 14
_STEM = 4
"""Letters by which "opened" is known from "opens", "открыл" from "открыла"."""
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_DAY = re.compile(
    r"(?:\d{1,2}[.\s]\s?[^\W\d_]{3,9}|[^\W\d_]{3,9}\s\d{1,2}|\d{1,2}\.\d{1,2})[,.\s]\s?(?:19|20)\d\d"
)
_SENTENCES = re.compile(r"[.!?][”\"’)]?\s+[A-ZА-Я“\"«]")


@dataclass(frozen=True, slots=True)
class ListingItem:
    """One article of a listing: the index of its title line and the index behind its last line."""

    title: int
    end: int
    dated: int | None = None
    """The line above the title that holds the article's date, where all articles have one there."""


def listing_items(lines: Sequence[PageLine]) -> tuple[ListingItem, ...]:
    """Split a listing page into its articles.

    A page is a listing when it counts its results, when most of its items end cut off or with a link to the
    whole text, when their titles are said twice, when they have bylines or dates of their own (below the
    titles of most or right above the titles of all), when titles
    and one-sentence teasers take turns to its end, or when it is a page of news in brief. An article
    with sub-headings has the first shape only; nothing short of these signs makes it a listing.

    Args:
        lines: the lines of the page.

    Returns:
        The items in order, at least two; none when the page is one article.
    """
    briefs = _briefs(lines)
    if briefs:
        return briefs
    blocks = _above_links(lines, _blocks(lines))
    if len(blocks) < 2:
        return ()
    counted = any(_is_counter(line) for line in lines)
    asking = sum(lines[block.title].text.endswith("?") for block in blocks)
    if not counted and asking * 2 > len(blocks):
        # Questions over answers are an interview.
        return ()
    if _dated_above(lines, blocks):
        starts = [block.title - 1 for block in blocks]
        ends = [*starts[1:], len(lines)]
        return tuple(
            ListingItem(block.title, end, start)
            for block, start, end in zip(blocks, starts, ends, strict=True)
        )
    signs = (_cut_off, _led_on, _said_twice, _signed, _teasers)
    if not (counted or any(sign(lines, blocks) for sign in signs)):
        return ()
    ends = [after.title for _, after in pairwise(blocks)] + [len(lines)]
    return tuple(ListingItem(block.title, end) for block, end in zip(blocks, ends, strict=True))


def _briefs(lines: Sequence[PageLine]) -> tuple[ListingItem, ...]:
    """The items of a page of news in brief: each a headline with a short paragraph or two that tells it.

    A label such as "News in brief" above them says so. Without one, most of at least three paragraphs must
    say again what their headline says, as news in brief does and a section under its heading does not.
    """
    label = next((index for index, line in enumerate(lines[:_NEAR_TOP]) if _is_brief_label(line)), None)
    start = label + 1 if label is not None else 0
    while start < len(lines) and (_is_brief_label(lines[start]) or _is_rubric(lines[start])):
        start += 1
    titles = [
        index
        for index in range(start, len(lines) - 1)
        if _heads_brief(lines[index]) and _is_text(lines[index + 1])
    ]
    if not titles or titles[0] != start:
        return ()
    ends = [*titles[1:], len(lines)]
    items = [ListingItem(title, end) for title, end in zip(titles, ends, strict=True)]
    bodies = [[line for line in lines[item.title + 1 : item.end] if rule_for(line) is None] for item in items]
    if any(
        len(body) > _MOST_IN_BRIEF or sum(line.words for line in body) > _LONGEST_BRIEF for body in bodies
    ):
        return ()
    if label is None:
        told = sum(_tells(lines[item.title], body[0]) for item, body in zip(items, bodies, strict=True))
        if len(items) < _FEWEST_BRIEFS or told * 4 < len(items) * 3 or any(map(_heads_links, lines)):
            return ()
    return tuple(items) if len(items) > 1 else ()


def _is_rubric(line: PageLine) -> bool:
    """Whether a line between briefs is a date or, in capitals, the country they are of."""
    return bool(dates_alone(line)) or (line.text.isupper() and line.words <= _LONGEST_LABEL)


def is_brief_of_a_day(lines: Sequence[PageLine]) -> bool:
    """Say whether the top of a page of news in brief calls them the day's: all are of its date."""
    return any(_is_label_of(line, "day") for line in lines)


def _is_brief_label(line: PageLine) -> bool:
    return _is_label_of(line, "day") or _is_label_of(line, "days")


def _is_label_of(line: PageLine, kind: str) -> bool:
    """Say whether a line is a label, or one with what the news is of before it: "World in brief"."""
    named = _named(line)
    if named in _brief_labels(kind):
        return True
    short = line.words <= _LONGEST_LABEL and not line.finished
    return short and any(named.endswith(f" {label}") for label in _brief_labels(kind))


def _named(line: PageLine) -> str:
    return _DAY.sub("", line.plain).strip(" ,:|–—-").casefold()


@cache
def _brief_labels(of: str) -> frozenset[str]:
    return frozenset(subject("brief_labels")[of])


def _heads_brief(line: PageLine) -> bool:
    short = 2 <= line.words <= _LONGEST_HEADLINE and not line.finished
    named = line.text[0].isupper() and not line.text.isupper() and not _is_link(line)
    return short and named and not line.text.endswith((":", ",", "…"))


def _tells(title: PageLine, body: PageLine) -> bool:
    """Whether a paragraph says again most of what its headline says."""
    head = {word.lower()[:_STEM] for word in _LONG_WORD.findall(title.text)}
    said = {word.lower()[:_STEM] for word in _LONG_WORD.findall(body.text)}
    return len(head) > 1 and len(head & said) * 2 >= len(head)


def _is_counter(line: PageLine) -> bool:
    rule = rule_for(line)
    return rule is not None and rule.name == "listing counter"


def _above_links(lines: Sequence[PageLine], blocks: list[ListingItem]) -> list[ListingItem]:
    """Leave out what "Related stories" and the like head, where less text stands below it than above."""
    words = [line.words if _is_text(line) else 0 for line in lines]
    whole, above = sum(words), 0
    for index, line in enumerate(lines):
        if whole - above < above and _heads_links(line):
            return [block for block in blocks if block.title < index]
        above += words[index]
    return blocks


def _heads_links(line: PageLine) -> bool:
    rule = rule_for(line)
    return rule is not None and rule.where is Where.END


def leads_on(line: PageLine) -> bool:
    """Say whether a line is a link to the whole of the text above it ("Full Story")."""
    rule = rule_for(line)
    return rule is not None and rule.name == "link to the whole text"


def _blocks(lines: Sequence[PageLine]) -> list[ListingItem]:
    """Find the places where a line that may be a title is followed by prose, whatever stands between is
    small.
    """
    blocks: list[ListingItem] = []
    index = 0
    while index < len(lines):
        if not (_may_be_title(lines[index]) or _follows_link(lines, index)):
            index += 1
            continue
        body = index + 1
        while (
            body < len(lines)
            and body - index <= _MOST_SMALL_PRINT
            and _is_small_print(lines[body], lines[index])
        ):
            body += 1
        if body >= len(lines) or not (_is_text(lines[body]) or _is_cut_teaser(lines, body)):
            index += 1
            continue
        end = body + 1
        while end < len(lines) and not (_may_be_title(lines[end]) or _follows_link(lines, end)):
            end += 1
        blocks.append(ListingItem(index, end))
        index = end
    return blocks


def _may_be_title(line: PageLine) -> bool:
    if (
        len(line.text) > _LONGEST_TITLE
        or line.words < _FEWEST_WORDS
        or line.text.endswith((".", "…", ":", ","))
    ):
        return False
    return rule_for(line) is None and not dates_alone(line) and line.words <= 30


def _is_cut_teaser(lines: Sequence[PageLine], index: int) -> bool:
    """Whether a line that stops without a mark is text: a link to the whole of it stands below."""
    below = index + 1 < len(lines) and leads_on(lines[index + 1])
    return below and lines[index].words >= _SHORTEST_TEASER and rule_for(lines[index]) is None


def _follows_link(lines: Sequence[PageLine], index: int) -> bool:
    """Whether a line with a full stop is a title: a link to the whole of the text above stands before it."""
    return (
        index > 0 and leads_on(lines[index - 1]) and lines[index].words <= 30 and not _is_link(lines[index])
    )


def _is_link(line: PageLine) -> bool:
    return rule_for(line) is not None or bool(dates_alone(line))


def _is_small_print(line: PageLine, title: PageLine) -> bool:
    """Whether a line between title and text is a date, a byline, a label or the title said again."""
    if same_words(line.text, title.text):
        return True
    if rule_for(line) is not None or dates_alone(line):
        return True
    return not line.finished and line.words <= (
        _LONGEST_LEAD_IN if line.text.endswith(":") else _LONGEST_LABEL
    )


def _is_text(line: PageLine) -> bool:
    return (line.prose or truncation_of(line.text) is not None) and rule_for(line) is None


def _bodies(lines: Sequence[PageLine], block: ListingItem) -> list[PageLine]:
    return [line for line in lines[block.title + 1 : block.end] if _is_text(line)]


def _cut_off(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    cut = 0
    for block in blocks:
        bodies = _bodies(lines, block)
        cut += bool(bodies) and truncation_of(bodies[-1].text) is not None
    return (cut >= 2 and cut * 2 >= len(blocks)) or _stopped(lines, blocks)


def _stopped(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether nearly all of at least four items are one long line that stops without a mark."""
    stopped = 0
    for block in blocks:
        bodies = _bodies(lines, block)
        stopped += len(bodies) == 1 and not bodies[0].finished and len(bodies[0].text) <= _TEASER
    return len(blocks) >= 4 and stopped * 4 >= len(blocks) * 3


def _led_on(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether most of the items end with a link to the whole text."""
    led = sum(any(leads_on(line) for line in lines[block.title + 1 : block.end]) for block in blocks)
    return led >= 2 and led * 3 >= len(blocks) * 2


def _said_twice(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether the titles of most items are said twice, one copy above the other."""
    twice = sum(
        any(
            same_words(lines[block.title].text, line.text)
            for line in lines[block.title + 1 : block.title + 3]
        )
        for block in blocks
    )
    return twice >= 2 and twice * 3 >= len(blocks) * 2


def _signed(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether most of at least three items carry a byline or a date between title and text, and are short."""
    signed = 0
    for block in blocks:
        first = next(
            (index for index in range(block.title + 1, block.end) if _is_text(lines[index])), block.end
        )
        signs = lines[block.title + 1 : first]
        signed += any(dates_alone(line) or _is_byline(line) for line in signs)
    return len(blocks) >= 3 and signed >= 3 and signed * 3 >= len(blocks) * 2


def _dated_above(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether right above every title there is a line with a date and nowhere else on the page."""
    above = {block.title - 1 for block in blocks}
    dated = {index for index, line in enumerate(lines) if any(found.day for found in dates_alone(line))}
    return dated == above


def _is_byline(line: PageLine) -> bool:
    rule = rule_for(line)
    return rule is not None and rule.why in {"byline", "time of publication"}


def _teasers(lines: Sequence[PageLine], blocks: Sequence[ListingItem]) -> bool:
    """Whether titles and single teasers of one sentence take turns, five times or more."""
    if len(blocks) < 5:
        return False
    single = 0
    for block in blocks:
        bodies = _bodies(lines, block)
        single += (
            len(bodies) == 1 and len(bodies[0].text) <= _TEASER and not _SENTENCES.search(bodies[0].text[:-2])
        )
    covered = sum(block.end - block.title for block in blocks)
    return single >= 5 and single * 5 >= len(blocks) * 4 and covered * 2 >= len(lines)
