"""Writes statistics_basics.json: t distribution, t-tests, sign-flip test, intervals, Holm correction.

Run: python3 statistics_basics.py   (mpmath 1.3.0, SciPy 1.17.1, NumPy 2.4.6, Python 3.11)
The t distribution is computed with 60 digits by mpmath; tests and intervals are SciPy's.
"""

import json
import pathlib

import mpmath as mp
import numpy as np
from scipy import stats

mp.mp.dps = 60


def upper_tail(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    if t == 0:
        return mp.mpf(1) / 2
    # Directly on the small side: a difference from 1/2 would lose digits.
    x = df / (df + t * t)
    tail = mp.betainc(df / 2, mp.mpf(1) / 2, 0, x, regularized=True) / 2
    return tail if t > 0 else 1 - tail


def quantile(p, df):
    p, df = mp.mpf(p), mp.mpf(df)
    start = mp.mpf(float(stats.t.ppf(float(p), float(df))))
    return mp.findroot(lambda t: mp.log(upper_tail(-t, df)) - mp.log(p), start)


tails = []
for df in [0.1, 0.5, 1, 1.7, 2, 3, 4, 7.986135182, 9, 19, 39, 40, 41, 100.25, 1000, 12345.6, 1e6]:
    for t in [1e-9, 1e-3, 0.1, 0.5, 1, 1.2, 1.5, 1.73, 1.8, 2, 2.776, 4.5, 10, 37, 1e3, 1e8, 1e120]:
        value = upper_tail(t, df)
        if value > mp.mpf(10) ** -300:
            tails.append([t, df, float(value)])

quantiles = []
for df in [0.5, 1, 2, 4, 7.5, 9, 24, 100, 1000.5, 1e6]:
    for p in [1e-12, 1e-4, 0.005, 0.025, 0.05, 0.2, 0.25, 0.3, 0.45, 0.499]:
        quantiles.append([p, df, float(quantile(p, df))])

random = np.random.default_rng(20240)
pairs = []
for n in [2, 3, 5, 10, 17]:
    for shift, scale in [(0.0, 0.02), (0.03, 0.02), (-0.5, 1.0)]:
        first = np.round(0.5 + random.normal(0, 0.05, n), 4)
        second = np.round(first + shift + random.normal(0, scale, n), 4)
        paired = stats.ttest_rel(first, second)
        student = stats.ttest_ind(first, second)
        welch = stats.ttest_ind(first, second, equal_var=False)
        difference = first - second
        corrected = float(difference.mean() / np.sqrt((1 / n + 0.25) * difference.var(ddof=1)))
        flips = stats.permutation_test(
            (difference,), np.mean, permutation_type="samples", n_resamples=np.inf,
            alternative="two-sided")
        pairs.append({
            "first": first.tolist(), "second": second.tolist(),
            "paired": [paired.statistic, paired.df, paired.pvalue,
                       *paired.confidence_interval(0.95)],
            "student": [student.statistic, student.df, student.pvalue,
                        *student.confidence_interval(0.95)],
            "welch": [welch.statistic, welch.df, welch.pvalue, *welch.confidence_interval(0.9)],
            "corrected": [corrected, n - 1, float(2 * stats.t.sf(abs(corrected), n - 1))],
            "signFlip": float(flips.pvalue),
            "interval": list(stats.t.interval(0.95, n - 1, first.mean(), stats.sem(first))),
            "sd": float(first.std(ddof=1)),
        })

# Differences with ties, where many sign patterns have the same sum.
tied = []
for values in [[1, 1, 1, 1, 1], [1, -1, 2, 0], [0.1, 0.2, -0.3], [0, 0, 0], [0.3, 0.3, -0.1, 0.2]]:
    observed = abs(np.mean(values))
    signs = np.array(np.meshgrid(*[[-1, 1]] * len(values))).T.reshape(-1, len(values))
    tied.append({"values": values,
                 "p": float(np.mean(np.abs(signs @ np.array(values) / len(values))
                                    >= observed - 1e-12))})

holm = []
for values in [[0.01, 0.04, 0.03, 0.005], [0.5], [0.9, 0.8, 0.7], [0.02, 0.02, 0.5, 0.001, 0.2]]:
    # Holm (1979) by its definition: step down over the sorted values.
    order = np.argsort(values, kind="stable")
    adjusted, largest = [0.0] * len(values), 0.0
    for rank, position in enumerate(order):
        largest = max(largest, min(1.0, values[position] * (len(values) - rank)))
        adjusted[int(position)] = largest
    holm.append({"values": values, "adjusted": adjusted})

result = {"tails": tails, "quantiles": quantiles, "pairs": pairs, "tied": tied, "holm": holm}
text = json.dumps(result, indent=None, separators=(",", ":"), default=float)
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace("],", "],\n") + "\n")
