"""Runs Counterweight and other programs in turns and prints a table: see Scripts/benchmark."""

import argparse
import datetime
import importlib.metadata
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
MIB = 2**20

# What each peer is: the module that must be there, its program and arguments after the workload.
PEERS = {
    "torch": ("torch", "torch_peer.py", []),
    "torch-packed": ("torch", "torch_peer.py", ["--packed"]),
    "jax": ("jax", "jax_peer.py", []),
    "imbalanced-learn": ("imbalanced-learn", "imbalanced_learn_peer.py", []),
}

# The rows of the table: our workload, the peers that compute it too, the target of the ratio.
ROWS = {
    "power-classifier": (["torch", "jax"], 0.20),
    "lstm-64x2": (["torch", "jax"], 0.60),
    "lstm-64x2-large-batch": (["torch", "jax"], 0.60),
    "sentiment-classifier": (["torch", "jax"], 0.35),
    "critic-short": (["torch", "jax"], 0.50),
    "critic-long": (["torch", "jax"], 0.35),
    "ragged": (["torch", "torch-packed"], 0.35),
    "smote": (["imbalanced-learn"], 0.50),
    "adasyn": (["imbalanced-learn"], 0.50),
    "power-epoch": ([], None),
    "power-labels-epoch": ([], None),
    "gan-100-epochs": ([], None),
    "gan-labels-100-epochs": ([], None),
    "autoencoder-epoch": ([], None),
    "smote-synthesis": ([], None),
    "ae-smote-synthesis": ([], None),
    "ae-adasyn-synthesis": ([], None),
    "gan-autoencoder-synthesis": ([], None),
    "sgemm": ([], None),
}

# Whose share of the best rate of a matrix product is reported.
SHARES = ["sentiment-classifier", "lstm-64x2-large-batch"]


def arguments():
    parser = argparse.ArgumentParser(prog="Scripts/benchmark", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of turns (default: 5)")
    parser.add_argument(
        "--core", type=int, default=max(os.sched_getaffinity(0)),
        help="the core that everything is pinned to (default: the last one)",
    )
    parser.add_argument("--program", help=argparse.SUPPRESS)
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("workloads", nargs="*", help="which workloads (default: all)")
    chosen = parser.parse_args()
    if chosen.rounds < 1:
        parser.error("there must be at least one round.")
    for name in chosen.workloads:
        if name not in ROWS:
            parser.error(f"there is no workload '{name}'; there are {', '.join(ROWS)}.")
    return chosen


def run(command):
    """The line of JSON that a program prints; None if it fails, with what it said."""
    ended = subprocess.run(command, capture_output=True, text=True)
    try:
        if ended.returncode == 0:
            return json.loads(ended.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        pass
    print(f"`{' '.join(command)}` failed:\n{ended.stderr[-2000:]}", file=sys.stderr)
    return None


class Comparison:
    """All measurements, by workload and program, in the order in which they were made."""

    def __init__(self, chosen):
        self.program = chosen.program
        self.pin = ["taskset", "-c", str(chosen.core)] if shutil.which("taskset") else []
        self.results = {}
        self.installed = {
            peer: version for peer, (module, *_) in PEERS.items() if (version := installed(module))
        }
        listed = subprocess.run(
            [self.program, "bench", "--list"], capture_output=True, text=True, check=True
        )
        self.ours = {line.split()[0] for line in listed.stdout.splitlines()}

    def command(self, name, workload):
        if name == "counterweight":
            return [*self.pin, self.program, "bench", "--workload", workload]
        _, program, options = PEERS[name]
        return [*self.pin, sys.executable, str(FOLDER / program), workload, *options]

    def measure(self, workload, rounds):
        """Ours, then each peer, then ours again, as often as there are rounds."""
        names = ["counterweight", *(p for p in ROWS[workload][0] if p in self.installed)]
        for number in range(rounds):
            for name in names:
                say(f"{workload}: round {number + 1} of {rounds}, {name}")
                result = run(self.command(name, workload))
                if result:
                    self.results.setdefault((workload, name), []).append(result)
        say("")

    def median(self, workload, name, member):
        results = self.results.get((workload, name))
        return statistics.median(r[member] for r in results) if results else None

    def row(self, workload):
        """One line of the table: ours against the faster peer."""
        peers, target = ROWS[workload]
        ours = self.median(workload, "counterweight", "cpu_ms")
        if ours is None:
            return None
        # For memory as for time, the peer with the least.
        time = best(peers, lambda p: self.median(workload, p, "cpu_ms"))
        memory = best(peers, lambda p: self.median(workload, p, "peak_bytes"))
        our_memory = self.median(workload, "counterweight", "peak_bytes")
        cells = [workload, milliseconds(ours)]
        if time:
            cells += [f"{time[0]} {milliseconds(time[1])}", f"{ours / time[1]:.2f}"]
        else:
            cells += ["", ""]
        cells += [f"≤ {target:.2f}" if target else "", f"{our_memory / MIB:.0f}"]
        if memory:
            cells += [f"{memory[0]} {memory[1] / MIB:.0f}", f"{our_memory / memory[1]:.2f}"]
        else:
            cells += ["", ""]
        return "| " + " | ".join(cells) + " |"


def say(text):
    """Writes how far it is over what was there, for whoever watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def best(peers, figure):
    """The peer with the smallest figure, and the figure; None if no peer has one."""
    figures = [(peer, value) for peer in peers if (value := figure(peer)) is not None]
    return min(figures, key=lambda pair: pair[1], default=None)


def installed(module):
    """The version of an installed package; None if it is not there."""
    try:
        return importlib.metadata.version(module)
    except importlib.metadata.PackageNotFoundError:
        return None


def milliseconds(value):
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def processor_name():
    try:
        with open("/proc/cpuinfo") as lines:
            return next(l.split(":", 1)[1].strip() for l in lines if l.startswith("model name"))
    except (OSError, StopIteration):
        return "unknown processor"


def main():
    chosen = arguments()
    if chosen.check:
        return
    comparison = Comparison(chosen)
    for peer in PEERS:
        if peer not in comparison.installed:
            print(f"{peer} is left out: it is not installed.")
    workloads = chosen.workloads or list(ROWS)
    for workload in [w for w in workloads if w not in comparison.ours]:
        print(f"{workload} is left out: this version of Counterweight does not have it.")
    workloads = [w for w in workloads if w in comparison.ours]
    for workload in workloads:
        comparison.measure(workload, chosen.rounds)
    if not comparison.results:
        sys.exit("Nothing could be measured.")

    now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    versions = ", ".join(f"{p} {v}" for p, v in comparison.installed.items() if p != "torch-packed")
    pinned = f"core {chosen.core}" if comparison.pin else "not pinned to a core"
    print(f"{processor_name()}, {pinned}; {now}; medians of {chosen.rounds} rounds; {versions}.")
    sgemm = comparison.results.get(("sgemm", "counterweight"))
    if sgemm:
        rate = max(r["gflops"] for r in sgemm)
        reached = [
            f"{name} reaches {share / rate:.0%} of it"
            for name in SHARES
            if (share := comparison.median(name, "counterweight", "gflops"))
        ]
        print(f"Best rate of our matrix library: {rate:.0f} GF/s; {', '.join(reached)}.")
    if workloads:
        first = workloads[0]
        starts = [
            f"{name} {start / MIB:.0f} MiB"
            for name in ["counterweight", *ROWS[first][0]]
            if (start := comparison.median(first, name, "start_bytes"))
        ]
        print(f"Memory is that of the whole process; before the first step of {first} it was:")
        print(", ".join(starts) + ".")
    print()
    print(
        "| workload | our CPU ms | better peer, CPU ms | ratio | target "
        "| our peak MiB | peer's peak MiB | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|")
    # The rate of the matrix product is said above; its time means nothing.
    for row in map(comparison.row, (name for name in workloads if name != "sgemm")):
        if row:
            print(row)


if __name__ == "__main__":
    main()
