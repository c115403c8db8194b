import CivilTime

/// When a clinic works: what waits count by.
public struct ClinicTimes: Sendable, Hashable {
    public var zone: Zone
    public var morning: ClockTime
    /// Seven, Sunday first; nil is a day on which it does not open.
    public var hours: [OpeningHours?]

    public init(zone: Zone, morning: ClockTime, hours: [OpeningHours?]) {
        precondition(hours.count == 7, "a week has seven days")
        self.zone = zone
        self.morning = morning
        self.hours = hours
    }

    public init(_ clinic: Clinic) {
        self.init(zone: clinic.zone, morning: clinic.calendar.morning, hours: clinic.calendar.openTimes.hours)
    }

    /// Its values in a line: two are the same where these are.
    public var text: String {
        ([zone.name, morning.text] + hours.map { $0.map { "\($0.from.text)-\($0.to.text)" } ?? "closed" })
            .joined(separator: " ")
    }
}
