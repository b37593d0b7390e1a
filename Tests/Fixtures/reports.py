"""Writes reports.json: scores of a small made-up study and what a report must say of them.

Run: python3 reports.py   (SciPy 1.17.1, NumPy 2.4.6)
Means, intervals and tests are NumPy's and SciPy's. The golden texts beside it, reports-table.md
and reports-terminal.txt, are the program's own output, read and found right.
"""

import json
import pathlib

import numpy as np
from scipy import stats

METRICS = ["minority-f1", "minority-precision", "minority-recall", "pr-auc", "roc-auc", "mcc",
           "g-mean", "balanced-accuracy", "log-loss", "brier", "calibration-error"]
SEEDS = [1, 2, 3, 4, 5]
RATIO = 2000 / 7000
random = np.random.default_rng(8)
others = np.random.default_rng(9)

base = {seed: random.normal([.40, .5, .35, .42, .85, .39, .58, .66, .2], .01) for seed in SEEDS}
runs = []
for method, gain, noise in [("none", 0, 0), ("random", 0.004, 0.012), ("gan", 0.05, 0.008)]:
    for seed in SEEDS:
        if method == "gan" and seed == 3:
            continue  # a run that failed
        values = np.round(base[seed] + gain + random.normal(0, noise or 1e-9, 9), 4)
        row = dict(zip(METRICS, values.tolist()))
        row |= {"brier": round(.02 - gain / 10 + others.normal(0, .001), 4),
                "calibration-error": round(.03 + gain + others.normal(0, .002), 4)}
        if method == "random" and seed in (2, 5):
            row["roc-auc"] = None
        runs.append({"method": method, "seed": seed, "values": row})


def values(method, metric):
    return {run["seed"]: run["values"][metric] for run in runs
            if run["method"] == method and run["values"][metric] is not None}


summary = []
for method in ["none", "random", "gan"]:
    for metric in METRICS:
        x = np.array(list(values(method, metric).values()))
        low, high = stats.t.interval(0.95, len(x) - 1, x.mean(), stats.sem(x))
        summary.append({"method": method, "metric": metric, "mean": x.mean(), "sd": x.std(ddof=1),
                        "n": len(x), "min": x.min(), "max": x.max(),
                        "ci_low": low, "ci_high": high})

comparisons = []
for method in ["random", "gan"]:
    for metric in METRICS:
        ours, theirs = values(method, metric), values("none", metric)
        common = [seed for seed in SEEDS if seed in ours and seed in theirs]
        x, y = (np.array([arm[seed] for seed in common]) for arm in (ours, theirs))
        n, d = len(common), x - y
        test = stats.ttest_rel(x, y)
        corrected = d.mean() / np.sqrt((1 / n + RATIO) * d.var(ddof=1))
        flips = stats.permutation_test((d,), np.mean, permutation_type="samples",
                                       n_resamples=np.inf, alternative="two-sided")
        rounded = np.round(d, 9)  # equal differences are to be ties
        signed = (np.sign(rounded) * stats.rankdata(abs(rounded)))[rounded != 0]
        ranks = stats.permutation_test((signed,), np.sum, permutation_type="samples",
                                       n_resamples=np.inf, alternative="two-sided")
        comparisons.append({
            "method": method, "metric": metric, "n": n, "method_mean": x.mean(),
            "baseline_mean": y.mean(), "mean_difference": d.mean(),
            "relative_difference": d.mean() / y.mean(),
            "ci_low": test.confidence_interval().low, "ci_high": test.confidence_interval().high,
            "t": test.statistic, "df": test.df, "p": test.pvalue,
            "p_nadeau_bengio": 2 * stats.t.sf(abs(corrected), n - 1),
            "p_sign_flip": flips.pvalue, "smallest_p": 0, "smallest_p_nadeau_bengio": 0,
            "smallest_p_sign_flip": 2.0 ** (1 - n), "p_wilcoxon": ranks.pvalue,
            "smallest_p_wilcoxon": 2.0 ** (1 - n), "p_holm": None,
            "cohen_d": d.mean() / d.std(ddof=1),
            "cliffs_delta": np.sign(x[:, None] - y[None, :]).mean(),
            "region": min(.01, y.mean() / 20)})
family = [row for row in comparisons if row["metric"] == "minority-f1"]
smaller, larger = sorted(family, key=lambda row: row["p"])
smaller["p_holm"] = min(1, 2 * smaller["p"])
larger["p_holm"] = max(smaller["p_holm"], larger["p"])

text = json.dumps({"runs": runs, "summary": summary, "comparisons": comparisons},
                  separators=(",", ":"), default=float)
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace("},", "},\n") + "\n")
