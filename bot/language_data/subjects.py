"""What files of language data hold: the keys of each subject, and what kind of entries stands under each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple, TypeAlias


class Kind(Enum):
    """What stands under a key."""

    WORDS = auto()
    """Single words without spaces, each once: a list, or a text with spaces between them."""
    PHRASES = auto()
    """A list of words and of phrases, each once."""
    PATTERNS = auto()
    """A list of regular expressions, each once."""
    PATTERN = auto()
    """One regular expression; those of several files are alternatives."""
    PAIRS = auto()
    """A list of pairs: a regular expression, and what takes the place of what it finds."""
    VALUE = auto()
    """A number, a truth value, a text or a list of numbers, the same in every file that has it."""


class Table(NamedTuple):
    """A table whose keys are words themselves; all that stands under them is of one kind."""

    of: Kind


class Rows(NamedTuple):
    """A list of tables with the same keys."""

    fields: Mapping[str, Kind]


Shape: TypeAlias = Kind | Table | Rows | Mapping[str, "Shape"]

WORDS, PHRASES, PATTERNS, PATTERN, PAIRS, VALUE = Kind

SUBJECTS: Mapping[str, Mapping[str, Shape]] = {
    # --- pages and files
    "boilerplate": {
        "rule": Rows(
            {
                "name": VALUE,
                "why": VALUE,
                "where": VALUE,
                "edge": VALUE,
                "open": VALUE,
                "pattern": PATTERN,
                "case": VALUE,
                "longest": VALUE,
            }
        )
    },
    "brief_labels": {"day": PHRASES, "days": PHRASES},
    "heading_words": {
        "small": WORDS,
        "short": WORDS,
        "calendar": WORDS,
        "clause_words": WORDS,
        "starters": WORDS,
        "careful": WORDS,
        "careful_in_headings": WORDS,
        "openers_after_small_words": WORDS,
        "sentence_openers": WORDS,
        "roles": WORDS,
        "role_modifiers": WORDS,
        "prepositions": WORDS,
        "titles": WORDS,
        "bodies": WORDS,
        "labels": WORDS,
        "common": WORDS,
        "headline_verbs": WORDS,
        "auxiliaries": WORDS,
        "past_verbs": WORDS,
        "nouns_like_verbs": WORDS,
        "demonyms": WORDS,
        "abbreviations": WORDS,
        "reporting_verbs": WORDS,
    },
    "languages": {"commonest": Table(WORDS), "own": Table(WORDS)},
    "outlets": {
        "agencies": WORDS,
        "not_places": WORDS,
        "much_quoted": WORDS,
        "outlet_words": WORDS,
        "source_line_words": WORDS,
        "address_words": WORDS,
    },
    "outlet_phrases": {
        "learned": PATTERNS,
        "reports": PATTERNS,
        "citing": PATTERNS,
        "told": PATTERNS,
        "interview": PATTERNS,
        "footers": PATTERNS,
    },
    "page_lines": {
        "last_changed": PATTERN,
        "updated": PATTERN,
        "published": PATTERN,
        "beside_a_date": PATTERN,
        "by": PATTERN,
        "no_author_before_place": PATTERN,
        "author_label": PATTERN,
        "site_label": PATTERN,
        "is_somebody": PATTERN,
        "is_something": PATTERN,
        "writers": PATTERN,
        "link_in_front": PATTERN,
        "read_on": PATTERN,
        "characters": PATTERN,
        "path": PATTERN,
        "legal_end": PATTERN,
        "not_authors": WORDS,
    },
    "page_parts": {
        "consent": PATTERNS,
        "consent_words": PATTERNS,
        "byline": PATTERNS,
        "no_author": PATTERNS,
        "others": PATTERNS,
        "controls": PATTERNS,
        "around": PATTERNS,
        "sections": PATTERNS,
        "people": PATTERNS,
        "rubric": PATTERNS,
    },
    "readers_letters": {"headings": PATTERNS},
    "running_captions": {
        "shown": PATTERNS,
        "opening": PATTERNS,
        "announcing": PATTERNS,
        "speaking": PATTERNS,
        "beginning": PATTERNS,
    },
    "stamps": {"by": PATTERNS, "and": PATTERNS, "published": PATTERNS, "changed": PATTERNS},
    # --- dates
    "calendar": {
        "abbreviated": VALUE,
        "months": Table(VALUE),
        "short_months": Table(VALUE),
        "weekdays": Table(VALUE),
        "on_weekdays": Table(VALUE),
        "of_year": WORDS,
        "neighbours": VALUE,
    },
    "cycles": {
        "cycle": Rows(
            {
                "name": VALUE,
                "named": PATTERN,
                "first": VALUE,
                "every": VALUE,
                "months": VALUE,
                "tuesday": VALUE,
                "since": VALUE,
            }
        )
    },
    "date_bounds": {
        "future": PATTERN,
        "effective": PATTERN,
        "to_be": PATTERN,
        "to_come": PATTERN,
        "planned": PATTERN,
        "chosen": PATTERN,
        "ahead": PATTERN,
        "no_time": PATTERN,
        "of_before": PATTERN,
        "recent": PATTERN,
        "born": PATTERN,
        "rate_of": PATTERN,
        "years_ago": PATTERN,
        "anniversary": PATTERN,
        "years_after": PATTERN,
        "still": PATTERN,
        "grew_last_year": PATTERN,
        "looks_back": PATTERN,
        "of_this_year": PATTERN,
        "words_of_year": PATTERN,
        "in_the_year": PATTERN,
        "opens": PATTERN,
        "preposition": PATTERN,
        "since": PATTERN,
        "after_a_year": PATTERN,
        "named_by_year": PATTERN,
        "told_on": PATTERN,
        "tells": PATTERN,
        "news_day": PATTERN,
        "past_form": PATTERN,
        "ahead_of": PATTERN,
        "counted": PATTERN,
        "past_auxiliaries": WORDS,
        "past_endings": WORDS,
        "days_after": Table(VALUE),
    },
    "date_clauses": {
        "ahead": PATTERN,
        "happened": PATTERN,
        "said_on": PATTERN,
        "to_come": PATTERN,
        "still": PATTERN,
        "clause_ends": PATTERN,
        "opening": PATTERN,
        "of_the_day": PATTERN,
        "these_times": PATTERN,
        "at_an_hour": PATTERN,
        "parts_of_days": PATTERN,
        "vague": PATTERN,
        "joint": PATTERN,
        "listed": PATTERN,
        "before_year": PATTERN,
        "sure_year": PATTERN,
        "before_event": PATTERN,
        "ahead_behind": PATTERN,
        "of_something": PATTERN,
        "eve": WORDS,
    },
    "dates": {
        "numbers": Table(VALUE),
        "words": {"future": PHRASES, "time": WORDS, "counted": WORDS, "named_days": WORDS},
        "meaning": Table(WORDS),
    },
    "timetable": {
        "days": Table(VALUE),
        "hours": Table(VALUE),
        "halves": Table(VALUE),
        "joining": {"words": WORDS, "to": WORDS},
    },
    # --- words of texts
    "abbreviations": {
        "never_end": WORDS,
        "before_number": WORDS,
        "may_end": WORDS,
        "mostly_end": PHRASES,
        "after_hour": WORDS,
        "starters": WORDS,
        "reporting": WORDS,
    },
    "common_words": {"words": WORDS},
    "gazetteer": {"places": WORDS, "parties": WORDS, "outlets": WORDS},
    "places": {"countries": PHRASES, "others": WORDS, "peoples": WORDS},
    "stems": {"stems": Table(WORDS)},
    "stopwords": {"in_capitals": WORDS, "words": WORDS},
    # --- names
    "name_spelling": {"sound": PAIRS, "skeleton": PAIRS},
    "transliteration": {"letters": Table(VALUE)},
    # --- what people ask
    "plain_words": {
        "asking": {"first": PATTERN, "last": PATTERNS},
        "chat": Table(PATTERNS),
        "corpus": Table(PATTERNS),
        "whole": Table(PATTERNS),
        "brief": {"words": PATTERNS},
        "sides": {"sure": WORDS, "after_compare": WORDS},
    },
}

EXCLUDING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "abbreviations": (("never_end", "before_number", "may_end", "mostly_end"),),
    "brief_labels": (("day", "days"),),
    "gazetteer": (("places", "parties", "outlets"),),
    "outlets": (("agencies", "not_places"),),
    "running_captions": (("announcing", "speaking"),),
    "stamps": (("published", "changed"),),
}
"""Keys of a subject that exclude each other: an entry can stand under one of them only."""
