/// The answer that a preview's frame shows of an e-mail.
enum EmailHTML {
    /// Our own pages never frame others; this one is framed, and may do nothing (delivery.md 6).
    static let contentPolicy = "sandbox; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"

    static func response(_ document: [UInt8]) -> Response {
        var response = Response.html(document)
        response.set("Content-Security-Policy", contentPolicy)
        return response
    }
}
