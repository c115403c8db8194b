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
                JSON.object([
                    "patient": .string(patient), "result": .string(answer.rawValue),
                    "explanation": answer.explanation.map(JSON.string) ?? .null,
                ])
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

extension ManualStarter.Answer {
    /// Why the patient was not started, as staff may read it; nil for one who was.
    fileprivate var explanation: String? {
        switch self {
        case .enrolled: nil
        case .alreadyEnrolled: "The same was started for the patient before, and may not begin again yet."
        case .notInAudience: "The patient is not in the campaign’s audience."
        case .excluded: "The patient is among those whom the campaign excludes."
        case .nothingToBeAbout:
            """
            The patient has nothing that fits what starts the campaign. Where its rule asks what an event says, nobody \
            can be started by hand: such a start comes without an event.
            """
        case .unknownPatient: "There is no patient with this id."
        }
    }
}
