import CivilTime

/// The fields of one line; each read names the field when it is missing or of the wrong kind.
struct CalcInput {
    private let fields: JSON

    init(_ fields: JSON) {
        self.fields = fields
    }

    /// The field's value; nil when it is missing or null.
    func value(_ field: String) -> JSON? {
        fields[field].flatMap { $0.isNull ? nil : $0 }
    }

    func text(_ field: String) throws(CalcProblem) -> String {
        guard let text = value(field)?.stringValue else { throw CalcProblem("\(field): a text is expected") }
        return text
    }

    func zone() throws(CalcProblem) -> Zone {
        guard let zone = Zone(try text("zone")) else { throw CalcProblem("zone: no time zone of the system's tzdata") }
        return zone
    }

    func clock(_ field: String) throws(CalcProblem) -> ClockTime? {
        guard value(field) != nil else { return nil }
        guard let time = ClockTime(try text(field)) else { throw CalcProblem("\(field): a time as HH:MM is expected") }
        return time
    }

    func date(_ field: String, _ value: JSON) throws(CalcProblem) -> CivilDate {
        guard let date = value.stringValue.flatMap({ CivilDate($0) }) else {
            throw CalcProblem("\(field): a date as YYYY-MM-DD is expected")
        }
        return date
    }

    /// An instant, or a local time of the zone.
    func instant(_ field: String, in zone: Zone) throws(CalcProblem) -> Instant? {
        guard value(field) != nil else { return nil }
        let text = try text(field)
        if let local = CivilDateTime(text) { return zone.instant(of: local) }
        guard let instant = Instant(text) else {
            throw CalcProblem("\(field): a local time as YYYY-MM-DDTHH:MM or an instant with Z is expected")
        }
        return instant
    }

    func minutes(_ field: String) throws(CalcProblem) -> Int? {
        guard let value = value(field) else { return nil }
        guard let minutes = value.integerValue, (0...Int64(WaitSpan.Unit.minute.limit)).contains(minutes) else {
            throw CalcProblem("\(field): a number of minutes from 0 is expected")
        }
        return Int(minutes)
    }

    func required<Value>(_ value: Value?, _ field: String) throws(CalcProblem) -> Value {
        guard let value else { throw CalcProblem("\(field): missing") }
        return value
    }
}
