"""Where an answer comes from."""

import pytest

from bot.views.provenance import address_of
from tests.views.test_telegram_html import source


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://news.example@evil.example/1",
        "https://news.example/\u202e1",
        "https://news.example/a\x00b",
        "https://news.example/\ud800",
        'https://news.example/"onclick="',
        "https://news.example/" + "a" * 2000,
        None,
    ],
)
def test_what_is_no_plain_address_of_the_web_is_none_to_be_tapped(address: str | None) -> None:
    assert address_of(source(1, url=address)) is None


def test_a_plain_address_of_the_web_is_one() -> None:
    address = "https://news.example/a?b=1&c=@d"
    assert address_of(source(1, url=address)) == address
