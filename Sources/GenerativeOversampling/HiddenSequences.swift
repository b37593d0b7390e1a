/// The hidden sequences of some samples, h_x and h_y: of their events and, in the seq2seq form, of
/// their labels (spec/01 section 10).
///
/// What is done to hidden sequences, adding noise, mixing branches or penalising slopes, is done to
/// both parts alike. `Value` is a tensor, a variable, a dual number, or anything else of which there
/// is one for each part.
package struct HiddenSequences<Value> {
  /// What belongs to the events: h_x is `[samples, time, H]`.
  package var events: Value
  /// What belongs to the labels: h_y is `[samples, positions, H]`; nil in the seq2one form.
  package var labels: Value?

  /// Two parts, or one.
  package init(events: Value, labels: Value? = nil) {
    self.events = events
    self.labels = labels
  }

  /// Each part by itself.
  func map<Result>(_ transform: (Value) -> Result) -> HiddenSequences<Result> {
    HiddenSequences<Result>(events: transform(events), labels: labels.map(transform))
  }

  /// Each part together with the same part of another value.
  ///
  /// - Precondition: both have labels, or neither has.
  func combined<Other, Result>(
    with other: HiddenSequences<Other>, _ combine: (Value, Other) -> Result
  ) -> HiddenSequences<Result> {
    precondition((labels == nil) == (other.labels == nil), "One of two has no part for the labels.")
    return HiddenSequences<Result>(
      events: combine(events, other.events),
      labels: labels.flatMap { part in other.labels.map { combine(part, $0) } })
  }
}

extension HiddenSequences: Sendable where Value: Sendable {}

/// How many events and labels of each sample are valid; what lies behind them is padding.
package typealias HiddenLengths = HiddenSequences<[Int32]>

extension HiddenLengths {
  /// The lengths of a batch that holds the same samples twice, in two branches.
  var twice: HiddenLengths { map { $0 + $0 } }
}
