import Classification
import GenerativeOversampling
import NoveltyDetection
import Sequences
import Statistics
import Tensors

/// The values that each key with a fixed choice can have, for error messages.
///
/// Decoding such a key says only that a value is wrong, not what would be right.
enum ConfigurationChoices {
  static let all: [String: [String]] = [
    "profile": names(Profile.self),
    "data.format": names(DataConfiguration.Format.self),
    "data.columns.dateOrder": names(ColumnConfiguration.DateOrder.self),
    "data.text.vectorFormat": names(TextConfiguration.VectorFormat.self),
    "data.text.unknown": names(TextConfiguration.Unknown.self),
    "data.length.padding": names(LengthConfiguration.Padding.self),
    "data.label.rule": names(LabelConfiguration.Rule.self),
    "data.missing.rule": names(MissingValueConfiguration.Rule.self),
    "data.missing.features.*": names(MissingValueConfiguration.Rule.self),
    "data.missing.fill": names(MissingValueConfiguration.Fill.self),
    "data.time.binValue": names(TimeConfiguration.BinValue.self),
    "data.window.take": names(WindowConfiguration.Take.self),
    "data.label.encoding": names(LabelConfiguration.Encoding.self),
    "data.label.measure": names(LabelConfiguration.Measure.self),
    "data.label.side": names(LabelConfiguration.Side.self),
    "data.label.unit": names(LabelConfiguration.Unit.self),
    "data.split.rule": names(SplitConfiguration.Rule.self),
    "data.split.validationRule": names(SplitConfiguration.Rule.self),
    "data.duplicates": names(DataConfiguration.Duplicates.self),
    "data.thin.splits": names(ThinningConfiguration.Scope.self),
    "ensemble.subset": names(EnsembleConfiguration.Subset.self),
    "kernels": names(KernelChoice.self),
    "classifier.form": names(ClassifierForm.self),
    "classifier.attention": names(DecoderAttention.self),
    "classifier.selectionMetric": names(SelectionMetric.self),
    "classifier.f1LabelSet": names(F1LabelSet.self),
    "classifier.denseActivation": names(DenseActivation.self),
    "classifier.lstmFlavour": names(LSTMFlavour.self),
    "classifier.classWeights": names(ClassWeighting.self),
    "classifier.inputScaling": names(FeatureScaling.Method.self),
    "ae-smote.autoencoder.lstmFlavour": names(LSTMFlavour.self),
    "ae-smote.autoencoder.scaling": names(SequenceAutoencoderScaling.self),
    "ae-adasyn.autoencoder.lstmFlavour": names(LSTMFlavour.self),
    "ae-adasyn.autoencoder.scaling": names(SequenceAutoencoderScaling.self),
    "novelty.direction": names(NoveltyConfiguration.Direction.self),
    "novelty.thresholds": names(NoveltyConfiguration.Thresholds.self),
  ].merging(
    ["gan-autoencoder", "novelty.gan"].flatMap { section in
      ganAutoencoder.map { ("\(section).\($0.key)", $0.value) }
    }
  ) { first, _ in first }

  private static let ganAutoencoder: [String: [String]] = [
    "synthesisBranch": names(GANAutoencoderConfiguration.Branch.self),
    "form": names(GANAutoencoderConfiguration.Form.self),
    "majorityOutput": names(GANAutoencoderConfiguration.MajorityOutput.self),
    "labelDecoderLayer": names(GANAutoencoderConfiguration.LabelDecoderLayer.self),
    "labelDecoderFlavour": names(LSTMFlavour.self),
    "zInto": names(GANAutoencoderConfiguration.NoiseEntrance.self),
    "penaltyNorm": names(GANAutoencoderConfiguration.PenaltyNorm.self),
    "penaltyParts": names(GANAutoencoderConfiguration.PenaltyParts.self),
    "generatorTerms": names(GANAutoencoderConfiguration.GeneratorTerms.self),
    "criticReadout": names(GANAutoencoderConfiguration.CriticReadout.self),
    "synthesisInput": names(GANAutoencoderConfiguration.SynthesisInput.self),
    "synthesisLabelStates": names(GANAutoencoderConfiguration.SynthesisLabelStates.self),
    "smallDataBlocks": names(GANAutoencoderConfiguration.SmallDataBlocks.self),
  ]

  /// The values at a path of keys, of which the last one may be a name of the user's.
  static func choices(at path: [String]) -> [String]? {
    all[path.joined(separator: ".")] ?? all[(path.dropLast() + ["*"]).joined(separator: ".")]
  }

  private static func names<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> [String] {
    type.allCases.map(\.rawValue)
  }
}
