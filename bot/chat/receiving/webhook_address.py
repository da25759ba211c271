"""Where Telegram sends updates, when it is not asked for them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from socket import socket
from urllib.parse import urlsplit

_SECRET_BYTES = 32


def _made_up() -> str:
    return secrets.token_urlsafe(_SECRET_BYTES)


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """The https address Telegram is given, the sockets listened on behind it, and the secret it shows.

    Without one that is given, every start makes a secret up: Telegram is told it at each. The path is that of
    the address; it need be no secret, and never is the token.
    """

    url: str
    sockets: Sequence[socket]
    secret: str = field(default_factory=_made_up, repr=False)

    @property
    def path(self) -> str:
        """The path updates are posted to."""
        return urlsplit(self.url).path or "/"
