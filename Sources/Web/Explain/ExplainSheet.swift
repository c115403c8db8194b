import Campaigns
import CivilTime
import Markup
import Storage

/// An explanation as a page: the workflow with the patient's way lit, and beside it what happened and will, in sentences.
struct ExplainSheet {
    let visit: Visit
    let campaign: Campaign
    var asked: Asked?
    var explanation: CampaignExplanation?
    var problems: [FormProblem] = []

    /// Whom it is asked about.
    struct Asked {
        let facts: Facts
        let chosen: ID<Appointment>?
        /// What the next enrollment would run.
        let terms: Terms
    }

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("campaigns/explain.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .explain).page())
        visit.fields(problems: problems).fillErrors(page)
        visit.fill(of: page, postingTo: Path.explain(campaign.id))
        page.attribute("choose", "href", Path.explainPatients(campaign.id))
        fillPatient(page)
        page.keep("told", if: explanation != nil)
        page.keep("nothing", if: explanation == nil)
        try fillStory(page)
        return try visit.respond(page, in: visit.frame(campaign, "Explain", status: status))
    }

    private func fillPatient(_ page: Page) {
        page.keep("patient", if: asked != nil)
        guard let asked else { return page.keep("visits", if: false) }
        let facts = asked.facts
        page.text("for", PatientWords(facts: facts, times: visit.times).nameAndAge)
        page.attribute("patient", "value", facts.patient.id.description)
        page.attribute("to-patient", "href", Path.patient(facts.patient.id))
        let visits = facts.appointments.suffix(Self.mostVisits).reversed()
        page.keep("visits", if: asked.terms.trigger?.event?.anchor == .appointment && !visits.isEmpty)
        page.attribute("every-visit", "selected", asked.chosen == nil ? "selected" : nil)
        page.each("visit", Array(visits)) { row, appointment in
            row.text(
                "visit",
                "\(appointment.type), \(visit.times.text(appointment.startsAt)) · \(appointment.status.rawValue)")
            row.attribute("visit", "value", appointment.id.description)
            row.attribute("visit", "selected", appointment.id == asked.chosen ? "selected" : nil)
        }
    }

    /// Of a patient with a long history the latest are offered.
    private static let mostVisits = 50

    private func fillStory(_ page: Page) throws {
        guard let explanation, let asked else { return }
        page.insert("drawing", try drawing(explanation.ways.first, asked.terms).page())
        page.each("beginning", explanation.beginnings) { row, beginning in
            row.text("beginning", beginning.sentence(visit.times))
            row.attribute("beginning", "data-state", beginning.isEnrolled ? "sent" : "skipped")
        }
        let names = try stepNames(asked.terms)
        page.each("way", Array(explanation.ways.enumerated())) { row, item in
            ExplainWayWords(
                way: item.element, isLit: item.offset == 0, facts: asked.facts, times: visit.times, names: names
            )
            .fill(row, path: way(item.element))
        }
    }

    private func drawing(_ way: ExplainedWay?, _ terms: Terms) throws -> WorkflowDrawing {
        let shown = way?.terms ?? terms
        return WorkflowDrawing(
            templates: visit.call.templates, trigger: shown.trigger, audience: shown.audience,
            exclusions: shown.exclusions, workflow: shown.workflow, messages: try messageNames(), way: way)
    }

    private func messageNames() throws -> [ID<MessageTemplate>: String] {
        let clinic = try visit.clinic()
        return try MessageTemplateStore(visit.db).all(language: clinic.language, in: clinic.id).mapValues(\.name)
    }

    private func stepNames(_ terms: Terms) throws -> (Step, Workflow) -> String {
        let messages = try messageNames()
        return { StepWords($0, in: $1, messages: messages).name }
    }

    /// Where another visit's way is shown alone; nil for what is about no visit.
    private func way(_ way: ExplainedWay) -> String? {
        guard let appointment = way.enrollment.anchor.appointment, asked?.chosen == nil else { return nil }
        return Path.explain(campaign.id, patient: way.enrollment.patientID, appointment: appointment)
    }
}

extension ExplainedBeginning {
    fileprivate var isEnrolled: Bool {
        switch outcome {
        case .enrolled, .awaited: true
        default: false
        }
    }
}
