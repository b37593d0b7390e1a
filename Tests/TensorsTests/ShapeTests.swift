import Tensors
import Testing

@Suite("Shape")
struct ShapeTests {
  @Test("Extents can be read from both ends")
  func subscripts() {
    let shape: Shape = [256, 20, 6]
    #expect(shape.rank == 3)
    #expect(shape.count == 256 * 20 * 6)
    #expect([shape[0], shape[1], shape[2]] == [256, 20, 6])
    #expect([shape[-3], shape[-2], shape[-1]] == [256, 20, 6])
    #expect(shape.dimensions == [256, 20, 6])
    #expect("\(shape)" == "[256, 20, 6]")
  }

  @Test("A shape of rank 0 is one number; an extent of 0 leaves none")
  func degenerate() {
    #expect(Shape([]).count == 1)
    #expect(Shape([]).rank == 0)
    #expect(Shape([3, 0, 2]).count == 0)
  }

  @Test("Shapes of different rank differ even if trailing extents are 1")
  func equality() {
    #expect(Shape([2, 1]) != Shape([2]))
    #expect(Shape([2, 3]) == [2, 3])
    #expect(Shape([2, 3]) != [3, 2])
  }

  @Test("The last extent can be replaced")
  func replacingLast() {
    #expect(Shape([4, 5, 6]).replacingLast(by: 7) == [4, 5, 7])
    #expect(Shape([4]).replacingLast(by: 0) == [0])
  }

  @Test("Misuse stops the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = Shape([1, 2, 3, 4, 5]) }
    await #expect(processExitsWith: .failure) { _ = Shape([1, -2]) }
    await #expect(processExitsWith: .failure) { _ = Shape([1, 2])[2] }
  }
}
