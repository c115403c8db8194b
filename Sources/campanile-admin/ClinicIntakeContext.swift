import Campaigns
import CivilTime
import PhoneNumbers

extension IntakeContext {
    /// What reading a document that came for this clinic needs to know.
    static func of(_ clinic: Clinic, at now: Instant) -> IntakeContext {
        IntakeContext(zone: clinic.zone, now: now) { [region = clinic.region] text in
            PhoneNumber.e164(text, region: region)
        }
    }
}
