import MessagePassing

/// The end of a run: every worker is sent home and says goodbye.
enum Farewell {
  /// How long workers may take, and how long where the loss of one is no error.
  private static let patience = (usual: Duration.seconds(30), tolerant: Duration.seconds(5))
  /// How long one wait for a message lasts at the most.
  private static let listening = Duration.milliseconds(250)

  /// Sends every worker home and waits for their goodbyes, but not for ever.
  ///
  /// Also the way to end a run that never began, because the data were wrong.
  ///
  /// - Parameters:
  ///   - communicator: the coordinator's.
  ///   - exitCode: that of all ranks.
  ///   - survivesLoss: whether ranks that do not answer are abandoned.
  /// - Throws: `CommunicationError` if some rank has not answered in time, unless losses are survived.
  static func say(
    _ communicator: any Communicator, exitCode: Int32, survivesLoss: Bool = false
  ) throws(CommunicationError) {
    var present = Set(0..<communicator.size).subtracting([communicator.rank])
      .subtracting(communicator.abandoned)
    for rank in present { try communicator.send(.stop(exitCode: exitCode), to: rank) }
    let deadline =
      ContinuousClock.now + (survivesLoss ? Self.patience.tolerant : Self.patience.usual)
    while !present.isEmpty, ContinuousClock.now < deadline {
      guard let message = try communicator.receive(timeout: Self.listening) else { continue }
      // Whatever else still arrives was sent before the worker heard of the end.
      if try WireMessage(message) == .goodbye { present.remove(message.source) }
    }
    if survivesLoss {
      for rank in present { communicator.abandon(rank) }
      return
    }
    guard present.isEmpty else {
      let ranks = present.sorted().map { "\($0)" }.joined(separator: ", ")
      throw CommunicationError("No goodbye came from rank \(ranks); all ranks are ended.")
    }
  }
}
