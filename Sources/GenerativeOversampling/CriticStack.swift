import Differentiation
import Networks
import RandomStreams
import Tensors

/// The critic's bidirectional LSTM layers over one kind of sequence (spec/01 sections 9.2 and 10.2).
///
/// Each layer reads the outputs of both directions of the one below. With `criticTiedWeights` all
/// layers and directions are one LSTM, which is only possible where a layer reads as many numbers as
/// it returns: there each direction is a stack by itself, as in the reference (D7).
struct CriticStack: Sendable {
  private let name: String
  private let forward: [LSTM]
  private let backward: [LSTM]
  private let crossesDirections: Bool
  private let dropout: ElementDropout

  /// What a layer made of some input in both directions.
  struct Layer<Value: CriticInput> {
    let forward: CriticLayerOutput<Value>
    let backward: CriticLayerOutput<Value>
  }

  /// A stack with new weights for sequences of width `inputs`, `NAME.layer1.forward` and on.
  init<Scalar>(
    named name: String, inputs: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.name = name
    crossesDirections = true
    dropout = ElementDropout(configuration)
    let units = configuration.criticUnits
    var forward: [LSTM] = []
    var backward: [LSTM] = []
    for number in 1...configuration.criticLayers {
      func direction(_ direction: String, reversed: Bool) -> LSTM {
        let layer = "\(name).layer\(number).\(direction)"
        return LSTM(
          named: layer, inputs: number == 1 ? inputs : 2 * units, hidden: units,
          reversed: reversed, in: &parameters, stream: stream.substream(layer))
      }
      forward.append(direction("forward", reversed: false))
      backward.append(direction("backward", reversed: true))
    }
    self.forward = forward
    self.backward = backward
  }

  /// A stack whose layers and directions are all the given layer.
  init(named name: String, tiedTo layer: LSTM, configuration: GANAutoencoderConfiguration) {
    self.name = name
    crossesDirections = false
    dropout = ElementDropout(configuration)
    forward = Array(repeating: layer, count: configuration.criticLayers)
    backward = Array(repeating: layer.readingBackwards, count: configuration.criticLayers)
  }

  /// What each layer makes of some sequences.
  ///
  /// - Parameters:
  ///   - x: `[branches * samples, time, width]`; padding has no influence.
  ///   - lengths: valid events of each row.
  ///   - initial: layers whose final states each layer starts from; nil for zeros.
  ///   - keepsLastBackward: whether the backward outputs of the last layer are wanted at all times.
  ///   - weights: the critic's.
  ///   - mode: dropout on or off.
  ///   - branches: how many times the samples occur in the batch.
  ///   - known: what the stack made of the same values before, for an evaluation with tangents.
  /// - Returns: one entry for each layer, from the lowest.
  func callAsFunction<Input: CriticInput>(
    _ x: Input, lengths: [Int32], initial: [Layer<Input>]? = nil, keepsLastBackward: Bool,
    weights: Weights<Input.Scalar>, mode: Mode, branches: Int,
    known: [Layer<Variable<Input.Scalar>>]? = nil
  ) -> [Layer<Input>] {
    let first = x.through(dropout, mode: mode, named: "\(name).input", branches: branches)
    var inputs = (forward: first, backward: first)
    var layers: [Layer<Input>] = []
    for index in forward.indices {
      let isLast = index + 1 == forward.count
      let layer = Layer(
        forward: inputs.forward.through(
          forward[index], weights, lengths: lengths, initial: initial?[index].forward.state,
          keepsSequence: !isLast, known: known?[index].forward.run),
        backward: inputs.backward.through(
          backward[index], weights, lengths: lengths, initial: initial?[index].backward.state,
          keepsSequence: !isLast || keepsLastBackward, known: known?[index].backward.run))
      layers.append(layer)
      guard !isLast, let ahead = layer.forward.sequence, let back = layer.backward.sequence else {
        break
      }
      func dropped(_ sequence: Input, _ direction: String = "") -> Input {
        sequence.through(
          dropout.betweenLayers, mode: mode, named: "\(name).layer\(index + 1)\(direction)",
          branches: branches)
      }
      if crossesDirections {
        let both = dropped(ahead.concatenated(with: back))
        inputs = (both, both)
      } else {
        inputs = (dropped(ahead, ".forward"), dropped(back, ".backward"))
      }
    }
    return layers
  }
}
