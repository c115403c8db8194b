import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// Writes the letter of a send from the facts as they are now (rules.md 3.5).
struct LetterWriter {
    let sender: Sender
    let shelf: LetterShelf
    let visitLinks: VisitLinkWriter
    let surveyLinks: SurveyLinkWriter
    let inboxLinks: InboxLinkWriter
    let devices: PushStore
    let now: Instant

    init(_ place: Workplace, _ shelf: LetterShelf, at now: Instant) {
        sender = place.sender
        self.shelf = shelf
        visitLinks = VisitLinkWriter(place)
        surveyLinks = SurveyLinkWriter(place)
        inboxLinks = InboxLinkWriter(place)
        devices = PushStore(place.db)
        self.now = now
    }

    /// What keeps a letter from being written, though nothing is missing: a mistake of ours or of a template.
    struct Unwritable: Error {}

    /// Marketing says how to end it, and counts openings and clicks; care does neither (delivery.md 5).
    ///
    /// - Returns: nil when a merge field without default has no value.
    func write(_ candidate: WireStore.Candidate) throws -> WireStore.Letter? {
        let send = candidate.send
        let isMarketing = candidate.terms.purpose == .marketing
        let read = try shelf.read(template(of: candidate))
        let language = read.template.language
        var links = try visitLinks.links(
            in: read, of: candidate, besides: isMarketing ? marketingLinks(send) : MessageLinks(), at: now)
        links.survey = try surveyLinks.link(in: read, of: candidate, at: now)
        links.inbox = try inboxLinks.link(in: read, to: candidate, at: now)
        let rendering = try SendRendering(
            template: read, facts: candidate.facts, recipient: candidate.recipient,
            purpose: candidate.terms.purpose, visit: candidate.visit, links: links, at: now
        ).rendering { try trackedURL(of: $0, send) }
        switch rendering {
        case .missing: return nil
        case .unreadable: throw Unwritable()
        case .message(let message):
            let isMarketingMail = isMarketing && send.channel == .email
            var letter = WireStore.Letter(
                message: message, language: language, smsParts: message.smsParts,
                unsubscribeURL: isMarketingMail ? links.unsubscribe : nil,
                pixelURL: isMarketingMail ? pixelURL(send) : nil, calendar: calendar(of: candidate, language))
            if send.channel == .push { try address(&letter, to: candidate) }
            return letter
        }
    }

    /// The transaction at hand has the contact locked: whoever turned notifications off gets none.
    private func address(_ letter: inout WireStore.Letter, to candidate: WireStore.Candidate) throws {
        let (send, contact) = (candidate.send, candidate.recipient.contact.id)
        letter.devices = try devices.subscriptions(of: contact, in: send.clinicID)
        letter.inboxURL = sender.links.inbox(
            InboxLink(clinic: send.clinicID.rawValue, contact: contact.rawValue), send: send.id.rawValue,
            now: now.seconds)
    }

    private func template(of candidate: WireStore.Candidate) throws -> MessageTemplate {
        let send = candidate.send
        guard case .send(let action) = candidate.terms.workflow.step(send.stepID)?.action else { throw Unwritable() }
        let arm = send.arm ?? candidate.facts.trials.winners[send.stepID]
        guard
            let version = candidate.terms.templateVersions.first(where: { $0.template == action.template(of: arm) })
        else { throw Unwritable() }
        let texts = try shelf.texts(of: version, in: candidate.send.clinicID)
        let language = candidate.recipient.contact.language
        guard let template = texts.inLanguage(language, else: candidate.facts.clinic.language) else {
            throw Unwritable()
        }
        return template
    }

    /// The visit for the recipient's own calendar, where this e-mail is what tells of it.
    private func calendar(of candidate: WireStore.Candidate, _ language: String) -> VisitCalendar? {
        guard candidate.send.channel == .email, candidate.send.isAtEvent, candidate.terms.carriesCalendarAtEvent,
            let visit = candidate.visit
        else { return nil }
        let circumstances = VisitCalendar.Circumstances(
            clinic: candidate.facts.clinic, organizer: sender.mailFrom.text,
            child: candidate.recipient.relation == .own ? nil : candidate.facts.patient.firstName, language: language)
        return VisitCalendar(visit, circumstances, at: now)
    }

    /// Only an e-mail shows the preferences' address.
    private func marketingLinks(_ send: ClaimedSend) -> MessageLinks {
        let (id, clinic) = (send.id.rawValue, send.clinicID.rawValue)
        return MessageLinks(
            unsubscribe: sender.links.unsubscribe(send: id, clinic: clinic, now: now.seconds),
            preferences: send.channel == .email
                ? sender.links.preferences(send: id, clinic: clinic, now: now.seconds) : nil)
    }

    private func pixelURL(_ send: ClaimedSend) -> String {
        sender.links.open(send: send.id.rawValue, clinic: send.clinicID.rawValue, now: now.seconds)
    }

    private func trackedURL(of target: String, _ send: ClaimedSend) throws -> String {
        let link = try shelf.link(to: target, of: send.campaignID, in: send.clinicID, at: now)
        return sender.links.click(
            link: link.rawValue, send: send.id.rawValue, clinic: send.clinicID.rawValue, now: now.seconds)
    }
}

extension RenderedMessage {
    fileprivate var smsParts: Int? { channel == .sms ? SMSLength(of: text).parts : nil }
}
