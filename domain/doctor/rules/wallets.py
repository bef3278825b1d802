"""What the shop owes its customers."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_

RULES = (
    Rule(
        "G2.wallet",
        N_("A wallet holds what the ledger says."),
        "The wallet of customer {customer} holds {balance}, the ledger says {booked}.",
        asked(
            """SELECT * FROM (SELECT w.shop_id, w.customer_id AS customer, w.currency, w.balance,
               (SELECT -COALESCE(SUM(l.amount), 0) FROM ledger_line l WHERE l.shop_id = w.shop_id
                 AND l.account = 'wallet:' || w.customer_id AND l.currency = w.currency) AS booked
               FROM wallet w) s WHERE balance <> booked OR balance < 0""",
            money="balance booked",
        ),
    ),
    Rule(
        "G2.wallets",
        N_("All that the ledger owes customers lies in wallets."),
        "Wallets hold {held}, the ledger owes {booked}.",
        asked(
            """SELECT * FROM (SELECT b.shop_id, b.currency, b.booked,
               COALESCE((SELECT SUM(w.balance) FROM wallet w
                 WHERE w.shop_id = b.shop_id AND w.currency = b.currency), 0) AS held
               FROM (SELECT shop_id, currency, -SUM(amount) AS booked FROM ledger_line
                 WHERE account LIKE 'wallet:%' GROUP BY shop_id, currency) b) s WHERE held <> booked""",
            money="held booked",
        ),
    ),
)
