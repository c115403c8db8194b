/// Something to settle before a campaign can be activated.
public struct Problem: Sendable, Hashable {
    /// Where it is mended.
    public enum Place: Sendable, Hashable {
        case trigger, audience, workflow
        case step(ID<Step>)
        /// Elsewhere: another campaign, or the clinic's limit.
        case clinic
    }

    public let place: Place
    /// A sentence for staff.
    public let message: String

    public init(_ place: Place, _ message: String) {
        self.place = place
        self.message = message
    }

    public var step: ID<Step>? {
        if case .step(let step) = place { step } else { nil }
    }
}
