import Markup
import PhoneNumbers
import Storage
import Tokens

/// What the pages behind patients' links have in common.
enum PublicPage {
    static func links(_ call: Call) -> PublicLinks { PublicLinks(base: call.settings.publicURL, keys: call.keys) }

    /// The token of the path.
    static func token(_ request: Request) throws -> String { try request.word("token") }

    /// A link that leads nowhere: mistyped, forged, or (410) too old. Nobody knows whose it was: the browser says what its
    /// owner reads.
    static func gone(_ call: Call, status: Int = 404) throws -> Response {
        let words = PublicWords(language: SpokenLanguage.best(call.acceptLanguage, of: PublicWords.languages))
        let page = call.page("public/gone.html")
        page.text("title", words.goneTitle)
        page.text("text", words.goneText)
        let frame = PlainFrame(title: words.goneTitle, language: words.language, status: status)
        return try call.templates.respond(page, in: frame)
    }

    /// A clinic's number as its patients dial it.
    static func phone(_ number: String, in region: String) -> String {
        PhoneNumber.local(number, region: region) ?? number
    }

    /// The clinic that wrote.
    struct Sender {
        let name: String
        /// May have several lines, or be empty.
        let address: String
    }

    /// Under the clinic's own name.
    ///
    /// - Parameter language: that the page speaks.
    static func respond(
        _ page: Page, title: String, by sender: Sender, language: String = "en", scripts: [String] = [],
        status: Int = 200, _ call: Call
    ) throws -> Response {
        let lines = [sender.name] + sender.address.split(whereSeparator: \.isNewline).map(String.init)
        let foot = lines.joined(separator: " · ")
        let frame = PlainFrame(
            title: title, language: language, brand: sender.name, foot: foot, scripts: scripts, status: status)
        return try call.templates.respond(page, in: frame)
    }
}
