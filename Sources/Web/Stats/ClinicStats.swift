import Campaigns
import CivilTime
import Markup
import Storage

/// All campaigns of the clinic over a stretch of days, in numbers.
enum ClinicStats {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let store = ClinicStatsStore(visit.db)
        let today = visit.zone.civil(at: visit.now).date
        let query = PeriodQuery(
            request.query, today: today, beginning: try store.beginning(of: visit.clinicID) ?? today)
        let page = visit.page("stats/clinic.html")
        visit.fields(problems: query.problems).fillErrors(page)
        page.insert("period", PeriodBar(query: query, path: Path.clinicStats, csvPath: nil, visit: visit).page())
        let model = ClinicStatsPage(
            query: query, lines: try store.lines(of: visit.clinicID, over: query.period),
            sent: DayCounts(
                try store.sent(by: visit.clinicID, over: query.period), from: query.period.first, to: query.period.last),
            times: visit.times, templates: visit.call.templates)
        model.fill(page)
        let status = query.problems.isEmpty ? 200 : 422
        return try visit.respond(page, in: Frame(title: "Statistics", noun: .stats, status: status))
    }
}

/// What it shows.
struct ClinicStatsPage {
    let query: PeriodQuery
    let lines: [ClinicStatsStore.Line]
    let sent: DayCounts
    let times: Times
    let templates: Templates

    func fill(_ page: Page) {
        page.text(
            "title", "\(query.title(times)) · \(times.day(query.period.first)) to \(times.day(query.period.last))")
        page.keep("numbers", if: !lines.isEmpty)
        page.keep("empty", if: lines.isEmpty)
        page.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", Numbers.grouped(figure.now))
            row.text("sub", figure.note)
            let change = ChangeWords(before: query.beforeName).count(figure.now, figure.then)
            row.keep("change", if: query.isCompared && change != nil)
            row.text("change", change ?? "")
        }
        let days = DaysChart(days: sent, times: times, templates: templates)
        page.text("days-title", days.fullTitle)
        page.insert("days", days.page())
        page.insert("days-table", days.table.page())
        page.each("campaign", lines) { row, line in fill(row, line) }
    }

    private func fill(_ row: Page, _ line: ClinicStatsStore.Line) {
        let (now, then) = (line.counts.now, line.counts.before)
        row.text("campaign", line.name)
        row.attribute("campaign", "href", Path.with(Path.stats(line.campaign), query.fields))
        row.text("campaign-type", "\(line.type.phrase) · \(line.status.phrase)")
        row.text("began", Numbers.grouped(now[.began]))
        row.text("sent", Numbers.grouped(now[.sent]))
        let change = ChangeWords(before: query.beforeName).count(now[.sent], then[.sent])
        row.keep("line-change", if: query.isCompared && change != nil)
        row.text("line-change", change ?? "")
        row.text("delivered", Share(now[.delivered], of: now[.sent]).text ?? "–")
        row.text("skipped", Numbers.grouped(now[.skipped]))
        row.text("failed", Numbers.grouped(now[.failed]))
    }

    private var figures: [(label: String, now: Int, then: Int, note: String)] {
        func sum(_ measure: Tally.Measure, _ half: KeyPath<StatsStore.Compared<Tally>, Tally>) -> Int {
            lines.reduce(0) { $0 + $1.counts[keyPath: half][measure] }
        }
        func figure(_ label: String, _ measure: Tally.Measure, _ note: String)
            -> (label: String, now: Int, then: Int, note: String)
        {
            (label, sum(measure, \.now), sum(measure, \.before), note)
        }
        return [
            figure("Sent", .sent, "by \(Numbers.count(lines.count, "campaign", "campaigns"))"),
            figure("Delivered", .delivered, "with what arrived so far"),
            figure("Booked", .booked, "visits, within \(Tally.followDays) days of an invitation"),
            figure("Skipped", .skipped, "each campaign says why"),
            figure("Failed", .failed, "refused, or their end is not known"),
        ]
    }
}

extension Path {
    static let clinicStats = "/stats"
}
