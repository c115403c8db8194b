import Campaigns
import CivilTime
import Storage

/// Appointments by their start, under the names that intake has for them.
enum AppointmentRecordsAPI {
    /// `GET /api/v1/appointments`: by patient, status and span of time.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["patient", "status", "from", "to", "cursor"])
        let times = try api.times()
        let filter = AppointmentRecords.Filter(
            patient: try query.patient(api), status: try query.word("status", AppointmentStatus.self),
            from: try query.instant("from", times.zone), to: try query.instant("to", times.zone))
        let after = try query.value("cursor", expected: APIQuery.cursorExpected) { AppointmentRecords.Cursor(text: $0) }
        let page = try AppointmentRecords(api.db).page(filter, after: after, in: api.clinicID)
        return .page(page, cursor: { AppointmentRecords.Cursor(after: $0).text }) { json($0, times) }
    }

    /// `GET /api/v1/appointments/EXTERNAL-ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let records = AppointmentRecords(api.db)
        let record = try api.found(records.record(api.request.word("externalId"), in: api.clinicID))
        return .json(json(record, try api.times()))
    }

    private static func json(_ record: AppointmentRecords.Record, _ times: APITimes) -> JSON {
        let visit = record.appointment
        return .object([
            "id": .id(visit.id), "externalId": .string(visit.externalID), "patient": .string(record.patient),
            "type": .string(visit.type), "startsAt": times.json(visit.startsAt), "endsAt": times.json(visit.endsAt),
            "provider": .string(visit.provider), "location": .string(visit.location),
            "status": .string(visit.status.rawValue), "bookedAt": times.json(visit.bookedAt),
            "confirmedAt": times.json(visit.confirmedAt), "version": record.version.map(JSON.integer) ?? .null,
        ])
    }
}

/// Treatments under the names that intake has for them.
enum TreatmentRecordsAPI {
    /// `GET /api/v1/treatments`: by patient and status.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["patient", "status", "cursor"])
        let times = try api.times()
        let page = try TreatmentRecords(api.db).page(
            of: query.patient(api), status: query.word("status", TreatmentStatus.self), after: query.cursor(),
            in: api.clinicID)
        return .page(page, cursor: { $0.treatment.id.description }) { json($0, times) }
    }

    /// `GET /api/v1/treatments/EXTERNAL-ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let records = TreatmentRecords(api.db)
        let record = try api.found(records.record(api.request.word("externalId"), in: api.clinicID))
        return .json(json(record, try api.times()))
    }

    private static func json(_ record: TreatmentRecords.Record, _ times: APITimes) -> JSON {
        let treatment = record.treatment
        return .object([
            "id": .id(treatment.id), "externalId": .string(treatment.externalID), "patient": .string(record.patient),
            "type": .string(treatment.type), "status": .string(treatment.status.rawValue),
            "phase": .string(treatment.phase), "phaseStartedAt": times.json(treatment.phaseStartedAt),
            "startedAt": times.json(treatment.startedAt), "endedAt": times.json(treatment.endedAt),
            "milestones": .array(
                record.milestones.map { ["name": .string($0.name), "reachedAt": times.json($0.reachedAt)] }),
        ])
    }
}

/// Invoices under the names that intake has for them.
enum InvoiceRecordsAPI {
    /// `GET /api/v1/invoices`: by patient and status.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["patient", "status", "cursor"])
        let times = try api.times()
        let page = try InvoiceRecords(api.db).page(
            of: query.patient(api), status: query.word("status", InvoiceStatus.self), after: query.cursor(),
            in: api.clinicID)
        return .page(page, cursor: { $0.invoice.id.description }) { json($0, times) }
    }

    /// `GET /api/v1/invoices/EXTERNAL-ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let record = try api.found(InvoiceRecords(api.db).record(api.request.word("externalId"), in: api.clinicID))
        return .json(json(record, try api.times()))
    }

    private static func json(_ record: InvoiceRecords.Record, _ times: APITimes) -> JSON {
        let invoice = record.invoice
        return .object([
            "id": .id(invoice.id), "externalId": .string(invoice.externalID), "patient": .string(record.patient),
            "amountCents": .integer(invoice.amountCents), "currency": .string(invoice.currency),
            "dueOn": .string(invoice.dueOn.text), "paidCents": .integer(invoice.paidCents),
            "paidAt": times.json(record.paidAt), "status": .string(invoice.status.rawValue),
        ])
    }
}

/// What happened, newest first.
enum EventRecordsAPI {
    /// `GET /api/v1/events`: by patient and type.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["patient", "type", "cursor"])
        let type = try query.value("type", expected: "Give an event's name, such as APPOINTMENT_BOOKED.") {
            EventType(rawValue: $0)
        }
        let times = try api.times()
        let page = try EventRecords(api.db).page(
            of: query.patient(api), type: type, before: query.cursor(), in: api.clinicID)
        return .page(page, cursor: { $0.id.description }) { json($0, times) }
    }

    /// `GET /api/v1/events/ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let record = try api.found(EventRecords(api.db).record(api.request.id("id"), in: api.clinicID))
        return .json(json(record, try api.times()))
    }

    private static func json(_ record: EventRecords.Record, _ times: APITimes) -> JSON {
        let subject = record.subject.map {
            JSON.object(["kind": .string($0.kind.rawValue), "externalId": .string($0.externalID)])
        }
        return .object([
            "id": .id(record.id), "key": .text(record.key), "type": .string(record.type.rawValue),
            "patient": .string(record.patient), "subject": subject ?? .null,
            "occurredAt": times.json(record.occurredAt), "receivedAt": times.json(record.receivedAt),
            "data": data(record.data), "state": .string(record.state.rawValue),
        ])
    }

    private static func data(_ text: String?) -> JSON {
        guard let text else { return .null }
        do {
            return try JSON.parse(Array(text.utf8))
        } catch {
            preconditionFailure("an event holds data that is no JSON")
        }
    }
}

extension APIQuery {
    /// A time with an offset, or the clinic's.
    fileprivate func instant(_ name: String, _ zone: Zone) throws -> Instant? {
        try value(name, expected: "Give a time such as 2027-03-13T09:00:00Z, or without offset for the clinic's.") {
            text in
            guard let instant = Instant(text) ?? CivilDateTime(text).map(zone.instant(of:)),
                (-2_208_988_800..<7_258_118_400).contains(instant.seconds)
            else { return nil }
            return instant
        }
    }
}
