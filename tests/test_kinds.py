"""Every kind of answer says what holds of it."""

from __future__ import annotations

import pytest

from bot.dialogue import COMMANDS, Command, meant_command, parse
from bot.words.answers import Kind
from bot.words.kind_traits import TRAITS, traits_of

ACTING = [one for one in COMMANDS if traits_of(one.kind).acts and one.argument]


def test_every_kind_has_its_row() -> None:
    assert set(Kind) - set(TRAITS) == set(), "kinds without a row in bot/words/kind_traits.py"


def test_what_acts_is_no_answer_to_be_kept_written_or_gone_on_with() -> None:
    acting = [kind for kind, traits in TRAITS.items() if traits.acts]
    assert [kind for kind in acting if traits_of(kind).exported or traits_of(kind).gone_on_with] == []
    assert [kind for kind in acting if traits_of(kind).lasting or traits_of(kind).has_topics] == []


@pytest.mark.parametrize("command", ACTING, ids=lambda command: command.name)
def test_a_mistyped_command_that_acts_is_not_offered(command: Command) -> None:
    mistyped = f"/{command.name}q words"
    assert parse(mistyped) is None
    assert meant_command(mistyped) is None


@pytest.mark.parametrize(
    "command",
    [one for one in COMMANDS if traits_of(one.kind).on_somebody],
    ids=lambda command: command.name,
)
def test_a_command_on_somebody_begins_with_a_name(command: Command) -> None:
    assert command.argument is not None
    assert command.argument.startswith("NAME")
