"""Names in languages nobody parses: endings glued to them, what stands before and beside them."""

from __future__ import annotations

import pytest

from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from tests.speech.speaking import article_of


def names_in(text: str, language: str) -> list[str]:
    article = article_of(text, language=language)
    return [name.span.of(text) for name in find_names(article, sentences_of(article), ())]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("tr", "Dün öğleden sonra Hakan Aksoy'un limanı gezdiği açıklandı.", ["Hakan Aksoy"]),
        ("uz", "Kecha kechqurun Alisher Salimovning porti yana ochildi, dedi u.", ["Alisher Salimov"]),
        ("uz", "Kecha vazir Alisher Salimov Oliy Majlisda portni ochdi.", ["Alisher Salimov"]),
        ("ky", "Кечээ кечинде Азамат Токоевдин порту кайра ачылганы айтылды.", ["Азамат Токоев"]),
        ("ky", "Кечээ министр Темир Токоев Жогорку Кеңеште портту ачты.", ["Темир Токоев"]),
        ("uk", "Учора міністр оборони України Остап Вербинський відкрив порт.", ["Остап Вербинський"]),
        ("uk", "Порт відкрили після розмови з депутатом Верховної Ради учора ввечері.", []),
        (
            "es",
            "Ayer vimos a Carlos Barrientos e Iván Soler en el puerto.",
            ["Carlos Barrientos", "Iván Soler"],
        ),
    ],
)
def test_a_name_has_neither_the_endings_nor_the_words_beside_it(
    language: str, text: str, names: list[str]
) -> None:
    assert names_in(text, language) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“El puerto reabre”, dijo el ministro Yerko Wuldán en la radio.", ["Yerko Wuldán"]),
        ("“El puerto reabre”, dijo Yerko Wuldán. Después se fue Wuldán.", ["Yerko Wuldán", "Wuldán"]),
        ("“El puerto reabre”, dijo la empresa Yerko Wuldán en la radio.", []),
        ("El ministro de Puertos, Yerko Wuldán, abrió ayer el puerto.", ["Yerko Wuldán"]),
        ("El ministro cerró los puertos, Yerko Wuldán, y los demás.", []),
        ("El puerto que vieron Yerko Wuldán y los demás reabre mañana.", []),
    ],
)
def test_a_name_no_list_has_is_a_persons_where_it_speaks_and_more_tells_so(
    text: str, names: list[str]
) -> None:
    assert names_in(text, "es") == names
