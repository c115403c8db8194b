/// How a transfer of a batch ended.
public enum TransferEnd: Hashable, Sendable {
    case finished(TransferResult)
    /// Its turn did not come in time: not a byte has left.
    case notBegun
}
