from datetime import timedelta

import pytest

from domain.kit.actor import Permission
from domain.staff import rules
from domain.staff.models import Role
from domain.staff.throttle import PER_EMAIL


@pytest.mark.parametrize(
    "password",
    [
        "password123", "P@ssw0rd2024", "qwertyuiop", "1234567890", "aaaaaaaaaaaa", "abcabcabcabc", "iloveyou!!!1",
        "Summer2026!", "welcome-admin", "1q2w3e4r5t6y", "пароль12345", "0987654321", "letmein_letmein",
    ],
)  # fmt: skip
def test_a_password_everybody_tries_first_is_refused(password: str) -> None:
    assert rules.password_problem(password) == rules.TOO_COMMON


@pytest.mark.parametrize("password", ["three wet umbrellas", "correct horse battery", "gq7#Lw9!tz", "чайник на плите"])
def test_a_password_only_its_owner_would_think_of_is_accepted(password: str) -> None:
    assert rules.password_problem(password) == ""


def test_a_password_is_neither_short_nor_endless() -> None:
    assert rules.password_problem("kettle 12") == rules.TOO_SHORT
    assert rules.password_problem("kettle on the stove " * 13) == rules.TOO_LONG
    assert rules.password_problem("ab1 kettle " + "x9" * 122) == ""


def test_a_password_is_not_the_persons_own_name() -> None:
    near = ("maria.kalnina@example.com", "Tea House")
    assert rules.password_problem("MariaKalnina1", near) == rules.TOO_CLOSE
    assert rules.password_problem("teahouse2026", near) == rules.TOO_CLOSE
    assert rules.password_problem("a warm tea house", near) == ""


@pytest.mark.parametrize("email", ["", "maria", "a@b", "a b@c.de", "x@y@z.com", "a" * 120 + "@c.de", "<x@y.com>"])
def test_what_is_not_an_address_is_said_to_be_none(email: str) -> None:
    assert rules.email_problem(email) == rules.BAD_EMAIL


def test_addresses_of_every_script_are_read() -> None:
    assert rules.email_problem(rules.clean_email(" Mária@Kávé.HU ")) == ""


def test_only_owners_manage_people_and_nobody_has_more_than_owners() -> None:
    assert [r for r in Role if Permission.MANAGE_STAFF in rules.PERMISSIONS[r]] == [Role.OWNER]
    assert all(rules.PERMISSIONS[role] <= rules.PERMISSIONS[Role.OWNER] for role in Role)


def test_a_packer_packs_and_sees_no_money_settings() -> None:
    packer = rules.PERMISSIONS[Role.PACKER]
    assert Permission.PACK_ORDERS in packer
    never = {Permission.REFUND, Permission.CONFIRM_PAYMENT, Permission.EDIT_SETTINGS, Permission.VIEW_CONTACTS}
    assert not packer & never


def test_waiting_doubles_with_every_wrong_guess_up_to_a_quarter_of_an_hour() -> None:
    waits = [PER_EMAIL.wait(n).total_seconds() for n in (1, 3, 4, 5, 6)]
    assert waits == [0, 0, 15, 30, 60]
    assert PER_EMAIL.wait(4_000) == timedelta(minutes=15)
