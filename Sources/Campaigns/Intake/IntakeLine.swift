/// One line of bulk intake: the body of one of the other requests, with its kind and id (api.md, *Intake*).
public enum IntakeLine: Sendable, Hashable {
    case patient(PatientIntake)
    case appointment(AppointmentIntake)
    case treatment(TreatmentIntake)
    case invoice(InvoiceIntake)
    case event(EventIntake)

    public enum Kind: String, Sendable, CaseIterable {
        case patient, appointment, treatment, invoice, event
    }

    /// - Throws: everything that is wrong or unknown.
    public init(json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        guard let members = json.objectValue else { throw Self.refusal("", "Give an object.") }
        guard let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)) else {
            let words = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.refusal("kind", "Give one of: \(words).")
        }
        if kind == .event {
            self = .event(try EventIntake(json: .object(members.filter { $0.key != "kind" }), context: context))
            return
        }
        guard let id = json["externalId"]?.stringValue else { throw Self.refusal("externalId", ExternalID.expected) }
        let body = JSON.object(members.filter { $0.key != "kind" && $0.key != "externalId" })
        switch kind {
        case .patient: self = .patient(try PatientIntake(externalID: id, json: body, context: context))
        case .appointment: self = .appointment(try AppointmentIntake(externalID: id, json: body, context: context))
        case .treatment: self = .treatment(try TreatmentIntake(externalID: id, json: body, context: context))
        case .invoice: self = .invoice(try InvoiceIntake(externalID: id, json: body, context: context))
        case .event: preconditionFailure("events were read above")
        }
    }

    private static func refusal(_ field: String, _ message: String) -> IntakeRefusal {
        IntakeRefusal(unknownFields: [], problems: [FieldProblem(field: field, message: message)])
    }
}
