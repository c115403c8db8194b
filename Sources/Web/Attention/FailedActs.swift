import Campaigns
import CivilTime
import Markup
import Storage

/// What is done about messages that failed: sent again, which asks first, or put aside.
enum FailedActs {
    /// The value of a button that means those that were ticked.
    private static let chosen = "chosen"

    /// Of the list's one form: a row's own buttons, or those below for the ticked ones.
    static func act(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ["again", "dismiss", "kind"], lists: ["send"])
        let list = AttentionQuery.path(AttentionKind(rawValue: form["kind"]))
        let isAgain = !form["again"].isEmpty
        let ids = ids(isAgain ? form["again"] : form["dismiss"], form.list("send"))
        guard !ids.isEmpty else {
            return try visit.redirect(
                to: list, notice: Notice("Nothing was chosen.", "Tick at least one message first.", tone: .warn))
        }
        if isAgain { return .redirect(to: Path.failedAgain(ids)) }
        let count = try AttentionDesk(visit.db, in: visit.clinicID).dismiss(ids, by: visit.staff.id, at: visit.now)
        return try visit.redirect(to: list, notice: dismissed(count, visit))
    }

    private static func dismissed(_ count: Int, _ visit: Visit) -> Notice {
        guard count > 0 else { return Notice("Nothing was put aside.", "Somebody has seen to it before.", tone: .warn) }
        return Notice(
            "\(Numbers.count(count, "message is", "messages are")) put aside.", "Nothing more is asked about them.",
            undo: Notice.Undo(path: Path.takeBack(visit.now), label: "Undo"))
    }

    private static func ids(_ button: String, _ ticked: [String]) -> [ID<Send>] {
        var ids: [ID<Send>] = []
        for id in (button == chosen ? ticked : [button]).compactMap({ ID<Send>(text: $0) }) where !ids.contains(id) {
            ids.append(id)
        }
        return Array(ids.prefix(AttentionDesk.most))
    }

    /// Puts back what was put aside just now.
    static func takeBack(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        guard let time = Int64(try request.word("time")), (0...LatestTime.microseconds).contains(time) else {
            throw HTTPRefusal.notFound
        }
        let count = try AttentionDesk(visit.db, in: visit.clinicID).takeBack(
            dismissedAt: Instant(microseconds: time), by: visit.staff.id, at: visit.now)
        return try visit.redirect(
            to: Path.attention,
            notice: count > 0
                ? Notice("\(Numbers.count(count, "message waits", "messages wait")) again.")
                : Notice("There was nothing to take back.", tone: .warn))
    }

    /// Asks, with the number, before messages leave once more.
    static func askAgain(_ request: Request, _ visit: Visit) throws -> Response {
        let desk = AttentionDesk(visit.db, in: visit.clinicID)
        let kind = request.query["kind"].flatMap { AttentionKind(rawValue: $0) }
        let found =
            try kind.map { try desk.chosen(of: $0, until: visit.now) }
            ?? desk.chosen(ids(chosen, request.query.values("send")))
        guard !found.isEmpty else {
            return try visit.redirect(
                to: AttentionQuery.path(kind),
                notice: Notice("Nothing waits to be sent again.", "Somebody has seen to it before.", tone: .warn))
        }
        let page = visit.page("attention/again.html")
        let shown = found.prefix(AttentionDesk.most)
        let count = Numbers.count(shown.count, "message", "messages")
        page.text("title", "Send \(count) again?")
        page.each("fact", facts(found)) { row, fact in row.text("fact", fact) }
        visit.fill(of: page, postingTo: Path.failedAgain)
        page.attribute("kind", "value", kind?.rawValue ?? "")
        page.each("send", kind == nil ? shown.map(\.id) : []) { row, id in
            row.attribute("send", "value", id.description)
        }
        page.attribute("until", "value", String(visit.now.microseconds))
        page.text("submit", "Send \(count) again")
        page.attribute("cancel", "href", AttentionQuery.path(kind))
        return try visit.respond(page, in: frame("Send again"))
    }

    static func frame(_ title: String, status: Int = 200) -> Frame {
        Frame(
            title: title, crumbs: [Crumb(Noun.attention.name, Path.attention)], noun: .attention, status: status)
    }

    private static func facts(_ found: [AttentionDesk.Chosen]) -> [String] {
        let shown = found.prefix(AttentionDesk.most)
        var facts = [
            "Each leaves with the next minutes, if everything still allows it; the failed one stays as it was."
        ]
        if found.count > shown.count {
            facts.insert("More have failed so: these are the latest \(shown.count), the others can follow.", at: 0)
        }
        let unsure = shown.count { $0.kind == .ambiguous }
        if unsure > 0 {
            let those = unsure == shown.count ? "They" : "\(Numbers.grouped(unsure)) of them"
            facts.append("\(those) may have arrived the first time, and then arrive twice.")
        }
        if shown.contains(where: { $0.kind.isAboutAddress }) {
            facts.append(
                "Each goes to the address that stands now. What goes to one that is still closed is skipped: correct it first."
            )
        }
        return facts
    }

    static func again(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ["kind", "until"], lists: ["send"])
        let desk = AttentionDesk(visit.db, in: visit.clinicID)
        let kind = AttentionKind(rawValue: form["kind"])
        var found: [AttentionDesk.Chosen] = []
        if let kind {
            guard let time = Int64(form["until"]), (0...LatestTime.microseconds).contains(time) else {
                throw HTTPRefusal.badRequest("The time of the question is missing. Nothing was sent.")
            }
            // What failed since the question was asked is none of its number.
            found = try desk.chosen(of: kind, until: Instant(microseconds: time))
        } else {
            found = try desk.chosen(ids(chosen, form.list("send")))
        }
        let retried = try desk.retry(found.prefix(AttentionDesk.most), by: visit.author, at: visit.now)
        return try visit.redirect(to: AttentionQuery.path(kind), notice: notice(retried))
    }

    private static func notice(_ retried: AttentionDesk.Retried) -> Notice {
        var rest: [String] = []
        if retried.settled > 0 {
            rest.append("\(Numbers.count(retried.settled, "was", "were")) sent again already.")
        }
        if retried.overtaken > 0 {
            rest.append(
                "\(Numbers.count(retried.overtaken, "stays here: its", "stay here: their")) campaign is over, or the visit has been moved since."
            )
        }
        let text = rest.joined(separator: " ")
        guard retried.made > 0 else { return Notice("Nothing was sent again.", text, tone: .warn) }
        return Notice("\(Numbers.count(retried.made, "message is", "messages are")) planned once more.", text)
    }
}

/// The last time that a form may name.
enum LatestTime {
    static let microseconds: Int64 = 253_402_300_799_000_000
}
