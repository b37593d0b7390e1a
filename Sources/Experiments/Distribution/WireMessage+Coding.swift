import Files
import MessagePassing

/// How messages travel: a tag for the kind, and bytes.
extension WireMessage {
  /// The number that tells the kinds apart on the wire.
  var tag: Int32 {
    switch self {
    case .hello: 1
    case .welcome: 2
    case .unit: 3
    case .progress: 4
    case .result: 5
    case .failed: 6
    case .stop: 7
    case .goodbye: 8
    case .interrupted: 9
    case .alive: 10
    case .checkpoint: 11
    case .suspended: 12
    case .suspend: 13
    case .wants: 14
    case .holds: 15
    case .data: 16
    case .hindered: 17
    case .unsaved: 18
    }
  }

  /// The message's content.
  var bytes: [UInt8] {
    var encoder = ByteEncoder()
    switch self {
    case .hello(let identity):
      encoder.append(identity.host)
      encoder.append(identity.node)
      encoder.append(identity.cores)
    case .wants(let offset): encoder.append(offset)
    case .holds(let path): encoder.append(path)
    case .data(let offset, let piece):
      encoder.append(offset)
      encoder.append(piece)
    case .welcome(let welcome):
      encoder.append(welcome.settings)
      encoder.append(welcome.data)
      encoder.append(welcome.policy)
    case .unit(let unit, let files, let checkpoint):
      encoder.append("\(unit)")
      encoder.append(files: files)
      encoder.append(checkpoint == nil ? 0 : 1)
      encoder.append(checkpoint ?? [])
    case .progress(let unit, let share):
      encoder.append("\(unit)")
      encoder.append(number: share)
    case .checkpoint(let unit, let state, let cost):
      encoder.append("\(unit)")
      encoder.append(state)
      encoder.append(cost)
    case .suspended(let unit, let cost):
      encoder.append("\(unit)")
      encoder.append(cost)
    case .result(let unit, let files, let cost):
      encoder.append("\(unit)")
      encoder.append(files: files)
      encoder.append(cost)
    case .failed(let unit, let reason, let cost):
      encoder.append("\(unit)")
      encoder.append(reason)
      encoder.append(cost)
    case .hindered(let unit, let reason, let cost, let isCrowded):
      encoder.append("\(unit)")
      encoder.append(reason)
      encoder.append(cost)
      encoder.append(isCrowded ? 1 : 0)
    case .unsaved(let unit, let bytes):
      encoder.append("\(unit)")
      encoder.append(bytes)
    case .suspend(let unit): encoder.append("\(unit)")
    case .stop(let exitCode): encoder.append(Int(exitCode))
    case .goodbye, .alive: break
    case .interrupted(let reason): encoder.append(reason)
    }
    return encoder.bytes
  }

  /// Reads a message that has arrived.
  ///
  /// - Throws: `CommunicationError` if it is none of these.
  init(_ message: Message) throws(CommunicationError) {
    do {
      self = try Self.decode(message.tag, ByteDecoder(message.bytes))
    } catch {
      throw CommunicationError(
        "Rank \(message.source) sent something that is no message of this program: \(error).")
    }
  }

  private static func decode(_ tag: Int32, _ content: ByteDecoder) throws -> WireMessage {
    var decoder = content
    switch tag {
    case 1:
      return .hello(
        WorkerIdentity(
          host: try decoder.text(), node: try decoder.text(), cores: try decoder.cores()))
    case 2:
      return .welcome(
        Welcome(
          settings: try decoder.content(), data: try decoder.source(),
          policy: try decoder.policy()))
    case 3:
      let (unit, files) = (try decoder.unit(), try decoder.files())
      let hasCheckpoint = try decoder.integer() != 0
      let checkpoint = try decoder.content()
      return .unit(unit, prerequisite: files, checkpoint: hasCheckpoint ? checkpoint : nil)
    case 4: return .progress(try decoder.unit(), share: try decoder.number())
    case 5:
      return .result(
        try decoder.unit(), files: try decoder.files(), cost: try decoder.timing())
    case 6:
      return .failed(
        try decoder.unit(), reason: try decoder.text(), cost: try decoder.timing())
    case 17:
      return .hindered(
        try decoder.unit(), reason: try decoder.text(), cost: try decoder.timing(),
        isCrowded: try decoder.integer() != 0)
    case 18: return .unsaved(try decoder.unit(), bytes: try decoder.integer())
    case 7: return .stop(exitCode: Int32(truncatingIfNeeded: try decoder.integer()))
    case 8: return .goodbye
    case 9: return .interrupted(reason: try decoder.text())
    case 10: return .alive
    case 11:
      return .checkpoint(
        try decoder.unit(), state: try decoder.content(), cost: try decoder.timing())
    case 12: return .suspended(try decoder.unit(), cost: try decoder.timing())
    case 13: return .suspend(try decoder.unit())
    case 14: return .wants(offset: try decoder.integer())
    case 15: return .holds(path: try decoder.text())
    case 16: return .data(offset: try decoder.integer(), piece: try decoder.content())
    default: throw CommunicationError("kind \(tag)")
    }
  }
}

extension ByteEncoder {
  mutating func append(files: [UnitFile]) {
    append(files.count)
    for file in files {
      append(file.name)
      append(file.bytes)
    }
  }

  mutating func append(number: Double) {
    append(Int(bitPattern: UInt(number.bitPattern)))
  }

  mutating func append(_ cost: UnitTiming) {
    append(number: cost.wall)
    append(number: cost.processor)
    append(number: cost.longestStep)
  }

  fileprivate mutating func append(_ source: DataDelivery.Source) {
    append(source.count)
    append(source.digest)
    // No path is empty.
    append(source.path ?? "")
  }

  fileprivate mutating func append(_ cores: AllowedCores) {
    append(cores.bound.count)
    for core in cores.bound { append(core) }
    append(number: cores.quota ?? .infinity)
  }

  fileprivate mutating func append(_ policy: RunPolicy) {
    append(number: policy.checkpointInterval)
    append(number: policy.silence)
    append(policy.survivesLoss ? 1 : 0)
    append(number: policy.memoryLimit)
  }
}

extension ByteDecoder {
  fileprivate mutating func unit() throws -> UnitID {
    let name = try text()
    guard let unit = UnitID(name) else { throw CommunicationError("unit \(name)") }
    return unit
  }

  mutating func files() throws -> [UnitFile] {
    let count = try integer()
    var files: [UnitFile] = []
    for _ in 0..<max(0, count) {
      files.append(UnitFile(name: try text(), bytes: try content()))
    }
    return files
  }

  mutating func number() throws -> Double {
    Double(bitPattern: UInt64(UInt(bitPattern: try integer())))
  }

  mutating func timing() throws -> UnitTiming {
    UnitTiming(wall: try number(), processor: try number(), longestStep: try number())
  }

  fileprivate mutating func source() throws -> DataDelivery.Source {
    let (count, digest, path) = (try integer(), try text(), try text())
    return DataDelivery.Source(count: count, digest: digest, path: path.isEmpty ? nil : path)
  }

  fileprivate mutating func cores() throws -> AllowedCores {
    let bound = try (0..<max(0, try integer())).map { _ in try integer() }
    let quota = try number()
    return AllowedCores(bound: bound, quota: quota.isFinite ? quota : nil)
  }

  fileprivate mutating func policy() throws -> RunPolicy {
    var policy = RunPolicy()
    policy.checkpointInterval = try number()
    policy.silence = try number()
    policy.survivesLoss = try integer() != 0
    policy.memoryLimit = try number()
    return policy
  }
}
