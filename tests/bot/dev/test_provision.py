from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dev import provision
from bot.dev.provision import Tool, main
from tests.kit import missing


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that has the tool as soon as `tmp_path/oven` exists."""
    oven = tmp_path / "oven"
    tool = Tool("an oven", "kitchen-oven", lambda: oven if oven.exists() else None)
    monkeypatch.setattr(provision, "TOOLS", (tool,))
    monkeypatch.setattr(provision, "is_ci", lambda: False)
    return oven


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provision, "install", lambda tools: None)


def test_a_machine_that_has_everything_is_left_alone(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.touch()
    monkeypatch.setattr(provision, "install", lambda tools: pytest.fail("installed"))
    assert main() == 0


def test_what_is_missing_is_installed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provision, "install", lambda tools: machine.touch())
    assert main() == 0
    assert machine.exists()


@pytest.mark.usefixtures("machine", "refused")
def test_what_cannot_be_installed_is_named_and_the_suite_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert "an oven. On Debian or Ubuntu: sudo apt-get install kitchen-oven" in capsys.readouterr().err


@pytest.mark.usefixtures("machine", "refused")
def test_in_ci_what_cannot_be_installed_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provision, "is_ci", lambda: True)
    assert main() == 1


def test_only_root_on_debian_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provision.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(provision, "_apt", lambda *words: pytest.fail("asked the package manager"))
    provision.install(list(provision.TOOLS))


@pytest.mark.parametrize(
    ("file", "find"),
    [("NotoSansCJK-Regular.ttc", provision.cjk_font), ("NotoColorEmoji.ttf", provision.emoji_font)],
)
def test_a_font_is_found_wherever_below_the_font_folders_it_lies(
    file: str, find: Callable[[], Path | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provision, "_FONT_PLACES", (str(tmp_path),))
    assert find() is None
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / file).touch()
    assert find() == tmp_path / "noto" / file


def test_a_test_without_its_tool_is_skipped_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "is_ci", lambda: False)
    with pytest.raises(pytest.skip.Exception, match="needs Chromium"):
        missing.lacking("Chromium")


def test_in_ci_a_test_without_its_tool_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "is_ci", lambda: True)
    with pytest.raises(pytest.fail.Exception, match="Chromium is not on this machine"):
        missing.lacking("Chromium")
