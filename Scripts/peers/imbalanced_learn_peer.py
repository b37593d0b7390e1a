"""imbalanced-learn's side of the benchmark: python imbalanced_learn_peer.py WORKLOAD"""

import numpy
from imblearn.over_sampling import ADASYN, SMOTE

import workloads


def prepare(name):
    """Synthesises until the minority is as large as the majority."""
    count = workloads.SAMPLING
    if name == "smote":
        sampler = SMOTE(k_neighbors=count["neighbours"], random_state=0)
    elif name == "adasyn":
        sampler = ADASYN(n_neighbors=count["neighbours"], random_state=0)
    else:
        return None
    points = numpy.random.default_rng(0).normal(
        size=(count["majority"] + count["minority"], count["dimensions"])
    )
    classes = numpy.repeat([0, 1], [count["majority"], count["minority"]])
    # Apart by one unit: neighbourhoods are mixed, as those of rare events are.
    points = (points + classes[:, None] / count["dimensions"] ** 0.5).astype(numpy.float32)
    return lambda: sampler.fit_resample(points, classes)


if __name__ == "__main__":
    workloads.run("imbalanced-learn", prepare)
