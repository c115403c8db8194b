import Campaigns
import Storage
import Tokens

/// The inbox that a link opens.
struct InboxDoor {
    let clinic: ID<Clinic>
    let contact: ID<Contact>
    let owner: InboxStore.Owner
    /// As it stands in the inbox's addresses.
    let token: String
    let call: Call

    var store: InboxStore { InboxStore(call.db) }
    var words: InboxWords { InboxWords(language: owner.language) }
    var path: String { "/m/" + token }

    func path(of message: ID<Send>) -> String { "\(path)/\(message)" }

    /// Answers with what stands behind the link, or that it leads nowhere.
    static func open(_ request: Request, _ call: Call, _ respond: (InboxDoor) throws -> Response) throws -> Response {
        switch try find(PublicPage.token(request), call) {
        case .found(let door): return try respond(door)
        case .ended: return try PublicPage.gone(call, status: 410)
        case .nowhere: return try PublicPage.gone(call)
        }
    }

    /// The same for programs, which read a problem (RFC 9457).
    static func openForProgram(_ request: Request, _ call: Call, _ respond: (InboxDoor) throws -> Response) throws
        -> Response
    {
        switch try find(PublicPage.token(request), call) {
        case .found(let door): return try respond(door)
        case .ended: throw APIProblem(status: 410, title: "This link has ended.")
        case .nowhere: throw APIProblem(status: 404, title: "This link leads nowhere.")
        }
    }

    private enum Found {
        case found(InboxDoor)
        case ended, nowhere
    }

    private static func find(_ token: String, _ call: Call) throws -> Found {
        var reading = PublicPage.links(call).readInbox(token, now: call.now.seconds)
        if case .short(let code) = reading {
            reading = try InboxLinkStore(call.db).link(code, at: call.now) ?? .refused
        }
        switch reading {
        case .refused, .short: return .nowhere
        case .expired: return .ended
        case .valid(let link):
            let (clinic, contact) = (ID<Clinic>(link.clinic), ID<Contact>(link.contact))
            guard let owner = try InboxStore(call.db).owner(contact, in: clinic) else { return .nowhere }
            return .found(InboxDoor(clinic: clinic, contact: contact, owner: owner, token: token, call: call))
        }
    }
}
