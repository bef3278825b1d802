"""One frozen Settings from the environment, prefix HAWKER_."""

from __future__ import annotations

import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an operator can set. Paths relative to the working directory, times in seconds."""

    model_config = SettingsConfigDict(env_prefix="HAWKER_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""
    data_dir: Path = Path("var")
    trusted_proxies: str = ""
    database_url: str = ""
    worker: Literal["", "inline", "procrastinate"] = ""
    redis_url: str = ""
    telegram_token: str = ""
    telegram_api: str = ""
    telegram_webhook_url: str = ""
    test_gateway_url: str = ""
    stripe_api: str = ""
    secret_key: str = ""
    metrics_token: str = ""
    log_json: bool = False
    log_level: str = "INFO"

    @model_validator(mode="after")
    def _worker_fits(self) -> Settings:
        if self.worker == "procrastinate" and not self.on_postgres:
            raise ValueError("HAWKER_WORKER=procrastinate needs PostgreSQL: set HAWKER_DATABASE_URL")
        return self

    @property
    def on_postgres(self) -> bool:
        return bool(self.database_url) and not self.database_url.startswith("sqlite://")

    @property
    def by_procrastinate(self) -> bool:
        """How rows of the outbox come to a worker: by the library on PostgreSQL, unless it is not wanted there."""
        return self.on_postgres and self.worker != "inline"

    @property
    def base_url(self) -> str:
        """Where people reach this installation; no trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def inside_url(self) -> str:
        """Where programs on this machine reach this process."""
        return inside_url(self.host, self.port)

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def media_dir(self) -> Path:
        return self.data_dir / "media"

    @property
    def files_dir(self) -> Path:
        """Files for those who have bought them."""
        return self.data_dir / "files"

    @property
    def proxies(self) -> frozenset[str]:
        return frozenset(p.strip() for p in self.trusted_proxies.split(",") if p.strip())

    @property
    def key_file(self) -> Path:
        return self.data_dir / "secret.key"

    @property
    def has_secret(self) -> bool:
        """Whether there is a key already; asking for `secret` makes one."""
        return bool(self.secret_key) or self.key_file.exists()

    @cached_property
    def secret(self) -> bytes:
        """The installation's key: from the environment, else made once in `var/secret.key` (0600)."""
        if self.secret_key:
            return self.secret_key.encode()
        return _secret_file(self.key_file)


def inside_url(host: str, port: int) -> str:
    """The address of a listening process as its neighbours on the machine see it."""
    name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://{name}:{port}"


def _secret_file(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_hex(32).encode()
        file.write(key)
    return key
