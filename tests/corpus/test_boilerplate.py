"""The cleaning rules, each with lines it takes and text it leaves."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.corpus.cleaning.boilerplate import (
    Where,
    find_what_goes_on,
    is_bare_credit,
    rule_for,
    rules,
    tail_of,
    takes,
)
from bot.corpus.cleaning.lines import PageLine, lines_of

EXAMPLES = tomllib.loads((Path(__file__).parent / "boilerplate_examples.toml").read_text(encoding="utf-8"))


def line(text: str) -> PageLine:
    (only,) = lines_of(text)
    return only


def test_every_rule_has_its_examples() -> None:
    names = [rule.name for rule in rules()]
    assert [name for name in names if name not in EXAMPLES] == [], "rules without examples"
    assert [name for name in EXAMPLES if name not in names] == [], "examples of no rule"
    assert list(EXAMPLES) == names, "the examples stand in another order than the rules"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_takes_its_lines_and_leaves_text(name: str) -> None:
    """Another rule above it may take them first: it must fit them by itself all the same."""
    (own,) = [rule for rule in rules() if rule.name == name]
    examples = EXAMPLES[name]
    missed = [text for text in examples["drops"] if not takes(own, line(text))]
    assert missed == [], f"not taken by the rule {name}"
    lost = {text: rule.name for text in examples["keeps"] if (rule := rule_for(line(text))) is not None}
    assert lost == {}, "real text taken, with the rule that took it"


@pytest.mark.parametrize("name", [rule.name for rule in rules() if rule.where is Where.TAIL])
def test_a_tail_is_cut_off_behind_a_finished_sentence(name: str) -> None:
    for text in EXAMPLES[name]["keeps"]:
        tail = tail_of(text)
        assert tail is not None
        assert text[: tail[0]].rstrip().endswith(".")


def test_a_tail_is_never_cut_out_of_a_sentence() -> None:
    assert tail_of("He asked his sources: Who else knows of the treaty and its annex?") is None


def test_a_credit_with_its_caption_is_told_from_a_bare_one() -> None:
    assert is_bare_credit(line("Photo credit: Screenshot"))
    assert not is_bare_credit(line("The ministers shake hands in Osh. Photo: Press service"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            (
                "Your privacy\n\nWe use cookies on this site.\n\nYou can refuse these cookies at any time in "
                "our settings.\n\nReject\n\nThe dam holds, said the keeper.\n\nReject"
            ),
            ["The dam holds, said the keeper.", "Reject"],
        ),
        (
            (
                "Мы используем файлы cookie.\n\nВы можете отказаться от файлов cookie в настройках."
                "\n\nПонятно\n\nПлотина выдержала паводок."
            ),
            ["Плотина выдержала паводок."],
        ),
        (
            "We use cookies on this site.\n\nThe council voted on Monday for your right to refuse cookies.",
            ["The council voted on Monday for your right to refuse cookies."],
        ),
    ],
)
def test_a_notice_goes_on_as_long_as_nothing_else_stands_between(text: str, kept: list[str]) -> None:
    lines = lines_of(text)
    find_what_goes_on(lines)
    assert [line.text for line in lines if rule_for(line) is None] == kept
