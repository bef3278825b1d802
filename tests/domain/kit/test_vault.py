"""Keys of others are kept so that a stolen database gives none of them away."""

import pytest

from domain.kit import vault


@pytest.fixture(autouse=True)
def lock():
    """Whatever a test unlocks with is not what the next one finds."""
    before = vault._cipher
    yield
    vault._cipher = before


def test_what_was_sealed_is_read_again_and_looks_different_every_time():
    vault.unlock(b"one")
    first, second = vault.seal("sk_live_ключ"), vault.seal("sk_live_ключ")
    assert first != second
    assert "sk_live" not in first
    assert vault.unseal(first) == vault.unseal(second) == "sk_live_ключ"


def test_another_installation_cannot_read_it():
    vault.unlock(b"one")
    sealed = vault.seal("sk_live")
    vault.unlock(b"two")
    with pytest.raises(vault.Sealed):
        vault.unseal(sealed)


def test_nothing_is_sealed_before_there_is_a_key():
    vault._cipher = None
    with pytest.raises(RuntimeError):
        vault.seal("sk_live")
