/// What a rule can ask about: the catalogue. The builder offers it, the API names it by `key`.
public enum Field: Sendable, Hashable {
    case age, sex, status, tag, language, intakeForm, registeredOn
    /// The types of all visits that are to come or took place, and the days of the last and the next one.
    case visitTypes, lastVisit, nextVisit
    /// Of the visit that the enrollment is about; unknown where it is about none.
    case appointmentType, appointmentStatus, appointmentConfirmed
    /// Of the treatment that the enrollment is about, else of any of the patient's.
    case treatmentType, treatmentStatus, treatmentPhase
    /// The answer of those who would receive: yes as soon as one of them said yes.
    case consent(Consents.Subject, Channel)

    /// The name in JSON: "patient.age", "consent.marketing.email".
    public var key: String {
        switch self {
        case .age: "patient.age"
        case .sex: "patient.sex"
        case .status: "patient.status"
        case .tag: "patient.tag"
        case .language: "patient.language"
        case .intakeForm: "patient.intakeForm"
        case .registeredOn: "patient.registeredAt"
        case .visitTypes: "patient.visitType"
        case .lastVisit: "patient.lastVisit"
        case .nextVisit: "patient.nextVisit"
        case .appointmentType: "appointment.type"
        case .appointmentStatus: "appointment.status"
        case .appointmentConfirmed: "appointment.confirmed"
        case .treatmentType: "treatment.type"
        case .treatmentStatus: "treatment.status"
        case .treatmentPhase: "treatment.phase"
        case .consent(let subject, let channel): "consent.\(subject.rawValue).\(channel.rawValue.lowercased())"
        }
    }

    /// The field of that name; nil when the catalogue has none.
    public init?(key: String) {
        guard let field = Self.byKey[key] else { return nil }
        self = field
    }

    private static let byKey = Dictionary(uniqueKeysWithValues: allCases.map { ($0.key, $0) })

    /// As a sentence about the patient begins: "age", "consent to marketing by e-mail".
    public var phrase: String {
        switch self {
        case .age: "age"
        case .sex: "sex"
        case .status: "patient status"
        case .tag: "tag"
        case .language: "language"
        case .intakeForm: "intake form"
        case .registeredOn: "registration"
        case .visitTypes: "type of any visit"
        case .lastVisit: "last completed visit"
        case .nextVisit: "next visit"
        case .appointmentType: "appointment type"
        case .appointmentStatus: "appointment status"
        case .appointmentConfirmed: "appointment confirmed"
        case .treatmentType: "treatment"
        case .treatmentStatus: "treatment status"
        case .treatmentPhase: "treatment phase"
        case .consent(let subject, let channel): "consent to \(subject.phrase) by \(channel.phrase)"
        }
    }

    /// Whether its answer for one enrollment can no longer change, so that sends beyond a condition on it may be
    /// planned ahead (rules.md 1.4).
    public var isFixed: Bool { self == .appointmentType }
}

extension Field: CaseIterable {
    /// In the order in which the builder offers them.
    public static let allCases: [Field] =
        [
            .age, .sex, .status, .tag, .language, .intakeForm, .registeredOn, .visitTypes, .lastVisit, .nextVisit,
            .appointmentType, .appointmentStatus, .appointmentConfirmed, .treatmentType, .treatmentStatus,
            .treatmentPhase,
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

extension Consents.Subject {
    fileprivate var phrase: String {
        switch self {
        case .marketing: "marketing"
        case .care: "care messages"
        case .reminder: "reminders"
        }
    }
}
