"""Writes statistics_score_details.json: what statistics_scores.py leaves out: one to eight samples,
unknown classes, scores from 1e-300 to 1e300 that are tied or one rounding apart, probabilities of 0 and
1, values on grids, thresholds, priors of several classes and changes between two classifiers.

Run: python3 statistics_score_details.py   (scikit-learn 1.9.1, imbalanced-learn 0.14.2, SciPy 1.17.1,
NumPy 2.4.6, Python 3.11)
Inputs come from statistics_cases.py. Groups in which some cases have no answer have more than a
thousand, so that a thousand remain.
"""

import functools
import math
import warnings
from fractions import Fraction

import numpy as np
from imblearn.metrics import geometric_mean_score
from scipy import special
from scipy.optimize import brentq
from sklearn import calibration, metrics

from statistics_cases import generator, record_cases, write

warnings.simplefilter("ignore")
groups = {}
record = functools.partial(record_cases, groups)


def weigh(values):
    """A sum in which each place counts differently."""
    return sum((place + 1) * v for place, v in enumerate(values))


def few_labels(g):
    """One to eight samples of 2 to 4 classes, unknown ones (-1) among truths and predictions."""
    classes, n, unknown = 2 + g.integer(3), 1 + g.integer(8), g.integer(3)
    truth, guess, after, rows = [], [], [], []
    for _ in range(n):
        t, p, q = g.integer(classes), g.integer(classes), g.integer(classes)
        if unknown > 0:
            t = -1 if g.integer(8) == 0 else t
            p = -1 if g.integer(5) == 0 else p
            q = -1 if g.integer(5) == 0 else q
        row, total = [], 0.0
        for _ in range(classes):
            v = [0.0, 1.0, 0.5, g.uniform()][g.integer(4)]
            row.append(v)
            total += v
        rows.append([v / total for v in row] if total > 0 else [1.0] + [0.0] * (classes - 1))
        truth.append(t)
        guess.append(p)
        after.append(q)
    return classes, truth, guess, after, rows


def apart(guess):
    """Unknown predictions as a class of their own, that equals no unknown truth."""
    return [-2 if v == -1 else v for v in guess]


def by_class(case):
    """Of all classes, weighted by place: counts, precision, recall, F1, MCC, specificity, G-mean and
    balanced accuracy of the class against all others; then scores of the whole matrix."""
    classes, truth, guess, _, _ = few_labels(generator(70, case))
    guess = apart(guess)
    every = list(range(classes))
    cells = metrics.confusion_matrix(truth, guess, labels=every + [-1, -2])
    parts = metrics.precision_recall_fscore_support(truth, guess, labels=every, zero_division=0)
    binary = [([t == k for t in truth], [p == k for p in guess]) for k in every]
    specificity = [metrics.recall_score(t, p, pos_label=False, zero_division=0) for t, p in binary]
    row = [weigh(cells.ravel()), *(weigh(part) for part in parts[:3]),
           weigh(metrics.matthews_corrcoef(t, p) for t, p in binary), weigh(specificity),
           weigh(math.sqrt(r * s) for r, s in zip(parts[1], specificity)),
           weigh((r + s) / 2 for r, s in zip(parts[1], specificity))]
    present = [k for k in every if k in truth]
    row.append(metrics.matthews_corrcoef(truth, guess))
    if present:
        recalls = parts[1][present]
        row += [recalls.mean(), geometric_mean_score(
            truth, guess, labels=present, average="multiclass")]
    else:
        row += [None, None]
    for average in ("macro", "micro"):
        row += metrics.precision_recall_fscore_support(
            truth, guess, labels=every, average=average, zero_division=0)[:3]
    return row + [metrics.accuracy_score(truth, guess)]


def whole(case):
    """All scores of predictions with probabilities, 0 and 1 among them."""
    classes, truth, guess, _, rows = few_labels(generator(71, case))
    p, guess = np.array(rows), apart(guess)
    parts = metrics.precision_recall_fscore_support(
        truth, guess, labels=list(range(classes)), zero_division=0)
    minorities = [k for k in range(1, classes) if k in truth]
    row = [parts[i][minorities].mean() if minorities else None for i in (0, 1, 2)]
    positive = np.array([t != 0 for t in truth])
    score = np.array([sum(each[1:]) for each in rows])
    both = 0 < positive.sum() < len(truth)
    row += [metrics.average_precision_score(positive, score) if positive.any() else None,
            metrics.roc_auc_score(positive, score) if both else None]
    # scikit-learn divides clipped rows by their sums, too; an unknown truth had probability 0.
    known = [i for i, t in enumerate(truth) if t >= 0]
    loss = -(len(truth) - len(known)) * math.log(2.0**-52)
    if known:
        loss += metrics.log_loss([truth[i] for i in known], p[known],
                                 labels=list(range(classes)), normalize=False)
    capped = np.minimum(score, 1)
    share, mean = calibration.calibration_curve(positive, capped, n_bins=10)
    members = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], capped))
    error = np.sum(members[members > 0] * abs(share - mean)) / len(truth)
    return row + [loss / len(truth), metrics.brier_score_loss(positive, capped, pos_label=True),
                  error, metrics.f1_score(positive, [v != 0 for v in guess], zero_division=0)
                  if positive.any() else None]


def few_scores(g):
    """One to six samples of each class, scores of any magnitude, tied or a rounding apart."""
    positives, negatives, style = 1 + g.integer(6), 1 + g.integer(6), g.integer(5)
    size = 2.0**(g.integer(1991) - 995)
    truth, scores = [], []
    for sample in range(positives + negatives):
        v, w = g.normal(), g.integer(4)
        scores.append([v * size, math.floor(v) * size, [0.3, 0.1 + 0.2, 0.1 * 3, 0.6 / 2][w],
                       1 + w * 2.0**-52, [-1e300, -1e-300, 1e-300, 1e300][w]][style])
        truth.append(sample < positives)
    return truth, scores


def rankings(case):
    """AUC, average precision, the curves on a grid, and the threshold of the best F1."""
    truth, scores = few_scores(generator(72, case))
    y, s = np.array(truth), np.array(scores)
    fpr, tpr, cuts = metrics.roc_curve(y, s, drop_intermediate=False)
    grid = (np.arange(12) + 0.37) / 12.3
    precision, recall, _ = metrics.precision_recall_curve(y, s)
    best, flagged = Fraction(-1), None
    # From the highest threshold down, so that the lowest of the best ones stays.
    for cut in [math.inf, *sorted(set(scores), reverse=True)]:
        hits = sum(t and v >= cut for t, v in zip(truth, scores))
        count = sum(v >= cut for v in scores)
        f1 = Fraction(2 * hits, count + sum(truth))
        if f1 >= best:
            best, flagged = f1, count
    assert math.isclose(best, max(metrics.f1_score(y, s >= cut) for cut in s), abs_tol=1e-15)
    return [metrics.roc_auc_score(y, s), metrics.average_precision_score(y, s), len(fpr),
            weigh(fpr), weigh(tpr), weigh(np.interp(grid, fpr, tpr)),
            weigh(precision[recall >= r].max() for r in grid), best, flagged]


def probabilities(case):
    """Log loss, Brier score, and bins of calibration, whose edges many probabilities lie on."""
    g = generator(73, case)
    n, bins, style = 1 + g.integer(30), 1 + g.integer(12), g.integer(4)
    truth, p = [], []
    for _ in range(n):
        u, w = g.uniform(), g.integer(13)
        p.append([u, w / 12, [0.0, 1.0, 1e-300, 1 - 2.0**-53][w % 4], w * (1 / bins)
                  if w <= bins else 0.1 + 0.2][style])
        truth.append(g.integer(3) == 0)
    p = [min(1.0, v) for v in p]
    row = [metrics.log_loss(truth, p, labels=[False, True]),
           np.mean((np.array(p) - truth)**2)]
    ascending = sorted(map(Fraction, p))
    for strategy in ("uniform", "quantile"):
        edges, is_clear = list(np.linspace(0, 1, bins + 1)), True
        if strategy == "quantile":
            # In fractions: where an edge lies on a sample, rounding must not decide its bin.
            edges = []
            for edge in range(bins + 1):
                place = Fraction(edge * (n - 1), bins)
                low, high = ascending[int(place)], ascending[min(int(place) + 1, n - 1)]
                edges.append(low + (high - low) * (place - int(place)))
            is_clear = not set(edges[1:-1]) & set(ascending)
        place = [sum(v > e for e in edges[1:-1]) for v in p]
        members = [[i for i in range(n) if place[i] == b] for b in range(bins)]
        members = [m for m in members if m]
        share = np.array([np.mean([truth[i] for i in m]) for m in members])
        mean = np.array([np.mean([p[i] for i in m]) for m in members])
        if is_clear:
            theirs = calibration.calibration_curve(truth, p, n_bins=bins, strategy=strategy)
            assert np.allclose(theirs, (share, mean), rtol=0, atol=1e-14), case
        counts = np.array([len(m) for m in members])
        row += [weigh(counts), weigh(share), weigh(mean),
                np.sum(counts * abs(share - mean)) / n, max(abs(share - mean))]
    return row


def shifts(case):
    """Corrected probabilities of 2 to 5 classes; a share of positives that the answers leave clear."""
    g = generator(74, case)
    classes, n = 2 + g.integer(4), 1 + g.integer(20)
    training = [g.uniform() + 0.01 for _ in range(classes)]
    true = [0.0 if g.integer(6) == 0 else g.uniform() + 0.01 for _ in range(classes)]
    p = [[g.uniform() + 0.001 for _ in range(classes)] for _ in range(n)]
    p = np.array([[v / sum(row) for v in row] for row in p])
    training, true = np.array(training) / sum(training), np.array(true) / max(1e-9, sum(true))
    corrected = None
    if true.sum() > 0.5:
        logs = np.log(p) - np.log(training) + np.log(np.where(true > 0, true, 1e-320))
        corrected = weigh(special.softmax(np.where(true > 0, logs, -np.inf), axis=1).ravel())
    share, n = 0.2 + 0.6 * g.uniform(), 30 + g.integer(60)
    answers = []
    for _ in range(n):
        u, side = g.uniform(), g.uniform()
        answers.append(0.999 - u * u * 0.3 if side < 0.5 else 0.001 + u * u * 0.3)
    a = np.array(answers)
    up, down = a / share, (1 - a) / (1 - share)
    slope = lambda s: np.sum((up - down) / (s * up + (1 - s) * down))
    estimate = None
    if slope(1e-6) > 0 > slope(1 - 1e-6):
        estimate = brentq(slope, 1e-6, 1 - 1e-6, xtol=1e-15, rtol=1e-14)
    return [corrected, estimate]


def changes(case):
    """Differences of both confusion matrices, and samples by how they changed sides."""
    classes, truth, before, after, _ = few_labels(generator(75, case))
    labels = list(range(classes)) + [-1, -2]
    one, two = (metrics.confusion_matrix(truth, apart(g), labels=labels) for g in (before, after))
    moves = [np.bincount([4 * (t == k) + 2 * (b == k) + (a == k)
                          for t, b, a in zip(truth, before, after)], minlength=8)
             for k in range(classes)]
    return [weigh((two - one).ravel()), weigh(np.concatenate(moves))]


record("byClass", by_class, 1100)
record("whole", whole, 1700)
record("rankings", rankings)
record("probabilities", probabilities)
record("shifts", shifts, 1100)
record("changes", changes)
write(__file__, groups, 13)
