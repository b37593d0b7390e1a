"""Mean pairwise distances and coverage of synthetic sequences, by NumPy and scikit-learn.

Run: python synthetic-diversity.py > synthetic-diversity.json

Made with Python 3.11.7, NumPy 2.4.6 and scikit-learn 1.9.1. Coverage is that of Naeem et al. (ICML 2020),
written from its formula: the share of real samples whose ball, as large as the distance to their k-th
nearest real neighbour, holds a synthetic one.
"""

import json

import numpy as np
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(7)


def case(count, features, longest, spread, shift):
    lengths = rng.integers(1, longest + 1, count)
    real = [rng.normal(0, 1, (length, features)) for length in lengths]
    made = [spread * r + rng.normal(0, 0.3, r.shape) + shift for r in real]
    real = [np.round(r, 4) for r in real]
    made = [np.round(m, 4) for m in made]

    def flat(sequences):
        rows = np.zeros((count, lengths.max() * features))
        for row, sequence in zip(rows, sequences):
            row[: sequence.size] = sequence.astype(np.float32).ravel()
        return rows

    a, b = flat(real), flat(made)

    def mean_distance(x):
        distances = np.linalg.norm(x[:, None] - x[None], axis=-1)
        return distances[np.triu_indices(count, 1)].mean()

    k = min(5, count - 1)
    radii = NearestNeighbors(n_neighbors=k + 1).fit(a).kneighbors(a)[0][:, k]
    nearest = NearestNeighbors(n_neighbors=1).fit(b).kneighbors(a)[0][:, 0]
    return {
        "real": [r.ravel().tolist() for r in real],
        "synthetic": [m.ravel().tolist() for m in made],
        "distanceRatio": mean_distance(b) / mean_distance(a),
        "coverage": float(np.mean(nearest < radii)),
    }


cases = [
    case(2, 1, 1, 1, 0),
    case(4, 2, 3, 0.5, 0),
    case(12, 3, 6, 1.2, 0.6),
    case(20, 2, 2, 0.05, 0.5),
    case(25, 2, 4, 1.3, 0.8),
]
print(json.dumps({"cases": cases}))
