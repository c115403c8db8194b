import Campaigns
import CivilTime
import Storage
import Tokens

/// Makes the links by which whoever gets a message answers about its visit, for texts that show one (delivery.md 5).
struct VisitLinkWriter {
    private let links: PublicLinks
    private let store: VisitLinkStore
    private let makeSecret: () -> SecretToken

    init(_ place: Workplace) {
        links = place.sender.links
        store = VisitLinkStore(place.db)
        makeSecret = place.makeSecret
    }

    /// All links of the message. A short code is stored in the transaction at hand.
    ///
    /// - Parameter marketing: those that every message of its purpose has.
    func links(
        in read: ReadTemplate, of candidate: WireStore.Candidate, besides marketing: MessageLinks,
        at now: Instant
    ) throws -> MessageLinks {
        guard let visit = candidate.visit, visit.isToCome(at: now), read.mayAskAboutVisit else {
            return marketing
        }
        let clinic = candidate.send.clinicID
        guard read.template.channel == .sms else {
            let link = VisitLink(
                clinic: clinic.rawValue, appointment: visit.id.rawValue, startsAt: visit.startsAt.microseconds)
            return marketing.asking(
                confirm: links.visit(.confirm, link), reschedule: links.visit(.reschedule, link))
        }
        let code = makeSecret()
        try store.keep(code, about: visit, in: clinic)
        return marketing.asking(
            confirm: links.visit(.confirm, short: code), reschedule: links.visit(.reschedule, short: code))
    }
}

extension ReadTemplate {
    fileprivate var mayAskAboutVisit: Bool { fields.contains(where: \.asksAboutVisit) }
}
