import Campaigns

/// What became of one record that a neighbour system told.
public enum Saved: Sendable, Hashable {
    /// It was not known before.
    case made
    /// It was known, and is now as told (or was so already).
    case kept
    /// It cannot be stored: what it refers to is missing, or it lacks what a new one needs.
    case refused([FieldProblem])
}
