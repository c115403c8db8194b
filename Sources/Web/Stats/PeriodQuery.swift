import Campaigns
import CivilTime

/// The period that the address of a page asks for. What means nothing asks for the usual one.
struct PeriodQuery {
    enum Choice: Hashable {
        case last(Int)
        case month
        /// From the first day on of whatever is counted.
        case whole
        case days
    }

    static let offered: [Choice] = [.last(7), .last(30), .last(90), .last(365), .month, .whole]
    static let usual = Choice.last(30)

    let choice: Choice
    let period: Period
    /// As they were typed.
    let from: String
    let to: String
    let problems: [FormProblem]

    /// - Parameter beginning: the first day on which anything can be counted.
    init(_ query: Fields, today: CivilDate, beginning: CivilDate) {
        from = query["from"] ?? ""
        to = query["to"] ?? ""
        var problems: [FormProblem] = []
        if from.isEmpty && to.isEmpty {
            choice = Self.offered.first { $0.word == query["period"] } ?? Self.usual
            period = Self.period(choice, today, beginning)
        } else if let typed = Self.days(from, to, today, &problems) {
            choice = .days
            period = typed
        } else {
            choice = Self.usual
            period = Self.period(choice, today, beginning)
        }
        self.problems = problems
    }

    private static func period(_ choice: Choice, _ today: CivilDate, _ beginning: CivilDate) -> Period {
        switch choice {
        case .last(let days): .last(days, until: today)
        case .month: .month(until: today)
        case .whole, .days: Period(from: beginning, to: today) ?? .last(Period.mostDays, until: today)
        }
    }

    private static func days(_ from: String, _ to: String, _ today: CivilDate, _ problems: inout [FormProblem])
        -> Period?
    {
        let first = CivilDate(from)
        let last = to.isEmpty ? today : CivilDate(to)
        if first == nil { problems.append(FormProblem("from", "Give the first day as a date.")) }
        if last == nil { problems.append(FormProblem("to", "Give the last day as a date, or leave it empty.")) }
        guard let first, let last else { return nil }
        guard years.contains(first.year), years.contains(last.year), let period = Period(from: first, to: last) else {
            problems.append(
                FormProblem(
                    "from", "Give a first day that comes before the last, at most \(Period.mostDays) days in all."))
            return nil
        }
        return period
    }

    private static let years = 1970..<2200

    /// Whether the period before says anything: before the beginning there is nothing.
    var isCompared: Bool { choice != .whole }

    /// Its fields in an address.
    var fields: [(name: String, value: String)] {
        guard choice == .days else { return choice == Self.usual ? [] : [("period", choice.word)] }
        return [("from", period.first.text), ("to", period.last.text)]
    }

    /// "Last 30 days", "Mon 1 Feb to Sun 28 Feb".
    func title(_ times: Times) -> String {
        guard choice == .days else { return choice.title }
        return period.dayCount == 1
            ? times.day(period.first) : "\(times.day(period.first)) to \(times.day(period.last))"
    }

    /// "the 30 days before".
    var beforeName: String { period.dayCount == 1 ? "the day before" : "the \(period.dayCount) days before" }
}

extension PeriodQuery.Choice {
    /// In an address.
    var word: String {
        switch self {
        case .last(let days): String(days)
        case .month: "month"
        case .whole: "all"
        case .days: "days"
        }
    }

    var title: String {
        switch self {
        case .last(365): "Last year"
        case .last(let days): "Last \(days) days"
        case .month: "This month"
        case .whole: "Since it began"
        case .days: "From one day to another"
        }
    }
}
