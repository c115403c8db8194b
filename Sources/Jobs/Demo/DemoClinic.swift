import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// A clinic to look at: Lakeview Orthodontics in Chicago, whose people are all invented.
public struct DemoClinic {
    static let name = "Lakeview Orthodontics"
    static let historyDays = 730
    private static let patients = 1_000
    private static let seed: UInt64 = 2_417

    private let db: Database
    private let context: (Clinic, Instant) -> IntakeContext
    private let workplace: (Instant, [Channel: any Courier]) -> Workplace

    /// - Parameters:
    ///   - context: how what comes for a clinic at a time is read.
    ///   - workplace: where a tick of such a time works, with these couriers.
    public init(
        _ db: Database, context: @escaping (Clinic, Instant) -> IntakeContext,
        workplace: @escaping (Instant, [Channel: any Courier]) -> Workplace
    ) {
        self.db = db
        self.context = context
        self.workplace = workplace
    }

    /// Makes the clinic, its people, their two years, its campaigns, and who signs in: all of it or nothing. Then lives
    /// its last weeks; ended before, the clinic has lived fewer.
    ///
    /// - Parameter weeks: how long its campaigns have been at work; 0 for a clinic that begins today.
    /// - Returns: what to tell whoever asked, line by line.
    public func make(weeks: Int, at now: Instant) throws -> [String] {
        guard try ClinicStore(db).ids(named: Self.name).isEmpty else {
            return ["The demo clinic, \(Self.name), is there already."]
        }
        guard let zone = Zone("America/Chicago") else { preconditionFailure("tzdata lacks Chicago") }
        let plan = Self.clinic(in: zone, around: zone.civil(at: now).date)
        let lines = DemoLines(plan, patients: Self.patients, seed: Self.seed, at: now)
        let began = zone.instant(of: zone.civil(at: now).date.adding(days: -7 * weeks).at(ClockTime(minutes: 6 * 60)))
        let start = weeks > 0 ? began : now
        let (clinic, manager, deeds) = try db.transaction {
            let clinic = try found(plan, lines.lines(at: start), at: start)
            let manager = try DemoStaff(db).add(to: clinic.id, at: start)
            let campaigns = DemoCampaigns(db: db, clinic: clinic.id, author: .staff(manager))
            try campaigns.makeSegments(at: start)
            let made = try campaigns.make(at: start)
            return (clinic, manager, campaigns.deeds(made, in: zone, from: start, to: now))
        }
        try DemoLife(clinic: clinic, manager: manager, context: context, workplace: workplace)
            .live(lines.tellings(after: start), deeds: deeds, seed: Self.seed, from: start, to: now)
        return DemoStaff.lines(clinic: Self.name)
    }

    private func found(_ plan: NewClinic, _ lines: [JSON], at now: Instant) throws -> Clinic {
        let store = ClinicStore(db)
        guard let clinic = try store.clinic(try store.add(plan, at: now)) else {
            preconditionFailure("a clinic just made is gone")
        }
        let context = context(clinic, now)
        let intake = BulkIntake(db, revisions: RevisionStore(db))
        for line in lines {
            let saved = try intake.save(IntakeLine(json: line, context: context), in: clinic, at: now)
            precondition(saved == .made, "the demo clinic does not take in \(line): \(saved)")
        }
        return clinic
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
