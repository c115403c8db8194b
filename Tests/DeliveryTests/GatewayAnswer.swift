import Peers
import Testing

@testable import Delivery

/// What a text gateway answers to a text, and what that makes of it.
struct GatewayAnswer: CustomTestStringConvertible, Sendable {
    let answer: HTTPPeer.Answer
    let outcome: Outcome
    var testDescription: String { "\(answer)" }

    init(_ answer: HTTPPeer.Answer, _ outcome: Outcome) { (self.answer, self.outcome) = (answer, outcome) }

    /// Whatever it speaks.
    static let inAnyDialect = [
        GatewayAnswer(.status(200, body: "garbage"), .accepted(reference: nil)),
        GatewayAnswer(.status(404, body: "no"), .refused(.init(.forEver, .other, code: 404))),
        GatewayAnswer(.status(429), .providerTrouble(.init(.busy, code: 429))),
        GatewayAnswer(
            .status(429, headers: ["Retry-After: 30"]),
            .providerTrouble(.init(.busy, code: 429, retryAfterSeconds: 30))),
        GatewayAnswer(
            .status(503, headers: ["Retry-After: 7"]), .providerTrouble(.init(.busy, code: 503, retryAfterSeconds: 7))),
        GatewayAnswer(.status(401), .unauthorised(code: 401)),
        GatewayAnswer(.status(500), .unknown(code: 500)),
        GatewayAnswer(.status(302, headers: ["Location: /x"]), .unknown(code: 302)),
        GatewayAnswer(.raw("garbage\r\n"), .unknown(code: 0)),
        GatewayAnswer(.hangUp, .unknown(code: 0)),
        GatewayAnswer(.reset, .unknown(code: 0)),
        GatewayAnswer(.silence, .unknown(code: 0)),
    ]
}

/// The dialects, each with a courier that asks the peer.
enum Dialect: CaseIterable {
    case twilio, kannel

    func courier(_ peer: HTTPPeer) -> any Courier {
        switch self {
        case .twilio: SMSCourier(peer: peer)
        case .kannel: KannelCourier(peer: peer)
        }
    }
}
