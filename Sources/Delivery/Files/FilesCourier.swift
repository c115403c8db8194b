import Glibc

/// Puts each message into a file of its own instead of sending it: `.eml` for e-mail, `.txt` for SMS.
///
/// A second copy of the same send does not replace the first: it stands beside it with `-2` behind its name.
/// It is not asked which are there: nobody gets them.
public struct FilesCourier: Courier {
    public let name = "files"
    public let limits: CourierLimits

    private let folder: String

    /// - Parameter folder: made when it is missing, for its owner's eyes only.
    public init(folder: String, limits: CourierLimits = CourierLimits(concurrency: 1)) throws(DeliveryError) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw DeliveryError(code: errno, place: "mkdir") }
        (self.folder, self.limits) = (folder, limits)
    }

    public func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
        let outcomes = messages.map { conditions.isEnding() ? .notBegun : write($0) }
        do {
            try FileWriting.synchronise(folder: folder)
            return outcomes
        } catch {
            // The files are there now, but might not be after a crash.
            return outcomes.map { if case .accepted = $0 { .unknown(code: 0) } else { $0 } }
        }
    }

    private func write(_ message: OutgoingMessage) -> Outcome {
        let (ending, bytes) = content(of: message)
        do {
            let file = try FileWriting.write(
                bytes, into: folder, name: SafeName.text(message.dedupeKey), ending: ending)
            return .accepted(reference: ProviderReference.storable(file))
        } catch {
            return .providerTrouble(ProviderTrouble(.storage))
        }
    }

    private func content(of message: OutgoingMessage) -> (ending: String, bytes: [UInt8]) {
        switch message.content {
        case .email(let email): ("eml", MailComposer.bytes(of: email, dedupeKey: message.dedupeKey))
        case .sms(let sms): ("txt", Array("To: \(sms.recipient)\nFrom: \(sms.sender)\n\n\(sms.text)\n".utf8))
        case .push(let push): ("json", push.text)
        }
    }
}
