"""Writes statistics_seeds_and_samples.json: uncertainties of seeds and test samples added up, and
DeLong's test of areas that are means over runs.

Run: python3 statistics_seeds_and_samples.py   (SciPy 1.17.1, NumPy 2.4.6)
Written from the formulas: variances added, degrees of freedom after Welch and Satterthwaite, powers
by SciPy's noncentral t; DeLong's placements by comparing every positive with every negative sample.
"""

import json
import pathlib

import numpy as np
from scipy import stats

random = np.random.default_rng(20)


def uncertainty(seeds, n, samples, m):
    variance = seeds + samples
    degrees = variance**2 / (seeds**2 / (n - 1) + samples**2 / (m - 1))
    return np.sqrt(variance), degrees


def power(difference, perSeed, n, samples, m, level):
    error, degrees = uncertainty(perSeed / n, n, samples, m)
    return stats.nct.sf(stats.t.isf(level / 2, degrees), degrees, abs(difference) / error)


both = []
for case in range(60):
    n, m = int(random.choice([2, 3, 5, 10, 30])), int(random.choice([2, 12, 40, 300]))
    differences = np.round(random.normal(random.choice([0, .01, .05]), .02, n), 5)
    spread = float(random.choice([0, .002, .01, .03]))
    d, perSeed = differences.mean(), differences.var(ddof=1)
    error, degrees = uncertainty(perSeed / n, n, spread**2, m)
    alone = np.sqrt(perSeed / n)
    p = max(2 * stats.t.sf(abs(d) / error, degrees), 2 * stats.t.sf(abs(d) / alone, n - 1))
    half = max(stats.t.isf(.025, degrees) * error, stats.t.isf(.025, n - 1) * alone)
    need = next((k for k in range(2, 1001) if power(d, perSeed, k, spread**2, m, .05) >= .8), None)
    factor = None if need else max(
        1, ((stats.norm.isf(.025) + stats.norm.isf(.2)) * spread / d)**2)
    both.append({"differences": differences.tolist(), "spread": spread, "count": m, "p": p,
                 "degrees": degrees, "low": d - half, "high": d + half, "seeds": need,
                 "factor": factor})

areas = []
for case in range(20):
    size, runs = int(random.integers(8, 60)), int(random.integers(1, 6))
    positive = np.arange(size) % 3 == 0
    arms = [np.round(random.normal(positive * .8, 1, (runs, size)), int(random.integers(0, 3)))
            for _ in range(2)]

    def placements(scores):
        wins = ((scores[:, positive][:, :, None] > scores[:, ~positive][:, None, :]) * 1.0
                + .5 * (scores[:, positive][:, :, None] == scores[:, ~positive][:, None, :]))
        return wins.mean(2).mean(0), wins.mean(1).mean(0)  # of positives, of negatives

    (a, b), (c, d) = placements(arms[0]), placements(arms[1])
    error = np.sqrt((a - c).var(ddof=1) / len(a) + (b - d).var(ddof=1) / len(b))
    areas.append({"positive": positive.tolist(), "first": arms[0].tolist(),
                  "second": arms[1].tolist(), "difference": a.mean() - c.mean(), "error": error,
                  "p": 2 * stats.norm.sf(abs(a.mean() - c.mean()) / error)})

text = json.dumps({"both": both, "areas": areas}, separators=(",", ":"), default=float)
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace("},", "},\n") + "\n")
