import Campaigns
import CivilTime
import MariaDB
import Tokens

/// The short links to inboxes, by the hashes of their codes.
public struct InboxLinkStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Keeps a new code's link, in the transaction at hand.
    public func keep(_ code: SecretToken, to contact: ID<Contact>, in clinic: ID<Clinic>, until end: Instant) throws {
        _ = try db.run(
            InboxSQL.keepLink.rawValue, [.bytes(code.hash), .id(clinic), .id(contact), .instant(end)])
    }

    /// nil for a code that was never given out, or has been forgotten.
    public func link(_ code: SecretToken, at now: Instant) throws -> InboxLink.Reading? {
        try db.row(InboxSQL.link.rawValue, [.bytes(code.hash)]).map { row in
            let link = InboxLink(clinic: row.int("clinic_id"), contact: row.int("contact_id"))
            return now < row.instant("expires_at") ? .valid(link) : .expired
        }
    }

    /// Forgets up to `limit` codes that ended before a time.
    ///
    /// - Returns: how many.
    public func sweep(endedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(InboxSQL.sweepLinks.rawValue, [.instant(time), .number(limit)]).rows
    }
}
