"""Makes the files of the sentiment experiments: three tables of reviews, and word vectors.

The reviews are the Large Movie Review Dataset of A. Maas et al., ACL 2011,
https://ai.stanford.edu/~amaas/data/sentiment/ (free for research with citation): 25000 reviews for
training and 25000 for test, half of them positive. Two forms of it are read: the folder aclImdb of
the original archive, or one table, compressed with xz or not, with the columns split (train, test),
label (0, 1) and text.

    python3 -m venv venv && venv/bin/pip install gensim==4.4.0
    venv/bin/python prepare.py FOLDER_OR_TABLE [--dimension 50]

Beside this file it writes

    training.tsv, validation.tsv   nine tenths and one tenth of the training reviews
    test.tsv                       the test reviews
    vectors.bin                    vectors in word2vec's binary format, trained on training.tsv alone

A review that repeats an earlier one is left out, and so is one of the test reviews that is among
the training reviews. The same input gives the same files, on one thread and in about two minutes.
"""

import argparse
import lzma
import os
import pathlib
import random
import re
import sys

here = pathlib.Path(__file__).resolve().parent


def table_rows(path):
    """(split, is positive, text) of one table."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8", newline="\n") as file:
        header = next(file).rstrip("\n").split("\t")
        columns = [header.index(name) for name in ("split", "label", "text")]
        for line in file:
            fields = line.rstrip("\n").split("\t")
            split, label, text = (fields[column] for column in columns)
            yield split, label == "1", text


def folder_rows(path):
    """(split, is positive, text) of the original folder."""
    for split in ("train", "test"):
        for label in ("neg", "pos"):
            for file in sorted((path / split / label).glob("*.txt")):
                yield split, label == "pos", file.read_text(encoding="utf-8")


def clean(text):
    """The text in one line, without the tags of its line breaks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]*>", " ", text)).strip()


def words(text):
    """The words of a text, by the rule of the format `text`."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("\u2019", "'"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("reviews", type=pathlib.Path)
    parser.add_argument("--dimension", type=int, default=50)
    arguments = parser.parse_args()
    # gensim orders words by Python's hash, which differs from run to run unless told otherwise.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])

    read = folder_rows if arguments.reviews.is_dir() else table_rows
    splits = {"train": {}, "test": {}}
    for split, is_positive, text in read(arguments.reviews):
        text = clean(text)
        if words(text):
            splits[split].setdefault(text, is_positive)
    training = list(splits["train"].items())
    test = [item for item in splits["test"].items() if item[0] not in splits["train"]]
    random.Random(0).shuffle(training)
    random.Random(1).shuffle(test)
    border = len(training) * 9 // 10

    for name, reviews in (
        ("training", training[:border]),
        ("validation", training[border:]),
        ("test", test),
    ):
        with open(here / f"{name}.tsv", "w", encoding="utf-8", newline="\n") as file:
            file.write("label\ttext\n")
            for text, is_positive in reviews:
                file.write(f"{'positive' if is_positive else 'negative'}\t{text}\n")
        print(f"{name}.tsv: {len(reviews)} reviews")

    from gensim.models import Word2Vec

    model = Word2Vec(
        [words(text) for text, _ in training[:border]],
        vector_size=arguments.dimension, window=5, min_count=5, sg=0, epochs=5, seed=1, workers=1,
    )
    model.wv.save_word2vec_format(here / "vectors.bin", binary=True)
    print(f"vectors.bin: {len(model.wv)} words of {arguments.dimension} numbers")


if __name__ == "__main__":
    main()
