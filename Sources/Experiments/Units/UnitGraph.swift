/// All units of a run and what each needs first.
///
/// The order of `units` is that of the methods, the seeds and the members. It decides where results
/// are placed and how ties are broken, and does not depend on who computes what.
public struct UnitGraph: Sendable {
  /// Every unit, each after the one that it needs.
  public let units: [UnitID]
  /// The unit that another one needs first.
  public let prerequisites: [UnitID: UnitID]

  /// The units of an experiment.
  ///
  /// - Parameters:
  ///   - methods: their names, each with what its units are.
  ///   - seeds: the seeds.
  ///   - members: the number of members of an ensemble.
  ///   - sharesMemberModel: whether each member needs the one before, so that all are one unit.
  public init(
    methods: [(name: String, units: MethodUnits)], seeds: [UInt64], members: Int,
    sharesMemberModel: Bool = false
  ) {
    let kinds: [UnitID.Kind] =
      sharesMemberModel ? [.memberChain] : (0..<members).map { .member($0) }
    var units: [UnitID] = []
    var prerequisites: [UnitID: UnitID] = [:]
    var models: Set<UnitID> = []
    func append(_ unit: UnitID, after first: UnitID?) {
      units.append(unit)
      prerequisites[unit] = first
    }
    for method in methods {
      for seed in seeds {
        func unit(_ kind: UnitID.Kind) -> UnitID {
          UnitID(method: method.name, seed: seed, kind: kind)
        }
        switch method.units {
        case .ensemble(let needsFitting):
          if needsFitting { append(unit(.oversampler), after: nil) }
          for kind in kinds {
            append(unit(kind), after: needsFitting ? unit(.oversampler) : nil)
          }
        case .detector(let model):
          let fit = UnitID(method: model, seed: seed, kind: .detector)
          if models.insert(fit).inserted { append(fit, after: nil) }
          append(unit(.scores), after: fit)
        }
      }
    }
    self.units = units
    self.prerequisites = prerequisites
  }
}

extension ExperimentConfiguration {
  /// The units of an experiment of this configuration.
  ///
  /// - Throws: `ConfigurationError` if a method does not exist.
  func graph() throws(ConfigurationError) -> UnitGraph {
    var named: [(name: String, units: MethodUnits)] = []
    for name in methods {
      let method = try MethodRegistry.method(name, self)
      named.append((name, method.units(isChecked: quality.check)))
    }
    return UnitGraph(
      methods: named, seeds: seeds, members: ensemble.members,
      sharesMemberModel: ensemble.sharedMemberModel)
  }
}
