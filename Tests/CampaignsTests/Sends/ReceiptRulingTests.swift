import CivilTime
import Testing

@testable import Campaigns

/// What providers tell of messages, against every place where a send may stand (delivery.md 2).
@Suite struct ReceiptRulingTests {
    struct Stand: Sendable, CustomTestStringConvertible {
        let phase: SendPhase
        var failure: FailureClass?
        var wires = 1
        /// The rulings of accepted, delivered, bounced.
        let rulings: [ReceiptRuling]

        var testDescription: String { "\(phase) \(failure.map(\.rawValue) ?? "") \(wires)" }
    }

    static let stands = [
        Stand(phase: .unknown, rulings: [.sent, .delivered, .bounced]),
        Stand(phase: .failed, failure: .ambiguous, rulings: [.sent, .delivered, .bounced]),
        Stand(phase: .ready, rulings: [.sent, .delivered, .bounced]),
        Stand(phase: .parked, rulings: [.sent, .delivered, .bounced]),
        Stand(phase: .sent, rulings: [.moot, .delivered, .bounced]),
        Stand(phase: .delivered, rulings: [.moot, .moot, .bounced]),
        Stand(phase: .failed, failure: .bounced, rulings: [.moot, .moot, .moot]),
        // Its courier speaks, or it is about to leave once more: the receipt waits for what comes of that.
        Stand(phase: .wire, rulings: [.keep, .keep, .keep]),
        Stand(phase: .claimed, rulings: [.keep, .keep, .keep]),
        // Nothing of these left.
        Stand(phase: .ready, wires: 0, rulings: [.moot, .moot, .moot]),
        Stand(phase: .parked, wires: 0, rulings: [.moot, .moot, .moot]),
        Stand(phase: .skipped, wires: 0, rulings: [.moot, .moot, .moot]),
        Stand(phase: .failed, failure: .permanent, rulings: [.moot, .moot, .moot]),
        Stand(phase: .failed, failure: .exhausted, rulings: [.moot, .moot, .moot]),
        Stand(phase: .failed, failure: .poison, rulings: [.moot, .moot, .moot]),
    ]

    @Test("a receipt counts where its message left or may have left, and ranks only rise", arguments: stands)
    func ranks(stand: Stand) {
        let kinds: [[Receipt.Kind]] = [
            [.accepted], [.delivered, .complaint], [.bouncedNow, .bouncedForEver, .optedOut],
        ]
        for (kinds, ruling) in zip(kinds, stand.rulings) {
            for kind in kinds {
                for wire in [1, nil] {
                    #expect(ReceiptRuling(kind, wire: wire, about: send(stand)) == ruling, "\(kind)")
                }
            }
        }
    }

    @Test("of two copies that left, the first's arrival counts and its return does not")
    func copies() {
        let twice = ReceiptedSend(
            phase: .sent, wires: 2, plannedAt: Self.planned, firstWiredAt: Self.planned,
            lastWiredAt: Self.planned.adding(minutes: 3))
        #expect(ReceiptRuling(.delivered, wire: 1, about: twice) == .delivered)
        #expect(ReceiptRuling(.bouncedNow, wire: 1, about: twice) == .moot)
        #expect(ReceiptRuling(.bouncedNow, wire: 2, about: twice) == .bounced)
        #expect(ReceiptRuling(.bouncedNow, wire: nil, about: twice) == .bounced)
    }

    @Test("what was heard of a message before its visit moved says nothing of the row's new one")
    func moved() {
        let later = Self.planned.adding(hours: 24)
        let waiting = ReceiptedSend(
            phase: .ready, wires: 1, plannedAt: later, firstWiredAt: Self.planned, lastWiredAt: Self.planned)
        for kind in Receipt.Kind.allCases { #expect(ReceiptRuling(kind, wire: 1, about: waiting) == .moot) }
        let sent = ReceiptedSend(
            phase: .sent, wires: 2, plannedAt: later, firstWiredAt: Self.planned, lastWiredAt: later)
        #expect(ReceiptRuling(.delivered, wire: 1, about: sent) == .moot)
        #expect(ReceiptRuling(.delivered, wire: 2, about: sent) == .delivered)
    }

    private static let planned = Instant(seconds: 1_805_000_000)

    private func send(_ stand: Stand) -> ReceiptedSend {
        let left = stand.wires > 0 ? Self.planned : nil
        return ReceiptedSend(
            phase: stand.phase, failure: stand.failure, wires: stand.wires, plannedAt: Self.planned,
            firstWiredAt: left, lastWiredAt: left)
    }
}
