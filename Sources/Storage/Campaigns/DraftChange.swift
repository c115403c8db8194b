import Campaigns
import CivilTime

/// One change of a draft, which can be undone.
public struct DraftChange: Sendable {
    public enum Verb: String, Sendable, CaseIterable {
        case add, change, move, remove, duplicate
        case duplicateLane = "duplicate_lane"
        case trigger, audience, settings
        /// Put back to what runs.
        case discard
        /// Put back to an earlier revision.
        case bringBack = "bring_back"
    }

    let number: Int
    public let verb: Verb
    /// The step that was changed, as it stands now or stood when it was removed; nil for what is about no step.
    public let step: DraftStep?
    /// nil for a program.
    public let by: String?
    public let at: Instant

    /// The two ends of what is kept.
    public struct Ends: Sendable {
        /// What undo takes back.
        public var last: DraftChange?
        /// What redo does again.
        public var undone: DraftChange?

        public static let none = Ends()
    }
}
