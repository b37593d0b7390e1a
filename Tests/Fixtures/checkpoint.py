"""A file of the safetensors package, for Tests/NetworksTests (spec/06 A34, E14).

Run: python Tests/Fixtures/checkpoint.py    (safetensors 0.8.0, numpy 2.4.6)
Writes checkpoint.safetensors, and what is in it to checkpoint.json.
"""

import json
import pathlib

import numpy
from safetensors.numpy import save_file

values = numpy.random.default_rng(3)
tensors = {
    "critic.dense.bias": values.normal(size=3).astype(numpy.float32),
    "critic.dense.weight": values.normal(size=(2, 3)).astype(numpy.float32),
    "empty": numpy.zeros((0, 4), numpy.float32),
    "extremes": numpy.array([3.4028235e38, -1e-45, -0.0, 1.1754944e-38], numpy.float32),
    "größe \"quoted\"\n\\": values.normal(size=(1, 2, 1, 2)).astype(numpy.float32),
    "step": numpy.array(17, numpy.float32),
}
path = pathlib.Path(__file__)
save_file(tensors, path.with_suffix(".safetensors"), metadata={"epoch": "17 \t \"x\" é"})
path.with_suffix(".json").write_text(
    json.dumps(
        {
            "tensors": {
                name: {"shape": list(t.shape), "values": t.astype(float).flatten().tolist()}
                for name, t in tensors.items()
            }
        }
    )
    + "\n"
)
