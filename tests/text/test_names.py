"""Names of people: found in prose, headlines and captions; places, bodies and things are none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.names import name_runs
from bot.text.names.nicknames import nicknames_in
from bot.text.names.people_named import Name, Zone, find_names
from bot.text.sentences import sentences_of
from bot.words.spans import Span
from tests.people.corpus import article_of
from tests.speech.speaking import syntax_model


def names_of(text: str, title: str = "", caption: str = "") -> tuple[Name, ...]:
    article = article_of(text, title=title, caption=caption)
    sentences = sentences_of(article)
    return find_names(article, sentences, syntax_model().parse(article.text, sentences))


def words_of(text: str, title: str = "") -> list[str]:
    return [" ".join(name.words) for name in names_of(text, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister of Energy of Kazakhstan Almas Serikov met them.", ["Almas Serikov"]),
        ("The talks were led by Robert F. Carter Jr. in Oslo.", ["Robert F. Carter Jr."]),
        ("President Kang Min-ho met Nguyen Van Thanh on Monday.", ["Kang Min-ho", "Nguyen Van Thanh"]),
        ("Prince Faisal bin Nasser received Ursula von Arnim.", ["Faisal bin Nasser", "Ursula von Arnim"]),
        ("They met the ambassador to Chad Nino Brodze there.", ["Nino Brodze"]),
        ("The talks were held at Al Marzum House.", []),
        ("“No,” said Kathleen Hall Marlowe, a professor.", ["Kathleen Hall Marlowe"]),
        ("“No,” said Mary Church Bellington, who teaches.", ["Mary Church Bellington"]),
        ("The house elected Ines de la Vega Marlo as its head.", ["Ines de la Vega Marlo"]),
        ("Her deputy, Juan de los Prados Soto, agreed.", ["Juan de los Prados Soto"]),
        ("Bosun Tomas Ruzek wept. Stoker Ivo Kern left by train.", ["Tomas Ruzek", "Ivo Kern"]),
        ("Nurlan Askaruly and Bashar al-Hakim signed it.", ["Nurlan Askaruly", "Bashar al-Hakim"]),
        ("The minister’s aide, Kassym-Ali Bekov, agreed.", ["Kassym-Ali Bekov"]),
        ("Oslo’s envoy praised Maria Jensen’s plan.", ["Maria Jensen"]),
        ("J.T. Walker said the plan was sound.", ["J.T. Walker"]),
        ("He lost to S. P. Okwonam by two votes.", ["S. P. Okwonam"]),
        ("Hector and Moira Drummon left.", ["Hector Drummon", "Moira Drummon"]),
        ("Ivo and Anna Belova left.", ["Ivo", "Anna Belova"]),
        ("Hector Lopez met Hector and Moira Drummon.", ["Hector Lopez", "Hector", "Moira Drummon"]),
        ("Baker Zenon Orlik stands for mayor.", ["Zenon Orlik"]),
        ("ORNA, 20 October 2018 — Cook Ivo Kern left.", ["Ivo Kern"]),
        ("Mason Lee Brown left.", ["Mason Lee Brown"]),
        ("Nurse Wahyuna Lestaro had cared for them.", ["Wahyuna Lestaro"]),
        ("The lake's chief negotiator, Zebro Quilana, was tired.", ["Zebro Quilana"]),
        ("They met the mayor of the port, Seo Yin-hak, on Friday.", ["Seo Yin-hak"]),
        ("They met the head of the lender, Banka Zelna Bank, on Friday.", []),
        ("They met the mayor of Orna, North Vetland, on Friday.", []),
    ],
)
def test_a_name_is_found_whole_and_without_its_titles(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The George Marshall University opened a centre in Nur-Sultan.",
        "Human Rights Watch and Amnesty International criticised Rosatom.",
        "The supply ship Almirante Ivo Kern reached the base.",
        "Deportivo Ivo Kern beat Atletico Santa Lucia.",
        "Marlow United beat Carlton Rovers at home.",
        "The Oreshnik missile was shown near the Akorda on Tuesday.",
        "Silk Way TV and The Astana Times reported from Washington.",
        "The Kazakhs and the French met at the Yusof Karim Institute.",
        "The Secretary met the Ambassador in the Senate.",
        "King Hassan International Airport is closed in December.",
        "Hurricane Martha hit Mount Elbert and Lake Victoria.",
    ],
)
def test_places_bodies_peoples_and_things_are_not_people(text: str) -> None:
    assert words_of(text) == []


def test_a_family_name_alone_is_a_person_when_the_article_names_the_person_in_full() -> None:
    found = words_of(
        "Helen Waters, a lawyer, spoke first. In her view Waters pointed at the rules. Waters left."
    )

    assert found == ["Helen Waters", "Waters", "Waters"]


def test_a_headline_in_title_case_only_confirms_names_the_body_knows() -> None:
    found = names_of(
        "Envoy Daniel Holm said on Monday that he would leave.",
        title="Norway Envoy Daniel Holm Resigns After Talks",
    )

    assert [(" ".join(name.words), name.zone) for name in found] == [
        ("Daniel Holm", Zone.TITLE),
        ("Daniel Holm", Zone.BODY),
    ]


def test_two_names_joined_by_a_hyphen_are_two_names() -> None:
    found = words_of(
        "Peter Brandt met Anna Kovacs.\nThe Brandt-Kovacs talks went on.",
    )

    assert found == ["Peter Brandt", "Anna Kovacs", "Brandt", "Kovacs"]


def test_words_of_a_glued_heading_before_a_known_name_are_left_out() -> None:
    found = words_of(
        "Envoy Daniel Holm spoke. End of a Distinguished Career Holm told the cabinet of his decision."
    )

    assert found == ["Daniel Holm", "Holm"]


def test_another_name_in_brackets_belongs_to_the_name_before_it() -> None:
    (name,) = names_of("The painter Zarina (Aigul Bekova) opened the show.")

    assert name.words == ("Zarina",)
    assert name.other is not None


def test_cyrillic_names_are_found_in_every_case() -> None:
    found = words_of(
        "Президент Казахстана Ерлан Сериков встретился с министром Олегом Жуковым. "
        "По словам Серикова, встреча удалась."
    )

    assert found == ["Ерлан Сериков", "Олегом Жуковым", "Серикова"]


def test_a_name_in_a_caption_is_marked_as_such() -> None:
    found = names_of("The ministers met in Oslo.", caption="Maria Jensen during an interview")

    assert [(name.words, name.zone) for name in found] == [(("Maria", "Jensen"), Zone.CAPTION)]


@given(st.text(alphabet="Aa.Kим -'’(),\nMr Trump\u00a0Ω", max_size=200))
@settings(max_examples=60)
def test_names_of_any_text_are_exact_ordered_and_apart(text: str) -> None:
    article = article_of(text)
    found = find_names(article, sentences_of(article), ())

    assert all(article.read(name.span).split()[0].startswith(name.words[0][:1]) for name in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Antwort Velmoras überraschte Kanzler Friedrich Merzig. Merzig schwieg.", 2),
        ("de", "Das Bild von Bo Ekström war falsch. Ein Hafen von Ashdor lag still.", 1),
        ("de", "Gestern hat Donald Linden Gegenwind bekommen.", 1),
        ("fr", "La Velmorie attend. Cette décision du président Tokaren est prise.", 1),
        ("pl", "Wysłannik Bliskiego Regionu Steve Harmon przyleciał do Pakistanu.", 1),
        ("es", "El general Juan de la Cruz llegó a el Adwa.", 1),
    ],
)
def test_nouns_of_a_language_that_is_not_read_are_no_names(language: str, text: str, expected: int) -> None:
    article = replace(article_of(text), language=language)
    sentences = sentences_of(article)
    found = find_names(article, sentences, syntax_model().parse(article.text, sentences))
    assert len(found) == expected, [name.words for name in found]


def test_parties_and_places_of_several_words_are_not_people() -> None:
    assert words_of("Fianna Fáil lost in Khan Younis, said Dagens Nyheter.") == []


@pytest.mark.parametrize("title", ["Mr Justice", "Lord Justice", "Lady Justice", "Mr Speaker"])
def test_who_is_addressed_as_a_person_is_one_whatever_the_model_takes_the_words_for(title: str) -> None:
    assert words_of(f"The judge, {title} Macdonnell, said: “The claim fails entirely.”") == ["Macdonnell"]


class _CountingSpan(Span):
    asked = 0

    @property
    def end(self) -> int:
        type(self).asked += 1
        return self[1]


def test_many_nicknames_are_each_gone_past_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ada 'Bo' Lind met Carl 'Cy' Holt. " * 200
    spans = [_CountingSpan(*span) for span in nicknames_in(text, Span(0, len(text)))]
    monkeypatch.setattr(name_runs, "nicknames_in", lambda text, span: iter(spans))
    words = name_runs.words_of(text, Span(0, len(text)))
    assert "Bo" not in {word.text for word in words}
    assert _CountingSpan.asked < 3 * len(words)


@pytest.mark.parametrize("title", ["The Woman Who Maps Wells", "Architect Saves Ottoman Bath"])
def test_a_verb_of_a_headline_and_what_it_is_done_to_are_nobody(title: str) -> None:
    assert words_of("It rained.", title) == []
