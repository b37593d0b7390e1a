"""SMOTE and ADASYN by imbalanced-learn, with the draws that they made (spec/06 A12, A14, A15).

Run: python neighbour-samplers.py > neighbour-samplers.json
Made with Python 3.11.7, numpy 2.4.6, scikit-learn 1.9.1 and imbalanced-learn 0.14.2.

Bases, partners and gaps are not asked of the library, which does not tell them, but drawn again
from a generator of the same seed in the order of its documentation: first the pairs, then the
gaps. That they are the right ones shows in its own samples, which are stored beside them.
"""

import json

import numpy as np
from imblearn.over_sampling import ADASYN, SMOTE
from sklearn.neighbors import NearestNeighbors

tensors = {}


def store(name, values):
    values = np.asarray(values)
    flat = [v.item() for v in values.ravel()]
    tensors[name] = {"shape": list(values.shape), "values": flat}


def classes(rng, minority, majority, dimensions):
    rare = rng.normal(0.8, 1, size=(minority, dimensions)).astype(np.float32)
    common = rng.normal(size=(majority, dimensions)).astype(np.float32)
    points = np.vstack([rare, common])
    return rare, common, points, np.array([1] * minority + [0] * majority)


def partners(points, count):
    doubles = points.astype(np.float64)
    search = NearestNeighbors(n_neighbors=count + 1, algorithm="brute").fit(doubles)
    indices = search.kneighbors(doubles, return_distance=False)
    return np.array([[i for i in row if i != q][:count] for q, row in enumerate(indices)])


rng = np.random.default_rng(11)

# SMOTE
rare, common, points, labels = classes(rng, 40, 100, 6)
samples, _ = SMOTE(k_neighbors=5, random_state=3).fit_resample(points, labels)
draws = np.random.RandomState(3)
pairs = draws.randint(0, 40 * 5, size=60)
gaps = draws.uniform(size=60)
bases, chosen = pairs // 5, partners(rare, 5)[pairs // 5, pairs % 5]
new = samples[140:]
assert np.allclose(new, rare[bases] + gaps[:, None] * (rare[chosen] - rare[bases]), atol=1e-6)
for name, values in [
    ("minority", rare), ("bases", bases), ("partners", chosen), ("gaps", gaps), ("samples", new),
]:
    store("smote." + name, values)

# ADASYN: how many new samples each minority sample is the base of.
for case, (minority, majority, dimensions, count) in enumerate(
    [(40, 150, 4, 5), (25, 60, 8, 3), (60, 200, 2, 7)]
):
    rare, common, points, labels = classes(rng, minority, majority, dimensions)
    sampler = ADASYN(n_neighbors=count, random_state=4)
    samples, _ = sampler.fit_resample(points, labels)
    within_all = partners(points, count)[:minority]
    ratio = (within_all >= minority).sum(axis=1) / count
    exact = ratio / ratio.sum() * (majority - minority)
    # No share near a half, where the rounding of the library's own quotients would decide.
    assert np.abs(exact - np.floor(exact) - 0.5).min() > 1e-6
    shares = np.rint(exact).astype(int)
    new = samples[minority + majority :]
    assert len(new) == shares.sum()
    draws = np.random.RandomState(4)
    bases = np.repeat(np.arange(minority), shares)
    chosen = partners(rare, count)[bases, draws.choice(count, size=len(bases))]
    gaps = draws.uniform(size=(len(bases), 1))
    assert np.allclose(new, rare[bases] + gaps * (rare[chosen] - rare[bases]), atol=1e-6)
    prefix = f"adasyn.{case}."
    store(prefix + "minority", rare)
    store(prefix + "majority", common)
    store(prefix + "neighbours", np.array([count]))
    store(prefix + "shares", shares)

print(json.dumps({"tensors": tensors}))
