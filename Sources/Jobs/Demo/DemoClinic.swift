import Campaigns
import CivilTime
import Storage
import Tokens

/// A clinic to look at: Lakeview Orthodontics in Chicago, whose people are all invented.
public struct DemoClinic {
    static let name = "Lakeview Orthodontics"
    static let historyDays = 730
    private static let patients = 1_000
    private static let seed: UInt64 = 2_417

    private let db: Database
    private let context: (Clinic) -> IntakeContext

    /// - Parameter context: how what comes for a clinic is read.
    public init(_ db: Database, context: @escaping (Clinic) -> IntakeContext) {
        self.db = db
        self.context = context
    }

    /// Makes the clinic, its people, their two years, its campaigns, and who signs in: all of it or nothing.
    ///
    /// - Returns: what to tell whoever asked, line by line.
    public func make(at now: Instant) throws -> [String] {
        guard try ClinicStore(db).ids(named: Self.name).isEmpty else {
            return ["The demo clinic, \(Self.name), is there already."]
        }
        try db.transaction {
            let id = try addClinic(at: now)
            try DemoStaff(db).add(to: id, at: now)
            try DemoCampaigns(db: db, clinic: id).make(at: now)
        }
        return DemoStaff.lines(clinic: Self.name)
    }

    private func addClinic(at now: Instant) throws -> ID<Clinic> {
        guard let zone = Zone("America/Chicago") else { preconditionFailure("tzdata lacks Chicago") }
        let plan = Self.clinic(in: zone, around: zone.civil(at: now).date)
        let store = ClinicStore(db)
        let id = try store.add(plan, at: now)
        guard let clinic = try store.clinic(id) else { preconditionFailure("a clinic just made is gone") }
        let lines = DemoLines(plan, patients: Self.patients, seed: Self.seed, at: now).lines
        try takeIn(lines, clinic, at: now)
        return id
    }

    private func takeIn(_ lines: [JSON], _ clinic: Clinic, at now: Instant) throws {
        let context = context(clinic)
        let intake = BulkIntake(db, revisions: RevisionStore(db))
        for line in lines {
            let saved = try intake.save(IntakeLine(json: line, context: context), in: clinic, at: now)
            precondition(saved == .made, "the demo clinic does not take in \(line): \(saved)")
        }
    }

    /// Open Monday to Thursday from 8 to half past 5, Friday until 2; closed on the great holidays.
    static func clinic(in zone: Zone, around today: CivilDate) -> NewClinic {
        var clinic = NewClinic(name: name, zone: zone)
        clinic.postalAddress = "1200 Lakeview Terrace, Chicago, IL 60600"
        clinic.phone = "(312) 555-0100"
        let opens = ClockTime(minutes: 8 * 60)
        let long = OpeningHours(from: opens, to: ClockTime(minutes: 17 * 60 + 30))
        clinic.hours = [nil, long, long, long, long, OpeningHours(from: opens, to: ClockTime(minutes: 14 * 60)), nil]
        clinic.closedDays = (today.year - 2...today.year + 1).flatMap(holidays)
        return clinic
    }

    private static func holidays(of year: Int) -> [NewClinic.ClosedDay] {
        let fixed = [(1, 1, "New Year's Day"), (7, 4, "Independence Day"), (12, 25, "Christmas Day")]
        let days = fixed.compactMap { month, day, name in
            CivilDate(year: year, month: month, day: day).map { NewClinic.ClosedDay($0, name) }
        }
        guard let november = CivilDate(year: year, month: 11, day: 1) else { return days }
        // The fourth Thursday.
        let thanksgiving = november.adding(days: (11 - november.weekday) % 7 + 21)
        return days + [NewClinic.ClosedDay(thanksgiving, "Thanksgiving")]
    }
}
