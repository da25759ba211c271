from __future__ import annotations

from pathlib import Path

import pytest

from bot.services.taking_in.inputs import Inputs, file_location, list_inputs, location_of


def test_what_lay_in_a_folder_that_could_not_be_listed_is_not_gone() -> None:
    inputs = Inputs(
        files={"corpus/a.txt": Path("corpus/a.txt")}, folders=["corpus"], unlisted=["corpus/shut"]
    )
    stored = [
        "corpus/a.txt",
        "corpus/b.txt",
        "corpus/shut/c.txt",
        "corpus/a.txt#1",
        "https://example.org/corpus/",
    ]
    assert inputs.gone(stored) == ["corpus/b.txt", "corpus/a.txt#1"]


def test_a_line_belongs_to_its_file_and_a_mark_in_a_name_is_no_line() -> None:
    assert file_location("corpus/a.jsonl#12") == "corpus/a.jsonl"
    assert file_location("corpus/track #12") == "corpus/track #12"
    assert file_location("corpus/a.jsonl") == "corpus/a.jsonl"
    assert file_location("https://example.org/a.jsonl#3") == "https://example.org/a.jsonl"


def test_a_location_is_relative_below_the_working_directory_and_absolute_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert location_of(Path("a/../b.txt")) == "b.txt"
    assert location_of(tmp_path / "here" / "b.txt") == "b.txt"
    assert location_of(Path("../b.txt")) == f"{tmp_path.as_posix()}/b.txt"


def test_each_input_is_listed_once_and_addresses_are_told_from_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    inputs = list_inputs([tmp_path, tmp_path / "a.txt", "HTTP://example.org/#top", "HTTP://example.org/"])
    assert list(inputs.files.values()) == [tmp_path / "a.txt"]
    assert inputs.addresses == ["HTTP://example.org/"]


def test_the_root_folder_holds_every_absolute_location() -> None:
    assert Inputs(folders=["/"]).gone(["/srv/a.txt", "a.txt"]) == ["/srv/a.txt"]


def test_a_link_out_of_the_folder_is_told_and_one_inside_it_is_a_file(tmp_path: Path) -> None:
    """Whoever may put files into the folder may not have any other file of the machine shown to them."""
    folder, secret = tmp_path / "corpus", tmp_path / "secret.txt"
    secret.write_text("The password is swordfish.")
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "001.txt").write_text("Anna spoke.")
    (folder / "002.txt").symlink_to(folder / "parts" / "001.txt")
    (folder / "003.txt").symlink_to(secret)
    (folder / "004.txt").symlink_to("../secret.txt")
    inputs = list_inputs([folder])
    assert [path.name for path in inputs.files.values()] == ["002.txt", "001.txt"]
    assert [failure.reason.rpartition("/")[2] for failure in inputs.failures] == [
        "003.txt: the link leads out of the folder.",
        "004.txt: the link leads out of the folder.",
    ]


def test_a_link_that_leads_round_in_a_circle_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "001.txt").write_text("Anna spoke.")
    (tmp_path / "002.txt").symlink_to("002.txt")
    (tmp_path / "003.txt").symlink_to("004.txt")
    (tmp_path / "004.txt").symlink_to("003.txt")
    inputs = list_inputs([tmp_path])
    assert [path.name for path in inputs.files.values()] == ["001.txt"]
    assert [failure.reason.rpartition("/")[2] for failure in inputs.failures] == [
        f"{name}.txt: the link leads nowhere." for name in ("002", "003", "004")
    ]


def test_a_folder_may_be_a_link_itself(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "001.txt").write_text("Anna spoke.")
    (tmp_path / "corpus").symlink_to(tmp_path / "there")
    inputs = list_inputs([tmp_path / "corpus"])
    assert (len(inputs.files), inputs.failures) == (1, [])
