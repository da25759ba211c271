"""A quotation to be pasted elsewhere: its exact words, who says them, and where they stand."""

from __future__ import annotations

import pytest

from bot.views.filing.citation import LONGEST_CITATION, citation
from bot.views.filing.handling import handling_meant, is_protected
from bot.words.answers import Item, ItemKind, Source
from bot.words.documents import Basis
from bot.words.findings import Attribution
from bot.words.spans import Span

SOURCE = Source(1, "001-2", "Talks", "The Courier", "2025-01-03", Basis.STATED, None, "001.txt")


def quotation(words: str) -> Item:
    return Item(words, words, "001-2", Span(0, len(words)), ItemKind.QUOTATION, "Ada Lind", Attribution.NAMED)


def test_a_quotation_is_cited_with_speaker_outlet_date_and_article() -> None:
    assert citation(quotation("We shall end it."), SOURCE) == (
        "“We shall end it.” — Ada Lind, The Courier, 3 Jan 2025 (001-2)"
    )
    assert citation(quotation("“We shall end it,” Lind said."), SOURCE).startswith("“We shall end it,” Lind")


def test_a_long_quotation_is_cut_and_its_citation_stays() -> None:
    words = "Мы закончим 🕊 этот спор " * 30
    cited = citation(quotation(words), SOURCE)
    assert len(cited.encode("utf-16-le")) // 2 <= LONGEST_CITATION
    shown, _, closing = cited.rpartition("” — ")
    assert closing == "Ada Lind, The Courier, 3 Jan 2025 (001-2)"
    assert shown.endswith(" …")
    assert " ".join(words.split()).startswith(shown.removeprefix("“").removesuffix(" …"))


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("TLP:AMBER", "TLP:AMBER"),
        ("amber", "TLP:AMBER"),
        ("tlp red", "TLP:RED"),
        ("none", ""),
        ("нет", ""),
        ("", ""),
        ("  For official\nuse only ", "For official use only"),
        ("Red tape", "Red tape"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_handling_mark_is_of_the_protocol_or_a_word_of_the_office(words: str, mark: str) -> None:
    assert handling_meant(words) == mark


@pytest.mark.parametrize("mark", ["TLP:AMBER", "TLP:RED", "TLP:AMBER+STRICT"])
def test_amber_and_red_are_protected(mark: str) -> None:
    assert is_protected(mark)


@pytest.mark.parametrize("mark", ["TLP:GREEN", "TLP:CLEAR", "Red tape", "", None])
def test_nothing_else_is_protected(mark: str | None) -> None:
    assert not is_protected(mark)
