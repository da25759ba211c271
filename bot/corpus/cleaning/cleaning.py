"""What each line of an article is: text, heading, caption, or nothing of the article's and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from bot.corpus.cleaning.boilerplate import CAPTION, CleaningRule, Where, is_bare_credit, rule_for
from bot.corpus.cleaning.lines import PageLine
from bot.corpus.cleaning.page_ends import (
    code_lines,
    end_of_article,
    items_under_label,
    said_twice,
    teasers_at_end,
)
from bot.corpus.cleaning.readers_letters import READERS, letters_begin
from bot.corpus.cleaning.titles import dates_alone, lists_labels, same_words, signs_with_place
from bot.corpus.cleaning.truncation import truncation_of
from bot.corpus.origin.source_lines import name_before_date
from bot.language_data.loading import expressions

REPEATED = "repeated on the page"
LINKS = "links to other articles"
PAGE_HEADER = "page header"
TAGS = "tags"
BYLINE = "byline"
PUBLISHED = "time of publication"
LABEL = "label under the article"
NO_WORDS = "no words"
CODE = "code of the page"
ABOUT_AUTHOR = "note about the author"
BELOW = "text of the page below the article"

_LONGEST_HEADING_WORDS = 16
_LONGEST_CAPTION_WORDS = 60
_LABEL_WORDS = 4
_LONG_COPY = 12
_FEWEST_QUOTED = 3
_FEWEST_OF_CUT = 6
"""Words from which a line that begins as the title does is a copy of it, cut off."""
_NEAR_BELOW = 6
"""Lines below a heading in which the words it quotes stand."""
_LONGEST_SUMMARY = 45
_LONGEST_HEADER = 8
"""Lines between a summary and the text below it."""
_FEWEST_FOREIGN = 3
_MOST_LINKS = 8
_MOST_MARKS = 10
_QUOTE_END = ("”", '"', "»", "’", "'", "“")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 5
_BULLET = re.compile(r"[-–—•*·▪●■○►✓+]\s|\(?\d{1,3}[.)]\s|[a-zа-я]\)\s")
_SPEAKER = re.compile(r"[^\s:][^:]{0,60}:(\s|$)")
_MOST_AUTHORS = 3
_PERSON = (
    r"(?P<name>(?:Dr\.? |Prof\.? )?[A-ZÀ-Ý][\w.'\-]{1,20}"
    r"(?: [A-ZÀ-Ý][\w.'\-]{0,20}| (?:de|van|von|al|bin|el)){1,3})"
)
_QUOTED_FIRST = re.compile(r"[“\"«‘][^“”\"«»]{3,80}[”\"»’]: \S")
_TOPIC = re.compile(r"(?=[A-Z][^\s:]* [^:]{3,50}:)(?=[^:]{0,60}\b[a-z]{4,})[^:]{8,60}: [A-Z“\"‘]")
"""A heading with a colon; before that of a speaker stand names and offices, written with capitals."""
_LONGEST_TOPIC = 10
_QUOTE = ("“", '"', "«", "‘", "'", "„")


class LineKind(StrEnum):
    """What a line is in its article."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with what it is; `why` says why it is dropped."""

    line: PageLine
    part: LineKind
    why: str = ""
    rule: CleaningRule | None = None


def _cyrillic(text: str) -> bool:
    """Whether most letters of a text are Cyrillic."""
    letters = [character for character in text[:200] if character.isalpha()]
    return sum("\u0400" <= character <= "\u04ff" for character in letters) * 2 > len(letters)


def repeated_lines(lines: Sequence[PageLine]) -> Mapping[str, int]:
    """Count the lines of a page that stand on it more than once."""
    counts = Counter(line.plain.casefold() for line in lines if len(line.text) <= 400)
    return {text: count for text, count in counts.items() if count > 1}


def cleaned(lines: Sequence[PageLine], title: str, repeated: Mapping[str, int]) -> tuple[Labelled, ...]:
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
    work.drop_letters()
    work.apply_rules()
    work.drop_below()
    work.keep_tables()
    work.find_captions()
    work.drop_repeated()
    work.drop_header()
    work.drop_links()
    work.drop_footer()
    work.drop_signature()
    work.find_headings()
    return tuple(
        label or Labelled(line, LineKind.PARAGRAPH) for line, label in zip(lines, work.labels, strict=True)
    )


class _Work:
    """The labels of an article's lines while they are being found; None is a line not decided yet."""

    def __init__(self, lines: Sequence[PageLine], title: str, repeated: Mapping[str, int]) -> None:
        self.lines = lines
        self.title = title
        self.repeated = repeated
        self.labels: list[Labelled | None] = [None] * len(lines)

    def drop(
        self, index: int, why: str, rule: CleaningRule | None = None, part: LineKind = LineKind.DROPPED
    ) -> None:
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
                self.drop(index, CAPTION, part=LineKind.CAPTION)

    def drop_letters(self) -> None:
        """What readers wrote to the page."""
        begin = letters_begin(self.lines)
        for index in self.undecided():
            if begin is not None and index >= begin:
                self.drop(index, READERS)

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

    def keep_tables(self) -> None:
        """Rows of a table are text, whatever they hold."""
        for index in self.undecided():
            if self.lines[index].is_table_row:
                self.labels[index] = Labelled(self.lines[index], LineKind.PARAGRAPH)

    def apply_rules(self) -> None:
        """Drop what a rule names; rules for edges wait until it is known where the edges are."""
        late: list[tuple[int, CleaningRule]] = []
        for index in self.undecided():
            line = self.lines[index]
            if line.is_table_row:
                continue
            rule = rule_for(line)
            if rule is None:
                letters = [character for character in line.text[:200] if character.isalpha()]
                if not letters or (line.text == letters[0] and letters[0].islower()):
                    self.drop(index, PUBLISHED if dates_alone(line) else NO_WORDS)
                continue
            if rule.edge:
                late.append((index, rule))
            else:
                part = (
                    LineKind.CAPTION
                    if rule.where is Where.CREDIT and not is_bare_credit(line)
                    else LineKind.DROPPED
                )
                part = LineKind.CAPTION if rule.why == CAPTION else part
                self.drop(index, CAPTION if part is LineKind.CAPTION else rule.why, rule, part)
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
                and label.part is LineKind.CAPTION
                and self.labels[index - 1] is None
                and self.lines[index].text.startswith(self.lines[index - 1].text)
            ):
                self.drop(index - 1, CAPTION, part=LineKind.CAPTION)
            credit = label is not None and label.rule is not None and label.rule.where is Where.CREDIT
            if (
                not credit
                or label is None
                or label.part is LineKind.CAPTION
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
                self.drop(index - 1, CAPTION, part=LineKind.CAPTION)

    def drop_repeated(self) -> None:
        """Copies of the title, and short lines or whole paragraphs said before on the page."""
        seen: set[str] = set()
        prose = self.prose()
        if len(prose) > 1 and self.lines[prose[0]].words >= _LONG_COPY:
            copies = [index for index in prose[1:] if self.lines[index].plain == self.lines[prose[0]].plain]
            if copies:  # a summary that is a sentence of the text
                self.drop(prose[0], REPEATED)
        for index in self.undecided():
            line = self.lines[index]
            plain = line.plain.casefold()
            if same_words(line.text, self.title) or self._opens_title(line):
                self.drop(index, REPEATED)
            elif dates_alone(line):
                continue
            elif plain in self.repeated:
                if line.prose:
                    if plain in seen and line.words >= _LONG_COPY:
                        self.drop(index, REPEATED)
                elif (not line.finished and self.repeated[plain] >= 3) or (
                    plain in seen and not line.finished
                ):
                    self.drop(index, REPEATED)
                seen.add(plain)

    def _opens_title(self, line: PageLine) -> bool:
        """Whether a line is the beginning of the title, cut off for the room there was."""
        words, title = line.plain.casefold().split(), self.title.replace("’", "'").casefold().split()
        return (
            _FEWEST_OF_CUT <= len(words) < len(title) and title[: len(words)] == words and not line.finished
        )

    def drop_header(self) -> None:
        """Between title and text: dates, categories and names; a longer line is the article's own second
        title.
        """
        prose = self.prose()
        if not prose:
            return
        end = self._end_of_header(prose)
        for index in self.undecided():
            if index >= end:
                break
            line = self.lines[index]
            if line.prose:
                continue  # the article's own summary, above the rest of the header
            if dates_alone(line) or name_before_date(line.text) is not None:
                self.drop(index, PUBLISHED)
            elif lists_labels(line):
                self.drop(index, TAGS)
            elif self._signs_above_date(index) or signs_with_place(line):
                self.drop(index, BYLINE)
            elif self._is_label(line) or self._is_foreign(line, prose[0]):
                self.drop(index, PAGE_HEADER)

    def _end_of_header(self, prose: Sequence[int]) -> int:
        """The first line of the text; where a summary has a date below it, that after the small print."""
        first = prose[0]
        if len(prose) < 2 or self.lines[first].words > _LONGEST_SUMMARY or prose[1] - first > _LONGEST_HEADER:
            return first
        between = [index for index in range(first + 1, prose[1]) if self.labels[index] is None]
        dated = [index for index in between if dates_alone(self.lines[index])]
        later = any(dates_alone(self.lines[index]) for index in self.undecided() if index > prose[1])
        return prose[1] if dated and not later else first

    def _is_foreign(self, line: PageLine, prose: int) -> bool:
        """Whether a line is in another alphabet than the text: the title in another language."""
        return line.words >= _FEWEST_FOREIGN and _cyrillic(line.text) != _cyrillic(self.lines[prose].text)

    def _signs_above_date(self, index: int) -> bool:
        """Whether a line is a name with a full stop right above the time of publication."""
        line, below = self.lines[index], self.lines[index + 1]
        words = line.text.rstrip(".").split()
        named = len(words) in (2, 3) and all(word.isalpha() and word[0].isupper() for word in words)
        return named and line.text.endswith(".") and bool(dates_alone(below))

    @staticmethod
    def _is_label(line: PageLine) -> bool:
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
            self._drop_author_below(mark)
            for other in range(mark + 1, min(mark + 1 + _MOST_LINKS, len(self.lines))):
                line = self.lines[other]
                if self.labels[other] is not None:
                    continue
                if line.prose or line.finished or line.text.startswith(_QUOTE) or line.text.endswith(":"):
                    break
                self.drop(other, LINKS)

    def _drop_author_below(self, mark: int) -> None:
        """What stands under "About the author" and says who somebody is."""
        if _sign("site_label").match(self.lines[mark].plain):
            if mark + _MOST_AUTHORS >= len(self.lines) - 1 and mark + 1 in self.undecided():
                self.drop(mark + 1, ABOUT_AUTHOR)
            return
        if not _sign("author_label").match(self.lines[mark].plain):
            return
        for other in range(mark + 1, min(mark + 1 + _MOST_AUTHORS, len(self.lines))):
            if self.labels[other] is not None:
                break
            if _is_somebody().match(self.lines[other].plain) or self._is_label(self.lines[other]):
                self.drop(other, ABOUT_AUTHOR)
            else:
                break

    def drop_signature(self) -> None:
        """The last paragraph where it says who somebody is whom the text does not know: its author."""
        prose = self.prose()
        for index in reversed(prose[-_MOST_AUTHORS:]):
            found = _is_writer().match(self.lines[index].plain)
            if found is None or index == prose[0]:
                break
            surname = found["name"].split()[-1]
            if any(surname in self.lines[other].text for other in prose if other != index):
                break
            self.drop(index, ABOUT_AUTHOR)

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
        spoken = any(_SPEAKER.match(self.lines[index].text) for index in prose)
        loose = [index for index in tail if not self._may_be_text(self.lines[index], spoken=spoken)]
        if tail and self._leads_elsewhere(tail):
            self.drop(tail[-1], LINKS)
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

    def _leads_elsewhere(self, tail: Sequence[int]) -> bool:
        """Whether the one line with a list's mark that ends a page has no word of its article: a headline."""
        line = self.lines[tail[-1]]
        marked = [index for index in tail if _BULLET.match(self.lines[index].text)]
        if marked != [tail[-1]] or line.finished or line.text.endswith((":", ";", ",")):
            return False
        stems = {word[:_STEM] for word in _LONG_WORD.findall(line.plain.casefold())}
        above = " ".join([self.title, *(other.plain for other in self.lines[: tail[-1]])]).casefold()
        return len(stems) >= _FEWEST_FOREIGN and not any(stem in above for stem in stems)

    @staticmethod
    def _may_be_text(line: PageLine, *, spoken: bool = True) -> bool:
        """Whether a line that is no prose is text all the same; `spoken` where names begin what is said."""
        return (
            (line.finished and not (line.text.endswith("г.") and dates_alone(line)))
            or line.text.startswith(_QUOTE)
            or line.text.endswith(":")
            or _BULLET.match(line.text) is not None
            or (spoken and _SPEAKER.match(line.text) is not None)
        )

    def find_headings(self) -> None:
        """A short line that is no sentence, right above prose, heads it."""
        undecided = self.undecided()
        for index, after in pairwise(undecided):
            line, below = self.lines[index], self.lines[after]
            heads = self._may_be_heading(line) and (below.prose or self._may_be_text(below))
            if heads or self._quotes_below(index):
                self.labels[index] = Labelled(line, LineKind.HEADING)

    def _quotes_below(self, index: int) -> bool:
        """Whether a line is nothing but a few words in quotation marks that the text below has as well."""
        line = self.lines[index]
        if not line.text.startswith(_QUOTE) or not line.text.endswith(_QUOTE_END) or line.finished:
            return False
        if not _FEWEST_QUOTED <= line.words <= _LONGEST_HEADING_WORDS:
            return False
        if line.text.isupper():
            return True
        inner = line.plain.strip("“”\"«»„'").casefold()
        below = (other.plain for other in self.lines[index + 1 : index + 1 + _NEAR_BELOW] if other.prose)
        return any(inner in plain.casefold() for plain in below)

    @staticmethod
    def _may_be_heading(line: PageLine) -> bool:
        if line.words > _LONGEST_HEADING_WORDS or len(line.text) > 120:
            return False
        if _QUOTED_FIRST.match(line.text):
            return not line.finished
        if line.text.startswith(_QUOTE):
            return False
        if _TOPIC.match(line.text) and line.words <= _LONGEST_TOPIC:
            return not line.finished
        if _BULLET.match(line.text) or _SPEAKER.match(line.text) or line.text.endswith((":", ";", ",")):
            return False
        # A question in title case heads a section; any other is a sentence of the text.
        long_words = [word for word in line.text.split() if len(word) > 3]
        asks = (
            line.text.endswith("?") and len(long_words) >= 3 and all(word[0].isupper() for word in long_words)
        )
        first = line.text[0]
        return (asks or not line.finished) and (first.isupper() or first.isdigit())


def _sign(name: str) -> re.Pattern[str]:
    """Return an expression of the subject `page_lines`."""
    return expressions("page_lines")[name]


@cache
def _is_somebody() -> re.Pattern[str]:
    return re.compile(rf"{_PERSON},? {_sign('is_somebody').pattern}")


@cache
def _is_writer() -> re.Pattern[str]:
    is_something, writers = _sign("is_something").pattern, _sign("writers").pattern
    return re.compile(rf"{_PERSON},? {is_something}[^.]{{0,80}}\b{writers}\b")
