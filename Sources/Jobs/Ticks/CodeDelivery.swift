import Campaigns
import CivilTime
import Delivery
import Storage

/// Sends the codes by which addresses say that they want more, by the couriers that carry everything else. Like a test, a
/// code is never tried again: whoever waits for it asks for another.
struct CodeDelivery {
    let place: Workplace

    static let batch = 32

    func run(_ hands: Hands) throws -> Tick.Counts {
        let queue = PreferenceCodeQueue(place.db)
        try queue.lapse(at: place.clock())
        var count = 0
        for channel in Channel.allCases {
            guard let courier = place.couriers[channel] else { continue }
            let leaving = try queue.take(channel, at: place.clock(), limit: Self.batch)
            try deliver(leaving, by: courier, queue, hands)
            count += leaving.count
        }
        return ["codes": count]
    }

    private func deliver(
        _ leaving: [PreferenceCodeQueue.Leaving], by courier: any Courier, _ queue: PreferenceCodeQueue, _ hands: Hands
    ) throws {
        let envelope = Envelope(sender: place.sender)
        var written: [(code: ID<PreferenceCode>, message: OutgoingMessage)] = []
        for one in leaving {
            do {
                written.append((one.id, try envelope.message(one, at: place.clock())))
            } catch {
                // Its address fits no envelope: nothing has left.
                try queue.settle(one.id, as: .failed, at: place.clock())
            }
        }
        guard !written.isEmpty else { return }
        let outcomes = courier.deliver(written.map(\.message), under: hands.conditions)
        for (one, outcome) in zip(written, outcomes) {
            try queue.settle(one.code, as: Self.end(outcome), at: place.clock())
        }
    }

    private static func end(_ outcome: Outcome) -> PreferenceCodeQueue.End {
        switch outcome {
        case .accepted: .sent
        case .refused, .providerTrouble, .unauthorised: .failed
        case .unknown: .unknown
        case .notBegun: .waiting
        }
    }
}
