/// What a measure of synthetic samples is called and how it is read, in plain words.
struct QualityMeasureText {
  /// Its name for people.
  let title: String
  /// What is good, and what is suspicious; empty for what is not known here.
  let meaning: String

  /// The words for a name as in files, such as `coverage`.
  init(_ name: String) {
    if let words = Self.words[name] {
      (title, meaning) = words
    } else {
      title = name.reduce(into: "") { $0.append("_-".contains($1) ? " " : $1) }
      meaning = ""
    }
  }

  /// What stands below the axis of a distribution of that name; empty for what is not known here.
  static func axis(_ name: String) -> String {
    switch name {
    case "length": "events"
    case "nearest real sample": "distance between standardised sequences"
    default: ""
    }
  }

  private static let words: [String: (title: String, meaning: String)] = [
    "length": ("length in events", ""),
    "nearest real sample": ("nearest real distance", ""),
    "outside_share": (
      "values out of range",
      "Share of values outside the range of real ones, with a margin. Good: hardly more than real."
    ),
    "far_outside_share": (
      "samples far out of range",
      "Share of samples with a value beyond ten times the real range. Anything but 0 is suspicious."
    ),
    "length_distance": (
      "distance of lengths",
      "Greatest gap between the two distributions of lengths. 0: the same; 1: nothing in common."
    ),
    "distance_ratio": (
      "spread",
      "Mean distance between synthetic samples over that between real ones. Good: about 1; near 0 "
        + "the samples are all alike (collapse), far above 1 they are scattered."
    ),
    "source_spread": (
      "spread of one source's draws",
      "Mean distance of two draws from one real sample, over that of two real ones. Good: clearly "
        + "above 0; at 0 the noise does nothing."
    ),
    "equal_draws": (
      "sources with equal draws",
      "Share of real samples all of whose draws are the same. Suspicious above 0 where noise is drawn."
    ),
    "near_duplicates": (
      "near duplicates",
      "Share of samples that all but equal one made from another source. Good: as among real ones."
    ),
    "precision": (
      "precision",
      "Share of synthetic samples within the neighbourhood of a real one. Low: many are unlike "
        + "anything real."
    ),
    "recall": (
      "recall",
      "Share of real samples within the neighbourhood of a synthetic one. Low: parts of the minority "
        + "are missing."
    ),
    "density": (
      "density",
      "How many real neighbourhoods a synthetic sample lies in, where real ones have about 1. Far "
        + "above 1: crowded in the middle; near 0: apart."
    ),
    "coverage": (
      "coverage",
      "Share of real samples with a synthetic one in their neighbourhood. Good: near the value of real "
        + "samples; far below, parts of the minority are missing."
    ),
    "nearest_real_ratio": (
      "distance to the nearest real sample",
      "Median over that of real samples to another. Good: about 1; near 0 they are copies, far above "
        + "1 they are unlike anything real."
    ),
    "closer_than_real": (
      "closer than real pairs",
      "Share of samples nearer to a real one than any two real ones are. High: learnt by heart."
    ),
    "copies": (
      "copies",
      "Share of samples that are a real one to the last bit. Good: 0, or as many as among real ones."
    ),
    "discriminator_accuracy": (
      "accuracy of a judge",
      "How often a small classifier tells synthetic from real samples that it has not seen. Good: near "
        + "0.5, a guess; at 1 it always can."
    ),
    "discriminative_score": (
      "discriminative score", "The same as a distance from guessing: 0 is best, 0.5 worst."
    ),
    "discriminator_roc_auc": (
      "ROC-AUC of the judge",
      "The same for its ranking of samples. Good: near 0.5; at 1 every synthetic one is told apart."
    ),
  ]
}
