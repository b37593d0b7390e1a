import NoveltyDetection
import Oversampling

/// What a name under `methods` stands for.
///
/// An oversampler's units are the members of an ensemble, perhaps after a fit; a detector has one
/// unit of scores, after the fit of a model that other detectors may share. From there on both are
/// predictions on the same test split, scored and compared alike.
enum Method {
  /// Classifiers on data that an oversampler completes.
  case oversampling(any Oversampler)
  /// A detector that knows the majority only.
  case detection(any NoveltyDetector)

  /// What the method's units are.
  ///
  /// - Parameter isChecked: whether synthetic samples are looked at, which is done where the
  ///   oversampler is fitted, also if there is nothing to fit.
  /// - Returns: the kinds of its units.
  func units(isChecked: Bool) -> MethodUnits {
    switch self {
    case .oversampling(let oversampler):
      .ensemble(
        needsFitting: oversampler.needsFitting || isChecked && oversampler.makesNewValues)
    case .detection(let detector): .detector(model: detector.modelName)
    }
  }
}

/// What the units of a method are.
public enum MethodUnits: Sendable, Equatable {
  /// The members of an ensemble, and an oversampler to be fitted or looked at first, or not.
  case ensemble(needsFitting: Bool)
  /// The scores of a detector, after the fit of the model of that name, which others may share.
  case detector(model: String)
}
