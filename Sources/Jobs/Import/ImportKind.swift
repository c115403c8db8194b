import Campaigns

/// What a file for import holds.
public enum ImportKind: String, Sendable, CaseIterable {
    case patients, appointments
    /// Lines of every kind, as `POST /api/v1/intake` takes them.
    case intake

    /// The kind of each line; nil when the line says it.
    var line: IntakeLine.Kind? {
        switch self {
        case .patients: .patient
        case .appointments: .appointment
        case .intake: nil
        }
    }
}
