"""The promise that nothing is invented."""

from dataclasses import replace

import pytest

from bot.briefing.proof.verification import is_made_of, stands, verified
from bot.words.answers import Briefing, CorpusCard, Item, ItemKind, Kind, Section, Source, Status
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


@pytest.mark.parametrize(
    ("kind", "verbatim", "subtitle", "kept"),
    [
        (ItemKind.FACT, "envoy", "envoy", True),
        (ItemKind.FACT, "envoy", "[former] envoy", True),  # what stands in brackets is ours
        (ItemKind.FACT, "envoy", "chief envoy", False),
        (ItemKind.SENTENCE, "The envoy left.", "envoy", False),  # in a sentence it may be another's
    ],
)
def test_a_role_under_the_title_is_shown_only_with_the_fact_that_proves_it(
    kind: ItemKind, verbatim: str, subtitle: str, kept: bool
) -> None:
    proof = replace(item(verbatim), kind=kind)
    answer = Briefing(
        "q", Kind.PERSON, Status.FOUND, CORPUS, subtitle=subtitle, sections=(Section("Who", (proof,)),)
    )
    checked, refused = verified(answer, {"1": DOCUMENT})
    assert refused == ()
    assert checked.subtitle == (subtitle if kept else None)


def test_a_role_whose_fact_does_not_stand_leaves_with_it() -> None:
    unproved = replace(item("envoy", start=0), kind=ItemKind.FACT)
    answer = Briefing(
        "q", Kind.PERSON, Status.FOUND, CORPUS, subtitle="envoy", sections=(Section("Who", (unproved,)),)
    )
    assert verified(answer, {"1": DOCUMENT})[0].subtitle is None


def test_a_section_of_a_note_alone_stays_and_one_whose_lines_fell_leaves_with_its_note() -> None:
    sections = (
        Section("Note", (), "None is known."),
        Section("Lines", (item("He left.", start=0),), "Note."),
    )
    answer = Briefing("q", Kind.TOPIC, Status.FOUND, CORPUS, sections=sections)
    assert verified(answer, {"1": DOCUMENT})[0].sections == sections[:1]
