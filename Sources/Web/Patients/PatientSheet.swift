import Campaigns
import CivilTime
import Markup

/// The head of a patient's page, and what is known of them.
struct PatientSheet {
    let facts: Facts
    let visit: Visit

    private var patient: Patient { facts.patient }

    func fill(_ page: Page) {
        page.text("name", patient.fullName)
        page.text("lead", lead)
        page.attribute("answer", "href", Path.patientAnswer(patient.id))
        page.keep("warning", if: warning != nil)
        page.attribute("warning", "data-tone", patient.status == .active ? "warn" : "bad")
        page.text("warning-title", warning?.title ?? "")
        page.text("warning-text", warning?.text ?? "")
        page.each("fact", known) { row, fact in
            row.text("label", fact.label)
            row.text("value", fact.value)
        }
    }

    private var lead: String {
        let age = patient.age(on: facts.clinic.day(at: visit.now)).map { Numbers.count($0, "year", "years") + " old" }
        let next = facts.nextVisit(after: visit.now).map { "comes \(visit.times.near($0.startsAt))" }
        return [age, next ?? "no visit booked"].compactMap(\.self).joined(separator: " · ")
    }

    /// What whoever serves the family must see first.
    private var warning: (title: String, text: String)? {
        switch patient.status {
        case .deceased:
            return (
                "\(patient.fullName) has died.",
                "No campaign writes to the family any more; what was planned is skipped when its time comes."
            )
        case .inactive:
            return (
                "\(patient.fullName) is no longer active at the clinic.",
                "No message leaves while the booking system says so."
            )
        case .active: break
        }
        guard facts.leaveMinorAlone(for: .care, at: visit.now) else { return nil }
        return (
            "No parent or guardian receives for \(patient.firstName).",
            "Messages go to the child’s own address. The booking system says who receives."
        )
    }

    private var known: [(label: String, value: String)] {
        var known: [(label: String, value: String)] = []
        if let birthDate = patient.birthDate { known.append(("Born", Times.fullDay(birthDate))) }
        for treatment in facts.treatments { known.append(("Treatment", words(treatment))) }
        if !patient.tags.isEmpty { known.append(("Tags", patient.tags.sorted().joined(separator: ", "))) }
        if let form = patient.intakeForm {
            known.append(("Intake form", form == .complete ? "filled in" : "sent, not yet filled in"))
        }
        if let channel = patient.preferredChannel { known.append(("Likes best", channel.phrase)) }
        if let registered = patient.registeredAt { known.append(("Registered", visit.times.text(registered))) }
        known.append(("Booking system’s number", patient.externalID))
        return known
    }

    /// "Braces: active since Tue 13 Mar, now in alignment".
    private func words(_ treatment: Treatment) -> String {
        let name = treatment.type.prefix(1).uppercased() + treatment.type.dropFirst()
        func day(_ instant: Instant?) -> String? { instant.map { visit.times.day(visit.zone.civil(at: $0).date) } }
        var text = "\(name): \(treatment.status.rawValue)"
        if treatment.status == .completed || treatment.status == .stopped {
            return text + (day(treatment.endedAt).map { " on \($0)" } ?? "")
        }
        text += day(treatment.startedAt).map { " since \($0)" } ?? ""
        return treatment.phase.isEmpty ? text : "\(text), in the phase “\(treatment.phase)”"
    }
}
