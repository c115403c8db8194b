/// What a clinic allows.
public struct ClinicLimits: Sendable, Hashable {
    public var careHours: OpeningHours
    public var cap: FrequencyCap
    public var activeLimit: Int
    public var ageOfMajority: Int
    public var recallMonths: Int
    public var lateness: LatenessLimits
    /// Parts that one SMS may have.
    public var smsParts: Int

    public init(
        careHours: OpeningHours, cap: FrequencyCap, activeLimit: Int, ageOfMajority: Int, recallMonths: Int,
        lateness: LatenessLimits, smsParts: Int
    ) {
        self.careHours = careHours
        self.cap = cap
        self.activeLimit = activeLimit
        self.ageOfMajority = ageOfMajority
        self.recallMonths = recallMonths
        self.lateness = lateness
        self.smsParts = smsParts
    }

    public init(_ clinic: Clinic) {
        self.init(
            careHours: clinic.careHours, cap: clinic.cap, activeLimit: clinic.activeLimit,
            ageOfMajority: clinic.ageOfMajority, recallMonths: clinic.recallMonths,
            lateness: clinic.lateness, smsParts: clinic.smsPartLimit)
    }

    /// Its values in a line: two are the same where these are.
    public var text: String {
        let numbers = [
            cap.messages, cap.days, activeLimit, ageOfMajority, recallMonths, lateness.reminderMinutes,
            lateness.otherMinutes, smsParts,
        ].map(String.init)
        return (["\(careHours.from.text)-\(careHours.to.text)"] + numbers).joined(separator: " ")
    }
}
