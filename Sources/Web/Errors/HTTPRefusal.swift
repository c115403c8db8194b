/// A request that is refused, with what its page says.
struct HTTPRefusal: Error, Hashable {
    let status: Int
    let title: String
    let text: String
    /// Further headers, such as `Allow`.
    var headers: [String: String] = [:]

    static let notFound = HTTPRefusal(
        status: 404, title: "There is no such page",
        text: "The address may be mistyped, or what it showed has been removed.")

    /// The form holds what no form of ours sends.
    static func badRequest(_ text: String) -> HTTPRefusal {
        HTTPRefusal(status: 400, title: "That could not be read", text: text)
    }

    static let forbidden = HTTPRefusal(
        status: 403, title: "You may not do that",
        text: "Your role does not allow it. Ask someone who manages the clinic's campaigns.")

    static let foreignForm = HTTPRefusal(
        status: 403, title: "This form was not sent from here",
        text: "Nothing was changed. Open the page again and send it from there.")

    static let unsigned = HTTPRefusal(
        status: 403, title: "This is not signed by the provider", text: "Nothing was changed.")

    static let tooLarge = HTTPRefusal(
        status: 413, title: "Too large", text: "What you sent is larger than this page takes. Go back and send less.")

    static func wrongMethod(allowed: [String]) -> HTTPRefusal {
        HTTPRefusal(
            status: 405, title: "That does not work here", text: "This address does not take such a request.",
            headers: ["Allow": allowed.joined(separator: ", ")])
    }
}
