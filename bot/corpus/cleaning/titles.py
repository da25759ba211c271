"""The title among the lines of a page, and the lines of a page that hold a date and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from bot.corpus.cleaning.boilerplate import rule_for
from bot.corpus.cleaning.lines import PageLine
from bot.corpus.origin.calendar_dates import WrittenDate, written_dates
from bot.corpus.origin.datelines import known_outlets
from bot.corpus.origin.source_lines import outlet_before_date
from bot.corpus.word_evidence import word_lists
from bot.language_data.loading import expressions
from bot.text.names.name_lexicon import fold, lexicon

_LOOKED_AT = 60
"""Lines from the top of a page among which its title can be."""
_LONGEST_TITLE = 300
_SHORTEST_TITLE = 10
_SHORTEST_FIRST = 4
"""Letters of a title of one word or two that begins its page: "Aid Vote", "Quake"."""
_LONGEST_SENTENCE_TITLE = 12
_LONGEST_QUESTION_TITLE = 14
_FEWEST_WORDS = 3
_NEARLY_AS_GOOD = 0.6
"""A line that fits the text nearly as well as a later one is the title, and the later one its second."""
_FIRST_OF_PAGE, _TITLE_AND_SUMMARY = 0.3, 2
"""The same for the first line of a page of which only one more may be the title, a summary."""
_HEADLINE, _HEADLINE_WORDS = 0.1, 6
"""What being as long as headlines are counts for."""
_ENOUGH_WORDS = 8
"""Long words a line must have to count in full; fewer prove less."""
_MOST_COPIES = 3
"""A title stands on its page once or twice or three times; what stands there more often is the page's own."""
_PARTED = re.compile(r" ?[|»›] ?| [-–—] ")
_PARTED_END = re.compile(r"(?: ?[|»›] ?| [-–—] )$")
_NEAR_TOP = 20
_NEAR_PATH = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLOCK_OR_NUMBER = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\b[ap]\.?m\b\.?|[+\-]\d{1,2}:?\d{0,2}\b|\d+", re.IGNORECASE
)


def find_title(lines: Sequence[PageLine], given: str | None) -> int | None:
    """Find the line that is the title of a page with one article.

    The line that came with the page as its title; else the last copy of a line said twice before the text
    begins (menus stand between the copies); else the line before the text whose words the text uses most, the
    earlier one when two are nearly as good.

    Args:
        lines: the lines of the page.
        given: the title that came with the document, if one did.

    Returns:
        The line's index, or None when the text begins without a title.
    """
    # What has no text below it is the text.
    end = min(
        max((index for index, line in enumerate(lines) if rule_for(line) is None), default=0), _LOOKED_AT
    )
    candidates = [index for index in range(end) if _may_be_title(lines, index)]
    candidates = _without_furniture(lines, candidates)
    if given:
        same = _same(given)
        for index in candidates:
            if _same(lines[index].text) == same:
                return index
    named = _at_end_of_path(lines)
    if named is not None:
        return named
    first_prose = next(
        (index for index, line in enumerate(lines) if line.prose and rule_for(line) is None), len(lines)
    )
    before = [index for index in candidates if index < first_prose]
    if all(lines[index].words < _FEWEST_WORDS and not _is_short_title(lines, index) for index in before):
        asks = first_prose < len(lines) and lines[first_prose].text.endswith("?")
        return first_prose if (asks or not before) and _is_sentence_as_title(lines, first_prose) else None
    before = _without_doubled(lines, before)
    texts = [_same(lines[index].text) for index in before]
    for index, text in reversed(list(zip(before, texts, strict=True))):
        if texts.count(text) > 1 and lines[index].words >= 4:
            return index
    body = " ".join(line.text for line in lines[first_prose : first_prose + 12])[:3000]
    stems = {word.lower()[:5] for word in _WORD.findall(body)}
    weights = {index: _shared(lines[index], stems) for index in before}
    best = max(weights.values())
    for index in before:
        long = lines[index].words >= _HEADLINE_WORDS
        share = _FIRST_OF_PAGE if index == 0 and len(before) == _TITLE_AND_SUMMARY else _NEARLY_AS_GOOD
        if weights[index] >= (share * best if long else best):
            return index
    return before[0]


def _without_doubled(lines: Sequence[PageLine], candidates: Sequence[int]) -> list[int]:
    """Leave out what stands twice, line upon line, below what may be the title: a picture's two texts."""
    doubled = [
        index
        for index in candidates[2:]
        if lines[index].gap == 0 and _same(lines[index].text) == _same(lines[index - 1].text)
    ]
    pairs = {place for index in doubled for place in (index - 1, index)}
    return [index for index in candidates if index not in pairs]


def _without_furniture(lines: Sequence[PageLine], candidates: Sequence[int]) -> list[int]:
    """Leave out what a page says again and again, and the way to the title with the title at its end."""
    counts = Counter(line.plain for line in lines[:_LOOKED_AT])
    left = [index for index in candidates if counts[lines[index].plain] <= _MOST_COPIES]
    others = {lines[index].plain for index in left if lines[index].words >= _FEWEST_WORDS}
    return [index for index in left if not leads_to(lines[index], others) and not _comes_again(lines[index])]


def _at_end_of_path(lines: Sequence[PageLine]) -> int | None:
    """The line that stands at the end of the page's path above it ("Home » World » Minister Opens Dam")."""
    for index, line in enumerate(lines[:_NEAR_TOP]):
        if not expressions("page_lines")["path"].match(line.plain):
            continue
        for below in range(index + 1, min(index + 1 + _NEAR_PATH, len(lines))):
            if lines[below].words >= _FEWEST_WORDS + 1 and leads_to(line, {lines[below].plain}):
                return below
    return None


def leads_to(line: PageLine, titles: Collection[str]) -> bool:
    """Say whether a line is a page's path or name with one of the titles: "Home News Minister Opens Dam",
    "Steppe Herald - Minister Opens Dam".
    """
    plain = line.plain
    path = expressions("page_lines")["path"].match(plain) is not None
    for title in titles:
        if len(title) < len(plain) and plain.endswith(title):
            if path or _PARTED_END.search(plain[: -len(title)]):
                return True
        elif len(title) < len(plain) and plain.startswith(title) and _PARTED.match(plain, len(title)):
            return True
    return False


def _is_sentence_as_title(lines: Sequence[PageLine], index: int) -> bool:
    """Whether the first prose is one short sentence that stands apart above longer text: a title with a full
    stop.
    """
    if index + 1 >= len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    opens = any(other.prose for other in lines[index + 1 : index + 3])  # the day may stand between
    if index == 0 and line.text.endswith("?") and line.words <= _LONGEST_QUESTION_TITLE and opens:
        return not re.search(r"[.!?]['”\"’]? ", line.text[:-1]) and not line.text.startswith(("Q:", "-", "–"))
    if _SPOKEN.search(line.text):
        return False
    text_follows = any(other.words >= 15 for other in lines[index + 1 : index + 4])
    if (
        line.words > _LONGEST_SENTENCE_TITLE
        or len(line.text) > 150
        or re.search(r"[.!?]['”\"’]? ", line.text[:-1])
    ):
        return False
    return below.gap > 0 and text_follows and not line.text.startswith(("“", '"', "«"))


def _is_short_title(lines: Sequence[PageLine], index: int) -> bool:
    """Whether one word or two are a title: the page begins with them, apart from the text or right above its
    first sentence or its day, and they name no section, no agency and no place.
    """
    line = lines[index]
    if index != 0 or len(lines) < 2 or not all(word.isalpha() for word in line.text.split()):
        return False
    word = line.text.casefold()
    known = word in word_lists()["labels"] or line.text in known_outlets()["agencies"]
    if line.words == 1 and (known or fold(line.text) in lexicon().places or not line.text[0].isupper()):
        return False
    apart = lines[1].gap > 0 or bool(dates_alone(lines[1]))
    return apart or (lines[1].prose and lines[1].text[0].isupper())


def _may_be_title(lines: Sequence[PageLine], index: int) -> bool:
    line = lines[index]
    short = _is_short_title(lines, index)
    shortest = _SHORTEST_FIRST if short else _SHORTEST_TITLE
    if not shortest <= len(line.text) <= _LONGEST_TITLE or (line.words < 2 and not short):
        return False
    if line.words > 12 and line.finished and line.text.endswith("."):
        return False
    if line.text.endswith(("|", ",", ":")):
        return False
    if line.text[0] in "[(" and line.text[-1] in "])":
        return False
    rule = rule_for(line)
    if rule is not None and rule.why in _OF_PICTURES and line.words >= _LONG_FOR_A_CREDIT:
        # "Minister Opens Dam (photo)", "Photos: How the Minister Opened the Dam".
        return index == 0 or _MARKED.search(line.text) is not None
    return rule is None and not dates_alone(line)


_NAME_AND_PLACE = re.compile(
    r"(?P<name>(?:[A-ZÀ-Ý][\w'’\-]{1,18}\.? ){1,3}[A-ZÀ-Ý][\w'’\-]{1,20}),? in "
    r"[A-ZÀ-Ý][\w'’\-]{2,16}(?: [A-ZÀ-Ý][\w'’\-]{2,16}){0,2}(?:, [A-ZÀ-Ý][\w'’\-]{2,16})?"
)
_OF_PICTURES = frozenset(("picture caption", "photo credit"))
_LONG_FOR_A_CREDIT = 7
_LONG_ROW = 10
_SHORT_ROW = 8
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|us|[Yy]ou|[Oo]ur|[Mm]y)\b")
"""Words of somebody who speaks to others; a title with a full stop has none of them."""
_MARKED = re.compile(r"[^.] ?[(\[](?:photos?|pictures?|фото|видео|video)[)\]]$", re.IGNORECASE)


def lists_labels(line: PageLine) -> bool:
    """Say whether a line is a row of short labels ("Dam, Politics, South"), as tags under a title are.

    Without marks between them, labels are told by coming again in the same line, the first ones at its end.
    """
    if _comes_again(line):
        return True
    if line.text.endswith(":") and line.words > 3:
        return False  # "The minister, Jane Doe, said:" announces what stands below it
    labels = re.split(r"\s*[,|•·]\s*", line.text.strip(" •*-:|,"))
    short = all(label and len(label.split()) <= 3 for label in labels)
    named = sum(label[:1].isupper() for label in labels)
    return len(labels) >= 3 and short and not line.finished and named * 3 >= len(labels) * 2


def signs_with_place(line: PageLine) -> bool:
    """Say whether a line below a title is a name and a place: "Aruzhan Seitova in Osh".

    "Talks Resume in Osh" has the same shape and is a headline: its words are no names.
    """
    found = _NAME_AND_PLACE.fullmatch(line.text)
    if found is None:
        return False
    lists = word_lists()
    words = found["name"].lower().split()
    return not any(
        word in lists[name] for word in words for name in ("common", "headline_verbs", "labels", "bodies")
    )


def _comes_again(line: PageLine) -> bool:
    words = line.text.split()
    if len(words) >= _SHORT_ROW and not line.finished and any(words[:n] == words[-n:] for n in (2, 3, 4)):
        return True
    return len(words) >= _LONG_ROW and len(set(words)) * 10 <= len(words) * 7


def _shared(line: PageLine, stems: set[str]) -> float:
    """Weigh a line by how many of its long words the text uses; a line of few words proves little."""
    words = {word.lower()[:5] for word in _WORD.findall(line.text)}
    if not words:
        return 0.0
    share = len(words & stems) / len(words)
    weight = share * min(1.0, len(words) / _ENOUGH_WORDS) + (
        _HEADLINE if line.words >= _HEADLINE_WORDS else 0
    )
    return weight / 3 if lists_labels(line) else weight


def _same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def same_words(one: str, other: str) -> bool:
    """Say whether two lines are the same but for marks and capitals."""
    return _same(one) == _same(other)


def dates_alone(line: PageLine) -> tuple[WrittenDate, ...]:
    """Return the dates of a line that holds a date and hardly anything else ("14 March 2023, 16:02"), else
    none.

    The spans of the dates count from the beginning of the line.
    """
    if "dates alone" not in line.known:
        line.known["dates alone"] = _dates_alone(line)
    dates: tuple[WrittenDate, ...] = line.known["dates alone"]
    return dates


def _dates_alone(line: PageLine) -> tuple[WrittenDate, ...]:
    if len(line.text) > 100 or line.words > 14:
        return ()
    dates = written_dates(line.text)
    if not dates:
        return ()
    if outlet_before_date(line.text) is not None:
        return dates
    rest = line.text
    for written in reversed(dates):
        rest = rest[: written.span.start] + " " + rest[written.span.end :]
    rest = _CLOCK_OR_NUMBER.sub(" ", expressions("page_lines")["beside_a_date"].sub(" ", rest))
    return dates if len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2 else ()
