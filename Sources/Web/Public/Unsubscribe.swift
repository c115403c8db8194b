import Campaigns
import Markup
import Storage
import Tokens

/// The page on which somebody stops a clinic's offers. Looking at it changes nothing, since scanners look at every link.
enum Unsubscribe {
    /// `GET /p/u/TOKEN`
    static func show(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { asked in
            let page = call.page("public/unsubscribe.html")
            page.text(
                "text",
                "\(asked.addressee.clinicName) will no longer send offers and news to this address. Reminders of your "
                    + "visits still come.")
            page.attribute("form", "action", request.path)
            return try PublicPage.respond(page, title: "Stop these messages?", by: asked.sender, call)
        }
    }

    /// `POST /p/u/TOKEN`, from the page or by one click of a mail program (RFC 8058). What the body says does not matter:
    /// the token is the whole request.
    static func act(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { asked in
            try UnsubscribeStore(call.db).unsubscribe(asked.addressee, in: asked.clinic, at: call.now)
            let page = call.page("public/unsubscribed.html")
            page.text(
                "text",
                "\(asked.addressee.clinicName) sends no more offers and news to this address. If you change your mind, "
                    + "tell the front desk.")
            return try PublicPage.respond(page, title: "Done", by: asked.sender, call)
        }
    }

    private struct Asked {
        let clinic: ID<Clinic>
        let addressee: UnsubscribeStore.Addressee

        var sender: PublicPage.Sender {
            PublicPage.Sender(name: addressee.clinicName, address: addressee.clinicAddress)
        }
    }

    private static func answer(_ request: Request, _ call: Call, _ respond: (Asked) throws -> Response) throws
        -> Response
    {
        let token = try PublicPage.token(request)
        switch PublicPage.links(call).readUnsubscribe(token, now: call.now.seconds) {
        case .refused: return try PublicPage.gone(call)
        case .expired: return try PublicPage.gone(call, status: 410)
        case .valid(let subject):
            let clinic = ID<Clinic>(subject.clinic)
            guard let addressee = try UnsubscribeStore(call.db).addressee(of: ID(subject.send), in: clinic) else {
                return try PublicPage.gone(call)
            }
            return try respond(Asked(clinic: clinic, addressee: addressee))
        }
    }
}
