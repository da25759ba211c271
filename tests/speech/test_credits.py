"""Words credited by a name and no verb: “…” — Jane Doe, in a paragraph of their own."""

import pytest

from tests.speech.speaking import read, read_cyrillic


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“We will stay here, whatever comes.” ― Lena Vogt", "Lena Vogt"),
        ("“We will stay here, whatever comes.” -- Lena Vogt, a nurse in the old town", "Lena Vogt"),
        ("“We will stay here, whatever comes.”\n— Lena Vogt", "Lena Vogt"),
        ("“We will stay here, whatever comes.” — Lena Vogt's new film", None),
        ("“We will stay here, whatever comes.”\n— Lena Vogt left the town on Monday.", None),
    ],
)
def test_a_name_behind_a_dash_is_who_said_the_words(paragraph: str, speaker: str | None) -> None:
    assert read(f"Readers wrote to us.\n{paragraph}", "Lena Vogt f").speaker("We will stay") == speaker


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("«Мы останемся здесь, что бы ни было». — Анна Бекина, врач", "Анна Бекина"),
        ("«Мы останемся здесь, что бы ни было» — Анна Бекина", "Анна Бекина"),
        ("«Мы останемся здесь, что бы ни было». — Анна Бекина уехала в понедельник.", None),
    ],
)
def test_a_name_behind_a_dash_is_who_said_the_words_in_russian(paragraph: str, speaker: str | None) -> None:
    said = read_cyrillic(f"Читатели ответили.\n{paragraph}", "Анна Бекина f")
    assert said.speaker("Мы останемся") == speaker


def test_a_title_is_not_said_by_whose_it_is() -> None:
    said = read_cyrillic("Афиша недели.\n«Долгая Дорога Домой» — Анна Бекина", "Анна Бекина f")
    assert not said.quotations
