import Storage
import Tokens

/// Texts that people write to our number, as a Kannel gateway posts them (the `post-url` of its `sms-service`).
enum KannelInbound {
    static let path = ProviderPath.kannel + ":secret/texts"

    /// `POST /webhooks/kannel/SECRET/texts?id=…`, the text as its body, the numbers in headers. Kannel answers the person
    /// whatever we answer it: nothing.
    static func receive(_ request: Request, _ call: Call) throws -> Response {
        guard let gateway = call.settings.textGateway else { throw HTTPRefusal.notFound }
        try gateway.checkSecret(of: request)
        guard let key = request.query["id"], let from = request.headers["x-kannel-from"],
            let to = request.headers["x-kannel-to"], let body = text(of: request)
        else { throw HTTPRefusal.badRequest("A field is missing. Nothing was changed.") }
        try GatewayText(provider: "kannel", key: key, sender: from, recipient: to, body: body)
            .receive(from: gateway, call)
        return Response(headers: [("Content-Type", "text/plain; charset=utf-8")], body: [])
    }

    /// One bad character does not lose a text that says STOP.
    ///
    /// - Returns: nil for what is no text.
    private static func text(of request: Request) -> String? {
        let type = (request.headers["content-type"] ?? "").lowercased()
        guard type.hasPrefix("text/plain") else { return nil }
        guard type.contains("utf-16be") else { return String(decoding: request.body, as: UTF8.self) }
        let bytes = request.body
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }
}
