"""Dockerfile, docker-compose.yml and the operator's guide name only what exists. No container engine is needed."""

import argparse
import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import Settings

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/operators/install.md"
INSTRUCTIONS = set(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split()
)
TEXTS = [ROOT / name for name in ("Dockerfile", "docker-compose.yml", ".env.example")] + [GUIDE]


def instructions() -> list[tuple[str, str]]:
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


@cache
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def ours() -> dict[str, Any]:
    return {name: service for name, service in services().items() if "build" in service}


def sub_commands() -> set[str]:
    parser = importlib.import_module("bot.__main__").parser
    (choices,) = (a.choices for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return set(choices)


def settings_named(text: str) -> set[str]:
    return set(re.findall(r"HAWKER_[A-Z_]*[A-Z]", text))


@cache
def known_settings() -> frozenset[str]:
    return frozenset(f"HAWKER_{name.upper()}" for name in Settings.model_fields)


def test_the_dockerfile_uses_known_instructions() -> None:
    assert {word for word, _ in instructions()} <= INSTRUCTIONS


def test_every_copied_source_exists() -> None:
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and "--from" not in rest]
    assert copied
    assert [source for sources in copied for source in sources if not (ROOT / source).exists()] == []


def test_every_copied_source_is_let_into_the_build() -> None:
    let_in = set((ROOT / ".dockerignore").read_text().splitlines())
    copied = {s for word, rest in instructions() if word == "COPY" and "--from" not in rest for s in rest.split()[:-1]}
    assert {f"!{source}" for source in copied} <= let_in


def test_the_image_holds_every_package_of_the_project() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    copied = {rest.split()[0] for word, rest in instructions() if word == "COPY"}
    assert packages <= copied


def test_the_image_does_not_run_as_root_and_is_asked_for_its_health() -> None:
    last = dict(instructions())
    assert last["USER"] == "hawker"
    assert "/healthz" in last["HEALTHCHECK"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_only_settings_that_exist_are_named(path: Path) -> None:
    named = settings_named(path.read_text())
    assert named
    assert named <= known_settings()


def test_the_guide_explains_every_setting() -> None:
    assert settings_named(GUIDE.read_text()) == known_settings()


def test_every_service_runs_a_command_that_exists() -> None:
    commands = {service["command"][1] for service in ours().values()}
    assert commands == {"web", "worker", "migrate"}
    assert commands <= sub_commands()


@pytest.mark.parametrize("path", [ROOT / "Dockerfile", GUIDE], ids=lambda path: path.name)
def test_only_commands_that_exist_are_named(path: Path) -> None:
    named = re.findall(r'(?:bin/hawker |`hawker |"hawker", ")([a-z][a-z-]*)', path.read_text())
    assert named
    assert set(named) <= sub_commands()


def test_services_wait_only_for_services_and_keep_data_in_declared_volumes() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    waited = {name for service in services().values() for name in service.get("depends_on", {})}
    volumes = {v.split(":")[0] for service in services().values() for v in service.get("volumes", [])}
    assert waited <= set(services())
    assert volumes == set(compose["volumes"])


def test_web_and_worker_start_after_the_migration() -> None:
    for name in ("web", "worker"):
        assert services()[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
