import Campaigns
import CivilTime
import Storage

/// A campaign's numbers as a file for a spreadsheet: one line per day and message.
enum StatsFile {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let query = PeriodQuery(request.query, of: campaign, visit)
        guard query.problems.isEmpty else {
            return .redirect(to: Path.with(Path.stats(campaign.id), [("from", query.from), ("to", query.to)]))
        }
        let labels = try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID)
            .filter { $0.value.channel != nil }
        guard query.period.dayCount * labels.count <= mostLines else {
            return try visit.redirect(
                to: Path.stats(campaign.id),
                notice: Notice(
                    "These are too many days for one file.",
                    "With \(labels.count) messages it may span \(mostLines / labels.count) days at most.", tone: .warn))
        }
        let lines = try StatsStore(visit.db).lines(of: campaign.id, in: visit.clinicID, over: query.period)
        var csv = CSV(columns: ["Day", "Message", "Channel"] + measures.map(\.title))
        for line in lines {
            let label = labels[line.step]
            csv.add(
                [line.day.text, label.map(name) ?? "", label?.channel?.title ?? ""]
                    + measures.map { String(line.tally[$0.measure]) })
        }
        let period = query.period
        return csv.response("campaign-\(campaign.id)-\(period.first.text)-to-\(period.last.text).csv")
    }

    private static let mostLines = 50_000

    private static let measures: [(title: String, measure: Tally.Measure)] = [
        ("Planned", .planned), ("Sent", .sent), ("Delivered", .delivered), ("Opened", .opened), ("Clicked", .clicked),
        ("Skipped", .skipped), ("Failed", .failed),
    ]

    private static func name(_ label: StepStore.Label) -> String {
        label.name.isEmpty ? label.channel?.title ?? "" : label.name
    }
}
