import Campaigns
import CivilTime
import MariaDB
import Tokens

/// Acts on texts that confirm a visit or ask for another time.
public struct InboundAnswers {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A reminder that is older than this is no longer answered by one letter.
    static let rememberedDays = 60

    /// What a tick did with one message.
    public struct Acted: Sendable, Hashable {
        public let message: ID<InboundMessage>
        /// Staff have to see it: nobody can tell which visit is meant, or it says more than its word.
        public let isShown: Bool
    }

    /// Acts on the next message after an id, in a transaction of its own.
    ///
    /// - Returns: nil when none waits.
    public func next(after id: ID<InboundMessage>, at now: Instant) throws -> Acted? {
        try db.transaction {
            guard let row = try db.row(InboundSQL.pending.rawValue, [.id(id)]) else { return nil }
            let message: ID<InboundMessage> = row.id("id")
            let clinic: ID<Clinic> = row.id("clinic_id")
            let visit = try act(on: row, in: clinic, at: now)
            let isShown = visit == nil || !row.bool("is_bare")
            let state = isShown ? InboundState.shown : .understood
            _ = try db.run(InboundSQL.settle.rawValue, [.choice(state), .id(visit), .id(clinic), .id(message)])
            return Acted(message: message, isShown: isShown)
        }
    }

    /// - Returns: the visit that it was about; nil where nobody can tell.
    private func act(on row: Row, in clinic: ID<Clinic>, at now: Instant) throws -> ID<Appointment>? {
        let keyword: Keyword = row.choice("means")
        let wrote = row.instant("received_at")
        let visits = try reminded(row.id("contact_point_id"), in: clinic, until: wrote)
        switch AnsweredVisit(keyword, among: visits, at: wrote) {
        case .unclear: return nil
        case .confirmedBefore(let visit): return visit.id
        case .one(let visit):
            let link = VisitLink(
                clinic: clinic.rawValue, appointment: visit.id.rawValue, startsAt: visit.startsAt.microseconds)
            return try answer(keyword, link, wish: row.bool("is_bare") ? "" : row.text("text"), at: now)
                ? visit.id : nil
        }
    }

    private func answer(_ keyword: Keyword, _ link: VisitLink, wish: String, at now: Instant) throws -> Bool {
        if keyword == .confirm { return try VisitAnswers(db).confirm(link, at: now) }
        let kept = String(String.UnicodeScalarView(wish.unicodeScalars.prefix(VisitAnswers.wishLimit)))
        return try VisitAnswers(db).askForAnotherTime(link, wish: kept, at: now)
    }

    private func reminded(_ point: ID<ContactPoint>, in clinic: ID<Clinic>, until wrote: Instant) throws
        -> [RemindedVisit]
    {
        let since = wrote.adding(hours: -24 * Self.rememberedDays)
        return try db.rows(
            InboundSQL.reminded.rawValue, [.id(clinic), .id(point), .instant(since), .instant(wrote)]
        ).map { row in
            let remindedAt = row.instant("reminded_at")
            let changedAt = row.optionalInstant("changed_at")
            return RemindedVisit(
                id: row.id("id"), startsAt: row.instant("starts_at"), status: row.choice("status"),
                remindedAt: remindedAt, isChanged: changedAt.map { $0 > remindedAt } ?? false)
        }
    }
}
