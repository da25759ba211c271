"""What the analysis of a whole article finds, in whatever language it is written."""

from __future__ import annotations

import pytest

from bot.services.taking_in.analysis import open_analyser
from tests.speech.speaking import article_of


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        (
            "Коллегия нынешнего вице-губернатора Савелия Лунина сложила полномочия.",
            "ru",
            "нынешнего вице-губернатора",
        ),
        ("The board of deputy governor Saveli Lunin stepped down.", "en", "deputy governor"),
        (
            "Вице-губернатор Савелий Лунин прибыл на Harbour Forum. Форум открылся утром.",
            "ru",
            "Вице-губернатор",
        ),
    ],
)
def test_a_role_is_read_whole_in_its_own_language(text: str, language: str, role: str) -> None:
    """The English model takes Cyrillic words for anything: it is not asked about them."""
    article = article_of(text, language=language)
    (figure,) = open_analyser()(article).figures
    assert [one.span.of(text) for one in figure.roles] == [role]
