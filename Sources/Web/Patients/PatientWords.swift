import Campaigns

/// What a list says about a patient.
struct PatientWords {
    let facts: Facts
    let times: Times

    /// "Mia Torres, 12".
    var nameAndAge: String { age.map { "\(facts.patient.fullName), \($0)" } ?? facts.patient.fullName }

    /// "12 years · English".
    var about: String {
        let years = age.map { Numbers.count($0, "year", "years") }
        return [years, facts.patient.status == .active ? nil : facts.patient.status.rawValue]
            .compactMap(\.self).joined(separator: " · ")
    }

    /// "Tue 13 Apr, 15:30 · Adjustment".
    var nextVisit: String {
        facts.nextVisit(after: times.now).map { "\(times.text($0.startsAt)) · \($0.type)" } ?? "none booked"
    }

    /// "Ana Torres, mother": who receives care by any channel.
    var receivers: String {
        let day = facts.clinic.day(at: times.now)
        var names: [String] = []
        for channel in [Channel.email, .sms] {
            let recipients = facts.circle.recipients(
                of: facts.patient, for: .care, by: channel, on: day, majority: facts.clinic.ageOfMajority)
            for name in recipients.map(Self.name) where !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? "nobody" : names.joined(separator: "; ")
    }

    /// "Ana Torres (parent)"; the name alone for the patient's own.
    static func name(_ recipient: Recipient) -> String {
        switch recipient.relation {
        case .own: recipient.contact.fullName
        case .parent: "\(recipient.contact.fullName) (parent)"
        case .guardian: "\(recipient.contact.fullName) (guardian)"
        case .other: "\(recipient.contact.fullName) (family or friend)"
        }
    }

    private var age: Int? { facts.patient.age(on: facts.clinic.day(at: times.now)) }
}
