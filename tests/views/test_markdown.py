"""Markdown that shows, once rendered, just the words of the answer."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.views.markdown import render
from bot.words.answers import Candidate, DateOf, ItemKind, Kind, Line, Section, Status
from bot.words.spans import Span
from tests.views.briefings import (
    HOSTILE,
    make_briefing,
    make_full_briefing,
    make_hostile_briefing,
    make_item,
    make_source,
)

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered(markdown: str) -> str:
    page: str = _PARSER.render(markdown)
    return page


def words(markdown: str) -> str:
    """Return what a reader of the rendered document sees, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", rendered(markdown))).split())


def test_a_whole_answer_reads_as_markdown() -> None:
    assert render(make_full_briefing()) == (
        "# Ada Marsh\n"
        "\n"
        "*Envoy to Ruritania*\n"
        "\n"
        "## Summary\n"
        "\n"
        "*Drawn from two outlets*\n"
        "\n"
        "- undated: She **opened** the talks in the capital. \\[1\\]\n"
        "- undated: He left the room first. \\[reported\\] \\[2\\]\n"
        "\n"
        "## In their own words\n"
        "\n"
        "> “The fiftieth bridge is ours.”\n"
        ">\n"
        "> — Ada Marsh, 26 Nov 2024 \\[3\\]\n"
        "\n"
        "> “Қош келдіңіз,” she said.\n"
        ">\n"
        "> — \\[speaker not named\\], undated \\[1\\]\n"
        "\n"
        "## Sources\n"
        "\n"
        "- \\[1\\] Talks, part 1 — The Courier, 26 Nov 2024 (001-1)\n"
        "- \\[2\\] Talks, part 2 — The Courier, 26 Nov 2024 (002-1)\n"
        "- \\[3\\] Talks, part 3 — The Courier, 26 Nov 2024 (003-1)\n"
        "\n"
        "---\n"
        "\n"
        "*10 articles · 3 outlets · newest: January 2025*\n"
    )


def test_headings_lists_and_quotations_are_real_ones() -> None:
    page = rendered(render(make_full_briefing()))

    assert page.count("<h1>") == 1
    assert page.count("<h2>") == 3
    assert page.count("<blockquote>") == 2
    assert "<li>undated: She <strong>opened</strong> the talks in the capital. [1]</li>" in page


def test_lists_candidates_and_suggestions_are_shown() -> None:
    answer = make_briefing(
        status=Status.AMBIGUOUS,
        message="“Marsh” may be any of 2 people:",
        lines=(Line("Ada Marsh", "2 articles"), Line("Ivo Lang")),
        candidates=(Candidate("Ada Marsh", "envoy"), Candidate("Otto Marsh", "")),
        suggestions=("Marsch", "March"),
        sources=(),
    )

    page = render(answer)

    assert "“Marsh” may be any of 2 people:" in page
    assert "- Ada Marsh — 2 articles\n- Ivo Lang\n" in page
    assert "1. **Ada Marsh** — envoy\n2. **Otto Marsh**\n" in page
    assert "Did you mean: Marsch · March" in page
    assert "## Sources" not in page


def test_a_message_that_was_not_understood_has_no_corpus_line() -> None:
    assert "articles" not in render(make_briefing(status=Status.INVALID, sources=(), kind=Kind.ERROR))


def test_a_web_address_is_linked_and_nothing_else_is() -> None:
    answer = make_briefing(
        sources=(
            make_source(1, url="https://example.org/a_(b)?c=d&e=*f*"),
            make_source(2, url="javascript:alert(1)"),
            make_source(3, url="https://example.org/> <script>"),
        )
    )

    page = rendered(render(answer))

    assert page.count("<a ") == 1
    assert '<a href="https://example.org/a_(b)?c=d&amp;e=*f*">Talks, part 1</a>' in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_show_as_themselves(text: str) -> None:
    answer = make_briefing(
        Section(text, (make_item(text), make_item(text, kind=ItemKind.QUOTATION, speaker=text)), note=text),
        title=text,
        message=text,
        lines=(Line(text, text),),
        sources=(make_source(1, title=text, outlet=text),),
    )
    page = rendered(render(answer))

    assert re.findall(r"<(?!/?(?:h1|h2|p|em|ul|li|blockquote|hr /)>)[^>]*>", page) == []
    shown = " ".join(
        re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe]", "\ufffd", " ".join(text.split())).split()
    )
    shown = re.sub("[\u202a-\u202e\u2066-\u2069]", "", shown)
    if shown and len(shown) < 100:
        assert words(render(answer)).count(shown) >= 8


def test_nothing_of_a_hostile_answer_becomes_markup() -> None:
    page = rendered(render(make_hostile_briefing()))

    assert "<script" not in page
    assert "<img" not in page
    assert "<del>" not in page
    assert "<table>" not in page
    assert "<a " not in page


@settings(max_examples=300)
@given(
    st.text(alphabet=st.sampled_from('ab1 .)(*_`#+-=~|[]<>&!\\"“”:/@$\n'), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3),
)
def test_any_text_with_any_marks_shows_as_itself(text: str, places: list[tuple[int, int]]) -> None:
    marks = tuple(Span(min(place), max(place)) for place in places)
    item = make_item(text, marks=marks, date="2024", date_of=DateOf.EVENT)
    answer = make_briefing(Section("", (item,)), sources=())

    page = rendered(render(answer))

    entry = re.search(r"<li>(.*?)</li>", page, re.DOTALL)
    assert entry is not None or not text.strip()
    if entry is not None:
        assert html.unescape(re.sub("</?strong>", "", entry[1])).split() == ["2024:", *text.split()]
