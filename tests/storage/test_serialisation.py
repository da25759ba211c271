from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot import words
from bot.errors import DatabaseDamaged
from bot.words.answers import Briefing
from bot.words.changes import CorpusChange
from bot.words.documents import Article, Document
from bot.words.findings import Analysis
from bot.words.people import Person
from bot.words.searching import Hit
from bot.words.spans import Span
from storage.serialisation import ANALYSES, ARTICLES, BRIEFINGS, PEOPLE, Codec
from tests.storage.sample_corpus import analysed, document, person

# Any text SQLite and JSON can hold: everything but halves of surrogate pairs.
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(Span, st.builds(Span, st.integers(0, 9**15), st.integers(0, 9**15)))


@settings(max_examples=60)
@given(analysis=st.from_type(Analysis))
def test_any_analysis_comes_back_equal(analysis: Analysis) -> None:
    assert ANALYSES.read(ANALYSES.write(analysis)) == analysis


@settings(max_examples=60)
@given(one=st.from_type(Person))
def test_any_person_comes_back_equal(one: Person) -> None:
    assert PEOPLE.read(PEOPLE.write(one)) == one


@settings(max_examples=60)
@given(briefing=st.from_type(Briefing))
def test_any_briefing_comes_back_equal(briefing: Briefing) -> None:
    made = replace(briefing, sources=tuple(briefing.sources))  # a list of all is made while it is read
    assert BRIEFINGS.read(BRIEFINGS.write(briefing)) == made


@settings(max_examples=60)
@given(article=st.from_type(Article))
def test_any_article_comes_back_equal_with_its_document(article: Article) -> None:
    again = ARTICLES.read_with(ARTICLES.write(article), article.document)
    assert again == article
    assert again.document is article.document


def test_what_comes_back_has_the_very_types_it_went_in_with() -> None:
    one = analysed(document("003"), 2)
    again = ANALYSES.read(ANALYSES.write(one.analysis))
    assert repr(again) == repr(one.analysis)
    article = ARTICLES.read_with(ARTICLES.write(one.article), one.article.document)
    assert repr(article) == repr(one.article)


def test_the_text_of_a_document_is_not_repeated_in_its_articles() -> None:
    one = analysed(document("003", "A long text. " * 1000))
    assert len(ARTICLES.write(one.article)) < 1000


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"article": 5}', "{", '{"id": "000"}'])
def test_a_broken_entry_is_told_as_a_damaged_database(text: str) -> None:
    with pytest.raises(DatabaseDamaged, match="broken entry"):
        ANALYSES.read(text)
    with pytest.raises(DatabaseDamaged, match="broken entry"):
        ARTICLES.read_with(text, document("000"))


def test_half_a_character_is_refused_when_written() -> None:
    with pytest.raises(ValueError, match="cannot be stored"):
        PEOPLE.write(person("Anna \ud83d", "000"))


def test_every_dataclass_of_the_words_can_be_written() -> None:
    """A field added to the models with a type that JSON cannot carry fails here, not in a user's database."""
    modules = [import_module(f"bot.words.{found.name}") for found in iter_modules(words.__path__)]
    for kind in (value for module in modules for value in vars(module).values()):
        if is_dataclass(kind) and kind not in {CorpusChange, Hit} and isinstance(kind, type):
            assert typing.get_type_hints(kind).keys() == {field.name for field in fields(kind)}
            assert TypeAdapter(kind).json_schema()
            assert Codec(kind) is not None


def test_a_document_without_given_facts_comes_back_equal() -> None:
    codec = Codec(Document)
    plain = Document("000", "f", "l", "d", "\x00 text\r\n\u2028")
    assert codec.read(codec.write(plain)) == plain
