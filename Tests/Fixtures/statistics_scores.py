"""Writes statistics_scores.json: scores of random predictions by scikit-learn and SciPy.

Run: python3 statistics_scores.py   (scikit-learn 1.9.1, imbalanced-learn 0.14.2, SciPy 1.17.1,
NumPy 2.4.6, Python 3.11)
Inputs come from statistics_cases.py; classes absent from truth or prediction are among them.
"""

import warnings

import numpy as np
from imblearn.metrics import geometric_mean_score
from scipy.optimize import brentq
from sklearn import calibration, metrics

from statistics_cases import generator, labels, ranking, write

warnings.simplefilter("ignore")
CASES = 1000
groups = {}


def record(name, rows):
    groups[name] = [None if v is None else float(v) for row in rows for v in row]
    print(name, len(groups[name]), flush=True)


def predictions(case):
    classes, truth, guess, flat = labels(generator(21, case))
    every = list(range(classes))
    present = [k for k in every if k > 0 and k in truth]
    options = dict(labels=every, zero_division=0)
    by_class = metrics.precision_recall_fscore_support(truth, guess, **options)
    macro = metrics.precision_recall_fscore_support(truth, guess, average="macro", **options)
    micro = metrics.precision_recall_fscore_support(truth, guess, average="micro", **options)
    probabilities = np.array(flat).reshape(-1, classes)
    one_hot = np.eye(classes)[truth]
    return [
        *(float(part[present].mean()) if present else None for part in by_class[:3]),
        *macro[:3], *micro[:3], metrics.accuracy_score(truth, guess),
        metrics.matthews_corrcoef(truth, guess), metrics.balanced_accuracy_score(truth, guess),
        geometric_mean_score(truth, guess, labels=sorted(set(truth)), average="multiclass"),
        # Not sklearn's log_loss, which for two classes reads the labels its own way.
        float(-np.mean(np.log(probabilities[np.arange(len(truth)), truth]))),
        float(((probabilities - one_hot)**2).sum(axis=1).mean()),
        by_class[2][-1],
    ]


def binary(case):
    """Scores of a ranking and of probabilities made of it by x / (1 + |x|)."""
    truth, first, _ = ranking(generator(22, case))
    truth = np.array(truth)
    scores = np.array(first)
    p = 0.5 + 0.5 * scores / (1 + abs(scores))
    fpr, tpr, cuts = metrics.roc_curve(truth, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(truth, scores)
    order = np.arange(1, len(fpr) + 1)
    errors = []
    for strategy in ["uniform", "quantile"]:
        share, mean = calibration.calibration_curve(truth, p, n_bins=5, strategy=strategy)
        edges = np.linspace(0, 1, 6) if strategy == "uniform" else np.percentile(
            p, np.linspace(0, 1, 6) * 100)
        members = np.bincount(np.searchsorted(edges[1:-1], p), minlength=5)
        members = members[members > 0]
        errors += [np.sum(members * abs(share - mean)) / len(p), np.max(abs(share - mean))]
    return [
        metrics.roc_auc_score(truth, scores), metrics.average_precision_score(truth, scores),
        metrics.log_loss(truth, p), metrics.brier_score_loss(truth, p), len(fpr),
        np.sum(order * fpr), np.sum(order * tpr), np.sum(cuts[1:]),
        np.sum(np.arange(1, len(precision) + 1) * precision[::-1]), *errors,
    ]


def priors(case):
    """Corrected probabilities, and the share of positives of the largest likelihood."""
    g = generator(23, case)
    n, training, true = 5 + g.integer(40), 0.05 + 0.9 * g.uniform(), 0.05 + 0.9 * g.uniform()
    p = np.array([g.uniform() for _ in range(n)])
    odds = p / (1 - p) * (true / training) / ((1 - true) / (1 - training))
    corrected = odds / (1 + odds)
    up, down = p / training, (1 - p) / (1 - training)

    def slope(share):
        return np.sum((up - down) / (share * up + (1 - share) * down))

    # The likelihood is concave: its root, or the end that it rises to.
    low, high = 1e-9, 1 - 1e-9
    estimate = None
    if slope(low) > 0 > slope(high):
        estimate = brentq(slope, low, high, xtol=1e-15, rtol=1e-14)
    return [float(np.sum(np.arange(1, n + 1) * corrected)), estimate]


record("predictions", map(predictions, range(CASES)))
record("binary", map(binary, range(CASES)))
record("priors", map(priors, range(CASES)))
write(__file__, groups, 13)
