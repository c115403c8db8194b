import Delivery

/// Carries the demo clinic's messages of past weeks to people who do not exist: hands them on, and loses a few.
struct DemoPost: Courier {
    /// What would have carried them: a new installation puts its messages into files.
    let name = "files"
    let limits = CourierLimits(concurrency: 1)
    let hand: (OutgoingMessage) -> Void

    func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        messages.map { message in
            guard Self.isReachable(message.recipient) else { return .refused(Refusal(.forEver, .address, code: 550)) }
            hand(message)
            return .accepted(reference: nil)
        }
    }

    /// About one address in a hundred is out of date, always the same ones.
    private static func isReachable(_ recipient: String) -> Bool {
        recipient.utf8.reduce(7) { ($0 * 31 + Int($1)) % 9_973 } % 97 != 0
    }
}

extension OutgoingMessage {
    fileprivate var recipient: String {
        switch content {
        case .email(let email): email.to.address.text
        case .sms(let sms): sms.recipient
        case .push(let push): push.devices.first?.endpoint ?? ""
        }
    }
}
