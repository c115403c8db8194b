import Campaigns
import Storage

/// What waits for a person: patients who asked for another time, families who gave a low score, and messages that failed.
enum Attention {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let query = AttentionQuery(request.query)
        let requests = try RescheduleRequests(visit.db).waiting(in: visit.clinicID, limit: most + 1)
        let list = AttentionList(visit.db, in: visit.clinicID)
        let failed = FailedSheet(
            visit: visit, query: query, kinds: try list.kinds(),
            stretch: try list.page(of: query.kind, after: query.after))
        return try AttentionPage(
            visit: visit, requests: Array(requests.prefix(most)), isCut: requests.count > most,
            lowScores: LowScoreItems.load(visit), failed: failed
        ).respond()
    }

    /// More than a desk sees to in a day; those who wait longest stand first.
    private static let most = 100

    static func finish(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let isKnown = try RescheduleRequests(visit.db)
            .finish(request.id("id"), in: visit.clinicID, by: visit.staff.id, at: visit.now)
        guard isKnown else { throw HTTPRefusal.notFound }
        return try visit.redirect(
            to: Path.attention, notice: Notice("Done.", "The request no longer waits for anybody."))
    }
}
