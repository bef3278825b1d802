"""What people of a shop are called, and what each of them does."""

from __future__ import annotations

from domain.kit.actor import Permission
from domain.kit.i18n import Translator

P = Permission


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


def permissions(t: Translator) -> dict[str, list[tuple[Permission, str]]]:
    """What a role of the shop's own may be ticked for, by what it is about."""
    return {
        t("panel", "Orders"): [
            (P.VIEW_ORDERS, t("panel", "See the orders their own work is about")),
            (P.ALL_ORDERS, t("panel", "See every order")),
            (P.MOVE_ORDERS, t("panel", "Move orders on, and cancel them")),
            (P.PACK_ORDERS, t("panel", "Pack and send off")),
            (P.DELIVER_ORDERS, t("panel", "Mark parcels as delivered")),
            (P.CANCEL_UNPAID, t("panel", "Cancel what is not paid")),
            (P.EDIT_ORDERS, t("panel", "Change orders, and make them for customers")),
        ],
        t("panel", "Money"): [
            (P.REFUND, t("panel", "Refund, up to a cap")),
            (P.GIVE_CREDIT, t("panel", "Give credit, up to a cap")),
            (P.APPROVE, t("panel", "Agree to what is above somebody's cap")),
            (P.CONFIRM_PAYMENT, t("panel", "Confirm bank transfers")),
            (P.VIEW_MONEY, t("panel", "See payments, invoices and receipts")),
        ],
        t("panel", "Products"): [
            (P.EDIT_CATALOG, t("panel", "Products, prices and categories")),
            (P.EDIT_STOCK, t("panel", "Stock")),
            (P.IMPORT, t("panel", "Import files")),
        ],
        t("panel", "Customers"): [
            (P.VIEW_CUSTOMERS, t("panel", "See customers")),
            (P.VIEW_CONTACTS, t("panel", "See telephone numbers")),
            (P.EDIT_CUSTOMERS, t("panel", "Tag, note, merge and block customers")),
            (P.PERSONAL_DATA, t("panel", "Export and erase personal data")),
            (P.EDIT_COUPONS, t("panel", "Coupons")),
        ],
        t("panel", "The shop"): [
            (P.VIEW_FIGURES, t("panel", "Figures")),
            (P.EDIT_SETTINGS, t("panel", "Settings: texts, delivery, taxes")),
            (P.AUDIT_OWN, t("panel", "Log: what they did themselves")),
            (P.AUDIT_TEAM, t("panel", "Log: what support did")),
            (P.AUDIT_MONEY, t("panel", "Log: what was done with money")),
            (P.VIEW_AUDIT, t("panel", "Log: everything")),
        ],
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
