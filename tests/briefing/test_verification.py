"""The promise that nothing is invented."""

import pytest

from bot.briefing.proof.verification import is_made_of, stands, verified
from bot.words.answers import Briefing, CorpusCard, Item, Kind, Section, Source, Status
from bot.words.spans import Span

DOCUMENT = "The envoy left. She will return in May, she said [in Oslo]. Nobody knows … why."
CORPUS = CorpusCard(1, 0, None, "1")


def item(verbatim: str, text: str | None = None, start: int | None = None) -> Item:
    begin = DOCUMENT.index(verbatim) if start is None else start
    return Item(text or verbatim, verbatim, "1", Span(begin, begin + len(verbatim)))


@pytest.mark.parametrize(
    "shown",
    [
        "She will return in May, she said [in Oslo].",
        "[Lind] She will return in May, she said [in Oslo].",
        "She will return … she said [in Oslo].",
        "… She will return in May, she said [in Oslo]. …",
        "She [Lind] will return in May, she said [in Oslo].",
        "[Lind] will return in May, she said [in Oslo].",
    ],
)
def test_a_line_with_marked_insertions_and_cuts_stands(shown: str) -> None:
    assert stands(item("She will return in May, she said [in Oslo].", shown), DOCUMENT)


@pytest.mark.parametrize(
    "shown",
    [
        "She will return in June, she said [in Oslo].",
        "She will return, she said [in Oslo].",
        "She will return in May",
        "Lind: She will return in May, she said [in Oslo].",
        "she said [in Oslo] … She will return in May, ",
        "return in May, she said [in Oslo].",
        "will return in May, she said [in Oslo].",
        "[Lind] return in May, she said [in Oslo].",
    ],
)
def test_a_line_changed_or_cut_without_a_mark_does_not_stand(shown: str) -> None:
    assert not stands(item("She will return in May, she said [in Oslo].", shown), DOCUMENT)


def test_a_line_at_another_place_does_not_stand() -> None:
    assert not stands(item("The envoy left.", start=1), DOCUMENT)
    assert not stands(item("The envoy left."), None)


def test_dots_of_the_source_are_no_cut() -> None:
    assert is_made_of("Nobody knows … why.", "Nobody knows … why.")
    assert not is_made_of("Nobody knows … else why.", "Nobody knows … why.")


def test_what_does_not_stand_is_left_out_and_the_rest_goes_on() -> None:
    good, bad = item("The envoy left."), item("She will return in May", "She will never return")
    source = Source(1, "1", "T", None, None, None, None, "f")
    answer = Briefing(
        "q",
        Kind.TOPIC,
        Status.FOUND,
        CORPUS,
        sections=(Section("A", (good, bad)), Section("B", (bad,))),
        sources=(source,),
    )
    checked, refused = verified(answer, {"1": DOCUMENT})
    assert refused == (bad, bad)
    assert checked.sections == (Section("A", (good,)),)
    assert checked.sources == (source,)
