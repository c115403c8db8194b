/// Under which heading staff look for a merge field.
public enum MergeFieldGroup: String, Sendable, CaseIterable {
    case patient, contact, visit, treatment, payment, clinic, links

    public var phrase: String {
        switch self {
        case .patient: "Patient"
        case .contact: "Who receives it"
        case .visit: "Visit"
        case .treatment: "Treatment"
        case .payment: "Payment"
        case .clinic: "Clinic"
        case .links: "Links"
        }
    }

    /// In the catalogue's order; never empty.
    public var fields: [MergeField] { MergeField.allCases.filter { $0.group == self } }
}

extension MergeField {
    public var group: MergeFieldGroup {
        switch self {
        case .patientFirstName, .patientLastName: .patient
        case .contactFirstName: .contact
        case .appointmentDate, .appointmentTime, .appointmentType, .appointmentProvider, .appointmentLocation: .visit
        case .treatmentType, .treatmentPhase: .treatment
        case .invoiceAmount, .invoiceDueDate: .payment
        case .clinicName, .clinicPhone, .clinicAddress: .clinic
        case .confirmLink, .rescheduleLink, .surveyLink, .surveyScores, .inboxLink, .unsubscribeLink: .links
        }
    }
}
