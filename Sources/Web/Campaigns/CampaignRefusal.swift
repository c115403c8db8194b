import Campaigns
import Storage

extension Visit {
    /// Back to the campaign, with why a step in its life was not taken.
    func refuse(_ outcome: LifeOutcome, _ campaign: Campaign) throws -> Response {
        let text: String
        switch outcome {
        case .gone: throw HTTPRefusal.notFound
        case .done: return .redirect(to: Path.campaign(campaign.id))
        case .refused(let problems): text = problems.map(\.message).joined(separator: " ")
        case .wrongStatus(let status): text = "It is \(status.phrase.lowercased()) now."
        case .stale: text = "Someone changed it meanwhile."
        case .tooLate:
            text = "A pause can be undone only in its first \(CampaignLife.undoMinutes) minutes; resume it instead."
        }
        return try redirect(
            to: Path.campaign(campaign.id), notice: Notice("Nothing was changed.", text, tone: .warn))
    }
}

extension Path {
    /// Where a problem is mended.
    static func mending(_ problem: Problem, of id: ID<Campaign>) -> String {
        switch problem.place {
        case .trigger: builderTrigger(id)
        case .audience: audience(id)
        case .workflow: builder(id)
        case .step(let step): builder(id, step: step)
        case .clinic: with(campaigns, [("status", "active")])
        }
    }
}
