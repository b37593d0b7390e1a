"""Makes the NumPy files in Tests/Fixtures/numpy that NumpyArrayTests and ArrayReaderTests read.

Run from this folder:  python numpy-arrays.py      (made with Python 3.11, NumPy 2.4.6)

Every array of values holds index / 2 - 3 in C order, so the tests know the numbers without a list.
"""

import gzip
import pathlib

import numpy as np
from numpy.lib import format as npy

folder = pathlib.Path(__file__).parent / "numpy"
folder.mkdir(exist_ok=True)


def save(name, array, version=None):
    with open(folder / f"{name}.npy", "wb") as file:
        npy.write_array(file, array, version=version, allow_pickle=True)


values = (np.arange(24) / 2 - 3).reshape(4, 3, 2)
save("f4", values.astype("<f4"))
save("f8", values.astype("<f8"))
save("f4-big-endian", values.astype(">f4"))
save("f8-fortran", np.asfortranarray(values.astype("<f8")))
save("f4-version2", values.astype("<f4"), (2, 0))
save("f4-version3", values.astype("<f4"), (3, 0))
for code in ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", ">i4", ">u2"]:
    numbers = [0, 1, 1, 0, 1] if "b" in code else [0, 1, 100, 7, 3]
    if "i" in code:
        numbers[3] = -7
    name = code.replace(">", "big-")
    save(f"whole-{name}", np.array(numbers).astype(code))
save("f2", values.astype("<f2"))
save("text", np.array(["a", "b"]))
save("record", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f4")]))
save("scalar", np.array(3.0))

ragged = np.empty(2, dtype=object)
ragged[0] = np.zeros((2, 2), dtype="f4")
ragged[1] = np.zeros((3, 2), dtype="f4")
save("objects", ragged)

# The form of the published code: [N, T, F] with one-hot labels [N, C], and [N, L, C].
save("one-hot", np.eye(2)[[0, 1, 0, 0]])
save("one-hot-sequences", np.eye(2)[[[0, 0], [0, 1], [0, 0], [1, 1]]])
save("label-sequences", np.array([[0, 0], [0, 1], [0, 0], [1, 1]]))
save("label-lengths", np.array([2, 1, 2, 1]))
save("not-one-hot", np.array([[1.0, 0.0], [0.5, 0.5], [1.0, 0.0], [1.0, 0.0]]) * 2)

contents = {
    "values": (np.arange(20, dtype="f4") / 2 - 3).reshape(10, 2),
    "offsets": np.array([0, 3, 4, 8, 10]),
    "labels": np.array([0, 0, 1, 0], dtype="i1"),
}
np.savez(folder / "ragged.npz", **contents)
np.savez_compressed(folder / "ragged-deflated.npz", **contents)
np.savez(
    folder / "splits.npz",
    x_train=values,
    y_train=np.eye(2)[[0, 1, 0, 0]],
    x_val=values[:2] + 100,
    y_val=np.eye(2)[[0, 1]],
    x_test=values[:3] + 200,
    y_test=np.eye(2)[[0, 0, 0]],
)

(folder / "two-members.gz").write_bytes(
    gzip.compress(b"first\n", mtime=0) + gzip.compress(b"second\n" * 1000, mtime=0)
)
