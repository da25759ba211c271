"""The answer to a check: what differs first, every sentence once and proved, and what is nowhere said so."""

from __future__ import annotations

import pytest

from bot.views.answer_json import as_json
from bot.views.telegram_html import plain_text, render
from bot.words.answers import ClaimKind, Kind, Status
from tests.briefing.checking.corpus import HARBOUR, QUARREL_ALTERED, answer_to


def test_a_text_that_stands_is_found_with_its_sources() -> None:
    answer = answer_to(HARBOUR.split("\n")[1])
    assert (answer.kind, answer.status) == (Kind.CHECK, Status.FOUND)
    assert [section.heading for section in answer.sections] == ["Stands in a source"]
    assert {source.article for source in answer.sources} == {"001"}


def test_what_differs_comes_first_and_each_sentence_once() -> None:
    answer = answer_to(f"At least 17 ships lay idle last week. {QUARREL_ALTERED}")
    assert answer.status is Status.PARTIAL
    assert [section.heading for section in answer.sections] == [
        "Differs from the source",
        "Stands in a source",
    ]
    items = [item for section in answer.sections for item in section.items]
    assert len({(item.article, item.span) for item in items}) == len(items)
    assert items[0].under is not None
    assert "name “Brekke”: the source has “Lind”" in items[0].under
    assert items[0].first


def test_what_is_nowhere_has_no_sections_and_is_named() -> None:
    answer = answer_to("Igor Sand left Tromso in 1987.")
    assert (answer.status, answer.sections, answer.sources) == (Status.NONE, (), ())
    assert answer.missing == ("Igor Sand", "Tromso", "1987")
    assert "“Igor Sand”, “Tromso”, “1987”" in plain_text(render(answer))


def test_who_is_named_in_a_source_is_not_called_absent_where_it_does_not_tell_the_same() -> None:
    told = plain_text(render(answer_to("Lind spoke with Brekke on 6 December.")))
    assert "3 are not told so" in told
    assert "absent" not in told


def test_a_paraphrase_is_to_be_compared_and_nothing_named_there_is_called_missing() -> None:
    answer = answer_to("Lind wants ships of other lands kept out of Vardal, beginning on 3 March 2024.")
    (section,) = answer.sections
    assert section.heading == "Named in the nearest source, in other words: compare what is told"
    assert answer.status is Status.PARTIAL
    assert section.items[0].under == "named there: “Lind”, “Vardal”, “3 March 2024”"
    assert "closed to foreign trawlers" in section.items[0].text


@pytest.mark.parametrize("text", ["Lind resigns.", "Brekke quits his seat.", "Линдт ушла."])
def test_a_name_of_the_corpus_is_one_wherever_it_stands(text: str) -> None:
    answer = answer_to(text)
    assert answer.status is not Status.INVALID
    assert [(claim.text, claim.kind) for claim in answer.claims] == [(text.split()[0], ClaimKind.NAME)]


def test_a_text_without_anything_to_check_says_so() -> None:
    answer = answer_to("and so it goes on.")
    assert answer.status is Status.INVALID
    assert answer.message == "There is no name, number, date or quotation in this that could be checked."


def test_programs_get_every_claim_with_its_place() -> None:
    text = f"At least 17 ships lay idle last week. {QUARREL_ALTERED}"
    plain = as_json(answer_to(text), query=f"/check {text}", elapsed_ms=1, cached=False)
    by_text = {claim["text"]: claim for claim in plain["claims"]}
    assert by_text["Brekke"] | {"span": None, "sentence": None} == {
        "text": "Brekke",
        "span": None,
        "kind": "name",
        "verdict": "differs",
        "says": "Lind",
        "article": "001",
        "sentence": None,
    }
    start, end = by_text["Brekke"]["span"]
    assert text[start:end] == "Brekke"
    start, end = by_text["17 ships"]["sentence"]
    assert "At least 17 ships lay idle last week" in HARBOUR[start:end]


def test_that_sources_in_another_language_are_not_compared_is_said_where_it_may_matter() -> None:
    absent = answer_to("Министр Игорь Сандов уехал в Тромсё 9 июня 2021 года.")
    assert absent.message is not None
    assert "Only sources in the language of the text (Russian) are compared." in absent.message
    standing = answer_to(HARBOUR.split("\n")[1])
    assert "Only sources" not in (standing.message or "")


def test_a_text_with_more_claims_than_are_checked_at_once_says_up_to_where_it_was_read() -> None:
    told = answer_to("At least 17 ships lay idle last week. " * 200)
    assert "The text is too long: it was checked up to “… " in (told.message or "")
    assert len(told.claims) < 400
    hostile = answer_to("1 2 3 not Vardal " * 450)
    assert len(hostile.claims) < 400


def test_a_word_put_in_the_place_of_another_is_named_though_it_is_no_claim() -> None:
    altered = answer_to("Senator Olav Brekke did not attend the feast in Vardal.")
    assert "In other words than the source: “feast” for “signing”." in (altered.message or "")
    turned = answer_to("Сенатор Олег Брекин осудил запрет.")
    assert "“осудил” for “поддержал”" in (turned.message or "")
    assert "other words" not in (answer_to("Сенатор Олег Брекин поддержал запрет.").message or "")
