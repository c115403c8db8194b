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
            let words = asked.words
            page.text("title", words.stopTitle)
            page.text("text", words.stopText(asked.addressee.clinicName))
            page.text("stop", words.stopButton)
            page.attribute("form", "action", request.path)
            fillPreferences(page, asked, call)
            return try PublicPage.respond(
                page, title: words.stopTitle, by: asked.sender, language: words.language, call)
        }
    }

    /// `POST /p/u/TOKEN`, from the page or by one click of a mail program (RFC 8058). What the body says does not matter:
    /// the token is the whole request.
    static func act(_ request: Request, _ call: Call) throws -> Response {
        try answer(request, call) { asked in
            try UnsubscribeStore(call.db).unsubscribe(asked.addressee, in: asked.clinic, at: call.now)
            let page = call.page("public/unsubscribed.html")
            let words = asked.words
            page.text("title", words.stopped)
            page.text("text", words.stoppedText(asked.addressee.clinicName))
            fillPreferences(page, asked, call)
            return try PublicPage.respond(page, title: words.stopped, by: asked.sender, language: words.language, call)
        }
    }

    /// The way to the page of all that this person gets.
    private static func fillPreferences(_ page: Page, _ asked: Asked, _ call: Call) {
        let address = PublicPage.links(call).preferences(
            send: asked.send.rawValue, clinic: asked.clinic.rawValue, now: call.now.seconds)
        page.text("preferences", asked.words.chooseInstead)
        page.attribute("preferences", "href", address)
    }

    private struct Asked {
        let clinic: ID<Clinic>
        let send: ID<Send>
        let addressee: UnsubscribeStore.Addressee

        var words: PublicWords { PublicWords(language: addressee.language) }

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
            let send = ID<Send>(subject.send)
            guard let addressee = try UnsubscribeStore(call.db).addressee(of: send, in: clinic) else {
                return try PublicPage.gone(call)
            }
            return try respond(Asked(clinic: clinic, send: send, addressee: addressee))
        }
    }
}
