"""Writes proportions.csv and sample-sizes.csv: pip install scipy; python3 proportions.py"""

import csv
import math
import pathlib
import random

from scipy.stats import binomtest, chi2_contingency, fisher_exact, norm

HERE = pathlib.Path(__file__).parent


def wilson(successes, total):
    interval = binomtest(successes, total).proportion_ci(confidence_level=0.95, method="wilson")
    return interval.low, interval.high


def newcombe(a, m, b, n):
    """R. G. Newcombe 1998, method 10, from scipy's Wilson intervals."""
    (l1, u1), (l2, u2) = wilson(a, m), wilson(b, n)
    p1, p2 = a / m, b / n
    return p1 - p2 - math.hypot(p1 - l1, u2 - p2), p1 - p2 + math.hypot(u1 - p1, p2 - l2)


def judged(a, m, b, n):
    table = [[a, m - a], [b, n - b]]
    if 0 < a + b < m + n:
        # The pooled two-proportion z is the signed root of Pearson's chi-squared without correction.
        chi = chi2_contingency(table, correction=False)
        z = math.copysign(math.sqrt(chi.statistic), a / m - b / n)
        p_z, smallest = chi.pvalue, chi.expected_freq.min()
    else:
        z, p_z, smallest = None, None, 0
    test = "fisher" if smallest < 10 else "z"
    p = fisher_exact(table).pvalue if test == "fisher" else p_z
    decided = m >= 100 and n >= 100 and p < 0.05
    numbers = [z, p, *wilson(a, m), *wilson(b, n), *newcombe(a, m, b, n)]
    written = ["" if number is None else f"{number:.12g}" for number in numbers]
    return [a, m, b, n, test, *written, int(decided)]


def cases(chance):
    yield from [(120, 1000, 150, 1000), (2, 50, 9, 50)]
    for m in (1, 2, 7, 99, 100, 1000):
        for n in (1, 5, 100, 101):
            yield from [(0, m, 0, n), (m, m, n, n), (0, m, n, n), (0, m, n // 2, n), (m // 3, m, n, n)]
    # About the border of ten expected, and of a hundred recipients.
    yield from [(10, 100, 10, 100), (9, 100, 10, 100), (5, 99, 15, 100), (5, 100, 15, 100), (4, 100, 16, 100)]
    for _ in range(200):
        m, n = (chance.choice([12, 40, 99, 100, 150, 700, 5_000]) for _ in range(2))
        rate = chance.choice([0.005, 0.02, 0.1, 0.25, 0.5, 0.9])
        a, b = (min(t, max(0, round(chance.gauss(t * rate, 1.6 * math.sqrt(t * rate) + 0.5)))) for t in (m, n))
        yield a, m, b, n
    yield from [(3, 1_000_000, 9, 1_000_000), (40_000, 1_000_000, 40_900, 1_000_000), (1, 20, 400_000, 1_000_000)]


def sizes(chance):
    yield from [(0.20, 0.25, 0.8, 0.05), (0.0, 1.0, 0.8, 0.05), (0.0, 0.01, 0.9, 0.01), (0.5, 0.5001, 0.8, 0.05)]
    for _ in range(150):
        yield (
            round(chance.uniform(0, 1), 3),
            round(chance.uniform(0, 1), 3),
            chance.choice([0.5, 0.8, 0.9, 0.95, 0.99]),
            chance.choice([0.2, 0.1, 0.05, 0.01, 0.001]),
        )


def per_arm(p1, p2, power, alpha):
    mean = (p1 + p2) / 2
    root = norm.isf(alpha / 2) * math.sqrt(2 * mean * (1 - mean))
    root += norm.ppf(power) * math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return math.ceil((root / (p1 - p2)) ** 2)


def main():
    chance = random.Random(20270315)
    with open(HERE / "proportions.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            ["a", "of", "b", "of", "test", "z", "p", "a from", "to", "b from", "to", "difference from", "to", "decided"])
        table.writerows(judged(*case) for case in cases(chance))
    with open(HERE / "sample-sizes.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["from", "to", "power", "alpha", "per arm"])
        table.writerows([*case, per_arm(*case)] for case in sizes(chance) if case[0] != case[1])


main()
