import Foundation

// Numbers for algorithms written plainly, one number at a time, against which the fused kernels
// are compared: recorded ones, which can be differentiated in reverse, and dual ones made of them.

/// What the plain LSTM asks of a number.
protocol PlainNumber {
  init(constant: Double)
  static func + (first: Self, second: Self) -> Self
  static func * (first: Self, second: Self) -> Self
  func logistic() -> Self
  func tanh() -> Self
  /// clip(0.2 a + 0.5, 0, 1).
  func hardSigmoid() -> Self
  /// max(0, a).
  func rectified() -> Self
}

/// The record of a computation with plain numbers.
final class PlainTape {
  /// For each recorded number, what it was computed from and its derivatives by that.
  fileprivate var parents: [[(index: Int, derivative: Double)]] = []

  /// A number to differentiate by.
  func number(_ value: Double) -> RecordedNumber {
    parents.append([])
    return RecordedNumber(value: value, node: (self, parents.count - 1))
  }

  /// The derivatives of `loss` with respect to each number.
  func gradients(of loss: RecordedNumber, for numbers: [RecordedNumber]) -> [Double] {
    var gradients = [Double](repeating: 0, count: parents.count)
    if let node = loss.node {
      gradients[node.index] = 1
      for index in stride(from: node.index, through: 0, by: -1) where gradients[index] != 0 {
        for parent in parents[index] {
          gradients[parent.index] += gradients[index] * parent.derivative
        }
      }
    }
    return numbers.map { number in number.node.map { gradients[$0.index] } ?? 0 }
  }
}

/// A number whose origin is recorded; a constant if it has no node.
struct RecordedNumber: PlainNumber {
  let value: Double
  fileprivate let node: (tape: PlainTape, index: Int)?

  fileprivate init(value: Double, node: (tape: PlainTape, index: Int)?) {
    self.value = value
    self.node = node
  }

  init(constant: Double) { self.init(value: constant, node: nil) }

  private init(_ value: Double, from parents: [(RecordedNumber, derivative: Double)]) {
    let recorded = parents.compactMap { parent, derivative in
      parent.node.map { (tape: $0.tape, entry: (index: $0.index, derivative: derivative)) }
    }
    guard let tape = recorded.first?.tape else {
      self.init(constant: value)
      return
    }
    tape.parents.append(recorded.map(\.entry))
    self.init(value: value, node: (tape, tape.parents.count - 1))
  }

  static func + (first: Self, second: Self) -> Self {
    Self(first.value + second.value, from: [(first, 1), (second, 1)])
  }

  static func * (first: Self, second: Self) -> Self {
    Self(first.value * second.value, from: [(first, second.value), (second, first.value)])
  }

  func logistic() -> Self {
    let result = 1 / (1 + exp(-value))
    return Self(result, from: [(self, result * (1 - result))])
  }

  func tanh() -> Self {
    let result = Foundation.tanh(value)
    return Self(result, from: [(self, 1 - result * result)])
  }

  func hardSigmoid() -> Self {
    let line = 0.2 * value + 0.5
    return Self(min(max(line, 0), 1), from: [(self, line > 0 && line < 1 ? 0.2 : 0)])
  }

  func rectified() -> Self { Self(max(0, value), from: [(self, value > 0 ? 1 : 0)]) }
}

/// A recorded number with its derivative along a direction, recorded too.
struct DualNumber: PlainNumber {
  var value: RecordedNumber
  var tangent: RecordedNumber

  init(value: RecordedNumber, tangent: RecordedNumber) {
    self.value = value
    self.tangent = tangent
  }

  init(constant: Double) {
    self.init(value: RecordedNumber(constant: constant), tangent: RecordedNumber(constant: 0))
  }

  static func + (first: Self, second: Self) -> Self {
    Self(value: first.value + second.value, tangent: first.tangent + second.tangent)
  }

  static func * (first: Self, second: Self) -> Self {
    Self(
      value: first.value * second.value,
      tangent: first.tangent * second.value + first.value * second.tangent)
  }

  func logistic() -> Self {
    let result = value.logistic()
    let complement = RecordedNumber(constant: 1) + RecordedNumber(constant: -1) * result
    return Self(value: result, tangent: result * complement * tangent)
  }

  func tanh() -> Self {
    let result = value.tanh()
    let slope = RecordedNumber(constant: 1) + RecordedNumber(constant: -1) * result * result
    return Self(value: result, tangent: slope * tangent)
  }

  func hardSigmoid() -> Self {
    let line = 0.2 * value.value + 0.5
    let slope = RecordedNumber(constant: line > 0 && line < 1 ? 0.2 : 0)
    return Self(value: value.hardSigmoid(), tangent: slope * tangent)
  }

  func rectified() -> Self {
    let slope = RecordedNumber(constant: value.value > 0 ? 1 : 0)
    return Self(value: value.rectified(), tangent: slope * tangent)
  }
}
