import NoveltyDetection
import Sequences

extension Experiment {
  /// Checks that a detector can be fitted, choose its threshold and be compared with the others.
  ///
  /// - Throws: `DataError` if not.
  static func check(_ detector: any NoveltyDetector, _ splits: DataSplits) throws(DataError) {
    func refuse(_ sentence: String) -> DataError {
      DataError(.configuration(sentence: "The method \(detector.name) \(sentence)"))
    }
    let vocabulary = splits.vocabulary
    // Its F1 would be that of all minority classes pooled, and the others' the mean over them.
    guard vocabulary.count == 2 else {
      throw refuse(
        "tells the majority from everything else, and the training data have "
          + "\(vocabulary.count - 1) minority label sequences, which the other methods tell apart; "
          + "their scores could not be compared. Leave it out, or merge them (data.label.merge).")
    }
    guard vocabulary.majorityCount >= detector.minimumMajority else {
      throw refuse(
        "needs at least \(detector.minimumMajority) majority samples for training, and the data "
          + "have \(vocabulary.majorityCount).")
    }
    guard vocabulary.ids(of: splits.validation.dataset).contains(1) else {
      throw refuse(
        "chooses its threshold on the validation split, which holds no minority sample. Choose "
          + "another split, or leave the method out.")
    }
  }
}
