"""Whether the form of a Russian or Kazakh name can be the subject's."""

from __future__ import annotations

import pytest

from bot.text.names.russian_names import Case, NameForms

FORMS = NameForms(["Алпаев", "Алпаева", "Серова", "Серову", "Кулеба"])


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Тимур Алпаев", "male"),
        ("Алпаев", "male"),
        ("Мария Серова", "female"),
        ("Владимир Путин", "male"),
        ("Иван Петрович Сидоренко", "male"),
        ("Майра Ильинская", "female"),
    ],
)
def test_nominatives(name: str, gender: str) -> None:
    assert FORMS.case_of(name.split(), gender) is Case.NOMINATIVE


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Алпаева", None),
        ("Алпаевым", "male"),
        ("Владимира Путина", "male"),
        ("Владимиру Путину", "male"),
        ("Серову", "female"),
        ("Кулебы", None),
        ("Кулебой", None),
        ("Шавкатом Мирзиёевым", "male"),
        ("Ивана Петровича Сидоренко", "male"),
        ("Дмитрия Новицкого", "male"),
    ],
)
def test_oblique_cases(name: str, gender: str | None) -> None:
    assert FORMS.case_of(name.split(), gender) is Case.OBLIQUE


@pytest.mark.parametrize(
    "name", ["Керимбекова", "Досыма Сатпаева", "Александра Бекова", "Лу", "Керри", "Марко Рубио"]
)
def test_what_the_form_leaves_open(name: str) -> None:
    assert FORMS.case_of(name.split(), None) is Case.UNSURE


def test_kazakh_endings_are_cases_only_beside_the_bare_name() -> None:
    forms = NameForms(["Бекетов", "Бекетовтың"], kazakh=True)
    assert forms.case_of(["Бекетов"], None) is Case.NOMINATIVE
    assert forms.case_of(["Бекетовтың"], None) is Case.OBLIQUE
    assert forms.case_of(["Сағынтай"], None) is Case.NOMINATIVE
    assert forms.case_of(["Айбектің"], None) is Case.OBLIQUE
    assert forms.case_of(["Мұзтаудың"], None) is Case.UNSURE


def test_no_words_tell_nothing() -> None:
    assert FORMS.case_of([], None) is Case.UNSURE
