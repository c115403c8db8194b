import Campaigns
import CivilTime
import MariaDB

enum ParkSQL: String, CaseIterable {
    /// One row per running campaign whose parked sends wait to be given back.
    case campaigns = """
        SELECT id, clinic_id, unpark_at FROM campaign WHERE unpark_at IS NOT NULL AND status = 'ACTIVE' ORDER BY unpark_at
        """
    case campaignDone = "UPDATE campaign SET unpark_at = NULL WHERE clinic_id = ? AND id = ? AND unpark_at = ?"
    /// One row per clinic, no longer held, whose parked sends wait to be given back.
    case clinics = "SELECT id, unpark_at FROM clinic WHERE unpark_at IS NOT NULL AND held_at IS NULL"
    /// One row: whether a provider is stopped, held still until the transaction ends; none while nothing was wrong yet.
    case providerUnderShare = "SELECT state FROM provider_state WHERE provider = ? LOCK IN SHARE MODE"
    case clinicDone = "UPDATE clinic SET unpark_at = NULL WHERE id = ? AND unpark_at = ?"
}

/// Gives parked sends back once what parked them no longer holds (delivery.md 2).
public struct ParkStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Parks claimed sends of a provider that is stopped. One that somebody has started since gives back what it parked,
    /// once: what is parked after that would stay so for ever.
    ///
    /// - Returns: false where it is stopped no more; then they are back in the queue.
    public func park(_ sends: [ClaimedSend], of provider: String, token: ClaimToken, at now: Instant) throws -> Bool {
        try db.transaction {
            let row = try db.row(ParkSQL.providerUnderShare.rawValue, [.text(provider)])
            guard row?.optionalText("state") == "stopped" else {
                try SendStore(db).release(sends, token: token, at: now)
                return false
            }
            var placings = Placings(now: now)
            for send in sends { placings.park(send, .providerStopped) }
            try placings.write(token: token, db: db)
            return true
        }
    }

    /// Gives back a batch for each campaign that runs again and each clinic that is no longer held.
    ///
    /// - Returns: how many sends.
    public func giveBack(at now: Instant, limit: Int) throws -> Int {
        var count = 0
        for row in try db.rows(ParkSQL.campaigns.rawValue) {
            let key: [Value] = [.id(row.id("clinic_id") as ID<Clinic>), .id(row.id("id") as ID<Campaign>)]
            let given = try giveBack(.parkedByCampaign, key, countsAsHeld: false, at: now, limit: limit)
            if given == 0 {
                _ = try db.run(ParkSQL.campaignDone.rawValue, key + [.instant(row.instant("unpark_at"))])
            }
            count += given
        }
        for row in try db.rows(ParkSQL.clinics.rawValue) {
            let key: [Value] = [.id(row.id("id") as ID<Clinic>)]
            let given = try giveBack(.parkedByClinic, key, countsAsHeld: true, at: now, limit: limit)
            if given == 0 {
                _ = try db.run(ParkSQL.clinicDone.rawValue, key + [.instant(row.instant("unpark_at"))])
            }
            count += given
        }
        return count
    }

    /// Gives back a batch of what a provider's stop parked.
    public func giveBack(_ channel: Channel, at now: Instant, limit: Int) throws -> Int {
        try giveBack(.parkedByProvider, [.choice(channel)], countsAsHeld: true, at: now, limit: limit)
    }

    /// A pause is the clinic's will and does not count as a hold; the stop of a provider or clinic does (rules.md 3.2).
    private func giveBack(
        _ statement: SendSQL, _ key: [Value], countsAsHeld: Bool, at now: Instant, limit: Int
    ) throws -> Int {
        try db.transaction {
            let rows = try db.rows(statement.rawValue, key + [.number(limit)])
            for row in rows {
                let parkedAt = row.optionalInstant("parked_at") ?? now
                let held = countsAsHeld ? max(0, now.seconds(since: parkedAt)) : 0
                _ = try db.run(
                    SendSQL.unpark.rawValue,
                    [.instant(now), .number(Int(held)), .instant(now), .id(row.id("id") as ID<Send>)])
            }
            return rows.count
        }
    }
}
