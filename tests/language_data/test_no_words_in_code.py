"""Words of languages stand in data and not in code: no list of words, no expression of many alternatives."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
FEWEST = 5
"""Words from which some beside each other are a list."""

NO_LANGUAGE = {
    "__main__.py": (2, "forms of documents, names of subcommands"),
    "corpus/feeds/addresses.py": (1, "keys of addresses"),
    "corpus/feeds/item_texts.py": (2, "elements of HTML"),
    "views/filing/forms.py": (1, "forms of documents"),
    "views/filing/ledger.py": (1, "heads of columns"),
    "views/filing/word_template.py": (3, "keys of a template"),
    "briefing/plans.py": (1, "names of views"),
    "briefing/names_meant.py": (1, "ways a person is found"),
    "briefing/arriving/whatsnew.py": (1, "kinds of mentions"),
    "chat/answering/commands.py": (1, "names of commands"),
    "chat/journal.py": (1, "keys of a log line"),
    "chat/subscribing/subscribing.py": (1, "names of commands"),
    "conversation/spoken_of.py": (1, "kinds of mentions"),
    "dialogue.py": (1, "names of commands"),
    "corpus/cleaning/heading_shapes.py": (1, "names of lists"),
    "corpus/formats/markdown_pages.py": (2, "keys of a page's head"),
    "corpus/origin/outlets.py": (1, "endings of addresses"),
    "corpus/formats/page_parts.py": (2, "elements and attributes of HTML"),
    "corpus/formats/page_tables.py": (2, "elements of HTML"),
    "corpus/formats/pdf_pages.py": (1, "ligatures"),
    "corpus/origin/origin.py": (2, "endings of addresses"),
    "corpus/formats/readers.py": (1, "kinds of files"),
    "people/name_index.py": (1, "names of indexes"),
    "search/spelling.py": (1, "letters that are heard alike"),
    "services/answering/curation.py": (1, "names of commands"),
    "speech/clauses.py": (5, "relations of the parse"),
    "speech/statements.py": (1, "relations of the parse"),
    "subcommands.py": (1, "headings of a report, which the catalogues translate"),
    "text/dates/date_mentions.py": (1, "names of groups"),
    "text/morphology.py": (1, "names of cases"),
    "text/names/name_candidates.py": (1, "codes of languages"),
    "text/names/name_lexicon.py": (1, "letters, and what they are folded to"),
    "text/dates/written_dates.py": (1, "names of groups"),
    "views/answer_json.py": (5, "keys of JSON"),
    "views/inspection.py": (1, "keys of JSON"),
    "views/picture.py": (2, "keys of JSON"),
}
"""What looks like lists of words and is of no language, by module: how many, and what they are."""

STILL_IN_CODE = {
    "briefing/amounts/amounts.py": 5,
    "briefing/person/career.py": 1,
    "briefing/lines/events.py": 1,
    "briefing/questions/counts.py": 1,
    "briefing/questions/doers.py": 2,
    "briefing/questions/fitting.py": 4,
    "briefing/said/said.py": 1,
    "briefing/person/offices.py": 1,
    "briefing/lines/leaning.py": 2,
    "briefing/person/positions.py": 2,
    "briefing/lines/phrases.py": 1,
    "briefing/proof/verification.py": 1,
    "chat/subscribing/channels.py": 1,
    "corpus/cleaning/cleaning.py": 1,
    "corpus/cleaning/readers_letters.py": 1,
    "corpus/origin/stamps.py": 1,
    "corpus/cleaning/titles.py": 1,
    "corpus/word_evidence.py": 1,
    "people/directory.py": 2,
    "people/figures.py": 5,
    "people/role_mentions.py": 3,
    "people/roles.py": 2,
    "people/name_spelling.py": 1,
    "search/matching.py": 1,
    "search/query.py": 1,
    "services/telling/subscription_rules.py": 1,
    "speech/antecedents.py": 1,
    "speech/clauses.py": 2,
    "speech/labels.py": 3,
    "speech/pronouns.py": 2,
    "speech/contrast.py": 2,
    "speech/reporting.py": 2,
    "speech/statements.py": 3,
    "speech/transcripts.py": 1,
    "speech/unsaid.py": 1,
    "text/morphology.py": 1,
    "text/names/name_runs.py": 2,
    "text/names/people_named.py": 3,
    "text/quotations.py": 2,
    "text/names/role_words.py": 2,
    "views/filing/handling.py": 1,
}
"""Lists of words that are still to be moved, by module: how many, which may become fewer and never more."""


@cache
def lists_of_words() -> Counter[str]:
    """How many lists of words each module has."""
    return Counter(
        path.relative_to(BOT).as_posix()
        for path in BOT.rglob("*.py")
        if path.parent.name != "language_data"  # whose words are keys
        for _ in found_in(path.read_text(encoding="utf-8"))
    )


def found_in(source: str) -> Iterator[list[str]]:
    """Yield the lists of words of a module."""
    for node in ast.walk(ast.parse(source)):
        words: list[str] = []
        match node:
            case ast.Set(elts) | ast.Tuple(elts) | ast.List(elts) | ast.Dict(keys=elts):
                values = (one.value for one in elts if isinstance(one, ast.Constant))
                words = [value for value in values if isinstance(value, str) and is_phrase(value)]
            case ast.Constant(str(text)) if "|" in text:
                words = alternatives(text)
        if len(words) >= FEWEST:
            yield words


def is_phrase(value: object) -> bool:
    return (
        isinstance(value, str) and re.fullmatch(r"[^\W\d_A-Z]+(?:[ '’.-][^\W\d_A-Z]+)*\.?", value) is not None
    )


def alternatives(expression: str) -> list[str]:
    """The words among the alternatives of a regular expression."""
    bare = re.sub(r"\\[a-zA-Z]|\(\?P?[:=!<]*(?:\w+>)?|\[[^\]]*\]|[?*+]", "", expression)
    return [
        part.strip()
        for part in re.split(r"[|()]", bare)
        if re.fullmatch(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]+)*", part.strip())
    ]


def test_no_module_has_a_list_of_words_but_those_that_are_known() -> None:
    known = Counter(STILL_IN_CODE) + Counter({module: number for module, (number, _) in NO_LANGUAGE.items()})
    assert lists_of_words() - known == Counter()


@pytest.mark.parametrize(
    "source",
    [
        "x = frozenset(('and', 'or', 'but', 'so', 'yet'))",
        "x = {'один', 'два', 'три', 'четыре', 'пять'}",
        "x = {'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5}",
        r"x = re.compile(r'\b(?:said|told|announced|stated|spoke)\b')",
        r"x = re.compile(rf'(?P<verb>сказал[аи]?|заявил|сообщил|отметил|добавил) {y}')",
    ],
)
def test_a_list_of_words_is_found(source: str) -> None:
    assert len(list(found_in(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "x = ('and', 'or')",
        "x = re.compile(r'a|b|c|d|e|f')",
        "x = ('A B', 1, 2, 3, 4, 5)",
        "x = f(1, 2, 3, 4, 5)",
    ],
)
def test_what_is_no_list_of_words_is_left_alone(source: str) -> None:
    assert list(found_in(source)) == []
