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
  ///   - methods: their names, each with whether it has an oversampler to fit.
  ///   - seeds: the seeds.
  ///   - members: the number of members of an ensemble.
  ///   - sharesMemberModel: whether each member needs the one before, so that all are one unit.
  public init(
    methods: [(name: String, needsFitting: Bool)], seeds: [UInt64], members: Int,
    sharesMemberModel: Bool = false
  ) {
    let kinds: [UnitID.Kind] =
      sharesMemberModel ? [.memberChain] : (0..<members).map { .member($0) }
    var units: [UnitID] = []
    var prerequisites: [UnitID: UnitID] = [:]
    for method in methods {
      for seed in seeds {
        if method.needsFitting {
          units.append(UnitID(method: method.name, seed: seed, kind: .oversampler))
        }
        for kind in kinds {
          let unit = UnitID(method: method.name, seed: seed, kind: kind)
          units.append(unit)
          prerequisites[unit] = unit.prerequisite(needsFitting: method.needsFitting)
        }
      }
    }
    self.units = units
    self.prerequisites = prerequisites
  }
}
