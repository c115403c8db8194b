import Campaigns
import Storage
import Tokens

/// The way from a link in a message to the address that it was stored for, and nowhere else.
enum ClickRedirect {
    /// `GET /p/c/TOKEN`
    static func follow(_ request: Request, _ call: Call) throws -> Response {
        let token = try PublicPage.token(request)
        switch PublicPage.links(call).readClick(token, now: call.now.seconds) {
        case .refused: return try PublicPage.gone(call)
        case .expired: return try PublicPage.gone(call, status: 410)
        case .valid(let subject):
            guard let link = subject.link.map({ ID<TrackedLink>($0) }) else { return try PublicPage.gone(call) }
            return try follow(link, of: ID(subject.send), in: ID(subject.clinic), request, call)
        }
    }

    private static func follow(
        _ link: ID<TrackedLink>, of send: ID<Send>, in clinic: ID<Clinic>, _ request: Request, _ call: Call
    ) throws -> Response {
        let store = TrackingStore(call.db)
        guard let target = try store.target(link, of: send, in: clinic) else { return try PublicPage.gone(call) }
        let hit = Hit(kind: .click, send: send, link: link, isMachine: MachineHit.isShown(by: request))
        try store.record(hit, in: clinic, at: call.now)
        return Response(status: 302, headers: [("Location", headerText(target))])
    }

    /// As it may stand in a header: what is no visible ASCII is percent-encoded.
    private static func headerText(_ address: String) -> String {
        address.utf8.map { byte in
            (0x21...0x7E).contains(byte)
                ? String(Unicode.Scalar(byte)) : PercentCoding.encode(byte: byte)
        }.joined()
    }
}
