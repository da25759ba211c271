"""The model's reading of sentences: words in order, whatever white space and signs stand between them."""

import pytest

from bot.words.findings import Sentence
from bot.words.spans import Span
from tests.speech.speaking import syntax_model


@pytest.mark.parametrize("tail", [" )", " .", " ’", " ) and Mr. Gas 2024 oil"])
def test_a_piece_that_begins_with_white_space_is_read_to_its_end(tail: str) -> None:
    text = "a" * 2999 + tail
    tokens = syntax_model().parse(text, (Sentence(Span(0, len(text)), 0),))
    assert tokens
    assert all(not token.text.isspace() for token in tokens)
    assert all(0 <= token.head < len(tokens) for token in tokens)


def test_a_rank_with_a_full_stop_begins_no_other_sentence() -> None:
    text = "The board met Capt. Ada Lind and Sgt. Omar Haddad."
    tokens = syntax_model().parse(text, (Sentence(Span(0, len(text)), 0),))
    assert {"Capt.", "Sgt."} <= {token.text for token in tokens}
