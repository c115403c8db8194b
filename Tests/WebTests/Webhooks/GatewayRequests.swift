import CivilTime
@testable import Tokens

@testable import Web

extension SampleSite {
    static let kannelSecret = "kannel-secret-0123456789"
    static let kannel = TextGateway(secret: kannelSecret, number: "+13125550100")

    /// Posts a form as Twilio does.
    ///
    /// - Parameter token: what it signs with; nil for no signature.
    func postSigned(
        _ path: String, _ fields: [String: String], token: String? = gatewayToken, url: String? = nil,
        at now: Instant = now
    ) -> Response {
        let sorted = fields.sorted { $0.key < $1.key }
        let body = sorted.map { "\(PercentCoding.encode($0.key))=\(PercentCoding.encode($0.value))" }
        let signature = token.map {
            TwilioSignature.text(
                url: url ?? "http://127.0.0.1:9080" + path, fields: sorted.map { (name: $0.key, value: $0.value) },
                token: $0)
        }
        return respond(
            "POST", path, headers: signature.map { [TwilioSignature.header: $0] } ?? [:],
            body: Array(body.joined(separator: "&").utf8), at: now)
    }
}
