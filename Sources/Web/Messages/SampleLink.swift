import Campaigns
import Tokens

extension Visit {
    /// As long as a recipient's own link to unsubscribe, and of no send.
    var sampleUnsubscribeURL: String {
        PublicLinks(base: call.settings.publicURL, keys: call.keys)
            .unsubscribe(send: 0, clinic: clinicID.rawValue, now: now.seconds)
    }
}
