import CivilTime

/// One answer, yes or no, that a neighbour system recorded.
public struct ConsentIntake: Sendable, Hashable {
    /// The person's id at the neighbour; nil means the patient.
    public let contact: String?
    public let subject: Consents.Subject
    public let channel: Channel
    public let granted: Bool
    /// When the person said so.
    public let at: Instant
    public let how: String
    public let wording: String

    /// nil after a problem, which stays with the reader.
    init?(_ reader: inout IntakeReader) {
        contact = reader.externalID("contact").value
        let subject = reader.required("purpose", reader.word("purpose", Consents.Subject.self))
        let channel = reader.required("channel", reader.word("channel", Channel.self))
        let granted = reader.required("granted", reader.yesNo("granted"))
        let at = reader.required("at", reader.instant("at"))
        how = reader.line("how", atMost: 120).value ?? ""
        wording = reader.text("wording", atMost: 1000).value ?? ""
        guard let subject, let channel, let granted, let at else { return nil }
        // The latest answer counts: one from the future could never be taken back.
        if at > reader.context.now.adding(minutes: Self.clockSkewMinutes) {
            reader.refuse("at", "This time lies in the future.")
        }
        self.subject = subject
        self.channel = channel
        self.granted = granted
        self.at = at
    }

    private static let clockSkewMinutes = 10
}
