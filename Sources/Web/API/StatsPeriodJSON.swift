import Campaigns
import Storage

/// What a campaign counted in a period, as programs read it: the numbers of the page, from the same store.
struct StatsPeriodJSON {
    let period: Period
    let counts: PeriodCounts
    let visits: VisitOutcomes

    var json: JSON {
        .object(
            [
                JSON.Member(key: "from", value: .string(period.first.text)),
                JSON.Member(key: "to", value: .string(period.last.text)),
            ]
                + Tally.Measure.allCases.filter { $0 != .took }.map {
                    JSON.Member(key: $0.rawValue, value: .count(counts.total[$0]))
                } + [
                    JSON.Member(key: "skips", value: .array(counts.skipsByCount.map(CampaignStatsAPI.skip))),
                    JSON.Member(
                        key: "visits",
                        value: .object([
                            "all": json(visits.all), "told": json(visits.told), "reminded": json(visits.reminded),
                        ])),
                ])
    }

    private func json(_ visits: VisitCounts) -> JSON {
        .object([
            "visits": .count(visits.visits), "confirmed": .count(visits.confirmed), "kept": .count(visits.kept),
            "missed": .count(visits.missed),
        ])
    }
}
