import Oversampling
import Sequences

extension OversamplerContract {
  /// Labels of two positions: made as they should be, or refused in a sentence.
  func labelSequenceViolations(by oversampler: some Oversampler) throws -> [String] {
    let training = try data.training(labelLength: 2)
    var contract = self
    // Where labels are generated, too, it is for the method to say how many samples that leaves.
    contract.expectedCount = nil
    do {
      let run = try ContractRun(oversampler, training, seed: 5)
      return contract.sampleViolations(try run.synthesise(member: 0), in: run).map {
        "With label sequences: \($0)"
      }
    } catch {
      return sentenceViolations(error, naming: [type(of: oversampler).name], "label sequences")
    }
  }

  /// Data that leave too little to work with: the method makes what it can, or says what is wrong.
  func badInputViolations(by oversampler: some Oversampler) throws -> [String] {
    let run = try ContractRun(oversampler, data.training(), seed: 3)
    let minority = run.vocabulary.minorityIndices(in: run.member)
    let majority = run.vocabulary.majorityIndices(in: run.member)
    return smallMinorityViolations(oversampler)
      + memberViolations(run, run.member.subset(majority), "a member without minority samples")
      + memberViolations(run, run.member.subset(minority), "a member without majority samples")
      + memberViolations(
        run, run.member.subset(majority + minority.prefix(1)), "a single minority sample")
      + foreignModelViolations(run)
  }

  /// One minority sample less than the method needs has to be refused in a sentence that names it,
  /// and as many as it needs are enough.
  private func smallMinorityViolations(_ oversampler: some Oversampler) -> [String] {
    let name = type(of: oversampler).name
    let needed = oversampler.minimumMinority
    func attempt(_ count: Int) throws {
      var few = data
      (few.minorityPerClass, few.minorityClasses) = (count, 1)
      let run = try ContractRun(oversampler, few.training(), seed: 3)
      _ = try run.synthesise(member: 0, for: run.training.dataset)
    }
    var violations: [String] = []
    do {
      try attempt(max(1, needed))
    } catch {
      violations.append("\(name) says that \(needed) minority samples are enough, and: \(error)")
    }
    // A training split without any minority has no vocabulary and never gets here.
    guard needed > 1 else { return violations }
    do {
      try attempt(needed - 1)
      violations.append("\(needed - 1) minority samples are accepted; \(name) needs \(needed).")
    } catch {
      violations += sentenceViolations(
        error, naming: [name, "\(needed)"], "too few minority samples")
    }
    return violations
  }

  /// A strange member: samples as they should be, or a sentence.
  private func memberViolations<Method: Oversampler>(
    _ run: ContractRun<Method>, _ member: SequenceDataset, _ what: String
  ) -> [String] {
    do {
      let synthesis = try run.synthesise(member: 0, for: member)
      return sampleViolations(synthesis, in: run, for: member).map { "For \(what): \($0)" }
    } catch {
      return sentenceViolations(error, naming: [Method.name], what)
    }
  }

  /// A method that fits a model refuses to work without one, with half of one and with another's.
  private func foreignModelViolations<Method: Oversampler>(
    _ run: ContractRun<Method>
  ) -> [String] {
    guard let fitted = run.fitted, !fitted.model.isEmpty else { return [] }
    let models: [(String, [UInt8]?)] = [
      ("no model", nil), ("half a model", Array(fitted.model.prefix(fitted.model.count / 2))),
      ("something else as a model", Array("Not a model.".utf8)),
    ]
    return models.flatMap { what, bytes -> [String] in
      do {
        _ = try run.oversampler.synthesise(
          for: run.member, vocabulary: run.vocabulary,
          fitted: bytes.map { FittedOversampler(model: $0, curves: fitted.curves) },
          stream: run.stream)
        return ["\(Method.name) works with \(what)."]
      } catch {
        return sentenceViolations(error, naming: [Method.name], what)
      }
    }
  }

  /// An error has to be a sentence that names what it is about.
  func sentenceViolations(_ error: any Error, naming names: [String], _ what: String) -> [String] {
    let text = "\(error)"
    let isSentence = text.hasSuffix(".") && text.contains(" ") && names.allSatisfy(text.contains)
    guard !isSentence else { return [] }
    return [
      "The error for \(what) is no sentence that names \(names.joined(separator: " and ")): \(text)"
    ]
  }
}
