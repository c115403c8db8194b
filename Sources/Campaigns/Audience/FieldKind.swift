/// Which values a field has, and so with what it can be compared.
public enum FieldKind: Sendable, Hashable {
    /// Whole numbers in this range.
    case number(ClosedRange<Int>)
    /// One of these, each with the word that people read.
    case choice([Option])
    /// Any text; compared without regard to case.
    case text
    /// Any number of texts.
    case texts
    case yesNo
    /// A day of the clinic's calendar.
    case date

    public struct Option: Sendable, Hashable {
        public let value: String
        public let phrase: String

        public init(_ value: String, _ phrase: String) {
            self.value = value
            self.phrase = phrase
        }
    }

    /// The comparisons that make sense, in the order in which the builder offers them.
    public var operators: [FieldTest.Operator] {
        switch self {
        case .number: [.less, .lessOrEqual, .equal, .unequal, .greaterOrEqual, .greater, .exists, .missing]
        case .choice: [.equal, .unequal, .in, .exists, .missing]
        case .text: [.equal, .unequal, .in, .contains, .exists, .missing]
        case .texts: [.contains, .equal, .unequal, .in, .exists, .missing]
        case .yesNo: [.equal, .unequal, .exists, .missing]
        case .date: [.within, .before, .after, .exists, .missing]
        }
    }
}

extension Field {
    public var kind: FieldKind {
        switch self {
        case .age: .number(0...130)
        case .sex: .choice([.init("F", "female"), .init("M", "male"), .init("X", "other"), .init("U", "unknown")])
        case .status: .choice(PatientStatus.allCases.map { .init($0.rawValue, $0.rawValue) })
        case .intakeForm: .choice([.init("sent", "sent, not filled in"), .init("complete", "complete")])
        case .appointmentStatus: .choice(AppointmentStatus.allCases.map { .init($0.rawValue, $0.phrase) })
        case .treatmentStatus: .choice(TreatmentStatus.allCases.map { .init($0.rawValue, $0.rawValue) })
        case .language, .appointmentType: .text
        case .tag, .visitTypes, .treatmentType, .treatmentPhase: .texts
        case .registeredOn, .lastVisit, .nextVisit: .date
        case .appointmentConfirmed, .consent: .yesNo
        }
    }

    public var operators: [FieldTest.Operator] { kind.operators }

    /// Under which heading the builder offers it.
    public var group: Group {
        switch self {
        case .age, .sex, .status, .tag, .language, .intakeForm, .registeredOn: .patient
        case .visitTypes, .lastVisit, .nextVisit: .visits
        case .appointmentType, .appointmentStatus, .appointmentConfirmed: .appointment
        case .treatmentType, .treatmentStatus, .treatmentPhase: .treatment
        case .consent: .consent
        }
    }

    public enum Group: String, Sendable, CaseIterable {
        case patient = "Patient"
        case visits = "All visits"
        case appointment = "This appointment"
        case treatment = "Treatment"
        case consent = "Consent"
    }
}

extension AppointmentStatus {
    var phrase: String {
        switch self {
        case .noShow: "missed"
        case .enteredInError: "entered in error"
        default: rawValue
        }
    }
}
