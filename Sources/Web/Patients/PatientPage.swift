import Campaigns
import Markup
import Storage

/// All about one patient at the desk: who receives for them, what they agreed to, their visits, and every message past
/// and planned.
enum PatientPage {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let facts = try visit.patient(request)
        let page = visit.page("patients/patient.html")
        PatientSheet(facts: facts, visit: visit).fill(page)
        try fillCampaigns(page, facts.patient.id, visit)
        let people = facts.circle.everyone.map(\.id)
        PatientReceivers(
            facts: facts, times: visit.times,
            devices: try PushStore(visit.db).counts(of: people, in: visit.clinicID),
            corrected: try AddressDesk(visit.db, in: visit.clinicID).addresses(of: people)
        ).fill(page)
        PatientVisits(facts: facts, times: visit.times).fill(page)
        try PatientConsents(facts: facts, visit: visit).fill(page)
        try PatientMessages(patient: facts.patient.id, query: request.query, visit: visit).fill(page)
        return try visit.respond(page, in: visit.frame(facts.patient, nil))
    }

    /// Leads to the campaign's own page, which explains it for this patient.
    static func explain(_ request: Request, _ visit: Visit) throws -> Response {
        let patient = try visit.patient(request).patient.id
        guard let campaign = request.query["campaign"].flatMap({ ID<Campaign>(text: $0) }),
            try CampaignStore(visit.db).campaign(campaign, in: visit.clinicID) != nil
        else {
            return try visit.redirect(
                to: Path.patient(patient), notice: Notice("Choose a campaign, and it is explained.", tone: .warn))
        }
        return .redirect(to: Path.explain(campaign, patient: patient, appointment: nil))
    }

    /// Those that run first, each kind by name.
    private static func fillCampaigns(_ page: Page, _ patient: ID<Patient>, _ visit: Visit) throws {
        let names = try CampaignNames(visit.db).all(in: visit.clinicID)
        let running = names.filter { $0.status == .active || $0.status == .paused }
        let others = names.filter { $0.status != .active && $0.status != .paused }
        page.keep("ask", if: !names.isEmpty)
        page.attribute("ask", "action", Path.patientExplain(patient))
        page.each("campaign", running + others) { row, campaign in
            let state = campaign.status == .active ? "" : " · \(campaign.status.phrase.lowercased())"
            row.text("campaign", campaign.name + state)
            row.attribute("campaign", "value", campaign.id.description)
        }
    }
}
