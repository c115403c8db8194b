import Campaigns
import CivilTime
import Markup
import Storage

/// Somebody's messages, the latest first. Looking changes nothing, since scanners look at every link: a message is read
/// when its reader presses a button that says so, and each one in the list that is still new is such a button.
enum Inbox {
    /// `GET /m/TOKEN`, `?after=PLACE` for older ones
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try InboxDoor.open(request, call) { door in
            let place = try place(request)
            let inbox = try door.store.page(of: door.contact, in: door.clinic, from: place, at: call.now)
            let page = call.page("public/inbox.html")
            fillHead(page, inbox, door)
            try InboxPush.fill(page, door)
            page.keep("some", if: !inbox.messages.isEmpty)
            page.keep("none", if: inbox.messages.isEmpty)
            page.text("none-title", door.words.noneTitle)
            page.text("none-text", door.words.noneText(door.owner.clinicName))
            page.each("entry", inbox.messages) { row, message in fill(row, message, door) }
            page.keep("pager", if: place != nil || inbox.next != nil)
            page.keep("newest", if: place != nil)
            page.text("newest", door.words.newest)
            page.attribute("newest", "href", door.path)
            page.keep("older", if: inbox.next != nil)
            page.text("older", door.words.older)
            page.attribute("older", "href", "\(door.path)?after=\(inbox.next.map(\.description) ?? "")")
            return try door.respond(page, title: door.words.title, scripts: ["inbox-push"])
        }
    }

    /// `?after=`; what says no place is no page of this inbox.
    static func place(_ request: Request) throws -> InboxPlace? {
        guard let text = request.query["after"], !text.isEmpty else { return nil }
        guard let place = InboxPlace(text) else { throw HTTPRefusal.notFound }
        return place
    }

    private static func fillHead(_ page: Page, _ inbox: InboxStore.Page, _ door: InboxDoor) {
        page.text("heading", door.words.title)
        page.keep("for", if: !door.owner.firstName.isEmpty)
        page.text("for", door.words.greeting(door.owner.firstName))
        page.text("count", door.words.unread(inbox.unread))
        page.attribute("count", "data-state", inbox.unread > 0 ? "pending" : "delivered")
    }

    private static func fill(_ row: Page, _ message: InboxMessage, _ door: InboxDoor) {
        let isNew = message.readAt == nil
        let title = InboxTitle(message)
        row.keep("new", if: isNew)
        row.keep("seen", if: !isNew)
        row.attribute("open", "action", door.path(of: message.id) + "/read")
        row.attribute("seen", "href", door.path(of: message.id))
        row.text("state", isNew ? door.words.new : door.words.read)
        row.attribute("state", "data-state", isNew ? "pending" : "delivered")
        row.text("subject", title.line)
        row.attribute("subject", "lang", message.language)
        row.keep("excerpt", if: !title.excerpt.isEmpty)
        row.text("excerpt", title.excerpt)
        row.attribute("excerpt", "lang", message.language)
        door.fill(row, "arrived", message.arrivedAt)
    }
}

/// How a message is named in a list.
struct InboxTitle {
    let line: String
    /// Empty where the line says it already.
    let excerpt: String

    private static let lineLimit = 90
    private static let excerptLimit = 120

    init(_ message: InboxMessage) {
        let subject = message.message.subject
        let words = message.message.firstWords(limit: subject.isEmpty ? Self.lineLimit : Self.excerptLimit)
        (line, excerpt) = subject.isEmpty ? (words.isEmpty ? "…" : words, "") : (subject, words)
    }
}

extension InboxDoor {
    /// A time as its reader writes it, in the clinic's zone.
    func fill(_ page: Page, _ slot: String, _ instant: Instant) {
        let wording = DateWording(region: owner.region, language: owner.language)
        let local = owner.zone.civil(at: instant)
        page.text(slot, "\(wording.date(local.date)), \(wording.time(local.time))")
        page.attribute(slot, "datetime", instant.rfc3339)
    }

    func respond(_ page: Page, title: String, scripts: [String] = []) throws -> Response {
        try PublicPage.respond(
            page, title: title, by: PublicPage.Sender(name: owner.clinicName, address: owner.clinicAddress),
            language: words.language, scripts: scripts, call)
    }
}
