"""The message a chat shows: complete, escaped, short enough, and honest about what it leaves out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.provenance import corpus_line, provenance
from bot.views.telegram_html import plain_text, render, render_part
from bot.words.answers import (
    Briefing,
    Candidate,
    CorpusCard,
    DateOf,
    Item,
    ItemKind,
    Kind,
    Line,
    Section,
    Source,
    Status,
)
from bot.words.documents import Basis
from bot.words.findings import Attribution
from bot.words.spans import Span
from tests.telegram_server.markup import covered, parsed_html, trimmed, units

CORPUS = CorpusCard(articles=10, outlets=3, newest="2025-01", revision="7")


def source(number: int, **fields: object) -> Source:
    first = Source(
        number=number,
        article=f"00{number}",
        title=f"Talks, part {number}",
        outlet="The Courier",
        published="2024-11",
        published_basis=Basis.STATED,
        url=None,
        file=f"00{number}.txt",
    )
    return replace(first, **fields)  # type: ignore[arg-type]


def item(text: str, number: int = 1, **fields: object) -> Item:
    first = Item(text=text, verbatim=text, article=f"00{number}", span=Span(0, len(text)))
    return replace(first, **fields)  # type: ignore[arg-type]


def briefing(*sections: Section, **fields: object) -> Briefing:
    first = Briefing(
        query="/person Marsh",
        kind=Kind.PERSON,
        status=Status.FOUND,
        corpus=CORPUS,
        title="Ada Marsh",
        subtitle="Envoy to Ruritania",
        sections=sections,
        sources=tuple(source(number) for number in (1, 2, 3)),
    )
    return replace(first, **fields)  # type: ignore[arg-type]


def shown(answer: Briefing) -> str:
    text, _ = parsed_html(render(answer))
    return text


def words(answer: Briefing, kind: str) -> list[str]:
    text, entities = parsed_html(render(answer))
    return [covered(text, entity) for entity in entities if entity["type"] == kind]


def test_title_subtitle_items_sources_and_corpus_stand_in_this_order() -> None:
    answer = briefing(Section("Summary", (item("She opened the talks."), item("He left.", 2))))

    assert shown(answer) == (
        "Ada Marsh\n"
        "Envoy to Ruritania\n"
        "\n"
        "Summary\n"
        "• undated: She opened the talks. [1]\n"
        "• undated: He left. [2]\n"
        "\n"
        "Sources\n"
        "[1] Talks, part 1 — The Courier, Nov 2024\n"
        "[2] Talks, part 2 — The Courier, Nov 2024\n"
        "[3] Talks, part 3 — The Courier, Nov 2024\n"
        "\n"
        "10 articles · 3 outlets · newest: January 2025"
    )
    assert words(answer, "bold") == ["Ada Marsh", "Summary", "Sources"]


def test_the_words_that_answer_are_bold() -> None:
    marked = item("Border trade grew, trade ministers said.", marks=(Span(7, 12), Span(19, 24)))

    assert words(briefing(Section("Summary", (marked,))), "bold")[2:4] == ["trade", "trade"]


def test_marks_that_overlap_or_point_outside_do_no_harm() -> None:
    marked = item("Border trade grew.", marks=(Span(7, 12), Span(9, 17), Span(50, 60)))

    assert "Border trade grew." in shown(briefing(Section("Summary", (marked,))))


def test_a_quotation_stands_in_a_block_with_its_speaker() -> None:
    said = item("We will wait", kind=ItemKind.QUOTATION, speaker="Ada Marsh", attribution=Attribution.NAMED)

    assert words(briefing(Section("Said", (said,))), "blockquote") == [
        "“We will wait”\n— Ada Marsh, undated [1]"
    ]


@pytest.mark.parametrize(
    ("attribution", "speaker", "line"),
    [
        (Attribution.ROLE, "Ada Marsh", "— Ada Marsh [named by role], undated [1]"),
        (Attribution.PRONOUN, "Ada Marsh", "— Ada Marsh [named by pronoun], undated [1]"),
        (Attribution.UNRESOLVED, None, "— [speaker not named], undated [1]"),
    ],
)
def test_how_surely_a_speaker_is_known_is_said(
    attribution: Attribution, speaker: str | None, line: str
) -> None:
    said = item("“We will wait”", kind=ItemKind.QUOTATION, speaker=speaker, attribution=attribution)

    assert words(briefing(Section("Said", (said,))), "blockquote") == [f"“We will wait”\n{line}"]


def test_reported_words_are_marked_as_reported() -> None:
    said = item("Marsh said that the talks go on.", kind=ItemKind.REPORTED, speaker="Ada Marsh")

    assert "go on. [reported] [1]" in shown(briefing(Section("Said", (said,))))


def test_a_ledger_shows_the_date_of_each_line() -> None:
    said = item("Marsh said that the talks go on.", kind=ItemKind.REPORTED, date="2024-11-26")

    assert "• 26 Nov 2024: Marsh said" in shown(briefing(Section("Said", (said,)), kind=Kind.SAID))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"published": "2024-01", "published_basis": Basis.INFERRED}, "Jan 2024 (inferred from the text)"),
        ({"published": "2024-11-05"}, "The Courier, 5 Nov 2024"),
        ({"published": "2023"}, "The Courier, 2023"),
        ({"published": None, "published_basis": None}, "The Courier, undated"),
        ({"outlet": None}, "outlet unknown, Nov 2024"),
        ({"truncated": True}, "Nov 2024, cut off by the site"),
    ],
)
def test_a_source_says_what_is_known_unknown_inferred_and_cut(fields: dict[str, object], line: str) -> None:
    assert line in provenance(source(1, **fields))


def links(html: str) -> list[tuple[str, str]]:
    text, entities = parsed_html(html)
    return [(covered(text, entity), entity["url"]) for entity in entities if "url" in entity]


def test_a_source_with_an_address_is_a_link_and_so_is_its_number_beside_a_line() -> None:
    address = "https://news.example/a?b=1&c='2'"
    sources = (source(1, url=address), source(2))
    lines = (item("Yes, in [1] part.", also=("002",)), item("No.", 2, also=("001",)))
    html = render(briefing(Section("Summary", lines), sources=sources))
    assert links(html) == [("[1]", address), ("[1]", address), ("Talks, part 1", address)]
    assert "Yes, in [1] part. [1] also [2]\n" in plain_text(html)
    assert "No. [2] also [1]\n" in plain_text(html)


def test_no_line_is_left_out_for_a_link() -> None:
    sources = (source(1, url="https://news.example/1"),)
    lines = tuple(item(f"Line {number}.") for number in range(120))
    linked = render_part(briefing(Section("Summary", lines), sources=sources))
    plain = render_part(briefing(Section("Summary", lines), sources=(source(1),)))
    assert (linked.after, plain_text(linked.html)) == (plain.after, plain_text(plain.html))


def test_a_few_outlets_are_named_beside_what_comes_unasked() -> None:
    sources = (source(1), source(2, outlet="Fjord Gazette"), source(3, outlet=None))
    told = briefing(
        Section("New", (item("Yes.", also=("002",)), item("No.", also=("002", "003")))),
        kind=Kind.BRIEF,
        sources=sources,
    )
    assert "Yes. [1] also: Fjord Gazette [2]\n" in shown(told)
    assert "No. [1] also [2][3]\n" in shown(told)


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    strange = source(1, url="javascript:alert(1)")

    assert "<a" not in render(briefing(Section("Summary", (item("Yes."),)), sources=(strange,)))


def test_candidates_are_numbered_with_what_tells_them_apart() -> None:
    answer = briefing(
        status=Status.AMBIGUOUS,
        title="Ada",
        subtitle=None,
        message="Two people fit.",
        sources=(),
        candidates=(Candidate("Ada Marsh", "envoy · 3 articles"), Candidate("Ada Reed", "")),
    )

    assert "Two people fit.\n\n1. Ada Marsh — envoy · 3 articles\n2. Ada Reed\n" in shown(answer)


def test_nothing_found_is_said_with_what_is_near() -> None:
    answer = briefing(
        status=Status.NONE,
        title="",
        subtitle=None,
        message="Nothing on Marhs.",
        sources=(),
        suggestions=("Marsh", "Marek"),
    )

    assert shown(answer) == (
        "Nothing on Marhs.\n\nDid you mean: Marsh · Marek\n\n10 articles · 3 outlets · newest: January 2025"
    )


def test_a_message_that_could_not_be_understood_gets_just_its_sentence() -> None:
    answer = briefing(status=Status.INVALID, title="", subtitle=None, message="Send a name.", sources=())

    assert shown(answer) == "Send a name."


def test_one_article_and_no_outlet_are_worded_so() -> None:
    answer = briefing(sources=(), corpus=CorpusCard(1, 0, None, "1"))

    assert shown(answer).endswith("1 article · no known outlets · newest: date unknown")


def test_lists_show_their_lines_after_the_sections() -> None:
    answer = briefing(lines=(Line("Ada Marsh", "4 articles"), Line("Ada Reed")), sources=())

    assert "\n\n• Ada Marsh — 4 articles\n• Ada Reed\n\n" in shown(answer)


def test_hostile_names_are_shown_as_they_are() -> None:
    answer = briefing(
        Section("</b><a href='x'>", (item("1 < 2 && 3 > 2 &amp; <script>", speaker="<i>"),)),
        title="<b>Ada</b>",
        subtitle="A & B",
    )

    assert "<b>Ada</b>\nA & B\n\n</b><a href='x'>\n• undated: 1 < 2 && 3 > 2 &amp; <script> [1]" in shown(
        answer
    )


def test_what_does_not_fit_is_left_out_whole_and_counted() -> None:
    sentences = tuple(item(f"Sentence {n} {'about the border ' * 12}ends.", 1 + n % 3) for n in range(60))
    text = shown(briefing(Section("Summary", sentences)))

    kept = text.count("ends. [")
    assert 5 < kept < 60
    assert f"[{60 - kept} more are not shown: /search finds them by name]" in text
    assert text.endswith("newest: January 2025")
    assert units(text) <= 4096


def test_every_source_cited_by_what_is_shown_is_listed() -> None:
    sentences = tuple(item(f"Sentence {n} {'about the border ' * 12}ends.", n) for n in range(1, 60))
    sources = tuple(source(n, title="Long title " * 12) for n in range(1, 60))
    text = shown(briefing(Section("Summary", sentences), sources=sources))

    kept = text.count("ends. [")
    assert all(f"\n[{n}] Long title" in text for n in range(1, kept + 1))
    assert f"\n[{kept + 1}] " not in text


@pytest.mark.parametrize("word", ["border ", "граница ", "😀🐟 ", "𝔴𝔬𝔯𝔡 "])
def test_a_full_message_is_as_long_as_telegram_takes_in_any_letters(word: str) -> None:
    sentences = tuple(item(f"Sentence {n} {word * 20}ends.", 1 + n % 3) for n in range(120))
    text = shown(briefing(Section("Summary", sentences)))

    assert 3500 < units(text) <= 4096


@pytest.mark.parametrize("word", ["word ", "слово ", "𝔴𝔬𝔯𝔡 ", "x", "😀"])
def test_a_monstrous_item_is_shortened(word: str) -> None:
    text = shown(briefing(Section("Summary", (item(word * 5000),))))

    assert " … [1]" in text
    assert units(text) <= 4096


def test_a_shortened_item_ends_after_a_sentence_where_it_can() -> None:
    text = shown(briefing(Section("Summary", (item("One plain sentence stands here. " * 200),))))

    assert "stands here. … [1]" in text


def test_the_text_of_an_article_is_given_more_room() -> None:
    paragraph = item("One plain sentence stands here. " * 80)

    assert " …" not in shown(briefing(Section("", (paragraph,)), kind=Kind.ARTICLE))


def test_marks_beyond_what_telegram_formats_are_dropped_before_items_are() -> None:
    marked = item("a b c d e f g h", marks=tuple(Span(n, n + 1) for n in range(0, 15, 2)))
    _, entities = parsed_html(render(briefing(Section("Summary", (marked,) * 30))))

    assert len(entities) <= 100
    assert shown(briefing(Section("Summary", (marked,) * 30))).count("a b c d e f g h") == 30


def test_plain_text_is_what_the_chat_would_have_shown() -> None:
    html = render(briefing(Section("<A & B>", (item("1 < 2 &amp; 3"),))))

    assert plain_text(html) == parsed_html(html)[0]


ANY = st.text(max_size=600)
ITEMS = st.builds(
    Item,
    text=ANY,
    verbatim=ANY,
    article=st.sampled_from(["001", "002", "003", "nowhere"]),
    span=st.just(Span(0, 1)),
    kind=st.sampled_from(ItemKind),
    speaker=st.none() | ANY,
    attribution=st.none() | st.sampled_from(Attribution),
    date=st.none() | st.sampled_from(["2024", "2024-02", "2024-02-30", "soon", "2024-13"]),
    marks=st.lists(st.builds(Span, st.integers(0, 700), st.integers(0, 700)), max_size=9).map(tuple),
)
BRIEFINGS = st.builds(
    Briefing,
    query=ANY,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    corpus=st.just(CORPUS),
    title=ANY,
    subtitle=st.none() | ANY,
    message=st.none() | ANY,
    sections=st.lists(
        st.builds(Section, ANY, st.lists(ITEMS, max_size=12).map(tuple), st.none() | ANY), max_size=4
    ).map(tuple),
    lines=st.lists(st.builds(Line, ANY, ANY), max_size=30).map(tuple),
    sources=st.builds(
        lambda title, outlet, url: (source(1, title=title, outlet=outlet), source(2, url=url), source(3)),
        ANY,
        st.none() | ANY,
        st.none() | ANY,
    ),
    candidates=st.lists(st.builds(Candidate, ANY, ANY), max_size=9).map(tuple),
    suggestions=st.lists(ANY, max_size=9).map(tuple),
)


@settings(max_examples=150)
@given(BRIEFINGS)
def test_whatever_a_briefing_holds_telegram_takes_the_message(answer: Briefing) -> None:
    text, entities = trimmed(*parsed_html(render(answer)))

    assert 1 <= units(text) <= 4096
    assert len(entities) <= 100
    assert text.endswith(corpus_line(CORPUS)) or answer.status is Status.INVALID


def test_a_line_can_open_with_the_date_of_what_it_tells_or_only_of_its_article() -> None:
    told = item("Marsh left.", date="2022-01", date_of=DateOf.EVENT)
    article = item("Marsh stays.", date="2024-11-26", date_of=DateOf.ARTICLE)
    nothing = item("Marsh waits.", date_of=DateOf.ARTICLE)
    text = shown(briefing(Section("Figures", (told, article, nothing))))

    assert "• Jan 2022: Marsh left. [1]" in text
    assert "• article of 26 Nov 2024: Marsh stays. [1]" in text
    assert "• undated: Marsh waits. [1]" in text


def test_a_quotation_that_opens_with_a_date_does_not_end_with_it() -> None:
    said = item(
        "We left then.", kind=ItemKind.QUOTATION, speaker="Ada Marsh", date="2022", date_of=DateOf.EVENT
    )

    assert words(briefing(Section("Timeline", (said,))), "blockquote") == [
        "2022: “We left then.”\n— Ada Marsh [1]"
    ]


def test_a_note_stands_behind_its_line() -> None:
    plain = item("Marsh left.", note="The Courier")
    said = item(
        "We left.", kind=ItemKind.QUOTATION, speaker="Ada Marsh", date="2022", note="also in 2 articles"
    )
    text = shown(briefing(Section("Said", (plain, said))))

    assert "• undated: Marsh left. — The Courier [1]" in text
    assert "— Ada Marsh, 2022 · also in 2 articles [1]" in text


def test_the_heading_of_a_group_stands_once_above_it_and_again_on_the_next_page() -> None:
    answer = briefing(
        Section(
            "Who says what",
            tuple(item(f"Line {n}.", under="Ada Marsh" if n < 3 else "Ivo Lang") for n in range(4)),
        )
    )

    assert words(answer, "underline") == ["Ada Marsh", "Ivo Lang"]
    text, _ = parsed_html(render_part(answer, 1).html)
    assert "Who says what\nAda Marsh\n• undated: Line 1." in text
