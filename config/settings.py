"""What can be set from outside: environment variables, and a `.env` file in the working directory.

The environment wins over `.env`; an empty value counts as not set. Nothing here reads anything else, and
nothing outside this folder reads the environment.
"""

from __future__ import annotations

import contextlib
import re
import textwrap
import zoneinfo
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# A token is the bot's number, a colon and a word; how long the word is, Telegram does not promise.
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# The characters Telegram allows in the secret_token of setWebhook.
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# A name of which three quarters fit one of ours: a letter dropped, an ending changed, a word left out.
_NEAR_ENOUGH = 0.75
_SHOWN_OF_A_VALUE = 60
# What may be a secret set by mistake where something else belongs: a password in an address, a token, a word
# of letters and digits in one. Seven characters are the shortest password people still choose.
_SECRET = re.compile(
    r"://[^/\s]*@|\d+:[A-Za-z0-9_-]{20,}|(?=[\w+=:-]*\d)(?=[\w+=:-]*[^\W\d])[\w+=:-]{7,}", re.ASCII
)
_TOKEN_IN_WORDS = re.compile(r"\d+:[A-Za-z0-9_-]{20,}|://[^/\s]*@")
_SHORTEST_SECRET_FOLDER = 16  # characters; a folder may well be called corpus2024


class InvalidSetting(ValueError):
    """A setting is wrong: the text is one sentence that names the variable and what it takes."""


class Settings(BaseSettings):
    """Every setting, checked. A field's description says what its variable takes, the text below what for."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        env_file_encoding="utf-8",
        hide_input_in_errors=True,
    )

    telegram_bot_token: SecretStr | None = Field(
        default=None, description="the token BotFather gave: digits, a colon, letters and digits"
    )
    """The token of the bot; without one there is a chat in the terminal. Secret: never printed or logged."""
    telegram_api_url: str = Field(
        default="https://api.telegram.org", description="the http or https address of a Bot API server"
    )
    """Another address when you host a Bot API server yourself."""
    database_url: str = Field(
        default="sqlite:///data/aide.db",
        repr=False,  # it may hold a password
        description="sqlite:/// and a path, as in sqlite:///data/aide.db (four slashes for an absolute path),"
        " or postgresql://user:password@host/name",
    )
    """One SQLite file, or a PostgreSQL database (14 or newer); it belongs to the first bot served from it."""
    corpus_dir: Path = Field(default=Path("seeds"), description="a folder")
    """The folder that is read at start and watched for new, changed and removed documents. Unset and without
    such a folder, the starter corpus of the package.
    """
    search_engine: Literal["auto", "rank-bm25", "tantivy"] = Field(
        default="auto", description="auto, rank-bm25 or tantivy"
    )
    """`rank-bm25` in memory; `tantivy`, an index in a folder beside the database; `auto` takes tantivy from
    about 5,000 passages on.
    """
    feeds: str | None = Field(
        default=None, description="an OPML file, or addresses of feeds, sites and channels, comma separated"
    )
    """What is followed at every start, beside what `/follow` was given."""
    feed_minutes: int = Field(default=10, ge=5, le=1440, description="a number of minutes from 5 to 1440")
    """The least time between two visits of a feed."""
    keep_days: int | None = Field(
        default=None, ge=1, le=36_500, description="a number of days from 1 to 36500"
    )
    """Articles older than this leave the corpus; those without a known day stay. Unset, all are kept."""
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram user ids, comma separated"
    )
    """Who may manage the bot: what it reads, who is who; they are told when something goes wrong."""
    allowed_chats: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram user and chat ids, comma separated"
    )
    """Who gets answers; empty means everyone."""
    default_timezone: str = Field(
        default="UTC", description="a time zone of the IANA database, such as Asia/Almaty"
    )
    """For chats that chose none."""
    default_language: Literal["en", "ru", "kk"] = Field(
        default="en", description="en, ru or kk (English, Russian or Kazakh)"
    )
    """For chats that chose none and users whose Telegram speaks another language; also in the terminal."""
    requests_a_minute: int = Field(
        default=20, ge=1, le=1_000_000, description="a number of requests from 1 to 1000000"
    )
    """How much one person may ask in a minute."""
    note_template: Path | None = Field(default=None, description="a Word template, a .docx file")
    """The office's own template for `/export docx note`."""
    webhook_url: str | None = Field(default=None, description="an https address that reaches this program")
    """Telegram posts updates there instead of being polled; needs `PORT`."""
    webhook_secret: SecretStr | None = Field(
        default=None, description="1 to 256 letters, digits, underscores and hyphens"
    )
    """What Telegram shows with every update; unset, each start makes one up, with PostgreSQL of the token."""
    port: int | None = Field(default=None, ge=1, le=65535, description="a port number from 1 to 65535")
    """Where the program listens behind `WEBHOOK_URL`."""
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="a port number from 1 to 65535"
    )
    """Where Prometheus finds `/metrics`, and `/health` is answered."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING, ERROR or CRITICAL"
    )
    """How much the log tells."""
    log_format: Literal["text", "json"] = Field(default="text", description="text or json")
    """`json` is for log collectors."""

    @field_validator("*", mode="before")
    @classmethod
    def _without_surrounding_space(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @field_validator("telegram_bot_token")
    @classmethod
    def _shaped_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, _TOKEN)

    @field_validator("webhook_secret")
    @classmethod
    def _shaped_like_a_webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, _WEBHOOK_SECRET)

    @field_validator("telegram_api_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return _address(value, ("https", "http"))

    @field_validator("webhook_url")
    @classmethod
    def _secure_web_address(cls, value: str | None) -> str | None:
        return None if value is None else _address(value, ("https",))

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not is_database_address(value):
            raise ValueError(value)
        return value

    @field_validator("admin_ids", "allowed_chats", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(int(part) for part in value.split(",") if part.strip())

    @field_validator("default_timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(value) from error
        return value

    @field_validator("search_engine", "log_format", "default_language", mode="before")
    @classmethod
    def _lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


def is_database_address(value: str) -> bool:
    """Say whether a text has the shape of an address DATABASE_URL takes."""
    path = value.removeprefix("sqlite:///")
    if path == value:
        return bool(re.fullmatch(r"postgres(ql)?://\S+", value))
    return bool(path.strip("/")) and not path.startswith(":") and "?" not in path


def secrets_of(settings: Settings, *addresses: str) -> list[str]:
    """Return every text among the settings that must not be shown, in each form it may appear in.

    Args:
        settings: with the token, the secret of the webhook and the password in the database's address.
        addresses: of further databases.
    """
    set_ones = (settings.telegram_bot_token, settings.webhook_secret)
    secrets = [one.get_secret_value() for one in set_ones if one]
    for address in (settings.database_url, *addresses):
        with contextlib.suppress(ValueError):
            password = urlsplit(address).password
            secrets += [password, unquote(password)] if password else []
    return secrets


def variable_names() -> tuple[str, ...]:
    """Return the name of every variable the program reads, in the order of the contract."""
    return tuple(name.upper() for name in Settings.model_fields)


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """Read the environment and `env_file`, which need not exist.

    Args:
        env_file: variables beside those of the environment, one `NAME=value` a line.

    Returns:
        The settings, every value checked.

    Raises:
        InvalidSetting: a value is wrong, the file cannot be read, or a name in it is nearly one of ours.
    """
    try:
        in_file = dotenv_values(env_file, interpolate=False) if env_file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"The settings file {env_file} cannot be read as UTF-8 text.") from error
    _refuse_near_misses(in_file, env_file)
    try:
        # The library takes this argument by a signature of its own that mypy does not see.
        return Settings(_env_file=env_file if in_file else None)  # type: ignore[call-arg]
    except (ValidationError, OSError) as error:
        sentence = _sentence(error)
    # Raised out of the handler: the library's error holds the values, the token's among them.
    raise InvalidSetting(sentence)


def _matching(value: SecretStr | None, shape: re.Pattern[str]) -> SecretStr | None:
    if value is not None and not shape.fullmatch(value.get_secret_value()):
        raise ValueError("shape")
    return value


def _address(value: str, schemes: Iterable[str]) -> str:
    if not re.fullmatch(rf"({'|'.join(schemes)})://[^\s/?#]+(/\S*)?", value):
        raise ValueError(value)
    return value.rstrip("/")


def _refuse_near_misses(names: Iterable[str], env_file: Path) -> None:
    ours = variable_names()
    for name in names:
        near = [] if name.upper() in ours else get_close_matches(name.upper(), ours, n=1, cutoff=_NEAR_ENOUGH)
        if near:
            raise InvalidSetting(f"{name} in {env_file} is not a setting: {near[0]} was probably meant.")


def _sentence(error: ValidationError | OSError) -> str:
    if isinstance(error, OSError):
        return f"The settings file cannot be read: {error.strerror}."
    first = error.errors(include_url=False, include_context=True)[0]
    own = first.get("ctx", {}).get("error")
    if isinstance(own, InvalidSetting):
        return str(own)
    field = str(first["loc"][0])
    name, takes = field.upper(), Settings.model_fields[field].description
    given = first.get("input")
    if field in {"telegram_bot_token", "webhook_secret", "database_url"} or not isinstance(given, str):
        return f"{name} takes {takes}; the value given is something else."
    if _SECRET.search(given):
        return f"{name} takes {takes}; the value given is something else."
    shown = textwrap.shorten(given, _SHOWN_OF_A_VALUE, placeholder="…")
    return f"{name} takes {takes}, not “{shown}”."


def shown_path(path: Path | str) -> str:
    """Return a path as it may be printed: what looks like a secret in place of one as “…”."""
    words = str(path)
    plain = "/" in words or "." in words or len(words) < _SHORTEST_SECRET_FOLDER
    hidden = _TOKEN_IN_WORDS.search(words) or (not plain and _SECRET.search(words))
    return "…" if hidden else words
