import Campaigns
import CivilTime
import Storage
import Tokens

/// Makes the link to the recipient's inbox, for texts that show one (delivery.md 5).
struct InboxLinkWriter {
    private let links: PublicLinks
    private let store: InboxLinkStore
    private let makeSecret: () -> SecretToken

    init(_ place: Workplace) {
        links = place.sender.links
        store = InboxLinkStore(place.db)
        makeSecret = place.makeSecret
    }

    /// nil where the text shows none. A short code is stored in the transaction at hand.
    func link(in read: ReadTemplate, to candidate: WireStore.Candidate, at now: Instant) throws -> String? {
        guard read.fields.contains(.inboxLink) else { return nil }
        let clinic = candidate.send.clinicID
        let contact = candidate.recipient.contact.id
        guard read.template.channel == .sms else {
            return links.inbox(InboxLink(clinic: clinic.rawValue, contact: contact.rawValue), now: now.seconds)
        }
        let code = makeSecret()
        try store.keep(code, to: contact, in: clinic, until: now.adding(seconds: Int(InboxLink.lifeSeconds)))
        return links.inbox(short: code)
    }
}
