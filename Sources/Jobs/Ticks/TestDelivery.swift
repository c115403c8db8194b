import Campaigns
import CivilTime
import Delivery
import Storage

/// Sends the test messages that staff asked for, by the couriers that carry everything else.
///
/// A provider that is stopped or in trouble is asked, too: that is what a test is for. It changes nothing of the provider's
/// state, which only real messages do.
struct TestDelivery {
    let place: Workplace

    /// Few, since a person sends them one by one, and all are handed over at once.
    static let batch = 8

    func run(_ hands: Hands) throws -> Tick.Counts {
        let queue = TestMessageQueue(place.db)
        _ = try queue.lapse(at: place.clock())
        var count = 0
        for channel in Channel.allCases {
            if channel.isReadInInbox { count += try land(channel, queue) }
            guard !channel.isReadInInbox, let courier = place.couriers[channel] else { continue }
            let leaving = try queue.take(channel, at: place.clock(), limit: Self.batch)
            try deliver(leaving, by: courier, queue, hands)
            count += leaving.count
        }
        return ["tests": count]
    }

    /// What is read in an inbox needs no courier. A notification goes to none of the staff: they have no devices among the
    /// patients'; what stands behind it does.
    private func land(_ channel: Channel, _ queue: TestMessageQueue) throws -> Int {
        let landing = try queue.take(channel, at: place.clock(), limit: Self.batch)
        for one in landing { try queue.settle(one.test.id, as: .sent, at: place.clock()) }
        return landing.count
    }

    private func deliver(
        _ leaving: [TestMessageQueue.Leaving], by courier: any Courier, _ queue: TestMessageQueue, _ hands: Hands
    ) throws {
        let envelope = Envelope(sender: place.sender)
        var written: [(test: ID<TestMessage>, message: OutgoingMessage)] = []
        for one in leaving {
            do {
                written.append((one.test.id, try envelope.message(one, at: place.clock())))
            } catch {
                // Its address or its text fits no envelope: nothing has left.
                try queue.settle(one.test.id, as: .failed, because: .address, at: place.clock())
            }
        }
        guard !written.isEmpty else { return }
        let outcomes = courier.deliver(written.map(\.message), under: hands.conditions)
        for (one, outcome) in zip(written, outcomes) {
            let end = TestEnd(outcome)
            try queue.settle(one.test, as: end.state, because: end.failure, code: outcome.code, at: place.clock())
        }
    }
}

/// What a courier's outcome means for a test message: unlike a send, it is never tried again.
private struct TestEnd {
    let state: TestMessage.State
    var failure: TestMessage.Failure?

    init(_ outcome: Outcome) {
        switch outcome {
        case .accepted: state = .sent
        case .refused(let refusal): (state, failure) = (.failed, refusal.cause == .address ? .address : .refused)
        case .providerTrouble: (state, failure) = (.failed, .trouble)
        case .unauthorised: (state, failure) = (.failed, .credentials)
        case .unknown: state = .unknown
        case .notBegun: state = .waiting
        }
    }
}
