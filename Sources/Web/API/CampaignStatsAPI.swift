import Campaigns
import CivilTime
import Storage

/// `GET /api/v1/campaigns/ID/stats`: the counts of a campaign, of its steps and of its days, and why sends were skipped.
enum CampaignStatsAPI {
    /// Days that are told when none are asked for.
    static let usualDays = 90

    static func show(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["from", "to"])
        let campaign = try api.campaign()
        let period = try period(query, today: try api.clinic().day(at: api.now))
        let store = StatsStore(api.db)
        let id = campaign.id
        let totals = try store.totals(of: id, in: api.clinicID)
        let labels = try StepStore(api.db).labels(of: id, in: api.clinicID)
        let steps = try store.steps(of: id, in: api.clinicID).sorted { $0.key < $1.key }
        let counted = try store.days(of: id, in: api.clinicID, from: period.first, to: period.last)
        let skips = try store.skips(of: id, in: api.clinicID)
        let told = StatsPeriodJSON(
            period: period, counts: try store.counts(of: id, in: api.clinicID, over: period).now,
            visits: try store.visits(about: id, in: api.clinicID, over: period).now)
        return .json(
            .object(
                [JSON.Member(key: "campaignId", value: .id(id))] + CampaignJSON.totals(totals) + [
                    JSON.Member(key: "totalPlanned", value: .count(totals[.planned])),
                    JSON.Member(key: "totalFailed", value: .count(totals[.failed])),
                    JSON.Member(key: "totalSkipped", value: .count(totals[.skipped])),
                    JSON.Member(key: "steps", value: .array(steps.map { step($0.key, labels[$0.key], $0.value) })),
                    JSON.Member(key: "days", value: .array(counted.map(day))),
                    JSON.Member(key: "skips", value: .array(skips.map { skip(($0.reason, $0.count)) })),
                    JSON.Member(key: "period", value: told.json),
                ]))
    }

    private static func period(_ query: APIQuery, today: CivilDate) throws -> Period {
        let to = try day(query, "to") ?? today
        let from = try day(query, "from") ?? to.adding(days: 1 - usualDays)
        guard let period = Period(from: from, to: to) else {
            throw APIProblem(
                status: 400, title: "The query cannot be read.",
                errors: [
                    .init(field: "from", message: "Give a day up to `to`, at most \(Period.mostDays) days in all.")
                ])
        }
        return period
    }

    private static func day(_ query: APIQuery, _ name: String) throws -> CivilDate? {
        try query.value(name, expected: "Give a date as YYYY-MM-DD.") { text in
            CivilDate(text).flatMap { (1900..<2200).contains($0.year) ? $0 : nil }
        }
    }

    private static func step(_ id: ID<Step>, _ label: StepStore.Label?, _ tally: Tally) -> JSON {
        .object(
            [
                JSON.Member(key: "stepId", value: .id(id)),
                JSON.Member(key: "name", value: .string(label?.name ?? "")),
                JSON.Member(key: "channel", value: .text(label?.channel?.rawValue)),
            ] + counts(tally))
    }

    private static func day(_ day: StatsStore.Day) -> JSON {
        .object([JSON.Member(key: "day", value: .string(day.day.text))] + counts(day.tally))
    }

    static func skip(_ skips: (reason: Reason, count: Int)) -> JSON {
        .object([
            "skipReason": .string(skips.reason.rawValue), "count": .count(skips.count),
            "explanation": .string(skips.reason.skippedSentence),
        ])
    }

    /// Recipients are the campaign's: no step and no day counts them.
    private static func counts(_ tally: Tally) -> [JSON.Member] {
        let measures: [Tally.Measure] = [.planned, .sent, .delivered, .failed, .skipped, .opened, .clicked]
        return measures.map { JSON.Member(key: $0.rawValue, value: .count(tally[$0])) }
    }
}
