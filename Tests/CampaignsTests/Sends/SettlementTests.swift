import CivilTime
import Testing

@testable import Campaigns

/// What a courier's answer makes of a send (delivery.md 1, 2).
@Suite struct SettlementTests {
    private static let now = SampleFacts.now

    @Test(
        "a refusal that may pass is tried again after 1, 5, 15, 60 and 240 minutes, and then after each 240",
        arguments: [(0, 1), (1, 5), (2, 15), (3, 60), (4, 240), (5, 240), (40, 240)])
    func backOff(refusals: Int, minutes: Int) {
        let again = Settlement.refusedNow(refusals: refusals, at: Self.now, jitter: 0)
        #expect(
            again
                == Settlement(
                    phase: .ready, reason: .backOff, nextAt: Self.now.adding(minutes: minutes), wires: -1, refusals: 1))
        for (jitter, percent) in [(-1.0, 80), (1.0, 120)] {
            #expect(
                Settlement.refusedNow(refusals: refusals, at: Self.now, jitter: jitter).nextAt
                    == Self.now.adding(seconds: minutes * 60 * percent / 100))
        }
    }

    @Test(
        "what may have left is sent anew as often as its channel and purpose allow, and then has failed",
        arguments: [
            (Channel.email, Purpose.marketing, 1), (.sms, .marketing, 1), (.email, .care, 2), (.sms, .care, 2),
            (.push, .marketing, 3), (.push, .care, 3), (.inApp, .care, 1), (.inApp, .marketing, 1),
        ])
    func unknown(channel: Channel, purpose: Purpose, copies: Int) {
        func settled(_ wires: Int) -> Settlement {
            .unknown(channel: channel, purpose: purpose, wires: wires, at: Self.now)
        }
        for wires in 1..<copies { #expect(settled(wires) == Settlement(phase: .ready, nextAt: Self.now)) }
        #expect(settled(copies) == Settlement(phase: .failed, failure: .ambiguous))
    }

    @Test("a provider's trouble holds the message, and neither its wires nor its back-off move")
    func trouble() {
        let until = Self.now.adding(minutes: 2)
        #expect(
            Settlement.providerTrouble(until: until, at: Self.now)
                == Settlement(
                    phase: .ready, reason: .providerStopped, nextAt: until, heldSeconds: 120, wires: -1))
        #expect(Settlement.providerTrouble(until: Self.now.adding(minutes: -2), at: Self.now).heldSeconds == 0)
        #expect(Settlement.notBegun(at: Self.now) == Settlement(phase: .ready, nextAt: Self.now, wires: -1))
    }

    @Test(
        "the cap's hold and the window's move the due time, and only the cap's counts towards the week",
        arguments: [(Reason.overCap, true, 7200), (.outsideWindow, true, 0), (.revisionPending, false, 0)])
    func hold(reason: Reason, moves: Bool, seconds: Int) {
        let (due, until) = (Self.now.adding(minutes: -30), Self.now.adding(minutes: 120))
        let hold = Hold(until: until, reason, due: due, at: Self.now)
        #expect(hold.nextAt == until)
        #expect(hold.dueAt == (moves ? until : due))
        #expect(hold.seconds == seconds)
        #expect(Hold(until: due, reason, due: due, at: Self.now).seconds == 0)
    }
}
