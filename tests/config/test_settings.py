from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from config.settings import (
    InvalidSetting,
    Settings,
    load_settings,
    secrets_of,
    shown_path,
    variable_names,
)

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variable_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSetting) as caught:
        load_settings()
    return str(caught.value)


def test_every_setting_has_the_default_of_the_contract() -> None:
    settings = load_settings()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/aide.db"
    assert settings.corpus_dir == Path("seeds")
    assert settings.search_engine == "auto"
    assert (settings.feeds, settings.feed_minutes) == (None, 10)
    assert settings.admin_ids == settings.allowed_chats == frozenset()
    assert (settings.default_timezone, settings.default_language) == ("UTC", "en")
    assert settings.requests_a_minute == 20
    assert (settings.webhook_url, settings.webhook_secret, settings.port) == (None, None, None)
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_every_variable_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://localhost:8081/",
        "DATABASE_URL": "sqlite:////var/lib/aide.db",
        "CORPUS_DIR": "articles",
        "SEARCH_ENGINE": "tantivy",
        "FEEDS": "feeds.opml, https://news.example.org/rss",
        "FEED_MINUTES": "30",
        "KEEP_DAYS": "90",
        "ADMIN_IDS": "1, 22,333",
        "ALLOWED_CHATS": "-1001234567890,5",
        "DEFAULT_TIMEZONE": "Asia/Almaty",
        "DEFAULT_LANGUAGE": "KK",
        "REQUESTS_A_MINUTE": "5",
        "NOTE_TEMPLATE": "office.docx",
        "WEBHOOK_URL": "https://example.org/hook",
        "WEBHOOK_SECRET": "a-secret_1",
        "PORT": "8443",
        "METRICS_PORT": "9100",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
    }
    assert set(given) == set(variable_names())
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "http://localhost:8081"
    assert settings.database_url == "sqlite:////var/lib/aide.db"
    assert settings.corpus_dir == Path("articles")
    assert settings.admin_ids == {1, 22, 333}
    assert settings.allowed_chats == {-1001234567890, 5}
    assert (settings.default_timezone, settings.default_language) == ("Asia/Almaty", "kk")
    assert (settings.feeds, settings.feed_minutes) == ("feeds.opml, https://news.example.org/rss", 30)
    assert (settings.requests_a_minute, settings.keep_days) == (5, 90)
    assert settings.note_template == Path("office.docx")
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == "a-secret_1"
    assert (settings.port, settings.log_level, settings.log_format) == (8443, "DEBUG", "json")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("CORPUS_DIR=from-file\nLOG_FORMAT=json\n", encoding="utf-8")
    monkeypatch.setenv("CORPUS_DIR", "from-environment")
    settings = load_settings()
    assert settings.corpus_dir == Path("from-environment")
    assert settings.log_format == "json"


def test_an_empty_value_counts_as_not_set() -> None:
    Path(".env").write_text("TELEGRAM_BOT_TOKEN=\nPORT=\nADMIN_IDS=\n", encoding="utf-8")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("TELEGRAM_API_URL", "ftp://example.org", "http or https"),
        ("SEARCH_ENGINE", "elastic", "auto, rank-bm25 or tantivy"),
        ("ADMIN_IDS", "12;@editor", "comma separated"),
        ("ALLOWED_CHATS", "1.5", "comma separated"),
        ("DEFAULT_TIMEZONE", "Mars/Olympus", "time zone"),
        ("DEFAULT_TIMEZONE", "../etc/passwd", "time zone"),
        ("DEFAULT_LANGUAGE", "tlh", "en, ru"),
        ("FEED_MINUTES", "4", "5 to 1440"),
        ("KEEP_DAYS", "0", "1 to 36500"),
        ("REQUESTS_A_MINUTE", "0", "1 to 1000000"),
        ("WEBHOOK_URL", "http://example.org", "https"),
        ("PORT", "70000", "1 to 65535"),
        ("PORT", "http", "1 to 65535"),
        ("LOG_LEVEL", "LOUD", "DEBUG"),
        ("LOG_FORMAT", "xml", "text or json"),
    ],
)
def test_a_wrong_value_is_one_sentence_with_the_variable_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, takes: str
) -> None:
    sentence = refusal(monkeypatch, name, value)
    assert sentence.startswith(name)
    assert takes in sentence
    assert value in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://h/d", "data/aide.db"]
)
def test_a_database_that_is_no_sqlite_file_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert refusal(monkeypatch, "DATABASE_URL", url).startswith("DATABASE_URL takes sqlite:///")


@pytest.mark.parametrize("scheme", ["postgresql+asyncpg", "postgresql+psycopg2", "psql"])
def test_an_address_of_another_driver_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    sentence = refusal(monkeypatch, "DATABASE_URL", f"{scheme}://user:opensesame@host/name")
    assert "postgresql://user:password@host/name" in sentence
    assert "opensesame" not in sentence


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_password_in_a_postgresql_address_is_among_the_secrets(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://user:open%20sesame@host:5432/name?sslmode=require")
    settings = load_settings()
    assert secrets_of(settings) == ["open%20sesame", "open sesame"]
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "hunter2hunter2"),
        ("WEBHOOK_SECRET", "hunter2 hunter2"),
        ("TELEGRAM_BOT_TOKEN", "1:h2 h2"),
    ],
)
def test_a_wrong_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSetting) as caught:
        load_settings()
    printed = "".join(traceback.format_exception(caught.value))
    assert str(caught.value).startswith(name)
    assert "hunter2" not in printed


@pytest.mark.parametrize("secret", [TOKEN, "hunter2", "s3cret-0f-the-webhook", "https://me:opensesame@host/"])
@pytest.mark.parametrize(
    "name", [name for name in variable_names() if name not in {"CORPUS_DIR", "NOTE_TEMPLATE", "FEEDS"}]
)
def test_a_secret_in_the_wrong_variable_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, name: str, secret: str
) -> None:
    monkeypatch.setenv(name, secret)
    printed = ""
    try:
        load_settings()
    except InvalidSetting as error:
        printed = "".join(traceback.format_exception(error))
    assert secret not in printed
    assert "opensesame" not in printed


def test_a_path_that_looks_like_a_secret_is_not_printed() -> None:
    for secret in (TOKEN, f"a/{TOKEN}", "s3cret0fTheWebhook", "https://me:opensesame@host/feed"):
        assert shown_path(secret) == "…"
    for path in ("seeds", "corpus2024", "/home/me/corpus-of-2024-and-later", "office2024.template.docx"):
        assert shown_path(Path(path)) == path


def test_a_token_is_not_in_the_printed_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert TOKEN not in repr(load_settings())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("CORPUS_DIRECTORY", "CORPUS_DIR"),
    ],
)
def test_a_misspelt_name_in_the_file_is_told_with_what_was_probably_meant(typed: str, meant: str) -> None:
    Path(".env").write_text(f"{typed}=whatever-secret\n", encoding="utf-8")
    with pytest.raises(InvalidSetting) as caught:
        load_settings()
    assert typed in str(caught.value)
    assert meant in str(caught.value)
    assert "whatever-secret" not in str(caught.value)


def test_names_of_other_programs_in_the_file_are_left_alone() -> None:
    Path(".env").write_text("HTTP_PROXY=http://localhost\nlog_format=json\n", encoding="utf-8")
    assert load_settings().log_format == "json"


def test_a_file_that_is_no_text_is_one_sentence() -> None:
    Path(".env").write_bytes(b"LOG_LEVEL=\xff\xfe\x00")
    with pytest.raises(InvalidSetting, match=r"\.env cannot be read"):
        load_settings()
