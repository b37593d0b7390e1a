"""What is found about synthetic samples, by NumPy, SciPy and scikit-learn.

Run: python synthetic-quality.py > synthetic-quality.json
Made with Python 3.11.7, numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1.

The scores of neighbourhoods follow the definitions of their papers on distances of all pairs:
Kynkaanniemi et al. (2019) for precision and recall, Naeem et al. (2020) for density and coverage.
"""

import json

import numpy as np
from scipy.spatial.distance import cdist, pdist
from scipy.stats import ks_2samp
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

random = np.random.default_rng(16)
tensors, numbers = {}, {}


def tensor(name, array):
    array = np.asarray(array)
    values = [v.item() for v in array.ravel()]
    tensors[name] = {"shape": list(array.shape), "values": values}


# Points: real ones in three clusters, synthetic ones that miss one of them and are narrower.
centres = random.normal(size=(3, 7)) * 3
real = (centres[np.arange(60) % 3] + random.normal(size=(60, 7))).astype(np.float32)
synthetic = (centres[np.arange(48) % 2] + 0.6 * random.normal(size=(48, 7))).astype(np.float32)
# A duplicate of a real point, and copies of real points among the synthetic ones.
real[7] = real[4]
synthetic[:3] = real[[0, 9, 30]]
tensor("real", real)
tensor("synthetic", synthetic)
r, s = real.astype(np.float64), synthetic.astype(np.float64)
rr, ss, rs = cdist(r, r), cdist(s, s), cdist(r, s)
for k in (1, 5):
    real_radii = np.sort(rr + np.diag(np.full(len(r), np.inf)), axis=1)[:, k - 1]
    synthetic_radii = np.sort(ss + np.diag(np.full(len(s), np.inf)), axis=1)[:, k - 1]
    inside = rs <= real_radii[:, None]
    numbers[f"precision.{k}"] = inside.any(axis=0).mean()
    numbers[f"recall.{k}"] = (rs <= synthetic_radii[None, :]).any(axis=1).mean()
    numbers[f"density.{k}"] = inside.sum(axis=0).mean() / k
    numbers[f"coverage.{k}"] = inside.any(axis=1).mean()
numbers["mean.real"] = pdist(r).mean()
numbers["mean.synthetic"] = pdist(s).mean()
nearest_real = (rr + np.diag(np.full(len(r), np.inf))).min(axis=1)
nearest_synthetic = rs.min(axis=0)
tensor("nearest.real", nearest_real)
tensor("nearest.synthetic", nearest_synthetic)
others = np.delete(np.arange(len(r)), 7)
apart = (cdist(r[others], r[others]) + np.diag(np.full(len(others), np.inf))).min(axis=1)
to_others = cdist(r[others], s).min(axis=0)
numbers["ratio"] = np.median(to_others) / np.median(apart)
numbers["closer"] = (to_others < apart.min()).mean()

# Draws: each source three times, its draws around it.
sources = np.repeat(np.arange(16), 3)
tensor("draws.sources", sources)
numbers["draws.mean"] = np.mean([pdist(s[sources == source]).mean() for source in range(16)])

# Sequences of 2 to 9 events and 3 features; the last feature is constant.
lengths = random.integers(2, 10, size=25)
events = np.cumsum(random.normal(size=(lengths.sum(), 3)), axis=0) * 0.3 + 5
events[:, 2] = 1.25
events = events.astype(np.float32)
others_lengths = random.integers(4, 14, size=31)
other_events = (random.normal(size=(others_lengths.sum(), 3)) * 4 + 5).astype(np.float32)
other_events[:, 2] = 1.25
other_events[3, 2] = 1.5
other_events[40, 0] = 1e4
for name, values, sizes in [("a", events, lengths), ("b", other_events, others_lengths)]:
    tensor(f"{name}.events", values)
    tensor(f"{name}.lengths", sizes)
    doubles = values.astype(np.float64)
    borders = np.cumsum(sizes)[:-1]
    pairs = [(x[:-1], x[1:]) for x in np.split(doubles, borders)]
    now = np.concatenate([p[0] for p in pairs])
    then = np.concatenate([p[1] for p in pairs])
    tensor(f"{name}.minimum", doubles.min(axis=0))
    tensor(f"{name}.maximum", doubles.max(axis=0))
    tensor(f"{name}.mean", doubles.mean(axis=0))
    tensor(f"{name}.deviation", doubles.std(axis=0))
    tensor(
        f"{name}.autocorrelation",
        [np.corrcoef(now[:, f], then[:, f])[0, 1] for f in range(2)],
    )
a, b = events.astype(np.float64), other_events.astype(np.float64)
width = a.max(axis=0) - a.min(axis=0)
beyond = np.maximum(b - a.max(axis=0), a.min(axis=0) - b)
numbers["outside"] = (beyond > np.maximum(0.1 * width, 1e-4)).mean()
far = (beyond > np.maximum(10 * width, 1e-4)).any(axis=1)
numbers["far"] = np.mean([x.any() for x in np.split(far, np.cumsum(others_lengths)[:-1])])
numbers["ks"] = ks_2samp(lengths, others_lengths).statistic

# Probabilities of being synthetic, some of them equal.
truth = random.integers(0, 2, size=80)
chance = np.round(np.clip(0.5 + 0.2 * (truth - 0.5) + 0.2 * random.normal(size=80), 0, 1), 2)
tensor("truth", truth)
tensor("chance", chance)
numbers["accuracy"] = balanced_accuracy_score(truth, chance > 0.5)
numbers["auc"] = roc_auc_score(truth, chance)

print(json.dumps({"tensors": tensors, "numbers": {k: float(v) for k, v in numbers.items()}}))
