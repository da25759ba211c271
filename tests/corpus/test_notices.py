"""Notices of the site among the sentences of a paragraph."""

from __future__ import annotations

import pytest

from tests.corpus.documents import article, paragraphs


@pytest.mark.parametrize(
    "notice",
    [
        "Scroll down for video .",
        "Read more: Nine harbours of the steppe .",
        "Watch how the pilots train » .",
        "Слушайте наш новый подкаст о гаванях.",
    ],
)
def test_a_notice_between_sentences_is_no_text(notice: str) -> None:
    before, after = "The harbour court fined a pilot on Monday.", "The judge called the fine low."

    found = article(f"{before} {notice} {after}")

    assert paragraphs(found) == [before, after]
    assert notice in [part.span.of(found.text) for part in found.dropped]


def test_a_sentence_that_begins_like_a_notice_stays() -> None:
    text = (
        "The harbour court fined a pilot on Monday. "
        "In the latest episode, soldiers fired on the harbour. The judge called the fine low."
    )

    assert paragraphs(article(text)) == [text]
