"""What stands around and between the paragraphs of an article is told from its text."""

from __future__ import annotations

import pytest

from tests.corpus.documents import article, headings, paragraphs

FIRST = "The keeper of the lake counted its water every day for thirty years, and wrote it down."
SECOND = "He was asked by the towns to build a second gauge, and promised to do so in the spring."
THIRD = "The council thanked him for his answer and gave him a boat, which he has never used."


def page(*lines: str) -> str:
    return "\n\n".join(("Keeper of the Lake Retires", *lines))


def test_a_date_below_the_summary_is_the_articles() -> None:
    found = article(
        page(SECOND.replace("spring", "summer"), "2 min read", "08 September, 2021", FIRST, THIRD)
    )
    assert found.published is not None
    assert found.published.value == "2021-09-08"
    assert len(paragraphs(found)) == 3


def test_dates_between_paragraphs_are_none_of_publication() -> None:
    found = article(page(FIRST, "3 May 2022", SECOND, "4 May 2022", THIRD))
    assert found.published is None or found.published.value is None


def test_the_day_of_the_last_change_is_a_bound() -> None:
    found = article(page("Last updated on September 11th, 2021 at 03:27 pm", FIRST, SECOND))
    assert found.published is not None
    assert (found.published.value, found.published.latest) == (None, "2021-09-11")


def test_an_update_is_no_publication_where_an_earlier_date_stands_above() -> None:
    found = article(f"25.10.2023\n\n{page('Update: 26.10.2023 (08:47)', FIRST, SECOND)}")
    assert found.published is not None
    assert found.published.value == "2023-10-25"


def test_a_summary_that_is_a_sentence_of_the_text_is_said_once_and_in_its_place() -> None:
    assert paragraphs(article(page(SECOND, FIRST, SECOND, THIRD))) == [FIRST, SECOND, THIRD]


def test_the_title_in_another_alphabet_is_no_heading() -> None:
    found = article(page("Смотритель озера уходит на покой", FIRST, SECOND))
    assert headings(found) == []
    assert paragraphs(found) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "bio",
    [
        "Lev Orlov is a senior fellow at the Steppe Institute and writes on water.",
        "Dr. Aruzhan Seitova is an independent journalist who lives in Karakol.",
    ],
)
def test_who_the_author_is_goes_when_the_text_does_not_know_them(bio: str) -> None:
    assert paragraphs(article(page(FIRST, SECOND, THIRD, bio))) == [FIRST, SECOND, THIRD]


def test_who_somebody_of_the_text_is_stays() -> None:
    bio = "Lev Orlov is a senior fellow at the Steppe Institute and writes on water."
    quoted = "“The gauge is old,” said Orlov, who has seen it, and the council agreed with him."
    assert paragraphs(article(page(FIRST, quoted, THIRD, bio)))[-1] == bio
    assert paragraphs(article(page(bio, FIRST, SECOND)))[0] == bio


def test_what_stands_under_the_authors_label_goes() -> None:
    bio = "Elina Orlova was born in Osh and grew up in Talas, where she studied the history of the lake."
    assert paragraphs(article(page(FIRST, SECOND, "Author", "Elina Orlova", bio))) == [FIRST, SECOND]


def test_words_the_text_quotes_head_it() -> None:
    heading = "“A second gauge in the spring”"
    text = SECOND.replace("build a second gauge", "build “a second gauge in the spring”")
    found = article(page(FIRST, heading, text, THIRD))
    assert headings(found) == [heading]
    assert paragraphs(found) == [FIRST, text, THIRD]


def test_a_quotation_nobody_says_again_is_text() -> None:
    quotation = "“I counted what there was”"
    assert quotation in paragraphs(article(page(FIRST, quotation, SECOND)))


@pytest.mark.parametrize(
    "heading", ["Leading the keepers: Lev Orlov", "“A life by the lake”: the keepers of the south"]
)
def test_a_heading_may_have_a_colon(heading: str) -> None:
    assert headings(article(page(FIRST, heading, SECOND))) == [heading]


@pytest.mark.parametrize("said", ["Lev Orlov: Not a word", "Minister of Water: Not a word"])
def test_what_a_speaker_says_is_no_heading(said: str) -> None:
    assert said in paragraphs(article(page(FIRST, said, SECOND)))


def test_titles_with_colons_below_an_article_are_links() -> None:
    links = ("Orlov: The Dam Must Wait", "Snow: Roads Shut in the South", "Steppe Radio: Keepers Meet Again")
    assert paragraphs(article(page(FIRST, SECOND, *links))) == [FIRST, SECOND]


def test_an_agency_that_signs_its_report_is_no_text() -> None:
    text = f"ОШ, 31 декабря. /ОЗЕРОИНФОРМ/. {RUSSIAN} {RUSSIAN} ОЗЕРОИНФОРМ"
    found = article(f"Смотритель озера уходит на покой\n\n{text}")
    assert paragraphs(found) == [f"{RUSSIAN} {RUSSIAN}"]
    assert not found.truncated
    assert found.outlet == "ОЗЕРОИНФОРМ"


RUSSIAN = "Смотритель озера тридцать лет считал его воду каждый день и записывал её в книгу."


def test_a_repost_is_not_from_whom_it_cites() -> None:
    cited = article(page(FIRST[:-1] + ", Ukrinform reports.", SECOND))
    citing = article(page(FIRST[:-1] + ", Ukrinform reports citing the council.", SECOND))
    assert (cited.outlet, citing.outlet) == (None, "Ukrinform")


def test_the_address_a_site_signs_with_is_the_outlet() -> None:
    assert article(page(FIRST, SECOND, "SteppeLight.org")).outlet == "SteppeLight.org"


@pytest.mark.parametrize(
    "clock", ["Moscow time 11:47 20 April 2031", "Московское время 11:47 20 апреля 2031 года"]
)
def test_the_time_at_which_a_page_is_read_dates_no_article(clock: str) -> None:
    told = "The keeper of the lake met the council on 28 July 2029 and spoke of his boat."
    found = article(f"{clock}\n\n{page(told, FIRST, THIRD)}")
    assert found.published is None or not (found.published.value or "").startswith("2031")


def test_a_copy_of_the_title_that_was_cut_off_is_no_text() -> None:
    title = "Keeper of the Lake Retires After Thirty Years of Counting Its Water"
    found = article(f"{title}\n\nKeeper of the Lake Retires After Thirty Years of\n\n{FIRST}\n\n{SECOND}")
    assert paragraphs(found) == [FIRST, SECOND]
    assert headings(found) == []


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("- Famous singer buys seventh castle abroad", False),
        ("- Знаменитая певица купила седьмой замок", False),
        ("- The keeper kept the boat, the gauge and the towns", True),
    ],
)
def test_a_last_line_with_a_mark_on_something_else_leads_elsewhere(last: str, kept: bool) -> None:
    assert (last in paragraphs(article(page(FIRST, SECOND, THIRD, last)))) is kept


@pytest.mark.parametrize(
    ("below", "day"),
    [
        (("More From This Section", "First Published: Jul 02 2031 | 10:28 PM IST"), "2031-07-02"),
        (("Читайте также", "Опубликовано: 2 июля 2031, 22:28"), "2031-07-02"),
        (("More From This Section", "Posted: Jul 02 2031 | 10:28 PM IST"), None),
        (("More From This Section", "Published: Jul 02 2031", "Published: Jul 03 2031"), None),
    ],
)
def test_the_one_day_of_publication_among_links_below_is_the_article_s(
    below: tuple[str, ...], day: str | None
) -> None:
    found = article(page(FIRST, SECOND, THIRD, *below)).published
    assert (found.value if found else None) == day
