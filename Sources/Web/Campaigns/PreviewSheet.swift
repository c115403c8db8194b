import Campaigns
import CivilTime
import Markup
import Storage

/// The preview as a page: whose, about which visit, and one entry a message.
struct PreviewSheet {
    let visit: Visit
    let draft: Draft
    var facts: Facts?
    var chosen: ID<Appointment>?
    var problems: [FormProblem] = []

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("campaigns/preview.html")
        let campaign = draft.campaign
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .preview).page())
        visit.fields(problems: problems).fillErrors(page)
        visit.fill(of: page, postingTo: Path.preview(campaign.id))
        page.attribute("choose", "href", Path.previewPatients(campaign.id))
        fillPatient(page)
        let preview = try facts.map {
            try visit.preview(of: draft, for: $0, about: chosen).preview()
        }
        fillMessages(page, preview)
        fillNothing(page, preview)
        return try visit.respond(
            page,
            in: visit.frame(campaign, "Preview", status: status))
    }

    private func fillPatient(_ page: Page) {
        page.keep("patient", if: facts != nil)
        guard let facts else {
            page.keep("visits", if: false)
            return
        }
        page.text("for", PatientWords(facts: facts, times: visit.times).nameAndAge)
        page.attribute("patient", "value", facts.patient.id.description)
        let visits = facts.appointments.suffix(Self.mostVisits).reversed()
        let shown = anchor?.appointment
        page.keep("visits", if: draft.campaign.trigger?.event?.anchor == .appointment && !visits.isEmpty)
        page.each("visit", Array(visits)) { row, appointment in
            row.text(
                "visit",
                "\(appointment.type), \(visit.times.text(appointment.startsAt)) · \(appointment.status.rawValue)")
            row.attribute("visit", "value", appointment.id.description)
            row.attribute("visit", "selected", appointment.id == shown ? "selected" : nil)
        }
    }

    /// Of a patient with a long history the latest are offered.
    private static let mostVisits = 50

    private var anchor: Anchor? {
        facts.map { PreviewQuestion.anchor(by: draft.terms, facts: $0, visit: chosen, now: visit.now) }
    }

    private func fillMessages(_ page: Page, _ preview: CampaignPreview?) {
        let messages = preview?.messages ?? []
        page.keep("outside", if: preview?.isInAudience == false)
        page.keep("messages", if: !messages.isEmpty)
        page.each("message", Array(messages.enumerated())) { row, item in fill(row, item.element, number: item.offset) }
    }

    private func fill(_ row: Page, _ message: PreviewedMessage, number: Int) {
        row.text("leaves", message.leavesAt.map { visit.times.text($0) } ?? "–")
        row.attribute("leaves", "datetime", message.leavesAt?.rfc3339)
        let step = StepWords(message.planned.step, in: draft.workflow, messages: draft.messageNames).name
        row.text("step", message.planned.arm.map { "\(step) · \($0.phrase)" } ?? step)
        row.text("verdict", message.verdict.words)
        row.attribute("verdict", "data-state", message.verdict.state)
        row.text("why", why(message))
        guard let rendered = message.message else {
            row.text("message", message.silence)
            return
        }
        let isShown = message.planned.recipient != nil && rendered.channel == .email
        row.insert(
            "message",
            MessagePicture(
                templates: visit.call.templates, message: rendered, note: message.note(visit.times),
                frame: isShown ? frame(number) : nil, sender: visit.clinicName
            ).page())
    }

    private func frame(_ number: Int) -> String? {
        facts.map {
            Path.previewBody(
                draft.campaign.id, patient: $0.patient.id, appointment: anchor?.appointment, message: number)
        }
    }

    private func why(_ message: PreviewedMessage) -> String {
        facts.map { visit.preview(of: draft, for: $0, about: chosen).sentence(message, visit.times) } ?? ""
    }

    private func fillNothing(_ page: Page, _ preview: CampaignPreview?) {
        page.keep("nothing", if: preview?.messages.isEmpty != false)
        guard let preview else {
            page.text("nothing-title", "What would one family get?")
            page.text(
                "nothing",
                """
                Choose a patient, and every message is shown as that family would get it, with the minute it would leave \
                and why, or why not. Nothing is sent.
                """)
            return
        }
        page.text("nothing-title", "No message on this way")
        if case .awaitingVisit = preview.stand {
            page.text("nothing", "It waits for a visit that this patient has not booked.")
        } else {
            page.text("nothing", "For this patient the workflow sends nothing.")
        }
    }
}
