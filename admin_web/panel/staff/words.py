"""What people of a shop are called, and what each of them does."""

from __future__ import annotations

from domain.kit.i18n import Translator


def roles(t: Translator) -> dict[str, str]:
    """In the order in which they are offered."""
    return {
        "owner": t("panel", "Owner"),
        "manager": t("panel", "Manager"),
        "catalogue": t("panel", "Catalogue"),
        "packer": t("panel", "Packer"),
        "courier": t("panel", "Courier"),
        "agent": t("panel", "Agent"),
        "lead": t("panel", "Support lead"),
        "marketer": t("panel", "Marketer"),
        "accountant": t("panel", "Accountant"),
    }


def about(t: Translator) -> dict[str, str]:
    return {
        "owner": t("panel", "Everything, also people, keys and the bank account"),
        "manager": t("panel", "Everything but people, keys and the bank account"),
        "catalogue": t("panel", "Products, prices, stock, imports"),
        "packer": t("panel", "Packs and ships orders, counts stock; sees no telephone numbers"),
        "courier": t("panel", "Sees parcels under way and marks them delivered"),
        "agent": t("panel", "Answers customers, small refunds, cancels what is not paid"),
        "lead": t("panel", "Like an agent, moves orders, larger refunds"),
        "marketer": t("panel", "Coupons, customers without their telephone numbers, figures"),
        "accountant": t("panel", "Payments, papers and figures; changes no order"),
    }
