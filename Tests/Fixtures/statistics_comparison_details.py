"""Writes statistics_comparison_details.json: what statistics_comparisons.py leaves out of each test:
intervals, tiny and large samples, magnitudes from 1e-270 to 1e270, ties by rounding, and second programs.

Run: python3 statistics_comparison_details.py   (SciPy 1.17.1, statsmodels 0.15.0, NumPy 2.4.6,
scikit-posthocs 0.17.1, baycomp 1.0.3, MLstatkit 0.1.91, Python 3.11)
Inputs come from statistics_cases.py. Groups in which some cases have no answer have more than a
thousand, so that a thousand remain.
"""

import functools
import itertools
import math
import warnings
from fractions import Fraction
from unittest import mock

import baycomp
import numpy as np
import pandas
from MLstatkit.delong import Delong_test
from scikit_posthocs._plotting import _find_maximal_cliques
from scipy import special, stats
from scipy.optimize import brentq
from statsmodels.stats.multitest import multipletests

from statistics_cases import generator, pair, ranking, record_cases, table, write

warnings.simplefilter("ignore")
groups = {}
record = functools.partial(record_cases, groups)


def scaled_pair(g):
    """A pair of samples of any magnitude, a confidence, and into how many folds a run is cut."""
    first, second = pair(g)
    size = 2.0**(g.integer(1801) - 900) if g.integer(2) == 0 else 1.0
    return ([v * size for v in first], [v * size for v in second],
            [0.5, 0.9, 0.95, 0.99, 0.999][g.integer(5)], g.integer(4), size)


def t_intervals(case):
    """t and both ends: paired, Student, Welch, Nadeau and Bengio; then the first sample's summary."""
    first, second, confidence, _, size = scaled_pair(generator(50, case))
    # SciPy's squares of variances underflow and overflow; powers of two change no digit.
    first, second = np.array(first) / size, np.array(second) / size
    d, n = first - second, len(first)
    if min(map(np.ptp, (d, first, second))) == 0:
        return [None] * 15
    row = []
    for test in (stats.ttest_rel(first, second), stats.ttest_ind(first, second),
                 stats.ttest_ind(first, second, equal_var=False)):
        row += [test.statistic, *test.confidence_interval(confidence)]
    error = math.sqrt(1 / n + 0.4) * d.std(ddof=1)
    row += [d.mean() / error, *stats.t.interval(confidence, n - 1, d.mean(), error)]
    row += [first.std(ddof=1),
            *stats.t.interval(confidence, n - 1, first.mean(), stats.sem(first))]
    return [v if place % 3 == 0 and place < 12 else v * size for place, v in enumerate(row)]


def bayesian_t(case):
    """Probabilities by baycomp, with its runs of several folds and regions of several widths; without
    a region they are Nadeau and Bengio's one-sided p."""
    first, second, _, choice, size = scaled_pair(generator(51, case))
    first, second = np.array(first) / size, np.array(second) / size
    if np.ptp(first - second) == 0:
        return [None] * 4
    n = len(first)
    folds = [f for f in range(2, n + 1) if n % f == 0][-1 if choice % 2 else 0]
    region = [0, 0.01, 0.1, 1][choice]
    found = baycomp.CorrelatedTTest.probs(second, first, region, n // folds)
    plain = baycomp.CorrelatedTTest.probs(second, first, 0, n // folds)
    return [found[0], found[1] if region else 0, found[-1], 2 * min(plain)]


def decimal_pair(g):
    """Whole numbers, which the test divides by ten: its ties are 0.3 - 0.2 and 0.4 - 0.3."""
    n, width = 1 + g.integer(30), [3, 12, 60][g.integer(3)]
    return [(g.integer(width), g.integer(width)) for _ in range(n)]


def sign_patterns(ranks, observed):
    """The share of sign patterns of whole ranks with a sum at least as far from 0."""
    total = sum(ranks)
    counts = [0] * (2 * total + 1)
    counts[total] = 1
    for r in ranks:
        counts = [(counts[s - r] if s >= r else 0) + (counts[s + r] if s + r <= 2 * total else 0)
                  for s in range(2 * total + 1)]
    extreme = sum(c for s, c in enumerate(counts) if abs(s - total) >= abs(observed))
    return float(Fraction(extreme, 2**len(ranks)))


def wilcoxon_rounding(case):
    """W+, exact, normal and corrected p without zeros; exact and normal with Pratt's ranks."""
    d = np.array([a - b for a, b in decimal_pair(generator(52, case))])
    rest = d[d != 0]
    if len(rest) == 0:
        return [0, 1, 1, 1, 1, 1]
    ranks, pratt = stats.rankdata(abs(rest)), stats.rankdata(abs(d))[d != 0]
    exact = [sign_patterns([int(2 * r) for r in each], sum(2 * each * np.sign(rest)))
             for each in (ranks, pratt)]
    if 2 <= len(rest) <= 8:
        permuted = stats.wilcoxon(rest, method=stats.PermutationMethod(n_resamples=np.inf))
        assert math.isclose(exact[0], permuted.pvalue, rel_tol=1e-9)
    normal = [stats.wilcoxon(d, method="asymptotic", **options).pvalue for options in (
        dict(correction=False), dict(correction=True),
        dict(correction=False, zero_method="pratt"))]
    return [ranks[rest > 0].sum(), exact[0], normal[0], normal[1], exact[1], normal[2]]


def wilcoxon_large(case):
    """Both normal approximations beyond 200 pairs."""
    g = generator(53, case)
    n, shift, tied = 201 + g.integer(40), g.integer(3) * 0.1, g.integer(2) == 0
    d = np.array([shift + (math.floor(g.normal() * 4) / 4 if tied else g.normal())
                  for _ in range(n)])
    return [stats.wilcoxon(d, method="asymptotic", correction=c).pvalue for c in (False, True)]


def sign_flip(case):
    """All patterns of one to twelve differences, then 99 patterns of the next random bits."""
    g = generator(54, case)
    n, style = 1 + g.integer(12), g.integer(4)
    d = []
    for _ in range(n):
        v = g.normal()
        d.append([v, math.floor(v * 2) / 2, v * 2.0**-900, g.integer(7) * 0.1][style])
    d = np.array(d)
    every = np.abs((np.array(list(itertools.product([1, -1], repeat=n))) * d).sum(axis=1))
    least = abs(d.sum()) - 1e-12 * abs(d).sum()
    drawn = []
    for _ in range(99):
        bits = g.next()
        drawn.append(sum(-v if bits >> i & 1 else v for i, v in enumerate(d)))
    return [np.mean(every >= least), (1 + np.sum(np.abs(drawn) >= least)) / 100]


def effects(case):
    """Cohen's d, Hedges' g and Cliff's delta of 3 to 400 pairs, and of samples of different sizes."""
    g = generator(55, case)
    n, m, style = [3, 4, 7, 30, 400][g.integer(5)], 1 + g.integer(12), g.integer(3)
    size = 2.0**(g.integer(601) - 300)
    a = np.array([math.floor(g.normal() * 2) if style == 0 else g.normal() * size
                  for _ in range(n)])
    b = np.array([math.floor(g.normal() * 2) if style == 0 else g.normal() * size
                  for _ in range(m)])
    delta = 2 * stats.mannwhitneyu(a, b).statistic / (n * m) - 1
    if np.ptp(a) == 0:
        return [None, None, delta]
    d = a.mean() / a.std(ddof=1)
    return [d, d * special.poch((n - 2) / 2, 0.5) / math.sqrt((n - 1) / 2), delta]


def delong(case):
    """Areas, z, p and both intervals by MLstatkit."""
    g = generator(56, case)
    truth, first, second = ranking(g)
    confidence = [0.9, 0.95, 0.99][g.integer(3)]
    z, p, one, two, area, other, info = Delong_test(truth, first, second, alpha=confidence, n_boot=2)
    if info["method"] != "delong" or info["var_diff"] < 1e-20:
        z = p = None
    return [area, other, None if z is None else -z, p, *one, *two]


def binomial(b, c):
    """Exact and mid-p of McNemar's test, in whole numbers."""
    n, least = b + c, min(b, c)
    term, tail = 1, 1
    for k in range(least):
        term = term * (n - k) // (k + 1)
        tail += term
    exact = Fraction(2 * tail, 2**n)
    return [float(min(1, exact)), 1.0 if b == c else float(exact - Fraction(term, 2**n))]


def mcnemar(case):
    """Predictions of up to 60 samples, unknown ones among them; then counts up to 2000."""
    g = generator(57, case)
    n, classes = 1 + g.integer(60), 2 + g.integer(2)
    rows = [[g.integer(classes + 1) - 1 for _ in range(3)] for _ in range(n)]
    b = sum(t == x != y for t, x, y in rows if t >= 0)
    c = sum(t == y != x for t, x, y in rows if t >= 0)
    large = g.integer(2000), g.integer(2000)
    return [b, c, *binomial(b, c), *binomial(*large)]


def block_table(g):
    """Few or many blocks of few methods, most of them tied."""
    methods = 2 + g.integer(4)
    blocks = 2 + g.integer([60, 29, 5, 2][methods - 2])
    levels = [2, 3, 1000][g.integer(3)]
    return [[float(g.integer(levels) + (method if levels == 3 else 0)) for method in range(methods)]
            for _ in range(blocks)]


def friedman_exact(case):
    """The share of all orders within blocks, from arrays of the first k - 1 rank sums."""
    rows = block_table(generator(58, case))
    k, n = len(rows[0]), len(rows)
    ranks = [[int(2 * r) for r in stats.rankdata(row)] for row in rows]
    counts = np.zeros([2 * k * n + 1] * (k - 1))
    counts[(0,) * (k - 1)] = 1
    reached = 0
    for row in ranks:
        following = np.zeros_like(counts)
        orders = list(itertools.permutations(row))
        for order in orders:
            source = tuple(slice(0, reached + 1) for _ in order[:-1])
            target = tuple(slice(r, r + reached + 1) for r in order[:-1])
            following[target] += counts[source] / len(orders)
        counts, reached = following, reached + 2 * k
        reached = min(reached, 2 * k * n)
    axes = np.indices(counts.shape)
    last = n * k * (k + 1) - axes.sum(axis=0)
    spread = ((axes - n * (k + 1))**2).sum(axis=0) + (last - n * (k + 1))**2
    observed = sum((sum(column) - n * (k + 1))**2 for column in zip(*ranks))
    return [min(1, counts[spread >= observed].sum())]


Z = np.linspace(-40, 40, 1601)


def range_tail(w, k):
    """P(range of k normal values > w): the trapezoidal rule, which is exact to the last digits here."""
    z = w / 2 + Z
    below = special.log_ndtr(z)
    share = np.minimum(1, np.exp(special.log_ndtr(z - w) - below))
    with np.errstate(divide="ignore"):
        rest = -np.expm1((k - 1) * np.log1p(-share))
    return min(1, k * np.sum(np.exp(-z * z / 2 + (k - 1) * below) * rest)
               * (Z[1] - Z[0]) / math.sqrt(2 * math.pi))


QUANTILES = {}


def range_quantile(level, k):
    if (level, k) not in QUANTILES:
        QUANTILES[level, k] = brentq(lambda w: range_tail(w, k) - level, 0.1, 20, xtol=1e-14)
    return QUANTILES[level, k]


METHODS = ["holm", "simes-hochberg", "fdr_bh"]


def post_hoc(case):
    """Sums, weighted by place, of all p values of Nemenyi and of normal ones by three corrections,
    against one method and of all pairs; the critical difference, and the bars of its diagram."""
    g = generator(59, case)
    rows = np.array(table(g))
    n, k = rows.shape
    control, level = g.integer(k), [0.05, 0.1, 0.01][g.integer(3)]
    average = np.array([stats.rankdata(-row) for row in rows]).mean(axis=0)
    error = math.sqrt(k * (k + 1) / (6 * n))
    pairs = [(i, j) for i in range(k) for j in range(i)]
    gap = lambda i, j: abs(average[i] - average[j])
    weigh = lambda values: sum((place + 1) * v for place, v in enumerate(values))
    row = [weigh(range_tail(gap(i, j) / error * math.sqrt(2), k) for i, j in pairs)]
    for method in METHODS:
        for each in ([(i, control) for i in range(k) if i != control], pairs):
            p = [2 * stats.norm.sf(gap(i, j) / error) for i, j in each]
            row.append(weigh(multipletests(p, method=method)[1]))
    difference = range_quantile(level, k) / math.sqrt(2) * error
    close = np.array([[int(i != j and gap(i, j) <= difference) for j in range(k)]
                      for i in range(k)])
    bars = [b for b in _find_maximal_cliques(pandas.DataFrame(close)) if len(b) > 1]
    return row + [difference, len(bars), sum(sum((m + 1)**3 for m in b) for b in bars),
                  sum(sum(m + 1 for m in b)**2 for b in bars)]


def corrections(case):
    """Families of up to 40, with 0, 1 and ties."""
    g = generator(60, case)
    values = []
    for _ in range(1 + g.integer(40)):
        u = g.uniform()
        values.append([u, 0.0, 1.0, math.floor(u * 4) / 100, u * 2.0**-500][g.integer(5)])
    return [sum((i + 1) * v for i, v in enumerate(multipletests(values, method=m)[1]))
            for m in METHODS]


class Given:
    """Stands in for NumPy's generator, whose weightings baycomp then takes from here."""

    def __init__(self, weights):
        self.weights = weights

    def __call__(self, _):
        return self

    def dirichlet(self, *_):
        return self.weights


def signed_rank_shares(case):
    """baycomp's three shares of one weighting."""
    g = generator(61, case)
    n, tied, region = 1 + g.integer(15), g.integer(2) == 0, [0, 0.25, 0.5][g.integer(3)]
    d = []
    for _ in range(n):
        v = g.normal()
        d.append(math.floor(v * 4) / 4 if tied else v)
    weights, total = [g.uniform() + 0.001 for _ in range(n + 1)], 0.0
    for w in weights:
        total += w
    with mock.patch.object(baycomp.multiple.np.random, "RandomState",
                           Given(np.array([[w / total for w in weights]]))):
        found = baycomp.SignedRankTest.sample(np.zeros(n), np.array(d), region, nsamples=1)
    return list(found[0])


def signed_rank(case):
    """baycomp's probabilities from 4000 weightings of its own."""
    g = generator(62, case)
    first, second = pair(g)
    d, region = np.array(first) - np.array(second), [0, 0.1, 0.5][g.integer(3)]
    d = d[:12]
    found = baycomp.SignedRankTest.probs(
        np.zeros(len(d)), d, region, nsamples=4000, random_state=case)
    return list(found) if region else [found[0], 0, found[1]]


class Resampled:
    def __init__(self, distribution):
        self.bootstrap_distribution = distribution


def bootstrap(case):
    """Two to six values: both intervals and the standard error."""
    g = generator(63, case)
    n, tied, confidence = 2 + g.integer(5), g.integer(3) == 0, [0.5, 0.9, 0.99][g.integer(3)]
    values = []
    for _ in range(n):
        v = g.normal()
        values.append(math.floor(v * 2) if tied else math.floor(v * v * v * 1024) / 1024)
    drawn = []
    for _ in range(60):
        total = 0.0
        for _ in range(n):
            total += values[g.integer(n)]
        drawn.append(total / n)
    row = []
    for method in ["percentile", "BCa"]:
        found = stats.bootstrap(
            (np.array(values),), np.mean, n_resamples=0, confidence_level=confidence, method=method,
            bootstrap_result=Resampled(np.array(drawn)))
        row += [found.confidence_interval.low, found.confidence_interval.high]
    return row + [found.standard_error]


def power(case):
    """The corrected test's power, and how many pairs the plain one needs, at most 1000."""
    g = generator(64, case)
    effect, n, ratio = g.scale(-6, 1), 2 + g.integer(60), [0, 1 / 9, 0.25, 1][g.integer(4)]
    level, wanted = [0.05, 0.01, 0.1][g.integer(3)], [0.8, 0.9, 0.5][g.integer(3)]

    def at(count, r):
        critical = stats.t.isf(level / 2, count - 1)
        shift = effect / np.sqrt(1 / count + r)
        # The other side underflows from 30 on.
        return stats.nct.sf(critical, count - 1, np.minimum(shift, 30)) + stats.nct.sf(
            critical, count - 1, -np.minimum(shift, 30))

    counts = np.arange(2, 1001)
    enough = np.flatnonzero(at(counts, 0) >= wanted)
    return [at(n, ratio), counts[enough[0]] if len(enough) else 0]


record("tIntervals", t_intervals, 1100)
record("bayesianT", bayesian_t, 1100)
record("wilcoxonRounding", wilcoxon_rounding)
record("wilcoxonLarge", wilcoxon_large)
record("signFlip", sign_flip)
record("effects", effects, 1100)
record("delong", delong, 1200)
record("mcnemar", mcnemar)
record("friedmanExact", friedman_exact)
record("postHoc", post_hoc)
record("corrections", corrections)
record("signedRankShares", signed_rank_shares)
record("bootstrap", bootstrap, 1300)
record("power", power)
record("signedRank", signed_rank)
write(__file__, groups, 13)
