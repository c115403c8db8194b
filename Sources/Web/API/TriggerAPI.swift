import Campaigns
import Storage

/// Starting a campaign by hand.
enum TriggerAPI {
    /// `POST /api/v1/campaigns/ID/trigger`: for one patient or a list, with what became of each.
    static func start(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let json = try api.document()
        let clinic = try api.clinic()
        let intake = try refusing { try ManualStartIntake(json: json, context: api.intakeContext(clinic)) }
        let outcome = try ManualStarter(api.db, revisions: RevisionStore(api.db)).start(
            campaign.id, for: intake.patients, in: clinic, by: .apiKey(api.key.id), at: api.now)
        switch outcome {
        case .done(let answers):
            let items = zip(intake.patients, answers).map { patient, answer in
                JSON.object(["patient": .string(patient), "result": .string(answer.rawValue)])
            }
            return .json(.object(["items": .array(items)]))
        case .wrongStatus(let status):
            throw APIProblem(
                status: 409,
                title: "The campaign is \(status.rawValue); it starts for nobody unless it is ACTIVE.")
        case .gone: throw HTTPRefusal.notFound
        }
    }

    private static func refusing<T>(_ read: () throws -> T) throws -> T {
        do {
            return try read()
        } catch let refusal as IntakeRefusal {
            throw APIProblem(refusal)
        }
    }
}
