"""Small files in the formats that are read, and what an independent program finds in them.

Written with Python 3.11, numpy 2.4 and gensim 4.4:

    python3 -m venv venv && venv/bin/pip install numpy gensim
    venv/bin/python formats.py

writes formats/ and formats.json beside this file.
"""

import gzip
import json
import lzma
import pathlib
import re
import struct

import gensim
import numpy as np

here = pathlib.Path(__file__).resolve().parent
folder = here / "formats"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(4)
tensors = {}


def tensor(name, array):
    array = np.asarray(array, dtype=np.float64)
    tensors[name] = {"shape": list(array.shape), "values": array.ravel().tolist()}


# xz: two streams with padding between them, as `cat a.xz b.xz` and block devices make them.
first, second = b"first\n", b"second\n" * 1000
(folder / "two-streams.xz").write_bytes(
    lzma.compress(first) + b"\0" * 8 + lzma.compress(second, check=lzma.CHECK_SHA256)
)

# idx: images of 3 rows and 2 columns in bytes; the same as big-endian doubles.
images = random.integers(0, 256, (5, 3, 2)).astype(np.uint8)
labels = np.array([5, 6, 5, 5, 6], dtype=np.uint8)


def idx(array, code, dtype):
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, code, array.ndim]) + sizes + array.astype(dtype).tobytes()


(folder / "images.idx").write_bytes(idx(images, 0x08, ">u1"))
(folder / "images-double.idx").write_bytes(idx(images, 0x0E, ">f8"))
(folder / "images-short.idx").write_bytes(idx(images.astype(np.int16) - 100, 0x0B, ">i2"))
(folder / "labels.idx.gz").write_bytes(gzip.compress(idx(labels, 0x08, ">u1"), mtime=0))
tensor("images", images)
tensor("labels", labels)

# .ts: two dimensions, unequal lengths.
cases = [random.normal(size=(length, 2)).round(4) for length in (4, 2, 3, 1)]
names = ["left", "right", "left", "left"]
lines = ["# a comment", "@problemName Toy", "@timeStamps false", "@univariate false"]
lines += ["@dimensions 2", "@equalLength false", "@classLabel true right left", "@data"]
for case, name in zip(cases, names):
    lines.append(":".join(",".join(repr(float(v)) for v in row) for row in case.T) + ":" + name)
(folder / "cases.ts").write_text("\n".join(lines) + "\n")
tensor("cases", np.concatenate(cases))
tensor("caseLengths", [len(case) for case in cases])
tensor("caseLabels", [["right", "left"].index(name) for name in names])

# UCR table: one dimension, filled up with NaN.
table = np.full((4, 1 + 4), np.nan)
for row, case in enumerate(cases):
    table[row, 0] = row % 2 + 1
    table[row, 1 : 1 + len(case)] = case[:, 0]
np.savetxt(folder / "table.tsv", table, delimiter="\t", fmt=["%d"] + ["%.8g"] * 4)
tensor("table", np.concatenate([case[:, 0] for case in cases]))

# Word vectors, written by gensim; GloVe's format is the same without the first line.
vectors = gensim.models.KeyedVectors(vector_size=3)
words = ["the", "film", "don't", "naïve", "ｗｏｒｌｄ", "1984"]
matrix = random.normal(size=(len(words), 3)).astype(np.float32)
vectors.add_vectors(words, matrix)
vectors.save_word2vec_format(folder / "word2vec.bin", binary=True)
vectors.save_word2vec_format(folder / "word2vec.txt", binary=False)
text = (folder / "word2vec.txt").read_text()
(folder / "glove.txt").write_text(text.split("\n", 1)[1])
tensor("vectors", matrix)

# Words of texts.
texts = [
    "The film -- don't miss it!",
    "'Quoted', isn't it? rock'n'roll 'tis dogs' O''Neill",
    "A naïve café in Łódź; ÉCLAIR’s price: 3½€ in 1984",
    "snake_case <br /> x2\tpi=3.14",
    "русский Текст 日本語 — ellipsis…done",
]


def words_of(text, lower):
    text = text.replace("\u2019", "'")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower() if lower else text)


result = {
    "tensors": tensors,
    "vectorWords": words,
    "texts": texts,
    "words": [words_of(text, False) for text in texts],
    "lowerWords": [words_of(text, True) for text in texts],
}
(here / "formats.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
