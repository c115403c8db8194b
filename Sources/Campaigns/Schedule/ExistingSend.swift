import CivilTime

/// A send row as a re-plan sees it.
public struct ExistingSend: Sendable, Hashable {
    public let id: ID<Send>
    public let step: ID<Step>
    public let point: ID<ContactPoint>?
    public let channel: Channel
    public let version: Int
    public let isOpening: Bool
    /// READY or PARKED: nothing has begun to happen with it.
    public let isUntouched: Bool
    /// Why it was skipped; nil while it was not.
    public let skip: Reason?
    /// How often a row for the same has been made anew.
    public let retry: Int
    /// When it was to leave, windows counted in; nil where nobody asks.
    public let plannedAt: Instant?
    public let stage: Stage

    /// How far it has got.
    public enum Stage: Sendable, Hashable {
        /// READY or PARKED.
        case waiting
        /// A claimer decides over it now.
        case claimed
        /// It has left, is leaving, or may have left.
        case left
        /// It ended without leaving.
        case over
    }

    public init(
        id: ID<Send>, step: ID<Step>, point: ID<ContactPoint>?, channel: Channel, version: Int, isOpening: Bool,
        isUntouched: Bool, skip: Reason? = nil, retry: Int = 0, plannedAt: Instant? = nil, stage: Stage? = nil
    ) {
        self.id = id
        self.step = step
        self.point = point
        self.channel = channel
        self.version = version
        self.isOpening = isOpening
        self.isUntouched = isUntouched
        self.skip = skip
        self.retry = retry
        self.plannedAt = plannedAt
        self.stage = stage ?? (isUntouched ? .waiting : skip == nil ? .left : .over)
    }
}

extension ExistingSend {
    /// A publication took it out of the way that the enrollment goes; a later one, or a later turn, may bring it back.
    var isWithdrawn: Bool { skip == .stepRemoved || skip == .stepChanged }
}
