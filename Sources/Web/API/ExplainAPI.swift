import Campaigns
import Storage

/// `GET /api/v1/campaigns/ID/explain?patient=…&appointment=…`, by the neighbour system's ids: every decision of the
/// campaign over one patient, as data and as sentences.
enum ExplainAPI {
    static func show(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["patient", "appointment"])
        let campaign = try api.campaign()
        guard let key = try query.value("patient", expected: "Give a patient's id.", { $0.isEmpty ? nil : $0 }) else {
            throw APIProblem(
                status: 400, title: "The query cannot be read.",
                errors: [.init(field: "patient", message: "Give the patient's id.")])
        }
        let clinic = try api.clinic()
        let revisions = RevisionStore(api.db)
        guard let id = try PatientStore(api.db, revisions: revisions).id(ofExternalID: key, in: clinic.id),
            let facts = try FactsStore(api.db).facts(of: id, in: clinic)
        else { throw HTTPRefusal.notFound }
        let appointment = try query.value("appointment", expected: "Give an appointment's id.") {
            $0.isEmpty ? nil : $0
        }
        let visit = facts.appointments.first { $0.externalID == appointment }
        if appointment != nil, visit == nil { throw HTTPRefusal.notFound }
        let question = try ExplainStore(api.db, revisions: revisions)
            .question(campaign, facts: facts, appointment: visit?.id, at: api.now)
        let times = Times(zone: clinic.zone, now: api.now)
        return .json(
            ExplainJSON(facts: facts, times: times).json(CampaignExplanation(answering: question), of: campaign))
    }
}
