import Campaigns
import CivilTime
import Storage
import Tokens

/// Makes the link by which whoever gets a message answers the clinic's survey, for texts that show one (delivery.md 5).
struct SurveyLinkWriter {
    private let links: PublicLinks
    private let store: SurveyInvitations
    private let makeSecret: () -> SecretToken

    init(_ place: Workplace) {
        links = place.sender.links
        store = SurveyInvitations(place.db)
        makeSecret = place.makeSecret
    }

    /// The link, with its invitation stored in the transaction at hand; nil for a text without one, and where the clinic
    /// has no survey in use.
    func link(in read: ReadTemplate, of candidate: WireStore.Candidate, at now: Instant) throws -> String? {
        let (send, clinic) = (candidate.send.id, candidate.send.clinicID)
        guard read.fields.contains(where: \.asksSurvey),
            try store.invite(candidate.recipient.contact.id, by: send, in: clinic, at: now)
        else { return nil }
        guard read.template.channel == .sms else {
            return links.survey(send: send.rawValue, clinic: clinic.rawValue, now: now.seconds)
        }
        let code = makeSecret()
        try store.keep(code, of: send, in: clinic, until: now.adding(seconds: Int(PublicLinks.surveySeconds)))
        return links.survey(short: code)
    }
}
