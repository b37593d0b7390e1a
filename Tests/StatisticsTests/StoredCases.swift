import Foundation
import TestSupport

/// Decodes `Tests/Fixtures/NAME.json`, whose cases have more structure than `Fixture` offers.
func storedCases<Cases: Decodable>(_ name: String, as type: Cases.Type) throws -> Cases {
  let data = try Data(contentsOf: Fixture.url("\(name).json"))
  return try JSONDecoder().decode(type, from: data)
}

/// Whether two values agree to a relative or, near 0, an absolute tolerance.
func agree(
  _ value: Double, _ expected: Double, relative: Double = 1e-10, absolute: Double = 1e-12
) -> Bool {
  value == expected || abs(value - expected) <= max(absolute, relative * abs(expected))
}

/// Whether two values agree, where nil agrees with nil only.
func agree(_ value: Double?, _ expected: Double?) -> Bool {
  switch (value, expected) {
  case (nil, nil): true
  case (let value?, let expected?): agree(value, expected)
  default: false
  }
}
