"""Writes statistics_comparisons.json: tests, effect sizes and intervals on random inputs.

Run: python3 statistics_comparisons.py   (SciPy 1.17.1, statsmodels 0.15.0, NumPy 2.4.6,
scikit-posthocs 0.17.1, baycomp 1.0.3, Python 3.11)
Inputs come from statistics_cases.py. What no library computes is written here from its definition,
in another way than the project's: permutations one by one, areas pair by pair, O(n^2) sums.
"""

import itertools
import math
import warnings

import baycomp
import numpy as np
import pandas
import scikit_posthocs
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from statistics_cases import generator, pair, ranking, table, write

warnings.simplefilter("ignore")
CASES = 1000
groups = {}


def record(name, rows):
    """One list of numbers per case, all of the same length, stored one after another."""
    groups[name] = [None if v is None else float(v) for row in rows for v in row]
    print(name, len(groups[name]), flush=True)


def t_tests(case):
    first, second = map(np.array, pair(generator(1, case)))
    n, difference = len(first), first - second
    if np.all(difference == difference[0]) or np.var(first) == 0 or np.var(second) == 0:
        return [None] * 6
    paired = stats.ttest_rel(first, second)
    welch = stats.ttest_ind(first, second, equal_var=False)
    corrected = difference.mean() / np.sqrt((1 / n + 0.25) * difference.var(ddof=1))
    return [paired.statistic, paired.pvalue, stats.ttest_ind(first, second).pvalue, welch.df,
            welch.pvalue, 2 * stats.t.sf(abs(corrected), n - 1)]


def signed_rank_exact(ranks, signs):
    """The share of sign patterns with a sum of signed ranks at least as far from 0."""
    doubled = [int(round(2 * r)) for r in ranks]
    total, counts = sum(doubled), {0: 1}
    for r in doubled:
        following = {}
        for s, c in counts.items():
            for t in (s + r, s - r):
                following[t] = following.get(t, 0) + c
        counts = following
    observed = abs(sum(r if s > 0 else -r for r, s in zip(doubled, signs)))
    assert total == sum(doubled)
    extreme = sum(c for s, c in counts.items() if abs(s) >= observed)
    return extreme / 2**len(doubled)


def wilcoxon(case):
    first, second = map(np.array, pair(generator(1, case)))
    d = first - second
    rest = d[d != 0]
    if len(rest) == 0:
        return [0, 1, 1, 1, 1]
    ranks = stats.rankdata(abs(rest))
    exact = signed_rank_exact(ranks, rest)
    if len(set(ranks)) == len(ranks):
        assert math.isclose(exact, stats.wilcoxon(rest, method="exact").pvalue, rel_tol=1e-9)
    elif len(rest) <= 8:
        permuted = stats.wilcoxon(rest, method=stats.PermutationMethod(n_resamples=np.inf))
        assert math.isclose(exact, permuted.pvalue, rel_tol=1e-9)
    normal = stats.wilcoxon(d, method="asymptotic", correction=False)
    corrected = stats.wilcoxon(d, method="asymptotic", correction=True)
    pratt = stats.wilcoxon(d, method="asymptotic", correction=False, zero_method="pratt")
    return [ranks[rest > 0].sum(), exact, normal.pvalue, corrected.pvalue, pratt.pvalue]


def sign_flip(case):
    first, second = map(np.array, pair(generator(1, case)))
    d = first - second
    if len(d) > 13:
        return [None]
    signs = np.array(list(itertools.product([1, -1], repeat=len(d))))
    sums = np.abs((signs * d).sum(axis=1))
    return [np.mean(sums >= abs(d.sum()) - 1e-12 * abs(d).sum())]


def effects(case):
    first, second = map(np.array, pair(generator(1, case)))
    d = first - second
    n = len(d)
    delta = np.sign(first[:, None] - second[None, :]).mean()
    if np.all(d == d[0]):
        return [None, None, delta]
    cohen = d.mean() / d.std(ddof=1)
    m = n - 1
    factor = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2) \
        if n > 2 else math.nan
    return [cohen, cohen * factor, delta]


def bayesian_t(case):
    first, second = map(np.array, pair(generator(1, case)))
    if np.all(first - second == (first - second)[0]):
        return [None] * 3
    # With one run of n folds baycomp's ratio of test to training samples is 1 / (n - 1).
    d = first - second
    n = len(d)
    left, rope, right = baycomp.CorrelatedTTest.probs(second, first, 0.1, 1)
    ratio = 1 / (n - 1)
    scale = math.sqrt((1 / n + ratio) * d.var(ddof=1))
    assert math.isclose(left, stats.t.cdf((-0.1 - d.mean()) / scale, n - 1), abs_tol=1e-12)
    return [left, rope, right]


def mcnemar_case(case):
    g = generator(2, case)
    size = [3, 10, 60, 1000][g.integer(4)]
    b, c = g.integer(size), g.integer(size)
    if b + c == 0:
        return [1, 1, 1, 1]
    exact = mcnemar([[0, b], [c, 0]], exact=True).pvalue
    mid = min(1.0, exact - stats.binom.pmf(min(b, c), b + c, 0.5)) if b != c else 1.0
    # statsmodels squares |b - c| - 1 = -1 for equal counts; a correction must not pass 0.
    corrected = mcnemar([[0, b], [c, 0]], exact=False, correction=True).pvalue if b != c else 1.0
    plain = mcnemar([[0, b], [c, 0]], exact=False, correction=False).pvalue
    return [exact, mid, corrected, plain]


def delong(case):
    """DeLong et al. (1988) by its definition: psi of every pair."""
    truth, first, second = ranking(generator(3, case))
    truth = np.array(truth)
    placements = []
    for scores in (np.array(first), np.array(second)):
        x, y = scores[truth], scores[~truth]
        psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
        placements.append((psi.mean(), psi.mean(axis=1), psi.mean(axis=0)))
    s10 = np.cov(np.array([p[1] for p in placements]))
    s01 = np.cov(np.array([p[2] for p in placements]))
    s = s10 / truth.sum() + s01 / (~truth).sum()
    contrast = np.array([1, -1])
    variance = contrast @ s @ contrast
    difference = placements[0][0] - placements[1][0]
    z = difference / math.sqrt(variance) if variance > 1e-15 else math.nan
    return [placements[0][0], placements[1][0], math.sqrt(s[0, 0]),
            math.sqrt(max(0, variance)), 2 * stats.norm.sf(abs(z))]


def friedman_exact(rows, limit=40_000):
    """All permutations within all blocks but the first, one by one."""
    ranks = [list(stats.rankdata(row) * 2) for row in rows]
    k = len(ranks[0])
    if math.factorial(k)**(len(rows) - 1) > limit:
        return None
    spread = lambda table: sum((sum(col) - len(rows) * (k + 1))**2 for col in zip(*table))
    observed, extreme, count = spread(ranks), 0, 0
    for rest in itertools.product(*[list(itertools.permutations(row)) for row in ranks[1:]]):
        count += 1
        extreme += spread([ranks[0], *rest]) >= observed - 1e-9
    return extreme / count


def friedman(case):
    rows = np.array(table(generator(4, case)))
    n, k = rows.shape
    ranks = np.array([stats.rankdata(-row) for row in rows])
    average = ranks.mean(axis=0)
    if np.all(rows == rows[:, :1]):
        return [0, 1, 0, 1, 1, average[0], None, None]
    if k >= 3:
        statistic, p = stats.friedmanchisquare(*rows.T)
    else:
        # Of two methods by its definition with ties (Conover 1999, section 5.8).
        a, c = (ranks**2).sum(), n * k * (k + 1)**2 / 4
        statistic = (k - 1) * ((ranks.sum(axis=0) - n * (k + 1) / 2)**2).sum() / (a - c)
        p = stats.chi2.sf(statistic, k - 1)
    rest = n * (k - 1) - statistic
    f = (n - 1) * statistic / rest if rest > 1e-9 else math.inf
    f_p = stats.f.sf(f, k - 1, (k - 1) * (n - 1)) if rest > 1e-9 else 0
    error = math.sqrt(k * (k + 1) / (6 * n))
    z = abs(average - average[0])[1:] / error
    holm = multipletests(2 * stats.norm.sf(z), method="holm")[1]
    nemenyi = stats.studentized_range.sf(
        abs(average[0] - average[-1]) / error * math.sqrt(2), k, np.inf)
    if case < 30:
        library = scikit_posthocs.posthoc_nemenyi_friedman(pandas.DataFrame(rows)).to_numpy()[0, -1]
        assert math.isclose(nemenyi, library, abs_tol=1e-8), (nemenyi, library)
    return [statistic, p, f if rest > 1e-9 else None, f_p, friedman_exact(rows), average[0],
            holm[-1], nemenyi]


def corrections(case):
    g = generator(5, case)
    m = 1 + g.integer(6)
    values = []
    for _ in range(m):
        u = g.uniform()
        values.append([u, u * u * u / 100, math.floor(u * 5) / 5, u / 1e9][g.integer(4)])
    row = []
    for method in ["holm", "simes-hochberg", "fdr_bh"]:
        adjusted = multipletests(values, method=method)[1]
        row.append(sum((i + 1) * value for i, value in enumerate(adjusted)))
    return row


def signed_rank_shares(case):
    """The three shares of one weighting (Benavoli et al. 2014), over all pairs."""
    g = generator(6, case)
    n = 1 + g.integer(12)
    tied = g.integer(2) == 0
    differences, weights = [0.0], []
    for _ in range(n):
        d = g.normal()
        differences.append(math.floor(d * 4) / 4 if tied else d)
    for _ in range(n + 1):
        weights.append(g.uniform() + 0.001)
    total = 0.0
    for w in weights:
        total += w
    region = [0, 0.25, 0.5][g.integer(3)]
    w = np.array([w / total for w in weights])
    sums = np.add.outer(differences, differences)
    products = np.outer(w, w)
    higher = np.sum(products * ((sums > 2 * region) + 0.5 * (sums == 2 * region)))
    lower = np.sum(products * ((sums < -2 * region) + 0.5 * (sums == -2 * region)))
    return [lower, higher]


def bayesian_signed_rank(case):
    """Probabilities by baycomp, from 200,000 weightings."""
    first, second = map(np.array, pair(generator(7, case)))
    return baycomp.SignedRankTest.probs(
        second, first, 0.1, nsamples=200_000, random_state=case)


class Resampled:
    def __init__(self, distribution):
        self.bootstrap_distribution = distribution


def bootstrap(case):
    g = generator(8, case)
    n = 3 + g.integer(15)
    tied = g.integer(3) == 0
    values = []
    for _ in range(n):
        v = g.normal()
        # Multiples of 1/1024: no order of summing makes two equal means differ by rounding.
        values.append(math.floor(v * 2) if tied else math.floor(v * v * 1024) / 1024)
    distribution = []
    for _ in range(100):
        total = 0.0
        for _ in range(n):
            total += values[g.integer(n)]
        distribution.append(total / n)
    row = []
    for method in ["percentile", "BCa"]:
        interval = stats.bootstrap(
            (np.array(values),), np.mean, n_resamples=0, confidence_level=0.9, method=method,
            bootstrap_result=Resampled(np.array(distribution))).confidence_interval
        row += [interval.low, interval.high]
    return row


record("tTests", map(t_tests, range(CASES)))
record("wilcoxon", map(wilcoxon, range(CASES)))
record("signFlip", map(sign_flip, range(CASES)))
record("effects", map(effects, range(CASES)))
record("bayesianT", map(bayesian_t, range(CASES)))
record("mcnemar", map(mcnemar_case, range(CASES)))
record("delong", map(delong, range(CASES)))
record("friedman", map(friedman, range(CASES)))
record("corrections", map(corrections, range(CASES)))
record("signedRankShares", map(signed_rank_shares, range(CASES)))
record("bayesianSignedRank", map(bayesian_signed_rank, range(10)))
record("bootstrap", map(bootstrap, range(CASES)))
write(__file__, groups, 13)
