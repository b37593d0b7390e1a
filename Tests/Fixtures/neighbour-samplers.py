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



def adasyn(prefix, points, labels, count, seed):
    """Resamples by the library and stores what it did for each class but the largest.

    Class 0 is the largest, and the points of a class lie one behind another. The library treats each class on its own, against all others.
    """
    sizes = np.bincount(labels)
    samples, resampled = ADASYN(n_neighbors=count, random_state=seed).fit_resample(points, labels)
    within_all = partners(points, count)
    draws = np.random.RandomState(seed)
    new = len(points)
    store(prefix + "points", points)
    store(prefix + "labels", labels)
    store(prefix + "neighbours", np.array([count]))
    for name in range(1, len(sizes)):
        members = np.flatnonzero(labels == name)
        own = points[members]
        ratio = (labels[within_all[members]] != name).sum(axis=1) / count
        exact = ratio / ratio.sum() * (sizes[0] - sizes[name])
        # No share near a half, where the rounding of the library's own quotients would decide.
        assert np.abs(exact - np.floor(exact) - 0.5).min() > 1e-6
        shares = np.rint(exact).astype(int)
        bases = np.repeat(np.arange(len(own)), shares)
        chosen = partners(own, count)[bases, draws.choice(count, size=len(bases))]
        gaps = draws.uniform(size=(len(bases), 1))
        expected = samples[new : new + len(bases)]
        assert (resampled[new : new + len(bases)] == name).all()
        assert np.allclose(expected, own[bases] + gaps * (own[chosen] - own[bases]), atol=1e-6)
        new += len(bases)
        for what, values in [
            ("shares", shares), ("bases", bases), ("partners", chosen), ("gaps", gaps[:, 0]),
            ("samples", expected),
        ]:
            store(f"{prefix}class{name}.{what}", values)
    assert new == len(samples)


# ADASYN of two classes, then of three, then the worked example of two.
for case, (minority, majority, dimensions, count) in enumerate(
    [(40, 150, 4, 5), (25, 60, 8, 3), (60, 200, 2, 7)]
):
    _, _, points, labels = classes(rng, minority, majority, dimensions)
    adasyn(f"adasyn.{case}.", points, labels, count, seed=4)
sizes = [90, 30, 20]
centres = [0.0, 0.8, -0.7]
points = np.vstack(
    [rng.normal(centre, 1, size=(size, 3)) for centre, size in zip(centres, sizes)]
).astype(np.float32)
adasyn("adasyn.3.", points, np.repeat([0, 1, 2], sizes), 4, seed=5)
# fmt: off
worked = [
    (0, 0), (1, .2), (2, -.1), (3, .3), (4, .1), (.2, 1.1), (1.1, 1.3), (2.3, 1.05), (3.2, 1.2),
    (4.3, .9), (.1, 2.2), (1.4, 2.05), (2.1, 2.4), (3.5, 2.15),
    (2.05, 1.95), (5, 3), (5.4, 3.1), (5.2, 3.5), (4.6, 2),
]
# fmt: on
adasyn("adasyn.4.", np.array(worked, np.float32), np.repeat([0, 1], [14, 5]), 3, seed=6)

print(json.dumps({"tensors": tensors}))
