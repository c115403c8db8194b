import Campaigns
import CivilTime
import MariaDB
import Tokens

enum SurveyInvitationSQL: String, CaseIterable {
    /// Once per message; a second wire of it is of the same survey.
    case invite = """
        INSERT INTO survey_invitation (clinic_id, send_id, survey_id, contact_id, invited_at) VALUES (?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE invited_at = VALUES(invited_at)
        """
    case keep = "INSERT INTO survey_link (token_hash, clinic_id, send_id, ends_at) VALUES (?, ?, ?, ?)"
    /// One row: the invitation of a code.
    case find = "SELECT clinic_id, send_id, ends_at FROM survey_link WHERE token_hash = ?"
    /// Forgets links that ended before a time.
    case sweep = "DELETE FROM survey_link WHERE ends_at < ? ORDER BY ends_at LIMIT ?"
}

/// Who was invited to which survey, by which message.
public struct SurveyInvitations {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Keeps that a message invites its contact to the survey in use, in the transaction that puts it on the wire.
    ///
    /// - Returns: false where no survey is in use: there is nothing to invite to.
    public func invite(_ contact: ID<Contact>, by send: ID<Send>, in clinic: ID<Clinic>, at now: Instant) throws
        -> Bool
    {
        guard let survey = try SurveyStore(db).inUse(in: clinic) else { return false }
        _ = try db.run(
            SurveyInvitationSQL.invite.rawValue,
            [.id(clinic), .id(send), .id(survey), .id(contact), .instant(now)])
        return true
    }

    /// Keeps a new code's link, in the transaction at hand.
    public func keep(_ code: SecretToken, of send: ID<Send>, in clinic: ID<Clinic>, until end: Instant) throws {
        _ = try db.run(
            SurveyInvitationSQL.keep.rawValue, [.bytes(code.hash), .id(clinic), .id(send), .instant(end)])
    }

    /// What a code's link leads to, and when it ends.
    public struct Link: Sendable, Hashable {
        public let clinic: ID<Clinic>
        public let send: ID<Send>
        public let endsAt: Instant
    }

    /// nil for a code that was never given out, or that ended long ago.
    public func link(_ code: SecretToken) throws -> Link? {
        try db.row(SurveyInvitationSQL.find.rawValue, [.bytes(code.hash)]).map { row in
            Link(clinic: row.id("clinic_id"), send: row.id("send_id"), endsAt: row.instant("ends_at"))
        }
    }

    /// Forgets up to `limit` links that ended before a time.
    ///
    /// - Returns: how many.
    public func sweep(endedBefore time: Instant, limit: Int) throws -> Int {
        try db.run(SurveyInvitationSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }
}
