"""The workloads of Sources/Benchmarks/Workload.swift that other programs repeat, and how they are measured.

Each program is `PEER.py WORKLOAD` and prints one line of JSON in the form of `counterweight bench`.
"""

import json
import resource
import sys
import time

CLASSIFIERS = {
    "power-classifier": dict(batch=256, time=20, features=6, hidden=8, layers=5),
    "lstm-64x2": dict(batch=256, time=20, features=6, hidden=64, layers=2),
    "lstm-64x2-large-batch": dict(batch=1024, time=20, features=64, hidden=64, layers=2),
    "sentiment-classifier": dict(batch=128, time=600, features=300, hidden=64, layers=3),
}
CRITICS = {
    "critic-short": dict(batch=1024, time=20, hidden=64, layers=2),
    "critic-long": dict(batch=64, time=100, hidden=64, layers=2),
}
RAGGED = dict(samples=1024, batch=64, features=16, hidden=64, layers=2)
# A tenth of the majority and the whole minority of the power example, in 64 latent dimensions.
SAMPLING = dict(majority=3285, minority=663, dimensions=64, neighbours=5)

# A step of these takes seconds.
SLOW = {"sentiment-classifier", "critic-short", "critic-long", "ragged"}


def ragged_lengths():
    """The lengths of the sequences of `ragged`, as in Sources/Benchmarks/RaggedLengths.swift."""
    import numpy

    normal = numpy.random.default_rng(0).normal(4.0, 0.8, RAGGED["samples"])
    return numpy.clip(numpy.round(numpy.exp(normal)), 1, 600).astype(int)


def peak_bytes():
    """The kernel's high-water mark of this process; getrusage's would survive an exec."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run(peer, prepare):
    """Measures the workload that the command line names.

    `prepare(name)` makes its data and returns a function that computes one step; None if the peer
    does not have the workload. A first step warms up; of the others the shortest counts.
    """
    name = sys.argv[1]
    step = prepare(name)
    if step is None:
        sys.exit(f"{peer} does not compute '{name}'.")
    start = peak_bytes()
    step()
    processor, wall = [], []
    for _ in range(2 if name in SLOW else 10):
        first = time.process_time(), time.perf_counter()
        step()
        processor.append(time.process_time() - first[0])
        wall.append(time.perf_counter() - first[1])
    result = {
        "peer": peer,
        "workload": name,
        "cpu_ms": round(min(processor) * 1e3, 3),
        "wall_ms": round(min(wall) * 1e3, 3),
        "start_bytes": start,
        "peak_bytes": peak_bytes(),
    }
    print(json.dumps(result), flush=True)
