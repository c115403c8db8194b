import Campaigns
import Markup

/// A patient's visits, those to come first.
struct PatientVisits {
    let facts: Facts
    let times: Times

    private struct Part {
        let title: String
        let visits: [Appointment]
    }

    /// Of a patient with a long history the latest are shown.
    static let most = 20

    func fill(_ page: Page) {
        page.keep("visits", if: !facts.appointments.isEmpty)
        page.keep("no-visits", if: facts.appointments.isEmpty)
        page.each("visit-part", parts) { row, part in
            row.text("visit-part", part.title)
            row.each("visit", part.visits) { row, visit in
                times.fill(row, "starts", visit.startsAt)
                row.text("type", visit.type)
                row.text("with", [visit.provider, visit.location].filter { !$0.isEmpty }.joined(separator: " · "))
                row.text("visit-state", visit.status.word)
                row.attribute("visit-state", "data-state", visit.status.badgeState)
                row.text("known", known(visit))
            }
        }
    }

    private var parts: [Part] {
        let coming = facts.appointments.filter { $0.startsAt >= times.now }
        let past = facts.appointments.filter { $0.startsAt < times.now }
        let isCut = past.count > Self.most
        let title = isCut ? "The latest \(Self.most) of \(Numbers.grouped(past.count)) past visits" : "Past visits"
        return [
            Part(title: "To come", visits: coming), Part(title: title, visits: past.suffix(Self.most).reversed()),
        ].filter { !$0.visits.isEmpty }
    }

    private func known(_ visit: Appointment) -> String {
        let booked = visit.bookedAt.map { "Booked \(times.text($0))" }
        let confirmed = visit.patientConfirmedAt.map { "the family confirmed \(times.text($0))" }
        let words = [booked, confirmed].compactMap(\.self).joined(separator: "; ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension AppointmentStatus {
    /// As staff read it.
    var word: String {
        switch self {
        case .proposed: "Proposed"
        case .booked: "Booked"
        case .confirmed: "Confirmed"
        case .arrived: "Arrived"
        case .completed: "Completed"
        case .cancelled: "Cancelled"
        case .noShow: "Missed"
        case .enteredInError: "Entered in error"
        }
    }

    var badgeState: String {
        switch self {
        case .confirmed, .arrived, .completed: "delivered"
        case .booked, .proposed: "pending"
        case .noShow: "failed"
        case .cancelled, .enteredInError: "skipped"
        }
    }
}
