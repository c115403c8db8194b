import Campaigns
import Storage

/// What people wrote back that a person has to read.
enum Replies {
    /// More than a desk reads in a day; the newest stand first.
    private static let most = 50

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let isDone = request.query["show"] == "done"
        let messages = try ReplyStore(visit.db)
            .messages(done: isDone, in: visit.clinicID, at: visit.now, limit: most + 1)
        return try RepliesPage(
            visit: visit, messages: Array(messages.prefix(most)), isDone: isDone, isCut: messages.count > most
        ).respond()
    }

    static func finish(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let id: ID<InboundMessage> = try request.id("id")
        guard try ReplyStore(visit.db).finish(id, in: visit.clinicID, by: visit.staff.id, at: visit.now) else {
            throw HTTPRefusal.notFound
        }
        return try visit.redirect(
            to: Path.replies,
            notice: Notice(
                "Done.", "The message no longer waits for anybody.",
                undo: Notice.Undo(path: Path.reopen(id), label: "Undo")))
    }

    static func reopen(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let isKnown = try ReplyStore(visit.db)
            .reopen(request.id("id"), in: visit.clinicID, by: visit.staff.id, at: visit.now)
        guard isKnown else { throw HTTPRefusal.notFound }
        return try visit.redirect(to: Path.replies, notice: Notice("The message waits again."))
    }
}
