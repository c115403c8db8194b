import Campaigns
import CivilTime
import Delivery
import Letters
import Storage
import Tokens

/// Puts a letter into the shape that its courier takes.
struct Envelope {
    let sender: Sender

    /// - Throws: what keeps an address or the HTML part from being written; nothing has left then.
    func message(_ wired: WireStore.Wired, at now: Instant) throws -> OutgoingMessage {
        let send = wired.candidate.send
        switch send.channel {
        case .email: return OutgoingMessage(dedupeKey: send.dedupeKey, content: .email(try email(wired, at: now)))
        case .sms:
            let sms = OutgoingSMS(
                sender: sender.smsFrom, recipient: wired.candidate.recipient.point.address,
                text: wired.letter.message.text, statusCallback: receiptsURL(of: send, at: now))
            return OutgoingMessage(dedupeKey: send.dedupeKey, content: .sms(sms))
        case .push:
            let push = PushNotice(wired).push(at: now)
            return OutgoingMessage(dedupeKey: send.dedupeKey, content: .push(push))
        case .inApp: throw NoCourier()
        }
    }

    /// Names the copy, so that what is told of it finds its send whatever else the provider forgets.
    private func receiptsURL(of send: ClaimedSend, at now: Instant) -> String? {
        sender.textReceipts.map { base in
            let link = ReceiptLink(clinic: send.clinicID.rawValue, send: send.id.rawValue, wire: send.wires + 1)
            return base + sender.links.receipt(link, now: now.seconds)
        }
    }

    /// A test message to a member of staff, whose key no send has.
    func message(_ leaving: TestMessageQueue.Leaving, at now: Instant) throws -> OutgoingMessage {
        let (test, message) = (leaving.test, leaving.test.message)
        switch message.channel {
        case .email:
            guard let address = MailAddress(test.address) else { throw BadAddress() }
            let email = OutgoingEmail(
                from: Mailbox(name: HeaderText(cleaning: leaving.clinicName), address: sender.mailFrom),
                to: Mailbox(name: HeaderText(cleaning: leaving.staffName), address: address),
                subject: HeaderText(cleaning: message.subject), text: message.text,
                html: try message.htmlDocument(language: test.language, clinicName: leaving.clinicName), date: now)
            return OutgoingMessage(dedupeKey: "test-\(test.id)", content: .email(email))
        case .sms:
            let sms = OutgoingSMS(sender: sender.smsFrom, recipient: test.address, text: message.text)
            return OutgoingMessage(dedupeKey: "test-\(test.id)", content: .sms(sms))
        case .inApp, .push: throw NoCourier()
        }
    }

    /// A code for whoever wants more messages, whose key no send has.
    func message(_ leaving: PreferenceCodeQueue.Leaving, at now: Instant) throws -> OutgoingMessage {
        let message = CodeMessage.rendered(
            sender.links.codes.text(of: leaving.nonce), by: leaving.channel, clinicName: leaving.clinicName,
            language: leaving.language)
        let key = "code-\(leaving.id)"
        guard leaving.channel == .email else {
            let sms = OutgoingSMS(sender: sender.smsFrom, recipient: leaving.address, text: message.text)
            return OutgoingMessage(dedupeKey: key, content: .sms(sms))
        }
        guard let address = MailAddress(leaving.address) else { throw BadAddress() }
        let email = OutgoingEmail(
            from: Mailbox(name: HeaderText(cleaning: leaving.clinicName), address: sender.mailFrom),
            to: Mailbox(name: nil, address: address), subject: HeaderText(cleaning: message.subject),
            text: message.text,
            html: try message.htmlDocument(language: leaving.language, clinicName: leaving.clinicName), date: now)
        return OutgoingMessage(dedupeKey: key, content: .email(email))
    }

    struct NoCourier: Error {}
    struct BadAddress: Error {}

    private func email(_ wired: WireStore.Wired, at now: Instant) throws -> OutgoingEmail {
        let candidate = wired.candidate
        let letter = wired.letter
        guard let address = MailAddress(candidate.recipient.point.address) else { throw BadAddress() }
        let clinic = candidate.facts.clinic
        let html = try letter.message.htmlDocument(
            language: letter.language, clinicName: clinic.name, pixel: letter.pixelURL)
        return OutgoingEmail(
            from: Mailbox(name: HeaderText(cleaning: clinic.name), address: sender.mailFrom),
            to: Mailbox(name: HeaderText(cleaning: candidate.recipient.contact.fullName), address: address),
            subject: HeaderText(cleaning: letter.message.subject), text: letter.message.text, html: html,
            returnPath: sender.bounces.flatMap { MailAddress($0.address(send: candidate.send.id.rawValue)) },
            unsubscribe: letter.unsubscribeURL.map(HeaderText.init(cleaning:)),
            attachment: letter.calendar.map(MailAttachment.init), date: now)
    }
}

extension MailAttachment {
    fileprivate init(_ calendar: VisitCalendar) {
        self.init(
            type: HeaderText(cleaning: "text/calendar; charset=utf-8; method=\(calendar.method.rawValue)"),
            fileName: "visit.ics", content: Array(calendar.text.utf8))
    }
}
