"""Papers: numbers without gaps and without twins, and nothing taken back that was not billed."""

from __future__ import annotations

from domain.doctor.rule import Rule, asked
from domain.kit.errors import N_

RULES = (
    Rule(
        "G13",
        N_("Every number of a series was given to one paper."),
        "Series {series}: {value} numbers, {papers} papers, {skipped} left out on purpose, {highest} is the highest.",
        asked(
            """SELECT * FROM (SELECT s.shop_id, s.name AS series, s.value, s.skipped,
               (SELECT COUNT(*) FROM paper p WHERE p.shop_id = s.shop_id AND p.series = s.name) AS papers,
               COALESCE((SELECT MAX(p.number) FROM paper p WHERE p.shop_id = s.shop_id AND p.series = s.name), 0)
                 AS highest FROM paper_series s) n WHERE value <> papers + skipped OR highest > value"""
        ),
    ),
    Rule(
        "G13.credit",
        N_("Credit notes take back no more than was billed."),
        "Paper {series} {number}: {total} were billed, {credited} taken back.",
        asked(
            """SELECT p.shop_id, p.series, p.number, p.currency, p.total, SUM(c.total) AS credited FROM paper p
               JOIN paper c ON c.corrects_id = p.id GROUP BY p.shop_id, p.id, p.series, p.number, p.currency, p.total
               HAVING SUM(c.total) > p.total""",
            money="total credited",
        ),
    ),
)
