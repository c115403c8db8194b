import Campaigns
import CivilTime
import Markup
import Storage

/// Beside the form of a SEND: its very message as one family would get it, to whom, and when it leaves.
struct StepLook {
    let visit: Visit
    /// With what was typed in its place.
    let draft: Draft
    /// nil for a step that nobody has typed yet.
    let step: ID<Step>?
    /// Whether what is shown was typed and not saved.
    let isTyped: Bool
    /// "step=7" or "add=0.main.2": what is open.
    let opened: String

    /// The button that shows what stands in the form, without saving it.
    static let button = "look"

    func page() throws -> Page {
        let page = visit.page("steps/look.html")
        let facts = try draft.looking.map { looking in
            guard let facts = try FactsStore(visit.db).facts(of: looking.patient, in: draft.clinic) else {
                throw HTTPRefusal.notFound
            }
            return facts
        }
        page.attribute("choose", "href", Path.lookedPatients(draft.campaign.id, for: opened))
        page.text("choose", facts == nil ? "Choose a patient" : "Another patient")
        page.keep("chosen", if: facts != nil)
        page.text("for", facts.map { PatientWords(facts: $0, times: visit.times).nameAndAge } ?? "")
        fillVisits(page, facts)
        let preview = try facts.map { try visit.preview(of: draft, for: $0, about: draft.looking?.appointment) }
        try fill(page, preview)
        return page
    }

    private func fill(_ page: Page, _ asked: DraftPreview?) throws {
        let preview = try asked?.preview()
        let own = (preview?.messages ?? []).enumerated().filter { $0.element.planned.step.id == step }
        page.keep("outside", if: preview?.isInAudience == false)
        page.keep("shown", if: !own.isEmpty)
        page.each("shown-message", own) { row, item in
            let message = item.element
            row.text("verdict", message.verdict.words)
            row.attribute("verdict", "data-state", message.verdict.state)
            row.text("arm", message.planned.arm.map(\.phrase) ?? "")
            row.text("why", asked?.sentence(message, visit.times) ?? "")
            guard let rendered = message.message else { return row.text("message", message.silence) }
            row.insert(
                "message",
                MessagePicture(
                    templates: visit.call.templates, message: rendered, note: message.note(visit.times),
                    frame: frame(item.offset, message, rendered), sender: visit.clinicName
                ).page())
        }
        page.keep("unseen", if: own.isEmpty)
        page.text("unseen", silence(preview))
    }

    /// What was typed is nowhere to be framed from: it is shown as plain text.
    private func frame(_ number: Int, _ message: PreviewedMessage, _ rendered: RenderedMessage) -> String? {
        guard !isTyped, rendered.channel == .email, message.planned.recipient != nil, let looking = draft.looking else {
            return nil
        }
        return Path.previewBody(
            draft.campaign.id, patient: looking.patient, appointment: looking.appointment, message: number)
    }

    private func silence(_ preview: CampaignPreview?) -> String {
        guard let preview else {
            return "Choose a patient to see the very message here, to whom it goes and when it leaves. Nothing is sent."
        }
        guard step != nil else { return "Fill in the form and press “Show the message”." }
        if case .awaitingVisit = preview.stand { return "It waits for a visit that this patient has not booked." }
        return "For this patient the way does not come to this step."
    }

    private func fillVisits(_ page: Page, _ facts: Facts?) {
        let visits = facts?.appointments.suffix(Self.mostVisits).reversed() ?? []
        let isAsked = draft.campaign.trigger?.event?.anchor == .appointment && visits.count > 1
        page.keep("visits", if: isAsked)
        guard isAsked, let facts, let looking = draft.looking else { return }
        let shown = PreviewQuestion.anchor(
            by: draft.terms, facts: facts, visit: looking.appointment, now: visit.now
        ).appointment
        page.attribute("visits", "action", Path.builder(draft.campaign.id))
        let parts = opened.split(separator: "=", maxSplits: 1).map(String.init)
        page.each("opened", [(parts[0], parts[1]), ("patient", looking.patient.description)]) { row, field in
            row.attribute("opened", "name", field.0)
            row.attribute("opened", "value", field.1)
        }
        page.each("visit", Array(visits)) { row, appointment in
            row.text("visit", "\(appointment.type), \(visit.times.text(appointment.startsAt))")
            row.attribute("visit", "value", appointment.id.description)
            row.attribute("visit", "selected", appointment.id == shown ? "selected" : nil)
        }
    }

    /// Of a patient with a long history the latest are offered.
    private static let mostVisits = 20
}
