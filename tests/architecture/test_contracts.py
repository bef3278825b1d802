"""The import contracts of pyproject.toml, each proved by breaking it once in a small house of the same rooms."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "handlers", "domain", "integrations", "admin_web")

BREACHES = {
    "the shop imports a screen": ("domain/cart/rules.py", "import handlers.cart", "direction"),
    "a screen imports the process": ("handlers/cart/screens.py", "import bot", "direction"),
    "the panel imports an integration": ("admin_web/panel.py", "import integrations", "direction"),
    "the shop imports a messenger": ("domain/orders/actions.py", "import aiogram", "pure-domain"),
    "the shop imports templates": ("domain/orders/actions.py", "import jinja2", "pure-domain"),
    "a screen imports a model": ("handlers/cart/screens.py", "import domain.orders.models", "no-tables"),
    "a page asks the database": ("admin_web/panel.py", "import tortoise", "no-tables"),
    "the catalogue imports orders": ("domain/catalog/actions.py", "import domain.orders.models", "aggregates"),
    "staff import customers": ("domain/staff/actions.py", "import domain.customers", "aggregates"),
    "an aggregate has no place": ("domain/horoscopes/__init__.py", "", "aggregates"),
}


@cache
def contracts() -> list[dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def aggregates() -> set[str]:
    (layers,) = (contract["layers"] for contract in contracts() if contract["id"] == "aggregates")
    return set(re.findall(r"\w+", " ".join(layers)))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    rooms = [*PACKAGES, "handlers/cart", *(f"domain/{name}" for name in aggregates())]
    for room in rooms:
        write(tmp_path / room / "__init__.py", "")
    write(tmp_path / "domain/orders/models.py", "import tortoise\n")
    return tmp_path


def write(path: Path, code: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)


def broken(house: Path, *chosen: str) -> tuple[int, str]:
    only = [word for contract in chosen for word in ("--contract", contract)]
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo", *only]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_a_house_with_nothing_wrong_keeps_every_contract(house: Path) -> None:
    code, said = broken(house)
    assert code == 0, said
    assert f"{len(contracts())} kept, 0 broken" in said


def test_every_contract_is_proved_by_a_breach() -> None:
    assert {contract["id"] for contract in contracts()} == {contract for _, _, contract in BREACHES.values()}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(house: Path, breach: str) -> None:
    place, code, contract = BREACHES[breach]
    write(house / place, code)
    returned, said = broken(house, contract)
    assert returned == 1
    assert "0 kept, 1 broken" in said, said


def private_doors() -> Iterator[tuple[str, str]]:
    """(importer, imported) for every import of a journey's routes or steps."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    for module in sorted(graph.modules):
        if re.fullmatch(r"handlers\.\w+\.(routes|steps)", module):
            yield from ((importer, module) for importer in graph.find_modules_that_directly_import(module))


def test_a_journey_uses_no_other_journeys_routes_or_steps() -> None:
    strangers = [
        f"{importer} → {imported}"
        for importer, imported in private_doors()
        if not importer.startswith((imported.rpartition(".")[0] + ".", "bot."))
    ]
    assert strangers == []
