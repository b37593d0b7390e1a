"""Writes study_collections.json: several studies side by side, and what tests say of their methods.

Run: python3 study_collections.py   (SciPy 1.17.1, NumPy 2.4.6, scikit-posthocs 0.17.1,
statsmodels 0.15.0, baycomp 1.0.3, Python 3.11)
Scores have two decimals, so that many are tied. The first method is the baseline. Wilcoxon's p is
the share of all sign patterns, one by one, for SciPy's own exact p knows neither ties nor zeros.
"""

import itertools
import json
import pathlib

import baycomp
import numpy as np
import pandas
import scikit_posthocs
from scipy import stats
from statsmodels.stats.multitest import multipletests

random = np.random.default_rng(17)


def wilcoxon(differences):
    """Two-sided exact p by enumeration; zeros are left out, ties share their ranks."""
    d = np.round(differences, 10)
    d = d[d != 0]
    if len(d) == 0:
        return 1.0
    ranks = stats.rankdata(np.abs(d))
    centre = ranks.sum() / 2
    signs = np.array(list(itertools.product([0, 1], repeat=len(d))))
    sums = signs @ ranks
    observed = abs(ranks[d > 0].sum() - centre)
    return float(np.mean(np.abs(sums - centre) >= observed - 1e-9))


def holm(values):
    return multipletests(values, method="holm")[1].tolist()


def case(number):
    studies, methods = int(random.integers(2, 13)), int(random.integers(2, 7))
    is_higher_better = bool(number % 3)
    gains = random.normal(0, [0, 0.02, 0.1][number % 3 if number % 2 else 2], methods)
    scores = np.round(np.clip(
        random.uniform(0.2, 0.8, (studies, 1)) + gains
        + random.normal(0, 0.03, (studies, methods)), 0.01, 0.99), 2)
    if number == 4:
        scores[:] = scores[:, :1]  # nothing to tell apart
    ranks = np.array([stats.rankdata(-row if is_higher_better else row) for row in scores])
    means = ranks.mean(axis=0)
    error = np.sqrt(methods * (methods + 1) / (6 * studies))
    quantile = stats.studentized_range.ppf(0.95, methods, np.inf) / np.sqrt(2)
    signed = scores if is_higher_better else -scores
    nemenyi = scikit_posthocs.posthoc_nemenyi_friedman(
        pandas.DataFrame(-signed)).to_numpy()
    region = min(0.01, abs(scores[:, 0].mean()) / 20)
    pairs = list(itertools.combinations(range(methods), 2))
    normal = [2 * stats.norm.sf(abs(means[i] - means[j]) / error) for i, j in pairs]
    exact = [wilcoxon(signed[:, i] - signed[:, j]) for i, j in pairs]
    controlled = [k for k, (i, _) in enumerate(pairs) if i == 0]
    rows = []
    for k, (i, j) in enumerate(pairs):
        d = np.round(signed[:, i] - signed[:, j], 10)
        row = {"first": i, "second": j, "rank_difference": means[i] - means[j],
               "better": int(np.sum(d > 0)), "same": int(np.sum(d == 0)),
               "worse": int(np.sum(d < 0)), "mean_difference": float(np.mean(scores[:, i] - scores[:, j])),
               "p_nemenyi": nemenyi[i, j], "p_ranks_holm": holm(normal)[k],
               "p_wilcoxon": exact[k], "p_wilcoxon_holm": holm(exact)[k],
               "p_wilcoxon_smallest": 0.5 ** (studies - 1)}
        if k in controlled:
            position = controlled.index(k)
            row["p_ranks_holm_baseline"] = holm([normal[c] for c in controlled])[position]
            row["p_wilcoxon_holm_baseline"] = holm([exact[c] for c in controlled])[position]
        if studies >= 5 and np.any(d != 0):
            # baycomp's left is the first argument's being the higher.
            better, same, worse = baycomp.SignedRankTest.probs(
                signed[:, i], signed[:, j], region, nsamples=100_000, random_state=number)
            row |= {"p_better": better, "p_same": same, "p_worse": worse}
        rows.append({name: v if isinstance(v, int) else float(v) for name, v in row.items()})
    return {"is_higher_better": is_higher_better, "scores": scores.tolist(),
            "average_ranks": means.tolist(), "critical_difference": float(quantile * error),
            "region": float(region), "pairs": rows}


cases = [case(number) for number in range(60)]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, indent=None, separators=(",", ":")) + "\n")
print(len(cases), "cases")
