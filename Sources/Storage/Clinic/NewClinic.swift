import Campaigns
import CivilTime
import MariaDB

/// A clinic to be made; what it does not name gets the schema's defaults.
public struct NewClinic: Sendable {
    public var name: String
    public var zone: Zone
    public var region = "US"
    public var language = "en"
    public var postalAddress = ""
    public var phone = ""
    /// Seven, Sunday first; nil is a day on which it does not open.
    public var hours: [OpeningHours?]
    public var closedDays: [ClosedDay] = []

    public struct ClosedDay: Sendable {
        public var date: CivilDate
        public var name: String

        public init(_ date: CivilDate, _ name: String) { (self.date, self.name) = (date, name) }
    }

    /// Open Monday to Friday from 9 to 17.
    public init(name: String, zone: Zone) {
        self.name = name
        self.zone = zone
        let day = OpeningHours(from: ClockTime(minutes: 9 * 60), to: ClockTime(minutes: 17 * 60))
        hours = [nil, day, day, day, day, day, nil]
    }
}

extension ClinicStore {
    /// Makes a clinic with its hours and closed days, in the transaction at hand or one of its own.
    public func add(_ clinic: NewClinic, at now: Instant) throws -> ID<Clinic> {
        try db.joiningTransaction {
            let change = try db.run(
                ClinicSQL.insert.rawValue,
                [
                    .text(clinic.name), .text(clinic.zone.name), .text(clinic.region), .text(clinic.language),
                    .text(clinic.postalAddress), .text(clinic.phone), .instant(now),
                ])
            let id = ID<Clinic>(change.lastID)
            for (weekday, hours) in clinic.hours.enumerated() {
                guard let hours else { continue }
                _ = try db.run(
                    ClinicSQL.insertHours.rawValue,
                    [.id(id), .number(weekday), .text(hours.from.text), .text(hours.to.text)])
            }
            for day in clinic.closedDays {
                _ = try db.run(ClinicSQL.insertClosedDay.rawValue, [.id(id), .date(day.date), .text(day.name)])
            }
            return id
        }
    }

    /// The clinics of this name, oldest first.
    public func ids(named name: String) throws -> [ID<Clinic>] {
        try db.rows(ClinicSQL.named.rawValue, [.text(name)]).map { $0.id("id") }
    }
}
