"""Writes statistics_seeds_and_samples.json: uncertainties of seeds and test samples added up, and
DeLong's test of areas that are means over runs, on a thousand random inputs each.

Run: python3 statistics_seeds_and_samples.py   (SciPy 1.17.1, NumPy 2.4.6, scikit-learn 1.9.1)
Inputs come from statistics_cases.py. Computed in other ways than the project's: both variances by
SciPy's Welch test from summaries, seeds alone by its one-sample test, degrees of freedom in exact
fractions, powers by its noncentral t; DeLong's variance by leaving out one sample at a time, whose
areas come from every pair compared.
"""

import math
import warnings
from fractions import Fraction

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

from statistics_cases import generator, write

warnings.simplefilter("ignore")
CASES = 1000
groups = {}


def record(name, rows):
    groups[name] = [None if v is None else float(v) for row in rows for v in row]
    print(name, len(groups[name]), flush=True)


def seeds_and_samples(g):
    """Differences by seed, their standard error over samples, how many samples that rests on and
    the confidence: smooth, tied, heavy-tailed, far from 0, all equal, or with a mean of 0."""
    n = [2, 3, 5, 10, 30][g.integer(5)]
    m = [2, 3, 12, 40, 300][g.integer(5)]
    confidence = [0.95, 0.9, 0.99][g.integer(3)]
    style, shift = g.integer(8), (g.integer(5) - 2) * 0.01
    size = g.scale(-30, 30)
    differences = []
    for seed in range(n):
        d = g.normal()
        if style == 1:
            d = shift + math.floor(d * 2) / 128
        elif style == 2:
            d = size * (d / (abs(g.normal()) + 0.01))
        elif style == 3:
            d = 1 + d / 1024
        elif style == 4:
            d = 0.25 + shift
        elif style == 5:
            d = 0.0 if n % 2 == 1 and seed == n - 1 else 0.125 if seed % 2 == 0 else -0.125
        else:
            d = shift + d * 0.02
        differences.append(float(d))
    spread = [0.0, 0.002, 0.01, 0.03, 1.0, 1e-9][g.integer(6)] * (size if style == 2 else 1.0)
    return differences, spread, m, confidence


def exact_degrees(differences, spread, m):
    values = [Fraction(d) for d in differences]
    n, mean = len(values), sum(values) / len(values)
    seeds = sum((v - mean)**2 for v in values) / (n - 1) / n
    samples = Fraction(spread)**2
    return float((seeds + samples)**2 / (seeds**2 / (n - 1) + samples**2 / (m - 1)))


def seeds_needed(d, per_seed, spread, m):
    """The smallest number of seeds up to 1000 with a power of 0.8 at 0.05."""
    k = np.arange(2, 1001)
    seeds, samples = per_seed / k, spread**2
    # Divided by the larger variance, so that no square underflows.
    largest = np.maximum(seeds, samples)
    a, b = seeds / largest, samples / largest
    degrees = (a + b)**2 / (a**2 / (k - 1) + b**2 / (m - 1))
    # From 100 standard errors on every power is near 1.
    effect = np.minimum(100, abs(d) / np.sqrt(seeds + samples))
    power = stats.nct.sf(stats.t.isf(0.025, degrees), degrees, effect)
    # Nor may the paired t-test over seeds, which the answer is never surer than, miss it.
    effect = np.minimum(100, abs(d) / np.sqrt(seeds))
    power = np.minimum(power, stats.nct.sf(stats.t.isf(0.025, k - 1), k - 1, effect))
    assert np.isfinite(power).all()
    found = np.flatnonzero(power >= 0.8)
    return int(k[found[0]]) if len(found) else None


def both(case):
    differences, spread, m, confidence = seeds_and_samples(generator(20, case))
    if len(set(differences)) == 1:
        return [None] * 6
    n = len(differences)
    mean = float(sum(map(Fraction, differences)) / n)
    alone = stats.ttest_1samp(differences, 0)
    ends = [alone.confidence_interval(confidence)]
    p = [alone.pvalue]
    degrees = exact_degrees(differences, spread, m)
    if spread > 0:
        deviation = np.std(differences, ddof=1)
        p.append(stats.ttest_ind_from_stats(
            mean, deviation, n, 0, spread * math.sqrt(m), m, equal_var=False).pvalue)
        ends.append(stats.t.interval(
            confidence, degrees, mean, math.hypot(deviation / math.sqrt(n), spread)))
    if mean == 0:
        return [max(p), degrees, min(e[0] for e in ends), max(e[1] for e in ends), None, None]
    seeds = seeds_needed(mean, np.var(differences, ddof=1), spread, m)
    factor = None if seeds else max(
        1, ((stats.norm.isf(.025) + stats.norm.isf(.2)) * spread / mean)**2)
    return [max(p), degrees, min(e[0] for e in ends), max(e[1] for e in ends), seeds, factor]


def runs(g):
    """Truth and the scores of several runs of two methods: smooth, tied, perfect, perfectly wrong,
    all equal, twice the same, or on another scale in each run."""
    positives, negatives = 2 + g.integer(8), 2 + g.integer(14)
    style = g.integer(9)
    counts = [1 + g.integer(4), 1 + g.integer(4)]
    truth = [g.integer(2) == 0 for _ in range(positives + negatives)]
    # Whatever came up, two of each class.
    truth[0], truth[1], truth[2], truth[3] = True, False, True, False
    confidence = [0.95, 0.9, 0.99][g.integer(3)]
    arms = []
    for arm in range(2):
        arms.append([])
        for run in range(counts[arm]):
            row = []
            for positive in truth:
                s = g.normal() + ((1.0 if arm == 0 else 0.5) if positive else 0.0)
                if style == 1:
                    s = math.floor(s)
                elif style == 2:
                    s = math.floor(s * 2) / 2
                elif style == 3:
                    s = (20.0 if positive else -20.0) + s
                elif style == 4 and arm == 0:
                    s = (20.0 if positive else -20.0) + s
                elif style == 5:
                    s = (20.0 if positive == (arm == 0) else -20.0) + s
                elif style == 6 and arm == 1:
                    s = 0.5
                elif style == 7:
                    s = s * 2.0**(40 * run - 60)
                row.append(float(s))
            arms[arm].append(row)
    if style == 8 and g.integer(2) == 0:
        arms[1] = [list(row) for row in arms[0]]
    return truth, arms[0], arms[1], confidence


def areas(case):
    truth, first, second, confidence = runs(generator(21, case))
    truth = np.array(truth)
    # By run, positive and negative sample: 1 if ranked right, 1/2 if tied.
    wins, mean = [], []
    for arm in (first, second):
        scores = np.array(arm)
        x, y = scores[:, truth][:, :, None], scores[:, ~truth][:, None, :]
        wins.append(np.where(x > y, 1.0, np.where(x == y, 0.5, 0.0)).mean(axis=0))
        mean.append(np.mean([roc_auc_score(truth, row) for row in arm]))
        assert math.isclose(mean[-1], wins[-1].mean(), abs_tol=1e-12)
    gap = wins[0] - wins[1]
    variance = 0
    for axis in (0, 1):
        n = gap.shape[axis]
        left = np.array([np.delete(gap, i, axis=axis).mean() for i in range(n)])
        variance += (n - 1) / n * ((left - left.mean())**2).sum()
    difference, error = mean[0] - mean[1], math.sqrt(variance)
    if error < 1e-12:
        same = abs(difference) < 1e-12
        return mean + [0, 1 if same else 0, difference, difference]
    interval = stats.norm.interval(confidence, difference, error)
    return mean + [error, 2 * stats.norm.sf(abs(difference) / error), *interval]


record("both", map(both, range(CASES)))
record("areas", map(areas, range(CASES)))
write(__file__, groups, 13)
