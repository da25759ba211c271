"""Button data and labels: always what Telegram takes, whatever was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.answering.keyboards import ButtonView, Pressed, ScreenButton, label, markup, read_data

KEY = "Ab3_-xYz01Qw"


@given(view=st.sampled_from(ButtonView), number=st.integers(0, 9999))
def test_data_is_read_back_and_fits_64_bytes(view: ButtonView, number: int) -> None:
    keyboard = markup([[ScreenButton("x", view, number)]], KEY)
    assert keyboard is not None
    data = keyboard.inline_keyboard[0][0].callback_data
    assert isinstance(data, str)
    assert len(data.encode()) <= 64
    assert read_data(data) == Pressed(KEY, view, number)


@given(st.text())
def test_any_other_data_is_nobodys_or_well_formed(data: str) -> None:
    pressed = read_data(data)
    assert pressed is None or len(pressed.key) == 12


@given(st.text())
def test_a_label_is_one_line_never_empty_and_not_too_long(words: str) -> None:
    shown = label(words)
    assert 1 <= len(shown) <= 60
    assert "\n" not in shown
    assert shown.strip()
    shown.encode()


@pytest.mark.parametrize("data", [f"{KEY}.a", f"{KEY}.a.1.1", f"{KEY}.A.1", f"{KEY}.a.١", f"{KEY}.a.1 ", ""])
def test_data_that_is_nearly_ours_is_nobodys(data: str) -> None:
    assert read_data(data) is None


def test_no_buttons_are_no_keyboard() -> None:
    assert markup([], KEY) is None
    assert markup([[]], KEY) is None
