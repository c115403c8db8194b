import Tokens

/// The address at which a provider reports: its last part says, signed by us, what the report is about.
enum ReceiptAddress {
    /// - Throws: `notFound` for an address that we never gave, or so long ago that nothing true is told of it any more.
    static func link(of request: Request, _ call: Call) throws -> ReceiptLink {
        let links = PublicLinks(base: call.settings.publicURL, keys: call.keys)
        guard case .valid(let link) = links.readReceipt(try request.word("token"), now: call.now.seconds) else {
            throw HTTPRefusal.notFound
        }
        return link
    }

    static var thanks: Response { Response(status: 204) }
}
