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
    /// Text, number, yes or no, or a day, as whoever told it chose.
    case any

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
        case .any: FieldTest.Operator.allCases
        }
    }
}

extension Field {
    public var kind: FieldKind {
        switch self {
        case .eventData: .any
        case .age: .number(0...130)
        case .sex: .choice([.init("F", "female"), .init("M", "male"), .init("X", "other"), .init("U", "unknown")])
        case .status: .choice(PatientStatus.allCases.map { .init($0.rawValue, $0.rawValue) })
        case .intakeForm: .choice([.init("sent", "sent, not filled in"), .init("complete", "complete")])
        case .preferredChannel: .choice(Channel.allCases.map { .init($0.rawValue, $0.phrase) })
        case .appointmentStatus: .choice(AppointmentStatus.allCases.map { .init($0.rawValue, $0.phrase) })
        case .treatmentStatus: .choice(TreatmentStatus.allCases.map { .init($0.rawValue, $0.rawValue) })
        case .completedVisits, .upcomingVisits, .missedVisits, .openInvoices, .overdueInvoices: .number(0...10_000)
        case .surveyScore: .number(SurveyAnswer.scores)
        case .balance, .invoiceAmount: .number(0...10_000_000)
        case .invoiceStatus: .choice(InvoiceStatus.allCases.map { .init($0.rawValue, $0.rawValue) })
        case .eventType, .language, .lastVisitType, .nextVisitType: .text
        case .appointmentType, .appointmentProvider, .appointmentLocation: .text
        case .tag, .visitTypes, .treatmentType, .treatmentPhase, .contactLanguage, .contactZone: .texts
        case .registeredOn, .firstVisit, .lastVisit, .nextVisit, .lastMissedVisit, .overdueSince, .lastMessage: .date
        case .surveyAnswered, .surveyInvited: .date
        case .treatmentStart, .treatmentEnd, .treatmentPhaseStart, .appointmentStart, .invoiceDue: .date
        case .hasEmail, .hasPhone, .appointmentConfirmed, .consent: .yesNo
        }
    }

    public var operators: [FieldTest.Operator] { kind.operators }

    /// Under which heading the builder offers it.
    public var group: Group {
        switch self {
        case .eventType, .eventData: .event
        case .age, .sex, .status, .tag, .language, .intakeForm, .preferredChannel, .registeredOn: .patient
        case .contactLanguage, .contactZone, .hasEmail, .hasPhone: .contact
        case .visitTypes, .firstVisit, .lastVisit, .lastVisitType, .nextVisit, .nextVisitType: .visits
        case .completedVisits, .upcomingVisits, .missedVisits, .lastMissedVisit: .visits
        case .appointmentType, .appointmentStart, .appointmentProvider, .appointmentLocation: .appointment
        case .appointmentStatus, .appointmentConfirmed: .appointment
        case .treatmentType, .treatmentStatus, .treatmentPhase: .treatment
        case .treatmentStart, .treatmentEnd, .treatmentPhaseStart: .treatment
        case .invoiceAmount, .invoiceDue, .invoiceStatus: .invoice
        case .openInvoices, .overdueInvoices, .overdueSince, .balance: .invoices
        case .lastMessage: .messages
        case .surveyScore, .surveyAnswered, .surveyInvited: .surveys
        case .consent: .consent
        }
    }

    public enum Group: String, Sendable, CaseIterable {
        case event = "The event"
        case patient = "Patient"
        case contact = "Who receives"
        case visits = "All visits"
        case appointment = "This appointment"
        case treatment = "Treatment"
        case invoice = "This invoice"
        case invoices = "Invoices"
        case messages = "Messages"
        case surveys = "Surveys"
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
