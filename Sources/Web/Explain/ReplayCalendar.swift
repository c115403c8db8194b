import Campaigns
import CivilTime
import Markup
import Storage

/// The days of a replay month by month, each with its messages: the more, the darker, and always with the number.
struct ReplayCalendar {
    let report: ReplayReport
    let campaign: ID<Campaign>
    let chosen: CivilDate?
    let clinic: Clinic
    let times: Times

    init(report: ReplayReport, campaign: Campaign, chosen: CivilDate?, clinic: Clinic, times: Times) {
        self.report = report
        self.campaign = campaign.id
        self.chosen = chosen
        self.clinic = clinic
        self.times = times
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let levels = 4

    private var first: CivilDate { clinic.day(at: report.span.lowerBound) }
    private var last: CivilDate { clinic.day(at: report.span.upperBound) }

    func fill(_ page: Page) {
        let most = max(1, report.tally.days.values.max() ?? 0)
        page.each("month", months) { row, month in
            row.text("month", "\(Self.months[month.month - 1]) \(month.year)")
            row.each("weekday", Self.weekdays) { head, day in head.text("weekday", day) }
            row.each("week", weeks(of: month)) { week, days in
                week.each("cell", days) { cell, day in fill(cell, day, in: month, most) }
            }
        }
    }

    /// The first day of each month of the span.
    private var months: [CivilDate] {
        var months = [first.adding(days: 1 - first.day)]
        while let month = months.last?.adding(months: 1), month <= last { months.append(month) }
        return months
    }

    /// Weeks from Monday to Sunday that touch the month, without those outside of the span.
    private func weeks(of month: CivilDate) -> [[CivilDate]] {
        let end = month.adding(months: 1)
        var monday = month.adding(days: -((month.weekday + 6) % 7))
        var weeks: [[CivilDate]] = []
        while monday < end {
            let days = (0..<7).map { monday.adding(days: $0) }
            if days.contains(where: { isShown($0, in: month) }) { weeks.append(days) }
            monday = monday.adding(days: 7)
        }
        return weeks
    }

    private func isShown(_ day: CivilDate, in month: CivilDate) -> Bool {
        day.month == month.month && first <= day && day <= last
    }

    private func fill(_ cell: Page, _ day: CivilDate, in month: CivilDate, _ most: Int) {
        let isShown = isShown(day, in: month)
        let count = report.tally.days[day] ?? 0
        cell.attribute("cell", "data-level", isShown ? String((count * Self.levels + most - 1) / most) : nil)
        cell.attribute("cell", "data-closed", isShown && !clinic.calendar.isOpen(on: day) ? "" : nil)
        cell.keep("date", if: isShown)
        cell.text("date", String(day.day))
        cell.keep("messages", if: isShown && count > 0)
        cell.text("messages", Numbers.grouped(count))
        cell.attribute("messages", "href", Path.replay(campaign, day: day))
        cell.attribute(
            "messages", "aria-label", "\(times.day(day)): \(Numbers.count(count, "message", "messages"))")
        cell.attribute("messages", "aria-current", day == chosen ? "true" : nil)
        cell.keep("none", if: isShown && count == 0)
    }
}
