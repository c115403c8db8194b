import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// Writes the letter of a send from the facts as they are now (rules.md 3.5).
struct LetterWriter {
    let sender: Sender
    let shelf: LetterShelf
    let now: Instant

    /// What keeps a letter from being written, though nothing is missing: a mistake of ours or of a template.
    struct Unwritable: Error {}

    /// - Returns: nil when a merge field without default has no value.
    func write(_ candidate: WireStore.Candidate) throws -> WireStore.Letter? {
        let template = try template(of: candidate)
        let unsubscribeURL = candidate.terms.purpose == .marketing ? unsubscribeURL(candidate.send) : nil
        let values = MergeValues.make(
            facts: candidate.facts, recipient: candidate.recipient, visit: candidate.visit,
            language: template.language, unsubscribeURL: unsubscribeURL)
        switch template.rendered(with: values) {
        case .missing: return nil
        case .unreadable: throw Unwritable()
        case .message(let message):
            guard let unsubscribeURL else { return letter(message, template.language) }
            return try marketing(message, template.language, candidate, unsubscribeURL)
        }
    }

    private func template(of candidate: WireStore.Candidate) throws -> MessageTemplate {
        guard case .send(let action) = candidate.terms.workflow.step(candidate.send.stepID)?.action,
            let version = candidate.terms.templateVersions.first(where: { $0.template == action.template })
        else { throw Unwritable() }
        let texts = try shelf.texts(of: version, in: candidate.send.clinicID)
        let language = candidate.recipient.contact.language ?? candidate.facts.clinic.language
        guard let template = texts.inLanguage(language) else { throw Unwritable() }
        return template
    }

    private func unsubscribeURL(_ send: ClaimedSend) -> String {
        sender.links.unsubscribe(send: send.id.rawValue, clinic: send.clinicID.rawValue, now: now.seconds)
    }

    private func letter(_ message: RenderedMessage, _ language: String) -> WireStore.Letter {
        WireStore.Letter(
            message: message, language: language, smsParts: message.smsParts, unsubscribeURL: nil, pixelURL: nil)
    }

    /// Marketing says how to end it, and counts openings and clicks; care does neither (delivery.md 5).
    private func marketing(
        _ message: RenderedMessage, _ language: String, _ candidate: WireStore.Candidate, _ unsubscribeURL: String
    ) throws -> WireStore.Letter {
        let send = candidate.send
        let clinic = candidate.facts.clinic
        let footer = MarketingFooter(
            clinicName: clinic.name, postalAddress: clinic.postalAddress, unsubscribeURL: unsubscribeURL,
            language: language)
        let targets = Set(message.linkTargets).subtracting([unsubscribeURL])
        let links = try Dictionary(
            uniqueKeysWithValues: targets.map { ($0, try trackedURL(of: $0, send)) })
        let tracked = message.replacingLinks { links[$0] }.withMarketingFooter(footer)
        let pixel =
            send.channel == .email
            ? sender.links.open(send: send.id.rawValue, clinic: send.clinicID.rawValue, now: now.seconds) : nil
        return WireStore.Letter(
            message: tracked, language: language, smsParts: tracked.smsParts,
            unsubscribeURL: send.channel == .email ? unsubscribeURL : nil, pixelURL: pixel)
    }

    private func trackedURL(of target: String, _ send: ClaimedSend) throws -> String {
        let link = try shelf.link(to: target, of: send.campaignID, in: send.clinicID, at: now)
        return sender.links.click(
            link: link.rawValue, send: send.id.rawValue, clinic: send.clinicID.rawValue, now: now.seconds)
    }
}

extension WireStore.Candidate {
    /// The visit that the message is about: the enrollment's, or the one its wait counted from.
    var visit: Appointment? {
        switch terms.workflow.wait(before: send.stepID)?.expression.anchor {
        case .firstAppointment: facts.firstVisit
        case .nextAppointment: facts.nextVisit(after: send.plannedAt)
        default: facts.visit
        }
    }
}

extension RenderedMessage {
    fileprivate var smsParts: Int? { channel == .sms ? SMSLength(of: text).parts : nil }
}
