"""Writes statistics_label_sequences.json: scores of label sequences by scikit-learn, on a thousand
random inputs.

Run: python3 statistics_label_sequences.py   (scikit-learn 1.9.1, NumPy 2.4.6)
Generators come from statistics_cases.py.
"""

import warnings

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

from statistics_cases import generator, labels, write

warnings.simplefilter("ignore")
CASES = 1000
LONGEST = 6


def sequences(g):
    """Truth and predictions of different or equal lengths, some all right or all wrong."""
    samples, classes, style = 1 + g.integer(20), 2 + g.integer(3), g.integer(5)
    common, right = 1 + g.integer(LONGEST), [0.5, 0.9, 0.97][g.integer(3)]
    truth, predicted = [], []
    for _ in range(samples):
        length = 1 + g.integer(LONGEST) if style < 2 else common
        row, guess = [], []
        for _ in range(length):
            label, other = g.integer(classes), g.integer(classes)
            is_right = g.uniform() < right
            if style == 3:
                other = label
            elif style == 4:
                is_right, other = False, (label + 1) % classes
            row.append(label)
            guess.append(label if is_right else other)
        truth.append(row)
        predicted.append(guess)
    return truth, predicted


def score(case):
    """Exact match, accuracy of single labels, how many are wrong, then accuracy by position."""
    truth, predicted = sequences(generator(24, case))
    as_text = [[",".join(map(str, row)) for row in rows] for rows in (truth, predicted)]
    exact = accuracy_score(*as_text)
    flat = [sum(rows, []) for rows in (truth, predicted)]
    wrong = len(flat[0]) - accuracy_score(*flat, normalize=False)
    if len({len(row) for row in truth}) == 1 and max(map(max, truth + predicted)) <= 1:
        # Of two classes and one length scikit-learn's own subset accuracy.
        assert accuracy_score(np.array(truth), np.array(predicted)) == exact
    row = [exact, accuracy_score(*flat), wrong]
    for position in range(LONGEST):
        pairs = [(t[position], p[position]) for t, p in zip(truth, predicted) if len(t) > position]
        row.append(accuracy_score(*zip(*pairs)) if pairs else None)
    return row


def label_sets(case):
    """Mean F1 of the minority classes that occur at all but for the first, and that have a sample."""
    classes, truth, predicted, _ = labels(generator(25, case))
    each = f1_score(truth, predicted, average=None, zero_division=0)[1:]
    ids = sorted(set(truth) - {0})
    own = f1_score(truth, predicted, average=None, labels=ids, zero_division=0) if ids else []
    return [np.mean(part) if len(part) else None for part in (each, own)]


write(__file__, {
    "sequences": [v for case in range(CASES) for v in score(case)],
    "labelSets": [v for case in range(CASES) for v in label_sets(case)],
}, 16)
