"""The merchant's pages say what the readers do: every example goes in, every column name is known."""

from __future__ import annotations

import json
import re
from pathlib import Path

from domain.imports.port import Problem
from integrations.feeds.jsonlines import JsonLinesFeed
from integrations.feeds.plain.heads import ATTRIBUTE, NAMES
from integrations.feeds.table import plain

DOCS = Path(__file__).parents[3] / "docs" / "merchants"
EXAMPLES = re.findall(r"```json\n(.*?)```", (DOCS / "json-lines.md").read_text(encoding="utf-8"), re.DOTALL)
FIELDS = re.findall(r"^\| `.*$", (DOCS / "json-lines.md").read_text(encoding="utf-8"), re.MULTILINE)
HEADS = (DOCS / "import.md").read_text(encoding="utf-8").partition("## Column names")[2].partition("- **Key.**")[0]


def test_every_example_of_json_lines_goes_in_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    path.write_text("\n".join(" ".join(example.split()) for example in EXAMPLES), encoding="utf-8")
    items = list(JsonLinesFeed().read(path, currency="EUR"))
    assert len(items) == len(EXAMPLES) == 4
    assert [item for item in items if isinstance(item, Problem)] == []


def test_every_field_has_an_example_that_is_json() -> None:
    assert len(FIELDS) > 25
    for field in FIELDS:
        examples = re.findall(r'`("\w+": [^`]+)`', field)
        assert [json.loads(f"{{{example}}}") for example in examples], field


def test_every_documented_column_name_is_known() -> None:
    rows = [line.split("|")[2:5] for line in HEADS.splitlines() if line.startswith("|")][2:]
    documented = {plain(name) for row in rows for cell in row for name in cell.split(", ")}
    known = {name for names in NAMES.values() for name in names}
    assert len(documented) > 120
    assert {name for name in documented if name not in known and not name.startswith(ATTRIBUTE)} == set()
