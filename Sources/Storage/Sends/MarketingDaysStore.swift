import Campaigns
import CivilTime
import MariaDB

extension FrequencyCap {
    /// A message is due at most so long after its planned time: a week held by the cap, a fortnight by its window.
    private static let longestDelayDays = 7 + 14 + 1

    /// The planned time since which messages may count at `now`.
    func countsPlanned(since now: Instant) -> Instant { now.adding(hours: -24 * (days + Self.longestDelayDays)) }
}

/// What counts for the frequency cap already, for whoever asks the verdict before there is a send.
public struct MarketingDaysStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The clinic's dates of the patient's counted marketing messages.
    public func days(of patient: ID<Patient>, in clinic: Clinic, at now: Instant) throws -> [CivilDate] {
        try MarketingDays<Patient>(.patientMarketing, of: [patient], clinic, now, db).days(of: patient)
    }

    /// Those of each address.
    public func days(of points: Set<ID<ContactPoint>>, in clinic: Clinic, at now: Instant) throws
        -> [ID<ContactPoint>: [CivilDate]]
    {
        let days = try MarketingDays<ContactPoint>(.pointMarketing, of: points, clinic, now, db)
        return Dictionary(uniqueKeysWithValues: points.map { ($0, days.days(of: $0)) })
    }
}
