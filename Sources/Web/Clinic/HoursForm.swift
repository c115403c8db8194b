import Campaigns
import CivilTime

/// The clinic's zone, morning time and hours, as they are typed: two empty times are a day on which it is closed.
struct HoursForm {
    var zone: String
    var morning: String
    /// Seven, Sunday first.
    var from: [String]
    var to: [String]
    /// What the form was drawn from.
    var was: String
    var isConfirmed = false
    /// nil where something is wrong.
    var times: ClinicTimes?
    var problems: [FormProblem] = []

    /// Monday first, as people read a week.
    static let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]

    init(_ times: ClinicTimes) {
        zone = times.zone.name
        morning = times.morning.text
        from = times.hours.map { $0?.from.text ?? "" }
        to = times.hours.map { $0?.to.text ?? "" }
        was = times.text
        self.times = times
    }

    private init(_ form: Form) {
        zone = form["zone"]
        morning = form["morning"]
        from = Weekday.allCases.map { form[Self.fromField($0)] }
        to = Weekday.allCases.map { form[Self.toField($0)] }
        was = form["was"]
        isConfirmed = form["confirmed"] == "yes"
    }

    static func fromField(_ day: Weekday) -> String { "from-\(day.rawValue)" }
    static func toField(_ day: Weekday) -> String { "to-\(day.rawValue)" }

    static func read(_ request: Request) throws -> HoursForm {
        let days = Weekday.allCases.flatMap { [fromField($0), toField($0)] }
        var form = try Form(request, names: Set(["zone", "morning", "was", "confirmed"] + days))
        var filled = HoursForm(form)
        let zone = Zone(form.line("zone", limit: 80))
        if zone == nil { form.add("zone", "Give a time zone by its name, such as America/Chicago.") }
        let morning = ClockTime(filled.morning)
        if morning == nil { form.add("morning", "Give a time of day, such as 08:00.") }
        let hours = Weekday.allCases.map { filled.hours($0, &form) }
        if let zone, let morning, form.problems.isEmpty {
            filled.times = ClinicTimes(zone: zone, morning: morning, hours: hours)
        }
        filled.problems = form.problems
        return filled
    }

    private func hours(_ day: Weekday, _ form: inout Form) -> OpeningHours? {
        let (from, to) = (from[day.rawValue], to[day.rawValue])
        if from.isEmpty && to.isEmpty { return nil }
        guard let opens = ClockTime(from), let closes = ClockTime(to) else {
            form.add(Self.fromField(day), "Give both times of \(day.name), or neither when the clinic is closed.")
            return nil
        }
        guard let hours = OpeningHours(from: opens, to: closes) else {
            form.add(Self.fromField(day), "\(day.name) opens and closes at the same time.")
            return nil
        }
        return hours
    }

    /// What the question before saving carries on.
    var posted: [(name: String, value: String)] {
        let hours = Weekday.allCases.flatMap {
            [(Self.fromField($0), from[$0.rawValue]), (Self.toField($0), to[$0.rawValue])]
        }
        return [("zone", zone), ("morning", morning), ("was", was), ("confirmed", "yes")] + hours
    }
}
