import Campaigns
import Storage

extension APICall {
    /// Changes a thing that others may be changing: never over a version that the program's `If-Match` does not name.
    ///
    /// - Parameter attempt: reads the thing, checks its version, and changes that one.
    /// - Throws: `APIProblem` 412 for a stale version, 409 when it can no longer be changed; `HTTPRefusal.notFound`.
    func change<Current>(_ attempt: (SeenVersions) throws -> EditOutcome<Current>) throws {
        let seen = try SeenVersions(request)
        for _ in 0..<Self.attempts {
            switch try attempt(seen) {
            case .done: return
            case .fixed(let status): throw APIProblem(noDraft: status)
            case .gone: throw HTTPRefusal.notFound
            // It was changed between our look and our change: the next look says whether the program has seen that.
            case .stale: continue
            }
        }
        throw APIProblem(status: 409, title: "Others are changing it at the same time. Send it again.")
    }

    private static let attempts = 3
}

extension APIProblem {
    init(noDraft status: CampaignStatus) {
        self.init(
            status: 409,
            title: "The campaign is \(status.phrase.lowercased()), so this stays as it is.")
    }

    /// Why a step in a campaign's life was not taken; nil when it was.
    ///
    /// - Parameter steps: the draft's, in the order in which the campaign shows them.
    init?(_ outcome: LifeOutcome, steps: [DraftStep] = []) {
        switch outcome {
        case .done: return nil
        case .gone: self.init(HTTPRefusal.notFound)
        case .refused(let problems):
            self.init(
                status: 422, title: "Something stands against it.",
                errors: problems.map { FieldError($0, steps: steps) })
        case .wrongStatus(let status):
            self.init(status: 409, title: "The campaign is \(status.phrase.lowercased()) now.")
        case .stale(let version):
            self.init(
                status: 412, title: "It was changed since you read it. Read it again.",
                headers: ["ETag": EntityTag(version: version).text])
        case .tooLate:
            self.init(
                status: 409,
                title: "A pause can be undone only in its first \(CampaignLife.undoMinutes) minutes; resume it instead."
            )
        }
    }
}

extension APIProblem.FieldError {
    /// Where a problem is mended, by the field of the campaign that shows it.
    init(_ problem: Problem, steps: [DraftStep]) {
        let field =
            switch problem.place {
            case .trigger: "triggerType"
            case .audience: "audience"
            case .workflow: "steps"
            case .step(let id): steps.firstIndex { $0.id == id }.map { "steps[\($0)]" } ?? "steps"
            case .clinic: ""
            }
        self.init(field: field, message: problem.message, step: problem.step)
    }
}
