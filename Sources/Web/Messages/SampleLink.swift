import Campaigns
import Tokens

extension Call {
    /// As long as a recipient's own link to unsubscribe, and of no send.
    func sampleUnsubscribeURL(of clinic: ID<Clinic>) -> String {
        PublicLinks(base: settings.publicURL, keys: keys)
            .unsubscribe(send: 0, clinic: clinic.rawValue, now: now.seconds)
    }
}

extension Visit {
    var sampleUnsubscribeURL: String { call.sampleUnsubscribeURL(of: clinicID) }
}
