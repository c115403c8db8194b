/// What a rule can ask about: the catalogue. The builder offers it, the API names it by `key`.
public enum Field: Sendable, Hashable {
    /// Of the event that the enrollment is by; unknown where it is by none, and where the event does not say.
    case eventType
    /// What its data holds under this name.
    case eventData(String)
    case age, sex, status, tag, language, intakeForm, preferredChannel, registeredOn
    /// Of those who receive care messages for the patient: the patient, or those who stand for a minor.
    case contactLanguage, contactZone, hasEmail, hasPhone
    /// The types of all visits that are to come or took place, and the days of the first, the last and the next one.
    case visitTypes, firstVisit, lastVisit, lastVisitType, nextVisit, nextVisitType
    case completedVisits, upcomingVisits, missedVisits, lastMissedVisit
    /// Of the visit that the enrollment is about; unknown where it is about none.
    case appointmentType, appointmentStart, appointmentProvider, appointmentLocation, appointmentStatus
    case appointmentConfirmed
    /// Of the treatment that the enrollment is about, else of any of the patient's.
    case treatmentType, treatmentStatus, treatmentPhase, treatmentStart, treatmentEnd, treatmentPhaseStart
    /// Of the invoice that the enrollment is about; unknown where it is about none.
    case invoiceAmount, invoiceDue, invoiceStatus
    /// Of the patient's open invoices; overdue are those that were due before today.
    case openInvoices, overdueInvoices, overdueSince, balance
    /// The day on which a message last left, to whomever it went for this patient.
    case lastMessage
    /// Of the survey that the patient answered last: from 0 to 10, unknown where it told none; and the day.
    case surveyScore, surveyAnswered
    /// The day on which an invitation to a survey last left, to anyone who receives for the patient.
    case surveyInvited
    /// The answer of those who would receive: yes as soon as one of them said yes.
    case consent(Consents.Subject, Channel)

    /// The name in JSON: "patient.age", "consent.marketing.email".
    public var key: String {
        switch self {
        case .eventType: "event.type"
        case .eventData(let name): Self.eventDataPrefix + name
        case .age: "patient.age"
        case .sex: "patient.sex"
        case .status: "patient.status"
        case .tag: "patient.tag"
        case .language: "patient.language"
        case .intakeForm: "patient.intakeForm"
        case .preferredChannel: "patient.preferredChannel"
        case .registeredOn: "patient.registeredAt"
        case .contactLanguage: "contact.language"
        case .contactZone: "contact.timeZone"
        case .hasEmail: "contact.hasEmail"
        case .hasPhone: "contact.hasPhone"
        case .visitTypes: "patient.visitType"
        case .firstVisit: "patient.firstVisit"
        case .lastVisit: "patient.lastVisit"
        case .lastVisitType: "patient.lastVisitType"
        case .nextVisit: "patient.nextVisit"
        case .nextVisitType: "patient.nextVisitType"
        case .completedVisits: "patient.completedVisits"
        case .upcomingVisits: "patient.upcomingVisits"
        case .missedVisits: "patient.missedVisits"
        case .lastMissedVisit: "patient.lastMissedVisit"
        case .appointmentType: "appointment.type"
        case .appointmentStart: "appointment.startsAt"
        case .appointmentProvider: "appointment.provider"
        case .appointmentLocation: "appointment.location"
        case .appointmentStatus: "appointment.status"
        case .appointmentConfirmed: "appointment.confirmed"
        case .treatmentType: "treatment.type"
        case .treatmentStatus: "treatment.status"
        case .treatmentPhase: "treatment.phase"
        case .treatmentStart: "treatment.startedAt"
        case .treatmentEnd: "treatment.endedAt"
        case .treatmentPhaseStart: "treatment.phaseStartedAt"
        case .invoiceAmount: "invoice.amount"
        case .invoiceDue: "invoice.dueOn"
        case .invoiceStatus: "invoice.status"
        case .openInvoices: "invoice.open"
        case .overdueInvoices: "invoice.overdue"
        case .overdueSince: "invoice.overdueSince"
        case .balance: "invoice.balance"
        case .lastMessage: "message.last"
        case .surveyScore: "survey.score"
        case .surveyAnswered: "survey.answeredAt"
        case .surveyInvited: "survey.invitedAt"
        case .consent(let subject, let channel): "consent.\(subject.rawValue).\(channel.rawValue.lowercased())"
        }
    }

    /// The field of that name; nil when the catalogue has none.
    public init?(key: String) {
        if key.hasPrefix(Self.eventDataPrefix) {
            self.init(eventData: String(key.dropFirst(Self.eventDataPrefix.count)))
            return
        }
        guard let field = Self.byKey[key] else { return nil }
        self = field
    }

    /// nil for a name of no character, of more than 64, or with one that no line has.
    public init?(eventData name: String) {
        guard (1...64).contains(name.unicodeScalars.count), !name.hasControlCharacter else { return nil }
        self = .eventData(name)
    }

    private static let eventDataPrefix = "event.data."

    private static let byKey = Dictionary(uniqueKeysWithValues: allCases.map { ($0.key, $0) })

    /// Whether its answer for one enrollment can no longer change, so that sends beyond a condition on it may be
    /// planned ahead (rules.md 1.4).
    public var isFixed: Bool { self == .appointmentType || asksEvent }

    /// Whether it asks what the event said that an enrollment is by, so that it means nothing in an audience.
    public var asksEvent: Bool {
        switch self {
        case .eventType, .eventData: true
        default: false
        }
    }
}

extension Field: CaseIterable {
    /// In the order in which the builder offers them; of an event's data there is no end.
    public static let allCases: [Field] =
        [
            .eventType, .age, .sex, .status, .tag, .language, .intakeForm, .preferredChannel, .registeredOn,
            .contactLanguage, .contactZone, .hasEmail, .hasPhone,
            .visitTypes, .firstVisit, .lastVisit, .lastVisitType, .nextVisit, .nextVisitType,
            .completedVisits, .upcomingVisits, .missedVisits, .lastMissedVisit,
            .appointmentType, .appointmentStart, .appointmentProvider, .appointmentLocation, .appointmentStatus,
            .appointmentConfirmed,
            .treatmentType, .treatmentStatus, .treatmentPhase, .treatmentStart, .treatmentEnd, .treatmentPhaseStart,
            .invoiceAmount, .invoiceDue, .invoiceStatus, .openInvoices, .overdueInvoices, .overdueSince, .balance,
            .lastMessage, .surveyScore, .surveyAnswered, .surveyInvited,
        ] + Consents.Subject.allCases.flatMap { subject in [Channel.email, .sms].map { .consent(subject, $0) } }
}

/// Coded as its key.
extension Field: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let field = Field(key: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a field of the catalogue")
        }
        self = field
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(key)
    }
}
