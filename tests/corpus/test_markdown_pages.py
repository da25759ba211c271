"""Markdown: marks are no text, and a file without marks is its own text."""

from __future__ import annotations

import pytest

from bot.corpus.articles import articles_of
from bot.corpus.formats.markdown_pages import LONGEST_MARKDOWN, markdown_text
from bot.corpus.formats.readers import read_bytes
from bot.words.documents import GivenFacts

SENTENCE = "The keeper of the lake counted its water every day for thirty years, and wrote it down."
PAGE = f"""---
title: "Keeper Retires: A Life"
date: 2023-03-14T10:00:00+06:00
source: Steppe Herald
authors:
  - Aruzhan Seitova
  - Lev Orlov
tags: [lake, water]
url: https://example.org/keeper
lang: en
---

# Keeper Retires: A Life

![The lake](lake.jpg)

The keeper of the **lake** counted its *water* every day for [thirty years](https://example.org/years),
and wrote it down.[^1]

## What He Leaves

> “It was a long time,” he said.

* {SENTENCE}

1. First he counted.
2. Then he wrote.

| year | level |
|------|-------|
| 2020 | 12.5  |

He moved to Osh &amp; stayed.<br>For good.

[^1]: A note of the page.
"""


def test_the_words_are_kept_and_the_marks_are_not() -> None:
    text, _ = markdown_text(PAGE)
    assert text.split("\n\n") == [
        "Keeper Retires: A Life",
        SENTENCE,
        "What He Leaves",
        "“It was a long time,” he said.",
        f"- {SENTENCE}",
        "1. First he counted.",
        "2. Then he wrote.",
        "He moved to Osh & stayed. For good.",
    ]


def test_front_matter_says_what_it_is() -> None:
    assert markdown_text(PAGE)[1] == GivenFacts(
        title="Keeper Retires: A Life",
        outlet="Steppe Herald",
        author="Aruzhan Seitova, Lev Orlov",
        published="2023-03-14T10:00:00+06:00",
        url="https://example.org/keeper",
        language="en",
    )


def test_front_matter_in_toml_is_understood() -> None:
    text, given = markdown_text(f'+++\ntitle = "Keeper Retires"\ndate = 2023-03-14\n+++\n\n{SENTENCE}\n')
    assert (given.title, given.published) == ("Keeper Retires", "2023-03-14")
    assert text == f"Keeper Retires\n\n{SENTENCE}"


def test_an_article_of_markdown_has_its_title_date_and_headings() -> None:
    (document,) = read_bytes(PAGE.encode(), file="keeper.md", location="keeper.md").documents
    (article,) = articles_of(document)
    assert article.title == "Keeper Retires: A Life"
    assert article.published is not None
    assert (article.published.value, article.outlet) == ("2023-03-14", "Steppe Herald")
    assert [article.read(span) for span in article.headings] == ["What He Leaves"]
    assert not any("*" in article.read(span) or "](" in article.read(span) for span in article.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        f"# Keeper Retires\n\n{SENTENCE}\n\n## What He Leaves\n\n{SENTENCE}\n",
        f"Keeper Retires\r\n\r\n{SENTENCE}\r\n",
        f"\ufeff# Keeper Retires\n\n{SENTENCE}",
    ],
)
def test_a_file_without_marks_in_its_text_is_its_own_text(text: str) -> None:
    assert markdown_text(text)[0] == text


def test_the_one_first_heading_is_the_title() -> None:
    assert markdown_text(f"# Keeper Retires\n\n{SENTENCE}")[1].title == "Keeper Retires"
    assert markdown_text(f"# Keeper Retires\n\n{SENTENCE}\n\n# Dam Opens\n\n{SENTENCE}")[1].title is None
    assert markdown_text(f"{SENTENCE}\n\n# Dam Opens\n\n{SENTENCE}")[1].title is None


def test_text_between_two_rules_is_no_front_matter() -> None:
    text, given = markdown_text(f"---\n{SENTENCE}\n---\n\n{SENTENCE}\n")
    assert text.count(SENTENCE) == 2
    assert given == GivenFacts()


def test_a_source_that_is_an_address_is_no_outlet() -> None:
    given = markdown_text(f"---\ntitle: Keeper\nsource: https://example.org/x\n---\n{SENTENCE}")[1]
    assert (given.outlet, given.url) == (None, "https://example.org/x")


def test_a_file_longer_than_any_article_is_read_as_it_is() -> None:
    text = "*a* " * (LONGEST_MARKDOWN // 4 + 1)
    assert markdown_text(text)[0] == text
