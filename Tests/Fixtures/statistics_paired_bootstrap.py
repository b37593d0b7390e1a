"""Writes statistics_paired_bootstrap.json: the paired bootstrap of a difference of means or of F1 by
NumPy and SciPy, on a thousand random inputs and from the same resamples as the project's.

Run: python3 statistics_paired_bootstrap.py   (SciPy 1.17.1, NumPy 2.4.6, scikit-learn 1.9.1)
Generators come from statistics_cases.py; an index below n is the upper half of n times the next
number of 64 bits.
"""

import math

import numpy as np
from scipy import stats
from sklearn.metrics import f1_score

from statistics_cases import generator, write

CASES = 1000
DRAWS = 499


def inputs(g):
    """Per sample a difference, or a true label and two guesses; few or all samples effective."""
    n, style = 2 + g.integer(14), g.integer(6)
    effective, confidence = 2 + g.integer(n - 1), [0.95, 0.9, 0.99][g.integer(3)]
    rows = []
    for _ in range(n):
        d, label, first, second = g.normal(), g.integer(2), g.integer(4), g.integer(4)
        if style == 0:
            # Multiples of 1/1024, whose sums are exact in any order.
            rows.append(math.floor(d * 1024) / 1024)
        elif style == 1:
            rows.append(float(math.floor(d)))
        elif style == 2:
            rows.append(1 + math.floor(d * 16) / 1024)
        elif style == 3:
            rows.append(0.25)
        else:
            # Wrong once in four times, or half of the time.
            rows.append((label, label ^ (first == 0), label ^ (second < 2)))
    return style, rows, effective, confidence


def f1(truth, guess):
    """Undefined without a positive sample and without a positive guess."""
    positives = truth.sum() + guess.sum()
    return 2 * (truth & guess).sum() / positives if positives else math.nan


def bootstrap(case):
    """Difference, p, both ends, standard error and defined draws."""
    g = generator(26, case)
    style, rows, m, confidence = inputs(g)
    rows = np.array(rows)

    def difference(drawn):
        part = rows[drawn]
        if style < 4:
            return part.mean()
        return f1(part[:, 0], part[:, 1]) - f1(part[:, 0], part[:, 2])

    n = len(rows)
    observed = difference(np.arange(n))
    if style >= 4 and math.isfinite(observed):
        theirs = f1_score(rows[:, 0], rows[:, 1]) - f1_score(rows[:, 0], rows[:, 2])
        assert math.isclose(observed, theirs, abs_tol=1e-15)
    drawn = np.array([[g.next() * n >> 64 for _ in range(n)] for _ in range(DRAWS)])
    values = np.array([difference(row) for row in drawn])
    values = values[np.isfinite(values)]
    if math.isnan(observed) or 2 * len(values) < DRAWS:
        return [None] * 6
    # F1 of equal value differ by rounding only.
    values[abs(values) < 1e-12] = 0
    other = np.sum(values * np.sign(observed) <= 0)
    plain = 1 if abs(observed) < 1e-12 else min(1, 2 * (other + 1) / (len(values) + 1))
    narrow = math.sqrt((m - 1) / m)
    p = 2 * stats.t.sf(stats.norm.isf(plain / 2) * narrow, m - 1)
    tail = stats.norm.cdf(stats.t.ppf((1 - confidence) / 2, m - 1) / narrow)
    # No end where it would be rarer than one draw in all of them.
    low, high = (None, None) if tail * (len(values) + 1) < 1 else np.quantile(values, [tail, 1 - tail])
    return [observed, p, low, high, np.std(values, ddof=1) / narrow, len(values)]


write(__file__, {"bootstrap": [v for case in range(CASES) for v in bootstrap(case)]}, 16)
