import Oversampling
import TestSupport
import Testing

@Suite("Every oversampler keeps the contract")
struct OversamplerContractTests {
  @Test("none adds nothing")
  func none() throws {
    let contract = OversamplerContract { _, _ in 0 }
    #expect(try contract.violations(by: NoOversampling()) == [])
  }

  @Test("random adds three copies per minority sample by default")
  func random() throws {
    let contract = OversamplerContract { minority, _ in 3 * minority }
    #expect(try contract.violations(by: RandomOversampling()) == [])
  }

  @Test("random to balance adds what the minority lacks")
  func randomToBalance() throws {
    var configuration = RandomOversamplingConfiguration()
    configuration.count = .balance
    let contract = OversamplerContract { minority, majority in majority - minority }
    #expect(try contract.violations(by: RandomOversampling(configuration)) == [])
  }

  @Test("The contract notices a wrong count")
  func noticesWrongCount() throws {
    let contract = OversamplerContract { minority, _ in 2 * minority }
    #expect(try contract.violations(by: RandomOversampling()).count == 1)
  }
}
