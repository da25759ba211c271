"""What a text is told from others by is the same in every process, and is read as it was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.lines.quotable import ReadArticle
from bot.search.kept_terms import kept_terms
from bot.text.shingles import fingerprint, read, written
from tests.makers import make_article

TEXTS = (
    "Harbour\nThe pilots of Varna asked for lights on the old pier, and for a second boat in winter.",
    "Маяк\nЛоцманы Варны просили поставить огни на старом причале и дать вторую лодку на зиму.",
    "Pier\nToo short.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_fingerprint_is_read_as_it_was_written(text: str) -> None:
    found = fingerprint(make_article("001", text).article)
    assert read(written(found)) == found


def test_the_numbers_are_the_same_in_every_process() -> None:
    assert fingerprint(make_article("001", "Pier\nOne two three four").article) == {1_613_931_443}


def test_a_run_of_words_has_one_number_whatever_stands_between_them() -> None:
    plain, marked = (
        fingerprint(make_article("001", f"Pier\n{words}").article)
        for words in ("old pier lights in winter", "“Old pier”: lights – in WINTER!")
    )
    assert plain == marked
    assert len(plain) == 2


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_kept_is_what_the_text_has(text: str) -> None:
    analysed = make_article("001", text)
    kept = ReadArticle(replace(analysed, terms=kept_terms(analysed)))
    assert kept.fingerprint == ReadArticle(analysed).fingerprint


def test_what_is_kept_is_used() -> None:
    first, second = (make_article("001", text) for text in TEXTS[:2])
    terms = kept_terms(first)
    other = written(fingerprint(second.article))
    swapped = replace(terms, lines=terms.lines.rpartition("\f")[0] + "\f" + other)
    assert ReadArticle(replace(first, terms=swapped)).fingerprint == fingerprint(second.article)
