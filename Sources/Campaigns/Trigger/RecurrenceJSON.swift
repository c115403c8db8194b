import CivilTime

/// All that is wrong with a recurrence's JSON, each with its field; never empty.
public struct RecurrenceRefusal: Error, Sendable, Hashable {
    public let problems: [FieldProblem]

    public init(problems: [FieldProblem]) { self.problems = problems }
}

/// The shape of api.md, *triggerRecurrence*; null is as good as missing.
extension Recurrence {
    public enum Frequency: String, Sendable, CaseIterable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// Reads the object; without `weekdays` a WEEKLY one takes the weekday of `start`, without `monthDay` and `nth` a
    /// MONTHLY one its day.
    ///
    /// - Parameter start: takes the place of the member `start`, and its time that of a missing `at`.
    /// - Throws: every problem, of shape and of sense.
    public init(json: JSON, start: CivilDateTime? = nil) throws(RecurrenceRefusal) {
        var reader = RecurrenceReader(json)
        guard let recurrence = reader.recurrence(start: start), reader.problems.isEmpty else {
            throw RecurrenceRefusal(problems: reader.problems)
        }
        self = recurrence
    }

    public var frequency: Frequency {
        switch pattern {
        case .daily: .daily
        case .weekly: .weekly
        case .monthly, .monthlyNth: .monthly
        case .yearly: .yearly
        }
    }

    /// Every member of the shape, null where it says nothing.
    public var json: JSON {
        var weekdays = JSON.null
        var monthDay = JSON.null
        var nth = JSON.null
        switch pattern {
        case .daily, .yearly: break
        case .weekly(let days): weekdays = .array(days.map { .string($0.code) })
        case .monthly(let day): monthDay = .integer(Int64(day))
        case .monthlyNth(let week, let weekday):
            nth = .object(["week": .integer(Int64(week)), "weekday": .string(weekday.code)])
        }
        var until = JSON.null
        var count = JSON.null
        switch end {
        case .never: break
        case .until(let date): until = .string(date.text)
        case .count(let number): count = .integer(Int64(number))
        }
        return .object([
            "frequency": .string(frequency.rawValue), "interval": .integer(Int64(interval)), "at": .string(at.text),
            "weekdays": weekdays, "monthDay": monthDay, "nth": nth, "start": .string(startText), "until": until,
            "count": count,
        ])
    }

    private var startText: String { start.time.minutes == 0 && start.second == 0 ? start.date.text : start.text }
}
