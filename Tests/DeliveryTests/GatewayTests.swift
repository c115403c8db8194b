import Peers
import Testing

@testable import Delivery

/// What holds of every text gateway, whatever it speaks.
@Suite struct GatewayTests {
    @Test(
        "an answer that names nothing of a dialect has its outcome", arguments: Dialect.allCases,
        GatewayAnswer.inAnyDialect)
    func outcomes(dialect: Dialect, row: GatewayAnswer) {
        let peer = HTTPPeer { _ in row.answer }
        #expect(dialect.courier(peer).deliver([.sms()]) == [row.outcome])
        #expect(peer.requests.count == 1)
    }

    @Test("nobody at the door is the provider's trouble", arguments: Dialect.allCases)
    func connectionRefused(dialect: Dialect) {
        let peer = HTTPPeer { _ in .status(201) }
        peer.stop()
        #expect(dialect.courier(peer).deliver([.sms()]) == [.providerTrouble(.init(.unreachable))])
    }

    @Test(
        "one that closes a kept connection without a word gets one copy, and nobody says it was refused",
        arguments: Dialect.allCases)
    func oneCopy(dialect: Dialect) {
        let peer = HTTPPeer { $0 == 1 ? .status(201) : .hangUp }
        let courier = dialect.courier(peer)
        #expect(courier.deliver([.sms(key: "a")]) == [.accepted(reference: nil)])
        #expect(courier.deliver([.sms(key: "b")]) == [.unknown(code: 0)])
        #expect(peer.requests.count == 2)
    }
}
