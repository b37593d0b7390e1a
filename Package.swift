// swift-tools-version: 6.1
import PackageDescription

// The manifest reads as the house does: from the ground floor up, each target may import only what
// stands above it in this file. Sources/README.md has the picture and the reason for each dependency.

let package = Package(
  name: "Counterweight",
  products: [.executable(name: "counterweight", targets: ["counterweight"])],
  traits: [
    .trait(name: "MPICH", description: "Link MPICH, found through pkg-config mpich."),
    .trait(name: "OpenMPI", description: "Link Open MPI, found through pkg-config ompi-c."),
    .default(enabledTraits: ["MPICH"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: System libraries: pkg-config flags and nothing else
    .systemLibrary(name: "CMPICH", pkgConfig: "mpich", providers: [.apt(["libmpich-dev"])]),
    .systemLibrary(name: "COpenMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLzma", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // MARK: C
    .target(
      name: "CMPI",
      dependencies: [
        .target(name: "CMPICH", condition: .when(traits: ["MPICH"])),
        .target(name: "COpenMPI", condition: .when(traits: ["OpenMPI"])),
      ],
      cSettings: [
        .define("CMPI_HAVE_MPI", .when(traits: ["MPICH"])),
        .define("CMPI_HAVE_MPI", .when(traits: ["OpenMPI"])),
      ]),
    .target(name: "CKernels", dependencies: ["COpenBLAS"]),

    // MARK: Ground
    .target(name: "RandomStreams"),
    .target(name: "Statistics", exclude: ["README.md"]),
    .target(name: "Figures"),
    .target(name: "Files", dependencies: ["CZlib", "CLzma", "CCrypto"]),
    .target(name: "Checkpoints", dependencies: ["Files"]),

    // MARK: Numerics
    .target(name: "Tensors", dependencies: ["CKernels", "RandomStreams"]),
    .target(name: "Differentiation", dependencies: ["Tensors"]),
    .target(
      name: "Networks", dependencies: ["Differentiation", "Tensors", "RandomStreams", "Files"]),

    // MARK: Domain
    .target(name: "Sequences", dependencies: ["Files", "RandomStreams"]),
    .target(
      name: "Oversampling",
      dependencies: ["Sequences", "Tensors", "Checkpoints", "Files", "RandomStreams"]),
    .target(
      name: "Projections",
      dependencies: ["Oversampling", "Sequences", "Tensors", "CKernels", "RandomStreams"]),
    .target(
      name: "GenerativeOversampling",
      dependencies: [
        "Oversampling", "Projections", "Sequences", "Networks", "Differentiation", "Tensors",
        "RandomStreams", "Checkpoints", "Files",
      ]),
    .target(
      name: "NoveltyDetection",
      dependencies: [
        "GenerativeOversampling", "Sequences", "Statistics", "RandomStreams", "Checkpoints",
        "Files",
      ]),
    .target(
      name: "Classification",
      dependencies: [
        "Sequences", "Statistics", "Networks", "Differentiation", "Tensors", "RandomStreams",
        "Checkpoints", "Files",
      ]),
    .target(
      name: "SyntheticQuality",
      dependencies: [
        "Classification", "Projections", "Sequences", "Statistics", "Tensors", "RandomStreams",
      ]),

    // MARK: Distribution
    .target(name: "MessagePassing", dependencies: ["CMPI"]),
    .target(name: "Reports", dependencies: ["RandomStreams", "Statistics", "Files", "Figures"]),
    .target(
      name: "Experiments",
      dependencies: [
        "MessagePassing", "SyntheticQuality", "Classification", "NoveltyDetection",
        "GenerativeOversampling", "Oversampling", "Sequences", "Networks", "Tensors",
        "Statistics", "Reports", "RandomStreams", "Checkpoints", "Files",
        .product(name: "Yams", package: "Yams"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    // MARK: Outside
    .target(
      name: "Benchmarks",
      dependencies: [
        "Experiments", "GenerativeOversampling", "Classification", "Oversampling", "Sequences",
        "Networks",
        "Differentiation", "Tensors", "RandomStreams", "Checkpoints", "Files",
      ]),
    .target(name: "JobFiles", dependencies: ["Files"]),
    .target(name: "Diagnosis", dependencies: ["MessagePassing", "Tensors", "Files"]),
    .executableTarget(
      name: "counterweight",
      dependencies: [
        "Experiments", "Reports", "Benchmarks", "JobFiles", "Diagnosis", "MessagePassing",
        "Sequences", "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ] + testTargets,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

/// One test target per source target, of the same name with `Tests` behind it.
var testTargets: [Target] {
  [
    .target(
      name: "TestSupport",
      dependencies: [
        "Oversampling", "Sequences", "Differentiation", "Tensors", "RandomStreams",
        "Checkpoints", "Files",
      ],
      path: "Tests/TestSupport"),
    tests("RandomStreams"),
    tests("Statistics", "RandomStreams"),
    tests("Figures"),
    tests("Files"),
    tests("Checkpoints", "Files"),
    tests("Tensors", "RandomStreams"),
    tests("Differentiation", "Tensors"),
    tests("Networks", "Differentiation", "Tensors", "RandomStreams"),
    tests("Sequences", "Files", "RandomStreams"),
    tests("Oversampling", "Sequences", "Tensors", "RandomStreams"),
    tests("Projections", "Sequences", "Tensors", "RandomStreams"),
    tests(
      "GenerativeOversampling", "Oversampling", "Sequences", "Networks", "Differentiation",
      "Tensors", "RandomStreams", "Checkpoints", "Files"),
    tests(
      "NoveltyDetection", "GenerativeOversampling", "Sequences", "Statistics", "RandomStreams",
      "Checkpoints", "Files"),
    tests(
      "Classification", "Sequences", "Statistics", "Networks", "Differentiation", "Tensors",
      "RandomStreams", "Checkpoints", "Files"),
    tests("SyntheticQuality", "Projections", "Sequences", "Tensors", "RandomStreams"),
    .executableTarget(
      name: "MessagePassingProbe", dependencies: ["MessagePassing", "Files"],
      path: "Tests/MessagePassingProbe"),
    tests("MessagePassing", "MessagePassingProbe", "Files"),
    tests("Reports", "Statistics", "Figures", "RandomStreams"),
    tests(
      "Experiments", "MessagePassing", "NoveltyDetection", "Sequences", "Oversampling", "Reports",
      "RandomStreams", "Checkpoints", "Files"),
    tests("Benchmarks", "GenerativeOversampling", "Networks", "Tensors"),
    tests("JobFiles"),
    tests("Diagnosis", "MessagePassing", "Files"),
    tests("counterweight", "MessagePassing", "Files"),
  ]
}

func tests(_ name: String, _ others: Target.Dependency...) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.init(stringLiteral: name), "TestSupport"] + others,
    resources: nil)
}
