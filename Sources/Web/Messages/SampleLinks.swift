import Campaigns
import Tokens

extension Call {
    /// As long as a recipient's own links in an SMS or at the end of an offer, and of no send and no visit.
    func sampleLinks(of clinic: ID<Clinic>) -> MessageLinks {
        let links = PublicLinks(base: settings.publicURL, keys: keys)
        return MessageLinks(
            unsubscribe: links.unsubscribe(send: 0, clinic: clinic.rawValue, now: now.seconds),
            preferences: links.preferences(send: 0, clinic: clinic.rawValue, now: now.seconds),
            confirm: links.visit(.confirm, short: .sample), reschedule: links.visit(.reschedule, short: .sample),
            survey: links.survey(short: .sample), inbox: links.inbox(short: .sample))
    }
}

extension Visit {
    var sampleLinks: MessageLinks { call.sampleLinks(of: clinicID) }
}
