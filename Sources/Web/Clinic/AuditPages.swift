import Campaigns
import CivilTime
import Markup
import Storage

/// Who did what, and when; filters stand in the address.
enum AuditPages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let query = AuditQuery(request.query)
        let log = AuditLog(visit.db, in: visit.clinicID)
        let found = try log.page(query.filter(in: visit.zone), after: query.after)
        let page = visit.page("clinic/audit.html")
        try fillFilters(page, query, log)
        page.keep("table", if: !found.deeds.isEmpty)
        page.keep("nothing", if: found.deeds.isEmpty)
        page.text(
            "nothing-text",
            !query.isFiltered
                ? "Whatever staff and programs change stands here: what, who and when."
                : found.next == nil
                    ? "Nobody did anything of that kind then."
                    : "None of those that were looked through fits; look further back.")
        page.each("deed", found.deeds) { row, deed in
            let words = DeedWords(deed)
            row.text("who", DeedWords.who(deed))
            row.text("what", words.text)
            row.attribute("what", "href", words.path)
            row.keep("details", if: !words.details.isEmpty)
            row.text("details", words.details)
            visit.times.fill(row, "when", deed.at)
        }
        page.keep("pager", if: found.next != nil || query.after != nil)
        page.keep("to-newest", if: query.after != nil)
        page.attribute("to-newest", "href", query.path())
        page.keep("earlier", if: found.next != nil)
        page.attribute("earlier", "href", found.next.map { query.path(after: $0) })
        return try visit.respond(page, tab: .audit)
    }

    private static func fillFilters(_ page: Page, _ query: AuditQuery, _ log: AuditLog) throws {
        page.attribute("form", "action", Path.audit)
        let authors = try log.authors()
        let who =
            [("", "Everybody")] + authors.staff.map { ("staff-\($0.0)", $0.1) }
            + authors.keys.map { ("key-\($0.0)", "\($0.1) (API key)") }
        fill(page, "who-choice", who, chosen: query.whoText)
        let what = [("", "Everything")] + Deed.Noun.allCases.map { ($0.rawValue, DeedWords.title($0.rawValue)) }
        fill(page, "what-choice", what, chosen: query.noun?.rawValue)
        page.attribute("from", "value", query.from?.text ?? "")
        page.attribute("until", "value", query.to?.text ?? "")
        page.keep("filtered", if: query.isFiltered)
        page.attribute("clear", "href", Path.audit)
    }

    private static func fill(_ page: Page, _ slot: String, _ choices: [(String, String)], chosen: String?) {
        page.each(slot, choices) { row, choice in
            row.text(slot, choice.1)
            row.attribute(slot, "value", choice.0)
            row.attribute(slot, "selected", choice.0 == chosen ?? "" ? "selected" : nil)
        }
    }
}

/// What the address of the log asks for. A word that means nothing asks for nothing.
struct AuditQuery {
    let staff: ID<Staff>?
    let key: ID<APIKey>?
    let noun: Deed.Noun?
    let from: CivilDate?
    let to: CivilDate?
    let after: AuditLog.Cursor?

    init(_ query: Fields) {
        let who = query["who"] ?? ""
        staff = who.hasPrefix("staff-") ? ID(text: String(who.dropFirst(6))) : nil
        key = who.hasPrefix("key-") ? ID(text: String(who.dropFirst(4))) : nil
        noun = query["what"].flatMap { Deed.Noun(rawValue: $0) }
        let days = SendsQuery(query)
        (from, to) = (days.from, days.to)
        after = query["after"].flatMap { AuditLog.Cursor(text: $0) }
    }

    var whoText: String? { staff.map { "staff-\($0)" } ?? key.map { "key-\($0)" } }

    var isFiltered: Bool { staff != nil || key != nil || noun != nil || from != nil || to != nil }

    func filter(in zone: Zone) -> AuditLog.Filter {
        func start(of day: CivilDate) -> Instant { zone.instant(of: day.at(ClockTime(minutes: 0))) }
        var filter = AuditLog.Filter()
        (filter.staff, filter.apiKey, filter.noun) = (staff, key, noun)
        filter.from = from.map(start)
        filter.to = to.map { start(of: $0.adding(days: 1)) }
        return filter
    }

    func path(after: AuditLog.Cursor? = nil) -> String {
        Path.with(
            Path.audit,
            [
                ("who", whoText ?? ""), ("what", noun?.rawValue ?? ""), ("from", from?.text ?? ""),
                ("to", to?.text ?? ""), ("after", after?.text ?? ""),
            ])
    }
}
