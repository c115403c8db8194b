import Campaigns
import Markup
import Storage
import Tokens

/// One message of an inbox, and the button that says it was read.
enum InboxReading {
    /// `GET /m/TOKEN/MESSAGE`
    static func show(_ request: Request, _ call: Call) throws -> Response {
        let id: ID<Send> = try request.id("message")
        return try InboxDoor.open(request, call) { door in
            guard let message = try door.store.message(id, of: door.contact, in: door.clinic) else {
                return try PublicPage.gone(call)
            }
            let page = call.page("public/inbox-message.html")
            fill(page, message, door)
            return try door.respond(page, title: heading(message, door))
        }
    }

    /// `POST /m/TOKEN/MESSAGE/read`: the token is the whole request.
    static func act(_ request: Request, _ call: Call) throws -> Response {
        let id: ID<Send> = try request.id("message")
        return try InboxDoor.open(request, call) { door in
            guard try door.store.read(id, of: door.contact, in: door.clinic, at: call.now) else {
                return try PublicPage.gone(call)
            }
            return .redirect(to: door.path(of: id))
        }
    }

    private static func heading(_ message: InboxMessage, _ door: InboxDoor) -> String {
        message.message.subject.isEmpty ? door.words.from(door.owner.clinicName) : message.message.subject
    }

    private static func fill(_ page: Page, _ message: InboxMessage, _ door: InboxDoor) {
        let isNew = message.readAt == nil
        page.text("back", door.words.all)
        page.attribute("back", "href", door.path)
        page.text("heading", heading(message, door))
        page.attribute("heading", "lang", message.language)
        page.text("state", isNew ? door.words.new : door.words.read)
        page.attribute("state", "data-state", isNew ? "pending" : "delivered")
        door.fill(page, "arrived", message.arrivedAt)
        page.attribute("text", "lang", message.language)
        page.insert("text", InboxText(message.message, door).page())
        page.keep("unread", if: isNew)
        page.attribute("unread", "action", door.path(of: message.id) + "/read")
        page.text("mark-read", door.words.markRead)
    }
}
