"""Writes metrics.json: scores of random predictions by scikit-learn and imbalanced-learn.

Run: python3 metrics.py   (scikit-learn 1.9.1, imbalanced-learn 0.14.2,
NumPy 2.4.6)
Classes that are absent from the truth or the prediction, unknown predictions (-1) and tied
scores are among the cases.
"""

import json
import pathlib
import warnings

import numpy as np
from imblearn.metrics import geometric_mean_score
from sklearn import metrics

warnings.simplefilter("ignore")
random = np.random.default_rng(65)


def calibration_error(positive, probability):
    """Mean over samples of |share of positives - mean probability| of their bin, ten bins."""
    bins = np.searchsorted(np.arange(1, 10) * 0.1, probability, side="left")
    return sum(np.sum(bins == b) * abs(positive[bins == b].mean() - probability[bins == b].mean())
               for b in np.unique(bins)) / len(positive)


def case(class_count, sample_count, truth_classes, predicted_classes, ties):
    truth = random.choice(truth_classes, sample_count)
    predicted = np.where(random.random(sample_count) < 0.6, truth,
                         random.choice(predicted_classes, sample_count))
    predicted = np.where(np.isin(predicted, predicted_classes), predicted, predicted_classes[0])
    labels = list(range(class_count))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, predicted, labels=labels, zero_division=0)
    present = [k for k in labels if k > 0 and k in truth]
    probabilities = random.dirichlet(np.ones(class_count), sample_count)
    if ties:
        probabilities = np.round(probabilities * 4) + 0.25
        probabilities /= probabilities.sum(axis=1, keepdims=True)
    minority = probabilities[:, 1:].sum(axis=1)
    positive = (truth != 0).astype(int)
    both = 0 < positive.sum() < sample_count
    return {
        "classCount": class_count, "truth": truth.tolist(), "predicted": predicted.tolist(),
        "probabilities": probabilities.ravel().tolist(), "minority": minority.tolist(),
        "confusion": metrics.confusion_matrix(truth, predicted, labels=[*labels, -1]).tolist(),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "minorityF1": float(f1[present].mean()) if present else None,
        "minorityPrecision": float(precision[present].mean()) if present else None,
        "minorityRecall": float(recall[present].mean()) if present else None,
        "macroF1": metrics.f1_score(truth, predicted, labels=labels, average="macro",
                                    zero_division=0),
        "microF1": metrics.f1_score(truth, predicted, labels=labels, average="micro",
                                    zero_division=0),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "mcc": metrics.matthews_corrcoef(truth, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, predicted),
        "gMean": float(geometric_mean_score(
            truth, predicted, labels=sorted(set(truth.tolist())), average="multiclass")),
        "rocAUC": metrics.roc_auc_score(positive, minority) if both else None,
        "prAUC": metrics.average_precision_score(positive, minority) if positive.any() else None,
        "logLoss": metrics.log_loss(truth, probabilities, labels=labels)
        if class_count > 2 else metrics.log_loss(positive, minority, labels=[0, 1]),
        "binaryLogLoss": metrics.log_loss(positive, minority, labels=[0, 1]),
        "brier": metrics.brier_score_loss(positive, np.minimum(minority, 1)),
        "calibrationError": calibration_error(positive, np.minimum(minority, 1)),
    }


cases = [
    case(2, 60, [0, 0, 0, 1], [0, 1], False),
    case(2, 60, [0, 0, 0, 1], [0, 1], True),
    case(2, 20, [0], [0, 1], False),
    case(2, 20, [1], [0, 1], False),
    case(2, 30, [0, 0, 1], [0], True),
    case(2, 40, [0, 0, 1], [0, 1, -1], True),
    case(3, 80, [0, 0, 0, 1, 2], [0, 1, 2], False),
    case(4, 80, [0, 0, 1, 2], [0, 1, 3], True),
    case(5, 50, [0, 0, 0, 1, 3], [0, 2, 3, -1], False),
    case(6, 200, [0, 0, 0, 0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, -1], True),
]
text = json.dumps({"cases": cases}, separators=(",", ":"), default=float)
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace("],", "],\n") + "\n")
