"""Principal components, affinities, t-SNE and trustworthiness by scikit-learn (spec/06 A45).

Run: OMP_NUM_THREADS=1 python projections.py > projections.json
Made with Python 3.11.7, numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1.
"""

import json

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, _t_sne, _utils, trustworthiness

random = np.random.default_rng(45)
tensors, numbers = {}, {}


def keep(name, array):
    array = np.asarray(array, dtype=np.float64)
    tensors[name] = {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}


# Principal components of more samples than features, and of fewer.
for name, samples, features in [("tall", 60, 8), ("wide", 12, 40)]:
    mixing = random.normal(size=(features, features))
    points = (random.normal(size=(samples, features)) @ mixing + 5).astype(np.float32)
    pca = PCA(n_components=3, svd_solver="full").fit(points.astype(np.float64))
    keep(f"{name}.points", points)
    keep(f"{name}.components", pca.components_)
    keep(f"{name}.variances", pca.explained_variance_)
    keep(f"{name}.shares", pca.explained_variance_ratio_)
    keep(f"{name}.projected", pca.transform(points.astype(np.float64)))

# Affinities of the tall points, and the divergence and gradient of a map under them.
points = np.asarray(tensors["tall.points"]["values"]).reshape(60, 8)
squared = pdist(points, "sqeuclidean")
conditional = _utils._binary_search_perplexity(squareform(squared).astype(np.float32), 10, 0)
joint = squareform(_t_sne._joint_probabilities(squareform(squared), 10, 0))
places = random.normal(size=(60, 2)) * 3
divergence, gradient = _t_sne._kl_divergence(places.ravel(), squareform(joint), 1, 60, 2)
keep("affinities.conditional", conditional)
keep("affinities.joint", joint)
keep("map.places", places)
keep("map.gradient", gradient.reshape(60, 2))
numbers["map.divergence"] = float(divergence)
for neighbours in [1, 5, 29]:
    numbers[f"map.trustworthiness.{neighbours}"] = float(
        trustworthiness(points, places, n_neighbors=neighbours)
    )
    numbers[f"pca.trustworthiness.{neighbours}"] = float(
        trustworthiness(
            points, np.asarray(tensors["tall.projected"]["values"]).reshape(60, 3)[:, :2],
            n_neighbors=neighbours,
        )
    )

# Three separated clusters.
centres = np.zeros((3, 10))
centres[0, 0] = centres[1, 1] = centres[2, 2] = 12
clusters = np.concatenate([c + random.normal(size=(50, 10)) for c in centres]).astype(np.float32)
keep("clusters.points", clusters)
for method in ["barnes_hut", "exact"]:
    tsne = TSNE(method=method, random_state=0).fit(clusters)
    numbers[f"clusters.divergence.{method}"] = float(tsne.kl_divergence_)
    numbers[f"clusters.trustworthiness.{method}"] = float(
        trustworthiness(clusters, tsne.embedding_)
    )


def windows():
    """1000 windows of 20 events and 6 features of a series that any program can make anew."""
    state, series, level = 1, [], [0] * 6
    for _ in range(7020):
        for feature in range(6):
            state = (state * 1664525 + 1013904223) % 2**32
            level[feature] += (state >> 24) - 128 - (level[feature] >> 4)
        series.append(list(level))
    return np.asarray([sum(series[7 * i : 7 * i + 20], []) for i in range(1000)], np.float32)


tsne = TSNE(method="barnes_hut", init="pca", random_state=0).fit(windows())
numbers["windows.sum"] = float(windows().sum(dtype=np.float64))
numbers["windows.divergence"] = float(tsne.kl_divergence_)
print(json.dumps({"tensors": tensors, "numbers": numbers}))
