"""What each line of an article is: text, heading, caption, or nothing of the article's and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.corpus.boilerplate import CAPTION, Rule, Where, is_bare_credit, rule_for
from bot.corpus.lines import Line
from bot.corpus.page_ends import (
    code_lines,
    end_of_article,
    items_under_label,
    said_twice,
    teasers_at_end,
)
from bot.corpus.titles import dates_alone, lists_labels, same_words
from bot.corpus.truncation import truncation_of

REPEATED = "repeated on the page"
LINKS = "links to other articles"
PAGE_HEADER = "page header"
TAGS = "tags"
BYLINE = "byline"
PUBLISHED = "time of publication"
LABEL = "label under the article"
NO_WORDS = "no words"
CODE = "code of the page"
BELOW = "text of the page below the article"

_LONGEST_HEADING_WORDS = 14
_LONGEST_CAPTION_WORDS = 60
_LABEL_WORDS = 4
_MOST_LINKS = 8
_MOST_MARKS = 10
_BULLET = re.compile(r"[-–—•*·▪●■○►✓+]\s|\(?\d{1,3}[.)]\s|[a-zа-я]\)\s")
_SPEAKER = re.compile(r"[^\s:][^:]{0,60}:(\s|$)")
_QUOTE = ("“", '"', "«", "‘", "'", "„")


class Part(StrEnum):
    """What a line is in its article."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with what it is; `why` says why it is dropped."""

    line: Line
    part: Part
    why: str = ""
    rule: Rule | None = None


def repeated_lines(lines: Sequence[Line]) -> Mapping[str, int]:
    """Count the lines of a page that stand on it more than once."""
    counts = Counter(line.plain.casefold() for line in lines if len(line.text) <= 400)
    return {text: count for text, count in counts.items() if count > 1}


def cleaned(lines: Sequence[Line], title: str, repeated: Mapping[str, int]) -> tuple[Labelled, ...]:
    """Say what every line below a title is.

    Args:
        lines: the lines from below the title to the end of the article.
        title: the title, of which copies below it are dropped.
        repeated: the lines said more than once on the whole page, with how often.

    Returns:
        One label a line, in order. Doubt keeps a line as a paragraph: losing text is worse than a footer.
    """
    work = _Work(lines, title, repeated)
    work.drop_code()
    work.apply_rules()
    work.drop_below()
    work.find_captions()
    work.drop_repeated()
    work.drop_header()
    work.drop_links()
    work.drop_footer()
    work.find_headings()
    return tuple(
        label or Labelled(line, Part.PARAGRAPH) for line, label in zip(lines, work.labels, strict=True)
    )


class _Work:
    """The labels of an article's lines while they are being found; None is a line not decided yet."""

    def __init__(self, lines: Sequence[Line], title: str, repeated: Mapping[str, int]) -> None:
        self.lines = lines
        self.title = title
        self.repeated = repeated
        self.labels: list[Labelled | None] = [None] * len(lines)

    def drop(self, index: int, why: str, rule: Rule | None = None, part: Part = Part.DROPPED) -> None:
        self.labels[index] = Labelled(self.lines[index], part, why, rule)

    def undecided(self) -> list[int]:
        return [index for index, label in enumerate(self.labels) if label is None]

    def prose(self) -> list[int]:
        return [index for index in self.undecided() if self.lines[index].prose]

    def drop_code(self) -> None:
        """Data that stands on the page as text, and pictures' captions said twice."""
        for index in code_lines(self.lines):
            self.drop(index, CODE)
        for index in self.undecided():
            if said_twice(self.lines[index]):
                self.drop(index, CAPTION, part=Part.CAPTION)

    def drop_below(self) -> None:
        """What the page says after the article: its rights, comments, beginnings of other articles."""
        rules = [rule_for(line) for line in self.lines]
        end = end_of_article(self.lines, [rule.why if rule else None for rule in rules], self.prose())
        for index in self.undecided():
            if end is not None and index >= end:
                self.drop(index, BELOW)
        for index in items_under_label(self.lines, self.prose()).intersection(self.undecided()):
            self.drop(index, LINKS)
        kept = self.undecided()
        prose = [place for place, index in enumerate(kept) if self.lines[index].prose]
        for place in teasers_at_end([self.lines[index] for index in kept], prose):
            self.drop(kept[place], LINKS)

    def apply_rules(self) -> None:
        """Drop what a rule names; rules for edges wait until it is known where the edges are."""
        late: list[tuple[int, Rule]] = []
        for index in self.undecided():
            line = self.lines[index]
            rule = rule_for(line)
            if rule is None:
                if not any(character.isalpha() for character in line.text[:200]):
                    self.drop(index, PUBLISHED if dates_alone(line) else NO_WORDS)
                continue
            if rule.edge:
                late.append((index, rule))
            else:
                part = (
                    Part.CAPTION if rule.where is Where.CREDIT and not is_bare_credit(line) else Part.DROPPED
                )
                part = Part.CAPTION if rule.why == CAPTION else part
                self.drop(index, CAPTION if part is Part.CAPTION else rule.why, rule, part)
        kept = set(self.prose()) - {index for index, _ in late}
        for index, rule in late:
            above = any(other < index for other in kept)
            below = any(other > index for other in kept)
            if not (above and below):
                self.drop(index, rule.why, rule)

    def find_captions(self) -> None:
        """The short line that touches a bare credit from above is what the picture shows."""
        for index in range(1, len(self.lines)):
            label = self.labels[index]
            if (
                label is not None
                and label.part is Part.CAPTION
                and self.labels[index - 1] is None
                and self.lines[index].text.startswith(self.lines[index - 1].text)
            ):
                self.drop(index - 1, CAPTION, part=Part.CAPTION)
            credit = label is not None and label.rule is not None and label.rule.where is Where.CREDIT
            if (
                not credit
                or label is None
                or label.part is Part.CAPTION
                or self.labels[index - 1] is not None
            ):
                continue
            line, above = self.lines[index], self.lines[index - 1]
            if dates_alone(above):
                continue
            parted = index + 1 == len(self.lines) or self.lines[index + 1].gap > 0
            touches = (
                line.gap == 0
                and above.words <= _LONGEST_CAPTION_WORDS
                and (above.gap > 0 or (index == 1 and (parted or not above.prose)))
            )
            shows = line.gap <= 1 and not above.finished and above.words <= 30
            if touches or shows or same_words(above.text, self.title):
                self.drop(index - 1, CAPTION, part=Part.CAPTION)

    def drop_repeated(self) -> None:
        """Copies of the title, and short lines or whole paragraphs said before on the page."""
        seen: set[str] = set()
        for index in self.undecided():
            line = self.lines[index]
            plain = line.plain.casefold()
            if same_words(line.text, self.title):
                self.drop(index, REPEATED)
            elif dates_alone(line):
                continue
            elif plain in self.repeated:
                if line.prose:
                    if plain in seen and line.words >= 12:
                        self.drop(index, REPEATED)
                elif (not line.finished and self.repeated[plain] >= 3) or (
                    plain in seen and not line.finished
                ):
                    self.drop(index, REPEATED)
                seen.add(plain)

    def drop_header(self) -> None:
        """Between title and text: dates, categories and names; a longer line is the article's own second
        title.
        """
        prose = self.prose()
        if not prose:
            return
        for index in self.undecided():
            if index >= prose[0]:
                break
            line = self.lines[index]
            if dates_alone(line):
                self.drop(index, PUBLISHED)
            elif lists_labels(line):
                self.drop(index, TAGS)
            elif self._signs_above_date(index):
                self.drop(index, BYLINE)
            elif self._is_label(line):
                self.drop(index, PAGE_HEADER)

    def _signs_above_date(self, index: int) -> bool:
        """Whether a line is a name with a full stop right above the time of publication."""
        line, below = self.lines[index], self.lines[index + 1]
        words = line.text.rstrip(".").split()
        named = len(words) in (2, 3) and all(word.isalpha() and word[0].isupper() for word in words)
        return named and line.text.endswith(".") and bool(dates_alone(below))

    @staticmethod
    def _is_label(line: Line) -> bool:
        """Whether a line is a few words that name something; "Friends," and "Colleagues:" begin a speech."""
        return (
            line.words <= _LABEL_WORDS
            and not line.finished
            and not line.text.startswith(_QUOTE)
            and not line.text.endswith((",", ":"))
        )

    def drop_links(self) -> None:
        """Lines under "Read also" and its like, as far as they are no prose."""
        marks = [
            index
            for index, label in enumerate(self.labels)
            if label is not None and label.rule is not None and label.rule.where is Where.END
        ]
        for mark in marks[-_MOST_MARKS:]:
            following = [other for other in self.undecided() if other > mark]
            if self._only_teasers(following):
                for other in following:
                    self.drop(other, LINKS)
                break
        for mark in marks:
            for other in range(mark + 1, min(mark + 1 + _MOST_LINKS, len(self.lines))):
                line = self.lines[other]
                if self.labels[other] is not None:
                    continue
                if line.prose or line.finished or line.text.startswith(_QUOTE) or line.text.endswith(":"):
                    break
                self.drop(other, LINKS)

    def _only_teasers(self, following: Sequence[int]) -> bool:
        """Whether all that follows are titles with at most one paragraph each, and less than what stands
        above.
        """
        titles = {
            index for index in following if not self.lines[index].prose and not self.lines[index].finished
        }
        if len(titles) < 2 or len(titles) * 2 < len(following):
            return False
        if all(
            truncation_of(self.lines[index].text) is not None for index in following if index not in titles
        ):
            return True
        above = sum(self.lines[index].words for index in self.undecided() if index < following[0])
        below = sum(self.lines[index].words for index in following)
        return below < above

    def drop_footer(self) -> None:
        """Below the last prose: names, tags, lists of links."""
        prose = self.prose()
        if not prose:
            return
        tail = [index for index in self.undecided() if index > prose[-1]]
        loose = [index for index in tail if not self._may_be_text(self.lines[index])]
        for index in loose:
            line = self.lines[index]
            if dates_alone(line):
                self.drop(index, PUBLISHED)
            elif line.words <= _LABEL_WORDS:
                self.drop(index, LABEL)
            elif len(loose) >= 3:
                self.drop(index, LINKS)
        short = [
            index for index in tail if self.labels[index] is None and self.lines[index].words <= _LABEL_WORDS
        ]
        bullets = [index for index in short if _BULLET.match(self.lines[index].text)]
        if len(bullets) >= 3 and len(bullets) * 2 > len(tail):
            for index in bullets:
                self.drop(index, LINKS)

    @staticmethod
    def _may_be_text(line: Line) -> bool:
        return (
            line.finished
            or line.text.startswith(_QUOTE)
            or bool(_BULLET.match(line.text) or _SPEAKER.match(line.text))
        )

    def find_headings(self) -> None:
        """A short line that is no sentence, right above prose, heads it."""
        undecided = self.undecided()
        for index, after in pairwise(undecided):
            line, below = self.lines[index], self.lines[after]
            if self._may_be_heading(line) and (below.prose or self._may_be_text(below)):
                self.labels[index] = Labelled(line, Part.HEADING)

    @staticmethod
    def _may_be_heading(line: Line) -> bool:
        if line.words > _LONGEST_HEADING_WORDS or len(line.text) > 120 or line.text.startswith(_QUOTE):
            return False
        if _BULLET.match(line.text) or _SPEAKER.match(line.text) or line.text.endswith((":", ";", ",")):
            return False
        # A question in title case heads a section; any other is a sentence of the text.
        long_words = [word for word in line.text.split() if len(word) > 3]
        asks = (
            line.text.endswith("?") and len(long_words) >= 3 and all(word[0].isupper() for word in long_words)
        )
        first = line.text[0]
        return (asks or not line.finished) and (first.isupper() or first.isdigit())
