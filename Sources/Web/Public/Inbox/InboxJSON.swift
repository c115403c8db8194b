import Campaigns
import Storage

/// The inbox as programs read it.
enum InboxJSON {
    /// `GET /m/TOKEN/messages.json`, `?after=` the `next` of the page before
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try InboxDoor.openForProgram(request, call) { door in
            let place = try place(request)
            let page = try door.store.page(of: door.contact, in: door.clinic, from: place, at: call.now)
            let body = JSON.object([
                "items": .array(page.messages.map { item($0, door) }), "next": .text(page.next?.description),
                "unread": .integer(Int64(page.unread)),
            ])
            return Response(headers: [("Content-Type", "application/json")], body: body.bytes)
        }
    }

    private static func place(_ request: Request) throws -> InboxPlace? {
        do {
            return try Inbox.place(request)
        } catch {
            throw APIProblem(status: 422, title: "after is no place of this inbox.")
        }
    }

    private static func item(_ message: InboxMessage, _ door: InboxDoor) -> JSON {
        let text = InboxText(message.message, door)
        return .object([
            "id": .id(message.id), "subject": .string(message.message.subject), "text": .string(message.message.text),
            "language": .string(message.language),
            "links": .array(
                text.labelledLinks.map { .object(["label": .string($0.label), "url": .string($0.url)]) }),
            "arrivedAt": .string(message.arrivedAt.rfc3339), "readAt": .text(message.readAt?.rfc3339),
        ])
    }
}
