"""Where sentences begin and end, as exact spans of the document.

A sentence ends at a full stop, question mark, exclamation mark or ellipsis, with the closing quotation marks
and brackets that follow it, when the next word looks like a beginning. Which stops belong to abbreviations is
data: the subject `abbreviations`. A sentence never crosses a paragraph.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.language_data.calendar import months, short_months, weekdays
from bot.language_data.loading import subject
from bot.words.documents import Article
from bot.words.findings import Sentence
from bot.words.spans import Span

_ENDING = re.compile(r"""(?:[.!?。！？]+…?|…+[.!?]?)["'”’»›)\]]*""")
_OMISSION = re.compile(r"\s+(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})(?=\s|$)")
_WORD_BEFORE = re.compile(r"[\w’'-]+(?:\.[\w’'-]+)*$")
_WORD_BEFORE_SPACE = re.compile(r"\w[\w’'-]*(?=[ \u00a0]$)")
_NEXT_WORD = re.compile(r"""["'“”‘’„«‹`(\[—–•-]*\s?["'“‘„«`(\[]*([^\W_][\w’'-]*)""")
_OF_HOUR = re.compile(r"(?:[^\W\d_][\w-]*\s){1,2}[Tt]ime\b")  # "at 5 p.m. Moscow time"
_SMALL_WORD = re.compile(r"[ \u00a0][a-zа-яё]")
_ASIDE = re.compile(
    r"(\([^()]{12,300}\))\s+(?=[\"“«]?[^\W\d_a-zа-яё])"
)  # from a few words to a long sentence
_OPENING = frozenset("\"'“‘„«‹`([—–-•…¿¡")
# A hyphen before Cyrillic letters may open direct speech, as a dash does; before Latin ones it lists.
_LIST_MARK = re.compile(r"""(?:[•▪●■►✓·*]|-(?=\s+["“'‘]?[A-Za-z0-9]))\s+""")
_LONGEST_PLAIN_ABBREVIATION = 4  # letters of a word in small letters that may be shortened ("approx" is rare)
_LONGEST_ABBREVIATION = 24  # characters looked at before a stop; keeps the search for an abbreviation short
_REPORTING_REACH = 60  # characters after “…?” in which a reporting verb must come


class _Abbreviations(NamedTuple):
    never_end: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    mostly_end: frozenset[str]
    of_names: frozenset[str]
    named_after: frozenset[str]
    after_hour: frozenset[str]
    starters: frozenset[str]
    site_endings: frozenset[str]
    reporting: re.Pattern[str]


@cache
def _abbreviations() -> _Abbreviations:
    data = subject("abbreviations")
    reporting = "|".join(data["reporting"])
    return _Abbreviations(
        frozenset(data["never_end"]),
        frozenset(data["before_number"]) | short_months(),
        frozenset(data["may_end"]),
        frozenset(data["mostly_end"]),
        frozenset(data["of_names"]),
        frozenset(data["named_after"]),
        frozenset(data["after_hour"]).union(months(), weekdays()),
        frozenset(data["starters"]),
        frozenset(data["site_endings"]),
        re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{reporting})\b|(?:{reporting})\s+[A-Z]"),
    )


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article's paragraphs, in reading order; headings are not sentences.

    The mark of a list's line is no part of its sentence.
    """
    return tuple(
        Sentence(span, number)
        for number, paragraph in enumerate(article.paragraphs)
        for span in split_sentences(article.text, _without_list_mark(article.text, paragraph))
    )


def _without_list_mark(text: str, paragraph: Span) -> Span:
    mark = _LIST_MARK.match(text, paragraph.start, paragraph.end)
    return Span(mark.end(), paragraph.end) if mark else paragraph


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `text` inside `span`, in order, without the white space around them."""
    sentences = []
    start = span.start
    for ending in _ENDING.finditer(text, span.start, span.end):
        ends = _ends_sentence(text, ending.start(), ending.end(), span)
        if ending.start() < start or not (ends or _stands_before_aside(text, ending, span)):
            continue
        end = ending.end()
        if omission := _OMISSION.match(text, end, span.end):
            end = omission.end()  # "process. … Things": the cut belongs to what was cut
        if stripped := _stripped(text, Span(start, end)):
            sentences += _after_aside(text, stripped)
        start = end
    if stripped := _stripped(text, Span(start, span.end)):
        sentences += _after_aside(text, stripped)
    return tuple(sentences)


def _stands_before_aside(text: str, ending: re.Match[str], span: Span) -> bool:
    """Say whether a stop after a plain word stands before a whole remark in brackets, however that begins."""
    word = _WORD_BEFORE.search(text, max(span.start, ending.start() - _LONGEST_ABBREVIATION), ending.start())
    plain = word is not None and word[0].islower() and len(word[0]) > _LONGEST_PLAIN_ABBREVIATION
    after = ending.end()
    return plain and text[after : after + 2] == " (" and _ASIDE.match(text, after + 1, span.end) is not None


def _after_aside(text: str, sentence: Span) -> list[Span]:
    """Part a remark in brackets from the sentence after it: "(rates of Monday, $1 = 90) Trade grew."."""
    aside = _ASIDE.match(text, sentence.start, sentence.end)
    if aside is None:
        return [sentence]
    return [Span(sentence.start, aside.end(1)), Span(aside.end(), sentence.end)]


def _stripped(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if any(character.isalnum() for character in text[start:end]) else None


def _ends_sentence(text: str, stop: int, end: int, span: Span) -> bool:
    if end >= span.end:
        return True
    mark = text[stop:end]
    if not text[end].isspace():
        return _is_glued_beginning(text, stop, end)
    following = end
    while following < span.end and text[following].isspace():
        following += 1
    if following >= span.end:
        return True
    if omission := _OMISSION.match(text, end, span.end):
        following = min(omission.end() + 1, span.end - 1)
    if not _may_begin(text, following, span.end):
        return False
    if mark[0] in "!?" and len(mark) > 1:
        return not _abbreviations().reporting.match(text[following : following + _REPORTING_REACH])
    if mark[0] == "." and len(mark) == 1:
        return _full_stop_ends(text, stop, following, span)
    return True


def _is_glued_beginning(text: str, stop: int, end: int) -> bool:
    """Say whether the space after a stop was lost, as in "countries.The talks"; "Lakes.Az" is a site."""
    ending = _NEXT_WORD.match(text, end)
    if ending is not None and ending[1].lower() in _abbreviations().site_endings:
        return False
    return (
        end - stop >= 1
        and text[stop] in ".!?"
        and text[max(0, stop - 2) : stop].isalpha()
        and text[max(0, stop - 2) : stop].islower()
        and text[end : end + 1].isupper()
        and text[end + 1 : end + 3].islower()
    )


def _may_begin(text: str, position: int, limit: int) -> bool:
    first = text[position]
    if first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()):
        return True
    if text.startswith("...", position):
        return text[position + 3 : position + 4].isupper()  # "…,” he said. ...Except that"
    if first not in _OPENING:
        return False
    following = _NEXT_WORD.match(text, position, limit)
    return following is None or not following[1][0].islower() or first in "“«„\"'‘"


def _full_stop_ends(text: str, stop: int, following: int, span: Span) -> bool:
    """Decide for a single full stop, which may belong to an abbreviation or an initial."""
    before = _WORD_BEFORE.search(text, max(span.start, stop - _LONGEST_ABBREVIATION), stop)
    if before is None:
        return True
    word, known = before[0].lower(), _abbreviations()
    next_word = _NEXT_WORD.match(text, following, span.end)
    initial = next_word is not None and len(next_word[1]) == 1 and text.startswith(".", next_word.end(1))
    begins = next_word is not None and next_word[1].lower() in known.starters and not initial
    if word in known.never_end:
        return False
    if len(word) == 1 and before[0].isupper():
        return begins and not _is_initial(text, before.start(), span)
    if word in known.before_number:
        return not text[following].isdigit()
    if word in known.mostly_end and text[following].isupper():
        hour_goes_on = next_word is not None and next_word[1].lower() in known.after_hour
        return not hour_goes_on and not _OF_HOUR.match(text, following, span.end)
    if word in known.of_names and next_word is not None and not begins:
        # A single word with a capital before small ones begins a sentence, if nothing is called so.
        alone = _SMALL_WORD.match(text, next_word.end(1), span.end) is not None
        return alone and next_word[1][0].isupper() and next_word[1].lower() not in known.named_after
    if word in known.may_end or word in known.mostly_end or _is_initialism(before[0]):
        return begins or text[following] in "“«„"
    return True


def _is_initial(text: str, position: int, span: Span) -> bool:
    """Say whether a single capital with a stop follows a capitalised word, as in "Robert F. Kennedy"."""
    previous = text[max(span.start, position - 2) : position]
    start = max(span.start, position - _LONGEST_ABBREVIATION)
    word = _WORD_BEFORE_SPACE.search(text, start, position)
    if word is not None and word[0][0].islower():
        return False  # "wrote on platform X. He left": no name begins there
    return not previous.strip() or previous[:1].isalpha()


def _is_initialism(word: str) -> bool:
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 2 and part[:1].isupper() for part in parts)
