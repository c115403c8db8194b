import Campaigns
import Storage

/// What neighbour systems write: each request is one record, under their own ids, and may come again.
enum IntakeAPI {
    /// `PUT /api/v1/patients/ID`
    static func putPatient(_ api: APICall) throws -> Response {
        try put(api) { id, json, clinic, context in
            let intake = try PatientIntake(externalID: id, json: json, context: context)
            return try PatientStore(api.db, revisions: RevisionStore(api.db)).save(intake, in: clinic, at: api.now)
        }
    }

    /// `PUT /api/v1/appointments/ID`
    static func putAppointment(_ api: APICall) throws -> Response {
        try put(api) { id, json, clinic, context in
            let intake = try AppointmentIntake(externalID: id, json: json, context: context)
            return try AppointmentStore(api.db, revisions: RevisionStore(api.db)).save(intake, in: clinic, at: api.now)
        }
    }

    /// `PUT /api/v1/treatments/ID`
    static func putTreatment(_ api: APICall) throws -> Response {
        try put(api) { id, json, clinic, context in
            let intake = try TreatmentIntake(externalID: id, json: json, context: context)
            return try TreatmentStore(api.db, revisions: RevisionStore(api.db)).save(intake, in: clinic, at: api.now)
        }
    }

    /// `PUT /api/v1/invoices/ID`
    static func putInvoice(_ api: APICall) throws -> Response {
        try put(api) { id, json, clinic, context in
            let intake = try InvoiceIntake(externalID: id, json: json, context: context)
            return try InvoiceStore(api.db, revisions: RevisionStore(api.db)).save(intake, in: clinic, at: api.now)
        }
    }

    /// `POST /api/v1/events`: 202 for a new one, 200 for one that came before.
    static func postEvent(_ api: APICall) throws -> Response {
        let json = try api.document()
        let clinic = try api.clinic()
        let event = try refusing { try EventIntake(json: json, context: api.intakeContext(clinic)) }
        let saved = try EventIntakeStore(api.db).save(event, in: clinic.id, at: api.now)
        return try answer(saved, made: 202, .object(["id": .string(event.key)]))
    }

    private static func put(
        _ api: APICall, _ save: (String, JSON, Clinic, IntakeContext) throws -> Saved
    ) throws -> Response {
        let id = try api.request.word("externalId")
        let json = try api.document()
        let clinic = try api.clinic()
        let saved = try refusing { try onceMore { try save(id, json, clinic, api.intakeContext(clinic)) } }
        return try answer(saved, made: 201, .object(["externalId": .string(id)]))
    }

    /// Another worker may store the same new record between our look and our insert: the second look finds it.
    private static func onceMore(_ save: () throws -> Saved) throws -> Saved {
        do {
            return try save()
        } catch let error as DatabaseError where error.code == .duplicateKey {
            return try save()
        }
    }

    private static func answer(_ saved: Saved, made: Int, _ body: JSON) throws -> Response {
        switch saved {
        case .made: return .json(body, status: made)
        case .kept: return .json(body)
        case .refused(let problems): throw APIProblem(IntakeRefusal(unknownFields: [], problems: problems))
        }
    }

    private static func refusing<T>(_ read: () throws -> T) throws -> T {
        do {
            return try read()
        } catch let refusal as IntakeRefusal {
            throw APIProblem(refusal)
        }
    }
}

extension APIProblem {
    /// 400 for fields that nobody knows, each named; else 422.
    init(_ refusal: IntakeRefusal) {
        let unknown = refusal.unknownFields.map { FieldError(field: $0, message: "This field is unknown.") }
        let wrong = refusal.problems.map { FieldError(field: $0.field, message: $0.message) }
        guard unknown.isEmpty else {
            self.init(status: 400, title: "The body has fields that nobody knows.", errors: unknown + wrong)
            return
        }
        self.init(status: 422, title: "Some fields cannot be taken as they are.", errors: wrong)
    }
}
