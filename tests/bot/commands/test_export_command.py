"""`hawker export`: the form by the file's ending, whole files only."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest

from bot.commands.exports import arguments, export_file
from tests.bot.commands.test_import_samples import bring
from tests.kit.shop import ShopKit


async def export(*words: str) -> int:
    parser = argparse.ArgumentParser()
    arguments("export", parser)
    return await export_file(parser.parse_args(list(words)))


@pytest.mark.parametrize("name", ["all.csv", "all.jsonl"])
async def test_what_is_exported_can_be_imported_again(shop: ShopKit, tmp_path: Path, name: str) -> None:
    await shop.product("Tea", sizes=("S", "M"))
    assert await export(str(tmp_path / name)) == 0
    status, told = await bring(tmp_path / name, tmp_path / "report")
    assert (status, [problem["action"] for problem in told]) == (0, [])
    assert f".{name}.part" not in os.listdir(tmp_path)


async def test_a_file_of_no_known_ending_is_a_sentence(
    shop: ShopKit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await export(str(tmp_path / "all.xls")) == 1
    assert ".csv or .jsonl" in capsys.readouterr().err
    assert await export(str(tmp_path / "nowhere" / "all.csv")) == 1


async def test_it_goes_to_standard_output_too(shop: ShopKit, capsys: pytest.CaptureFixture[str]) -> None:
    await shop.product("Tea")
    assert await export("-", "--form", "jsonl") == 0
    assert '"Tea"' in capsys.readouterr().out
