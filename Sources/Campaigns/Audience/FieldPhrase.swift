extension Field {
    /// As a sentence about the patient begins: "age", "consent to marketing by e-mail".
    public var phrase: String {
        switch self {
        case .eventType: "event"
        case .eventData(let name): "the event’s “\(name)”"
        case .age: "age"
        case .sex: "sex"
        case .status: "patient status"
        case .tag: "tag"
        case .language: "language"
        case .intakeForm: "intake form"
        case .preferredChannel: "preferred channel"
        case .registeredOn: "registration"
        case .contactLanguage: "language of those who receive"
        case .contactZone: "time zone of those who receive"
        case .hasEmail: "e-mail address known"
        case .hasPhone: "phone number known"
        case .visitTypes: "type of any visit"
        case .firstVisit: "first visit"
        case .lastVisit: "last completed visit"
        case .lastVisitType: "type of the last completed visit"
        case .nextVisit: "next visit"
        case .nextVisitType: "type of the next visit"
        case .completedVisits: "number of completed visits"
        case .upcomingVisits: "number of visits to come"
        case .missedVisits: "number of missed visits"
        case .lastMissedVisit: "last missed visit"
        case .appointmentType: "appointment type"
        case .appointmentStart: "day of the appointment"
        case .appointmentProvider: "provider of the appointment"
        case .appointmentLocation: "location of the appointment"
        case .appointmentStatus: "appointment status"
        case .appointmentConfirmed: "appointment confirmed"
        case .treatmentType: "treatment"
        case .treatmentStatus: "treatment status"
        case .treatmentPhase: "treatment phase"
        case .treatmentStart: "start of treatment"
        case .treatmentEnd: "end of treatment"
        case .treatmentPhaseStart: "start of the treatment phase"
        case .invoiceAmount: "amount of the invoice"
        case .invoiceDue: "due date of the invoice"
        case .invoiceStatus: "invoice status"
        case .openInvoices: "number of open invoices"
        case .overdueInvoices: "number of overdue invoices"
        case .overdueSince: "oldest overdue date"
        case .balance: "open balance"
        case .lastMessage: "last message"
        case .surveyScore: "score of the last survey"
        case .surveyAnswered: "answer to the last survey"
        case .surveyInvited: "last survey invitation in the family"
        case .consent(let subject, let channel): "consent to \(subject.phrase) by \(channel.phrase)"
        }
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
