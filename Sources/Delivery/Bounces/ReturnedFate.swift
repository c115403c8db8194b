/// What became of one mail of ours, by what came back.
public enum ReturnedFate: Hashable, Sendable {
    /// Nobody can be reached at the address.
    case badAddress(StatusCode?)
    /// It was not delivered; whether another would be is open.
    case bounced(StatusCode?)
    /// The server goes on trying.
    case delayed
    case delivered
    case complaint

    public var status: StatusCode? {
        switch self {
        case .badAddress(let status), .bounced(let status): status
        case .delayed, .delivered, .complaint: nil
        }
    }

    /// Whether enough of them say that nobody reads the mailbox: what may pass did not, or it is full or closed. A policy or
    /// a filter says nothing of the mailbox.
    public var speaksOfMailbox: Bool {
        guard case .bounced(let status?) = self else { return false }
        return status.kind == 4 && status.subject != 7 || status.subject == 2
    }
}

extension ReturnedMail {
    /// - Parameter address: to which the mail went. A report about another address, to which somebody had it forwarded,
    ///   condemns none.
    public func fate(of address: String) -> ReturnedFate {
        guard case .report(let recipients) = story else { return .complaint }
        let own = recipients.filter { $0.isAbout(address) }
        let telling = own.isEmpty ? recipients : own
        if let failed = telling.first(where: { $0.action == .failed }) {
            return failed.isBadAddress && failed.mayBeAbout(address)
                ? .badAddress(failed.status) : .bounced(failed.status)
        }
        return telling.contains { $0.action == .delayed } || !telling.contains { $0.action == .delivered }
            ? .delayed : .delivered
    }
}

extension ReturnedRecipient {
    fileprivate func isAbout(_ address: String) -> Bool {
        addresses.contains { $0.lowercased() == address.lowercased() }
    }

    fileprivate func mayBeAbout(_ address: String) -> Bool { addresses.isEmpty || isAbout(address) }

    /// Where the code is missing or vague, the server's words count.
    fileprivate var isBadAddress: Bool {
        guard let status else { return deniesAddress }
        return status.isBadAddress || status.kind == 5 && status.isVague && deniesAddress
    }
}
