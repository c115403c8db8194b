import Campaigns
import Curl
import Tokens

/// Hands notifications to the push services of people's browsers (RFC 8030), encrypted for each device (RFC 8291) and
/// signed as ours (RFC 8292).
///
/// It cannot be asked: the address of a message there comes with the answer (RFC 8030, 5), which is what is missing.
public final class PushCourier: Courier {
    public let name = "push"
    public let limits: CourierLimits

    private let sender: PushSender
    private let makeSecret: () -> PushSecret
    private let pool: TransferPool
    private var news: [DeviceNews] = []

    /// - Parameter makeSecret: draws the random part of one copy.
    public init(
        sender: PushSender, limits: CourierLimits = CourierLimits(), transferLimits: TransferLimits = TransferLimits(),
        makeSecret: @escaping () -> PushSecret
    ) {
        (self.sender, self.limits, self.makeSecret) = (sender, limits, makeSecret)
        pool = TransferPool(concurrency: limits.concurrency, limits: transferLimits)
    }

    public func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        var copies: [Copy] = []
        for (place, message) in messages.enumerated() {
            guard case .push(let push) = message.content else {
                preconditionFailure("push services carry notifications")
            }
            copies += push.devices.map { Copy($0, place, prepared(push, for: $0, key: message.dedupeKey)) }
        }
        let outcomes = outcomes(of: copies, under: conditions)
        var ofMessage = [[Outcome]](repeating: [], count: messages.count)
        for (copy, outcome) in zip(copies, outcomes) {
            ofMessage[copy.place].append(outcome)
            note(outcome, of: copy.device.id)
        }
        return ofMessage.map(PushAnswer.combined)
    }

    public func takeNews() -> [DeviceNews] {
        defer { news = [] }
        return news
    }

    /// One device's copy of the message at `place`.
    private struct Copy {
        let device: PushSubscription
        let place: Int
        let prepared: Result<HTTPTransfer, Unfit>

        init(_ device: PushSubscription, _ place: Int, _ prepared: Result<HTTPTransfer, Unfit>) {
            (self.device, self.place, self.prepared) = (device, place, prepared)
        }
    }

    /// It cannot be sent to this device at all: its address is no longer of a listed service, or its keys are none.
    private struct Unfit: Error {}

    private func outcomes(of copies: [Copy], under conditions: DeliveryConditions) -> [Outcome] {
        let transfers = copies.compactMap { copy -> Transfer? in
            if case .success(let transfer) = copy.prepared { .http(transfer) } else { nil }
        }
        let answers = pool.outcomes(of: transfers, limits: limits, under: conditions) { PushAnswer.outcome(of: $0) }
        var carried = answers.makeIterator()
        return copies.map { copy in
            switch copy.prepared {
            case .success: carried.next() ?? .unknown(code: 0)
            case .failure: .refused(Refusal(.forEver, .other, code: 0))
            }
        }
    }

    private func prepared(_ push: OutgoingPush, for device: PushSubscription, key: String) -> Result<
        HTTPTransfer, Unfit
    > {
        Result { try transfer(push, for: device, key: key) }.mapError { _ in Unfit() }
    }

    private func transfer(_ push: OutgoingPush, for device: PushSubscription, key: String) throws -> HTTPTransfer {
        guard let endpoint = PushEndpoint(device.endpoint, of: sender.hosts),
            let keys = PushKeys(publicKey: device.publicKey, auth: device.auth),
            let body = PushEncryption.body(of: push.text, for: keys, using: makeSecret())
        else { throw Unfit() }
        let authorization = try sender.key.authorization(
            for: endpoint.origin, until: push.date.seconds + Self.claimSeconds, subject: sender.subject)
        return HTTPTransfer(
            url: endpoint.url,
            headers: [
                ("Content-Type", "application/octet-stream"), ("Content-Encoding", "aes128gcm"),
                ("TTL", String(push.lifeSeconds)), ("Urgency", push.urgency.rawValue),
                ("Topic", ShortHash.text(of: key)), ("Authorization", authorization),
            ],
            body: body, reach: sender.reach)
    }

    /// RFC 8292 allows a day; a tick's clock may be off by a minute.
    private static let claimSeconds: Int64 = 12 * 3_600

    private func note(_ outcome: Outcome, of device: ID<PushSubscription>) {
        if case .accepted = outcome { news.append(DeviceNews(device: device, isGone: false)) }
        if PushAnswer.isGone(outcome) { news.append(DeviceNews(device: device, isGone: true)) }
    }
}
