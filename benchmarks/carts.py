"""The money of a million carts: totals, shares, taxes, refunds by parts and provider units, to the last unit.

    .venv/bin/python -m benchmarks.carts                    # 1,000,000 carts on all cores
    .venv/bin/python -m benchmarks.carts --carts 50000 --seed 7

A cart that is wrong is printed with its seed; the same seed draws it again.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from random import Random

from domain.promotions.errors import CouponRefused
from tests.kit.carts import check, draw

AT_ONCE = 2_000


def some(seed: int) -> tuple[int, list[str]]:
    """Check `AT_ONCE` carts of this seed; how many there were, and what was wrong."""
    checked, wrong = 0, []
    for n in range(AT_ONCE):
        dice = Random(seed * AT_ONCE + n)
        cart = draw(dice)
        try:
            check(cart, dice)
        except CouponRefused:
            continue
        except Exception as error:
            wrong.append(f"seed {seed * AT_ONCE + n}: {error!r} {cart}")
        checked += 1
    return checked, wrong


def main(carts: int, seed: int) -> int:
    started, checked, wrong = time.perf_counter(), 0, []
    parts = range(seed, seed + -(-carts // AT_ONCE))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for count, problems in pool.map(some, parts):
            checked += count
            wrong += problems
    print("\n".join(wrong[:20]))
    print(f"{checked:,} carts checked, {len(wrong):,} wrong, {time.perf_counter() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--carts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    sys.exit(main(chosen.carts, chosen.seed))
