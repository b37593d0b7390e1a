"""Nearest neighbours by scikit-learn's brute force (spec/06 B13).

Run: python nearest-neighbours.py > nearest-neighbours.json
Made with Python 3.11.7, numpy 2.4.6 and scikit-learn 1.9.1.
"""

import json

import numpy as np
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(7)
points = random.normal(size=(60, 11)).astype(np.float32)
count = 5
# One neighbour more than wanted, because scikit-learn counts the query itself, which is then
# removed by its index. The direct differences below are exact where its expansion of the square
# rounds.
doubles = points.astype(np.float64)
_, indices = NearestNeighbors(n_neighbors=count + 1, algorithm="brute").fit(doubles).kneighbors(
    doubles
)
rows = [[int(i) for i in indices[q] if i != q][:count] for q in range(len(points))]
distances = [
    [float(np.linalg.norm(doubles[q] - doubles[i])) for i in row] for q, row in enumerate(rows)
]
tensors = {
    "points": {"shape": list(points.shape), "values": [float(v) for v in points.ravel()]},
    "indices": {"shape": [len(points), count], "values": [i for row in rows for i in row]},
    "distances": {"shape": [len(points), count], "values": [d for row in distances for d in row]},
}
print(json.dumps({"tensors": tensors}))
