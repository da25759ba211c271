"""One event once, also where it is told in two languages."""

from dataclasses import replace

import pytest

from bot.briefing.lines.once import told_once_in_all_languages
from bot.words.answers import Item, ItemKind, Section
from bot.words.spans import Span

ENGLISH = "President Ilgar Mamedov received Foreign Minister Karel Nowak in Batumi on November 7."
RUSSIAN = "Президент Ильгар Мамедов принял в Батуми министра иностранных дел Карела Новака."
OTHER = "Президент Ильгар Мамедов подписал закон о портах."


def line(text: str, article: str, language: str, date: str | None = None) -> Item:
    return Item(
        text=text,
        verbatim=text,
        article=article,
        span=Span(0, len(text)),
        kind=ItemKind.SENTENCE,
        date=date,
        language=language,
    )


def shown(*items: Item, read: str = "en") -> list[Item]:
    return [
        item for one in told_once_in_all_languages([Section("Known", items)], {read}) for item in one.items
    ]


@pytest.mark.parametrize("read", ["en", "ru"])
def test_an_event_of_one_day_stands_in_the_language_of_the_reader_and_notes_the_other(read: str) -> None:
    english, russian = line(ENGLISH, "001", "en", "2024-11-07"), line(RUSSIAN, "002", "ru", "2024-11-07")
    own, other = (english, russian) if read == "en" else (russian, english)
    assert shown(russian, english, read=read) == [replace(own, also=(other.article,))]


def test_another_event_of_the_same_people_stays() -> None:
    english, russian = line(ENGLISH, "001", "en", "2024-11-07"), line(OTHER, "002", "ru", "2024-11-07")
    assert shown(english, russian) == [english, russian]


def test_the_same_people_on_another_day_are_another_event() -> None:
    english, russian = line(ENGLISH, "001", "en", "2024-11-07"), line(RUSSIAN, "002", "ru", "2025-03-01")
    assert shown(english, russian) == [english, russian]


def test_of_an_unknown_day_more_names_must_agree() -> None:
    few = line("Премьер Карел Новак прибыл в порт.", "002", "ru")
    assert shown(line(ENGLISH, "001", "en"), few)[1:] == [few]
    assert len(shown(line(ENGLISH, "001", "en", "2024-11-07"), line(RUSSIAN, "002", "ru"))) == 1


def test_an_office_is_not_left_out_for_it() -> None:
    office = replace(line(RUSSIAN, "002", "ru", "2024-11-07"), kind=ItemKind.FACT)
    assert office in shown(line(ENGLISH, "001", "en", "2024-11-07"), office)


def test_an_office_is_no_name_by_which_two_events_are_one() -> None:
    english = line("President Ilgar Mamedov met Minister Karel Nowak.", "001", "en", "2024-11-07")
    russian = line("Президент Ильгар Мамедов и Министр Анна Громова открыли порт.", "002", "ru", "2024-11-07")
    assert shown(english, russian) == [english, russian]
