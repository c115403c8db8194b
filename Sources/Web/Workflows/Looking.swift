import Campaigns

/// Whose messages are shown beside a step: a patient, and a visit of theirs. Ids alone stand in addresses.
struct Looking: Hashable {
    let patient: ID<Patient>
    let appointment: ID<Appointment>?

    init(patient: ID<Patient>, appointment: ID<Appointment>? = nil) {
        self.patient = patient
        self.appointment = appointment
    }

    /// `?patient=3&appointment=9`; nil without a patient.
    init?(_ query: Fields) {
        guard let patient = query["patient"].flatMap({ ID<Patient>(text: $0) }) else { return nil }
        self.init(patient: patient, appointment: query["appointment"].flatMap { ID<Appointment>(text: $0) })
    }

    fileprivate var query: String {
        "patient=\(patient)" + (appointment.map { "&appointment=\($0)" } ?? "")
    }
}

extension Path {
    /// The same address, which goes on showing this patient's messages.
    static func with(_ path: String, _ looking: Looking?) -> String {
        guard let looking else { return path }
        let parts = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let joint = parts[0].contains("?") ? "&" : "?"
        return "\(parts[0])\(joint)\(looking.query)" + (parts.count > 1 ? "#\(parts[1])" : "")
    }

    /// Where a patient is chosen for a step: "step=7" or "add=0.main.2".
    static func lookedPatients(_ id: ID<Campaign>, for query: String) -> String {
        "\(builder(id))/patients?\(query)"
    }
}
