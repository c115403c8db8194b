/// What a message text may say about its patient, visit or clinic, written `{{patient.first_name}}`: the catalogue.
public enum MergeField: String, Sendable, Codable, CaseIterable {
    case patientFirstName = "patient.first_name"
    case patientLastName = "patient.last_name"
    case contactFirstName = "contact.first_name"
    case appointmentDate = "appointment.date"
    case appointmentTime = "appointment.time"
    case appointmentType = "appointment.type"
    case appointmentProvider = "appointment.provider"
    case appointmentLocation = "appointment.location"
    case treatmentType = "treatment.type"
    case treatmentPhase = "treatment.phase"
    case invoiceAmount = "invoice.amount"
    case invoiceDueDate = "invoice.due_date"
    case clinicName = "clinic.name"
    case clinicPhone = "clinic.phone"
    case clinicAddress = "clinic.address"
    case confirmLink = "link.confirm"
    case rescheduleLink = "link.reschedule"
    case surveyLink = "link.survey"
    case surveyScores = "link.survey_scores"
    case inboxLink = "link.inbox"
    case unsubscribeLink = "link.unsubscribe"

    /// As staff read it: "the patient's first name".
    public var phrase: String {
        switch self {
        case .patientFirstName: "the patient's first name"
        case .patientLastName: "the patient's last name"
        case .contactFirstName: "the first name of the person who receives"
        case .appointmentDate: "the visit's date"
        case .appointmentTime: "the visit's time"
        case .appointmentType: "the type of visit"
        case .appointmentProvider: "who sees the patient"
        case .appointmentLocation: "where the visit is"
        case .treatmentType: "the kind of treatment"
        case .treatmentPhase: "the phase of the treatment"
        case .invoiceAmount: "the amount still to pay"
        case .invoiceDueDate: "the day the payment is due"
        case .clinicName: "the clinic's name"
        case .clinicPhone: "the clinic's phone number"
        case .clinicAddress: "the clinic's postal address"
        case .confirmLink: "the link to confirm the visit"
        case .rescheduleLink: "the link to ask for another time"
        case .surveyLink: "the link to the survey"
        case .surveyScores: "the numbers 0 to 10, each a link to the survey"
        case .inboxLink: "the link to the person's inbox"
        case .unsubscribeLink: "the link to unsubscribe"
        }
    }

    /// What stands in a sample message of an American clinic.
    public var sample: String {
        switch self {
        case .patientFirstName: "Mia"
        case .patientLastName: "Lindqvist"
        case .contactFirstName: "Helena"
        case .appointmentDate: "Tue, Mar 13"
        case .appointmentTime: "3:30 PM"
        case .appointmentType: "Adjustment"
        case .appointmentProvider: "Dr. Okafor"
        case .appointmentLocation: "Main Street"
        case .treatmentType: "braces"
        case .treatmentPhase: "alignment"
        case .invoiceAmount: "$120.00"
        case .invoiceDueDate: "Thu, Apr 1"
        case .clinicName: "Lakeside Orthodontics"
        case .clinicPhone: "(312) 555-0142"
        case .clinicAddress: "12 Main Street, Springfield"
        // As long as they mostly are: an SMS is estimated by them.
        case .confirmLink: "https://go.example.org/p/v/Kp3vZxQ9sT1mWcR7bN2yLg"
        case .rescheduleLink: "https://go.example.org/p/r/Kp3vZxQ9sT1mWcR7bN2yLg"
        case .surveyLink, .surveyScores: "https://go.example.org/p/s/Kp3vZxQ9sT1mWcR7bN2yLg"
        case .inboxLink: "https://go.example.org/m/Kp3vZxQ9sT1mWcR7bN2yLg"
        case .unsubscribeLink: "https://example.org/p/u/sample"
        }
    }

    /// What the message must be about for the field to have a value; nil when it always may.
    public var anchor: AnchorKind? {
        switch self {
        case .appointmentDate, .appointmentTime, .appointmentType, .appointmentProvider, .appointmentLocation,
            .confirmLink, .rescheduleLink:
            .appointment
        case .treatmentType, .treatmentPhase: .treatment
        case .invoiceAmount, .invoiceDueDate: .invoice
        default: nil
        }
    }

    /// Whether a message without its value must not go out, unless the text gives a default.
    public var isRequired: Bool {
        switch self {
        case .patientLastName, .contactFirstName, .appointmentProvider, .appointmentLocation, .treatmentPhase,
            .clinicAddress:
            false
        default: true
        }
    }

    /// Whether its value is an address that people follow.
    public var isLink: Bool {
        self == .unsubscribeLink || self == .inboxLink || asksAboutVisit || asksSurvey
    }

    /// Whether it leads to the page on which a visit to come is confirmed, or another time asked for.
    public var asksAboutVisit: Bool { self == .confirmLink || self == .rescheduleLink }

    /// Whether it leads to the clinic's survey.
    public var asksSurvey: Bool { self == .surveyLink || self == .surveyScores }
}
