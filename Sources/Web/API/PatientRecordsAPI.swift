import Campaigns
import Storage

/// Patients and the people around them, under the names that intake has for them.
enum PatientRecordsAPI {
    /// `GET /api/v1/patients`: by status.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["status", "cursor"])
        let clinic = try api.clinic()
        let times = APITimes(zone: clinic.zone)
        let page = try PatientRecords(api.db).page(
            status: query.word("status", PatientStatus.self), after: query.cursor(), in: clinic)
        return .page(page, cursor: { $0.patient.id.description }) { json($0, times) }
    }

    /// `GET /api/v1/patients/EXTERNAL-ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let clinic = try api.clinic()
        let record = try api.found(PatientRecords(api.db).record(api.request.word("externalId"), in: clinic))
        return .json(json(record, APITimes(zone: clinic.zone)))
    }

    private static func json(_ record: PatientRecords.Record, _ times: APITimes) -> JSON {
        let patient = record.patient
        let members = record.circle.members.sorted { $0.contact.id < $1.contact.id }
        return .object([
            "id": .id(patient.id), "externalId": .string(patient.externalID),
            "contactId": .id(record.circle.own.id), "firstName": .string(patient.firstName),
            "lastName": .string(patient.lastName), "birthDate": .text(patient.birthDate?.text),
            "sex": .string(patient.sex.rawValue), "language": .text(record.circle.own.language),
            "timeZone": .text(record.circle.own.zone?.name), "email": .text(record.circle.own.email?.address),
            "phone": .text(record.circle.own.phone?.address),
            "tags": .array(patient.tags.sorted().map(JSON.string)), "status": .string(patient.status.rawValue),
            "registeredAt": times.json(patient.registeredAt), "intakeForm": .text(patient.intakeForm?.rawValue),
            "preferredChannel": .text(patient.preferredChannel?.rawValue), "contacts": .array(members.map(member)),
        ])
    }

    private static func member(_ member: Circle.Member) -> JSON {
        var receives: [Purpose] = member.receivesCare ? [.care] : []
        if member.receivesMarketing { receives.append(.marketing) }
        return .object(
            ContactRecordsAPI.members(member.contact) + [
                JSON.Member(key: "relation", value: .string(member.relation.rawValue)),
                JSON.Member(key: "receives", value: .array(receives.map { .string($0.rawValue) })),
            ])
    }
}

/// The people who receive, each once however many patients they receive for.
enum ContactRecordsAPI {
    /// `GET /api/v1/contacts`: all, or the one of a neighbour's id.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["externalId", "cursor"])
        let records = ContactRecords(api.db)
        let after: ID<Contact>? = try query.cursor()
        let key = try query.value("externalId", expected: "Give a contact's id at the neighbour system.") { text in
            ExternalID.isValid(text) ? text : nil
        }
        if let key {
            let found = try records.record(externalID: key, in: api.clinicID)
            return .json(.object(["items": .array(found.map { [json($0)] } ?? []), "next": .null]))
        }
        let page = try records.page(after: after, in: api.clinicID)
        return .page(page, cursor: { $0.contact.id.description }, json)
    }

    /// `GET /api/v1/contacts/ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        return .json(json(try api.found(ContactRecords(api.db).record(api.request.id("id"), in: api.clinicID))))
    }

    /// What is told of a contact wherever it stands.
    static func members(_ contact: Contact) -> [JSON.Member] {
        let members: KeyValuePairs<String, JSON> = [
            "id": .id(contact.id), "externalId": .text(contact.externalID), "firstName": .string(contact.firstName),
            "lastName": .string(contact.lastName), "email": .text(contact.email?.address),
            "phone": .text(contact.phone?.address), "language": .text(contact.language),
            "timeZone": .text(contact.zone?.name),
        ]
        return members.map { JSON.Member(key: $0.key, value: $0.value) }
    }

    private static func json(_ record: ContactRecords.Record) -> JSON {
        .object(members(record.contact) + [JSON.Member(key: "patients", value: .array(record.patients.map(link)))])
    }

    private static func link(_ link: ContactRecords.Link) -> JSON {
        let receives = Purpose.allCases.filter(link.receives.contains).map(\.rawValue).sorted()
        return .object([
            "patient": .string(link.patient), "relation": .string(link.relation.rawValue),
            "receives": .array(receives.map(JSON.string)),
        ])
    }
}

/// What people said yes or no to, in the order in which it came.
enum ConsentRecordsAPI {
    /// `GET /api/v1/consents`: everybody's, or a contact's.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["contact", "cursor"])
        let contact = try query.value("contact", expected: "Give a contact's id.") { ID<Contact>(text: $0) }
        let times = try api.times()
        let page = try ConsentRecords(api.db).page(of: contact, after: query.cursor(), in: api.clinicID)
        return .page(page, cursor: { $0.id.description }) { json($0, times) }
    }

    /// `GET /api/v1/consents/ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let record = try api.found(ConsentRecords(api.db).record(api.request.id("id"), in: api.clinicID))
        return .json(json(record, try api.times()))
    }

    private static func json(_ record: ConsentRecords.Record, _ times: APITimes) -> JSON {
        .object([
            "id": .id(record.id), "contactId": .id(record.contact), "purpose": .string(record.subject.rawValue),
            "channel": .string(record.channel.rawValue), "granted": .bool(record.answer.granted),
            "at": times.json(record.answer.at), "source": .string(record.answer.source.rawValue),
            "how": .string(record.how), "wording": .string(record.wording),
        ])
    }
}
