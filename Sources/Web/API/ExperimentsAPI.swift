import Campaigns
import CivilTime
import Storage

/// `GET /api/v1/campaigns/ID/experiments`: what each test of a campaign came to, as values and as a sentence.
enum ExperimentsAPI {
    static func list(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let campaign = try api.campaign()
        let clinic = try api.clinic()
        let store = ExperimentStore(api.db)
        let words = Times(zone: clinic.zone, now: api.now)
        let experiments = try store.experiments(of: campaign.id, in: api.clinicID)
        let items = zip(experiments, try store.results(of: experiments, at: api.now)).map { experiment, result in
            item(experiment, result, times: APITimes(zone: clinic.zone), words: words)
        }
        return .json(["items": .array(items), "next": .null])
    }

    private static func item(
        _ experiment: RunningExperiment, _ result: ExperimentResult, times: APITimes, words: Times
    ) -> JSON {
        .object([
            "stepId": .id(experiment.step), "goal": .string(experiment.goal.rawValue),
            "endsAt": times.json(experiment.endsAt), "hasEnded": .bool(result.hasEnded),
            "decided": .bool(result.isDecided), "leader": .text(result.leader?.rawValue),
            "winner": .text(experiment.winner?.rawValue), "picksWinner": .bool(experiment.picksWinner),
            "neededPerArm": .count(result.neededPerArm), "smallestArm": .count(result.smallestReached),
            "sentence": .string(result.sentence(endsAt: words.text(experiment.endsAt))),
            "arms": .array(result.counts.map { arm($0, result) }),
        ])
    }

    private static func arm(_ count: ExperimentCount, _ result: ExperimentResult) -> JSON {
        let rate = count.proportion
        let comparison = result.comparison(of: count.arm)
        return .object([
            "arm": .string(count.arm.rawValue), "reached": .count(count.reached), "opened": .count(count.opened),
            "succeeded": .count(count.succeeded), "rate": rate.map { .number($0.rate) } ?? .null,
            "interval": rate.map { $0.wilsonInterval.json } ?? .null,
            "difference": comparison.map { $0.difference.json } ?? .null,
            "z": comparison?.z.map { .number($0) } ?? .null, "p": comparison.map { .number($0.p) } ?? .null,
            "test": .text(comparison?.test.rawValue),
        ])
    }
}
