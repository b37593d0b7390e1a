"""The random inputs of statistics_*.py, which the tests make anew instead of storing them.

`Generator` is SplitMix64; Tests/StatisticsTests/ReferenceCases.swift has its twin. Only operations
that IEEE 754 fixes to the last bit are used (no logarithm, no power), in the same order.
"""

import json
import math
import pathlib

MASK = 2**64 - 1


class Generator:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def integer(self, bound):
        return self.next() % bound

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def normal(self):
        """Nearly normal: the sum of twelve uniform numbers less 6."""
        total = 0.0
        for _ in range(12):
            total += self.uniform()
        return total - 6

    def scale(self, low, high):
        """(1 + u) 2^k with k from low to high: spread over magnitudes."""
        k = low + self.integer(high - low + 1)
        return (1 + self.uniform()) * 2.0**k


def generator(group, case):
    return Generator(group * 1_000_000 + case)


def pair(g):
    """Two paired samples: smooth, with ties, heavy-tailed, whole numbers, or of small spread."""
    n = [2, 3, 4, 5, 6, 8, 10, 13, 20, 40][g.integer(10)]
    style = g.integer(5)
    shift = (g.integer(5) - 2) * 0.25
    first, second = [], []
    for _ in range(n):
        a, b = g.normal(), g.normal()
        if style == 1:
            a, b = math.floor(a * 4) / 4, math.floor(b * 4) / 4
        elif style == 2:
            a, b = a / (abs(b) + 0.01), b * 1000
        elif style == 3:
            a, b = math.floor(a), math.floor(b)
        elif style == 4:
            a, b = 1 + a * 0.001, 1 + b * 0.001
        first.append(float(a))
        second.append(float(b + shift))
    return first, second


def ranking(g):
    """Truth and two score vectors with at least two samples of each class, often tied."""
    positives, negatives = 2 + g.integer(12), 2 + g.integer(30)
    style = g.integer(3)
    truth, first, second = [], [], []
    for sample in range(positives + negatives):
        positive = sample % 2 == 0 if sample < 2 * min(positives, negatives) else (
            positives > negatives)
        common = g.normal()
        a = common + g.normal() + (1 if positive else 0)
        b = common + g.normal() + (0.5 if positive else 0)
        if style == 1:
            a, b = math.floor(a), math.floor(b * 2) / 2
        elif style == 2:
            a, b = (5 if positive else -5) + math.floor(a) / 8, b * 1e6
        truth.append(positive)
        first.append(float(a))
        second.append(float(b))
    return truth, first, second


def labels(g):
    """Truth, predictions and probabilities of 2 to 5 classes, some of them absent."""
    classes, n = 2 + g.integer(4), 3 + g.integer(30)
    limit_truth, limit_guess = 1 + g.integer(classes), 1 + g.integer(classes)
    style = g.integer(2)
    truth, guess, probabilities = [], [], []
    for _ in range(n):
        t = g.integer(limit_truth)
        truth.append(t)
        guess.append(t if g.uniform() < 0.5 and t < limit_guess else g.integer(limit_guess))
        row = []
        for _ in range(classes):
            u = g.uniform()
            row.append(math.floor(u * 4) + 0.25 if style == 1 else u + 0.001)
        total = 0.0
        for value in row:
            total += value
        probabilities += [value / total for value in row]
    return classes, truth, guess, probabilities


def table(g):
    """Blocks of scores of several methods, often tied."""
    blocks, methods = 2 + g.integer(11), 2 + g.integer(5)
    style = g.integer(3)
    rows = []
    for _ in range(blocks):
        row = []
        for method in range(methods):
            value = g.normal() + 0.25 * method
            row.append(float(math.floor(value)) if style == 1 else value)
        rows.append(row)
    if style == 2 and g.integer(4) == 0:
        rows = [[float(method) for method in range(methods)] for _ in rows]
    return rows


def record_cases(groups, name, function, count=1000):
    """Adds to groups what a function says of each case, and tells how many of its numbers are defined."""
    rows = [function(case) for case in range(count)]
    groups[name] = [None if v is None else float(v) for row in rows for v in row]
    defined = [sum(v is not None and math.isfinite(v) for v in column) for column in zip(*rows)]
    print(name, count, "defined:", min(defined), "to", max(defined), flush=True)


def write(script, groups, digits):
    """Writes {name: [numbers]}, null for what is undefined, beside the script."""

    def text(value):
        if value is None or not math.isfinite(value):
            return "null"
        return f"{value:.{digits}g}"

    parts = []
    for name, values in groups.items():
        lines = [",".join(text(v) for v in values[i:i + 100]) for i in range(0, len(values), 100)]
        parts.append(f"{json.dumps(name)}:[" + ",\n".join(lines) + "]")
    pathlib.Path(script).with_suffix(".json").write_text("{" + ",\n".join(parts) + "}\n")
