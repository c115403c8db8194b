import Markup
import Storage
import Tokens

/// What the pages behind patients' links have in common.
enum PublicPage {
    static func links(_ call: Call) -> PublicLinks { PublicLinks(base: call.settings.publicURL, keys: call.keys) }

    /// The token of the path.
    static func token(_ request: Request) throws -> String { try request.word("token") }

    /// A link that leads nowhere: mistyped, forged, or (410) too old.
    static func gone(_ call: Call, status: Int = 404) throws -> Response {
        let frame = PlainFrame(title: "This link has ended", status: status)
        return try call.templates.respond(call.page("public/gone.html"), in: frame)
    }

    /// Under the clinic's own name.
    static func respond(_ page: Page, title: String, by addressee: UnsubscribeStore.Addressee, _ call: Call) throws
        -> Response
    {
        let lines = [addressee.clinicName] + addressee.clinicAddress.split(whereSeparator: \.isNewline).map(String.init)
        let foot = lines.joined(separator: " · ")
        return try call.templates.respond(page, in: PlainFrame(title: title, brand: addressee.clinicName, foot: foot))
    }
}
