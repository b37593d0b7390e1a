"""Scores of label sequences by scikit-learn: F1 over two label sets, and F1 per position.

Run: python label_sequence_scores.py > label_sequence_scores.json
Made with Python 3.11.7, numpy 2.4.6 and scikit-learn 1.9.1.

`truth` and `predicted` are ids of label sequences, 0 the majority; in some cases an id has no
sample, or is never predicted. `union` is the published code's mean: f1_score(average=None) without
its first entry. `support` is over the ids from 1 that have a sample. `positions` is the mean over
the positions from the second on of the F1 of the label 1 there.
"""

import json

import numpy as np
from sklearn.metrics import f1_score

random = np.random.default_rng(4)
cases = []
for classes, samples in [(2, 30), (3, 40), (5, 25), (4, 12), (6, 9)]:
    truth = random.integers(0, max(2, classes - 1), samples)
    predicted = np.where(random.random(samples) < 0.6, truth, random.integers(0, classes, samples))
    each = f1_score(truth, predicted, average=None, zero_division=0)
    ids = sorted(set(truth.tolist()) - {0})
    support = f1_score(truth, predicted, average=None, labels=ids, zero_division=0)
    cases.append(
        {
            "classes": classes,
            "truth": truth.tolist(),
            "predicted": predicted.tolist(),
            "union": float(each[1:].mean()),
            "support": float(support.mean()),
        }
    )

truth = (random.random((60, 4)) < 0.3).astype(int)
truth[:25] = 0
predicted = np.where(random.random((60, 4)) < 0.7, truth, 1 - truth)
positions = f1_score(truth, predicted, average=None, zero_division=0)[1:].mean()
print(
    json.dumps(
        {
            "cases": cases,
            "truth": truth.tolist(),
            "predicted": predicted.tolist(),
            "positions": float(positions),
            "anyMinority": float(f1_score(truth.any(axis=1), predicted.any(axis=1))),
            "exactMatch": float((truth == predicted).all(axis=1).mean()),
            "positionAccuracy": float((truth == predicted).mean()),
        }
    )
)
