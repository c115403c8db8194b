import Campaigns
import CivilTime
import Storage

/// The demo clinic's people and their two years as a neighbour system would tell them; the same for the same time.
struct DemoLines {
    private let now: Instant
    private let today: CivilDate
    private var diary: DemoDiary
    private var random: DemoRandom
    /// In an order in which each line's references stand before it.
    private(set) var lines: [JSON] = []
    private var visits = 0
    private var invoices = 0

    init(_ clinic: NewClinic, patients: Int, seed: UInt64, at now: Instant) {
        self.now = now
        today = clinic.zone.civil(at: now).date
        diary = DemoDiary(clinic)
        random = DemoRandom(seed: seed)
        for patient in DemoFamilies(today: today, patients: patients, &random).patients { add(patient) }
    }

    private mutating func add(_ patient: DemoPatient) {
        let course = DemoCourse.random(&random)
        let visits = DemoVisits(now: now, today: today).visits(of: patient, in: course, &diary, &random)
        lines.append(patientLine(patient))
        addTreatment(of: patient, in: course, visits)
        for visit in visits { add(visit, of: patient) }
    }

    private mutating func patientLine(_ patient: DemoPatient) -> JSON {
        let registered = min(now, diary.instant(patient.registeredOn.at(ClockTime(minutes: 9 * 60))))
        let isNew = patient.registeredOn > today.adding(days: -10)
        return .object([
            "kind": "patient", "externalId": .string(patient.key), "firstName": .string(patient.firstName),
            "lastName": .string(patient.lastName), "birthDate": .string(patient.birthDate.text),
            "sex": .string(patient.sex.rawValue), "language": "en",
            "email": patient.own.map { .string($0.email) } ?? .null,
            "phone": patient.own.map { .string($0.phone) } ?? .null,
            "tags": .array(random.happens(percent: 20) ? [.string(random.one(of: Self.tags))] : []),
            "registeredAt": .string(registered.rfc3339), "intakeForm": .string(isNew ? "sent" : "complete"),
            "contacts": .array(patient.guardians.map(contact)),
            "consents": .array(consents(patient, at: registered)),
        ])
    }

    private func contact(_ person: DemoPerson) -> JSON {
        .object([
            "externalId": .string("G-\(person.number)"), "relation": "parent", "firstName": .string(person.firstName),
            "lastName": .string(person.lastName), "email": .string(person.email), "phone": .string(person.phone),
            "language": "en", "receives": ["care", "marketing"],
        ])
    }

    /// Most say yes to marketing by e-mail, fewer by SMS; some say no, and some were never asked.
    private mutating func consents(_ patient: DemoPatient, at registered: Instant) -> [JSON] {
        let people: [JSON] = patient.own == nil ? patient.guardians.map { .string("G-\($0.number)") } : [.null]
        var consents: [JSON] = []
        for person in people {
            for (channel, yes, no) in [("EMAIL", 65, 15), ("SMS", 45, 25)] {
                let answer = random.number(in: 1...100)
                guard answer <= yes + no else { continue }
                consents.append(
                    .object([
                        "contact": person, "purpose": "marketing", "channel": .string(channel),
                        "granted": .bool(answer <= yes), "at": .string(registered.rfc3339),
                        "how": "registration form", "wording": "Tell me about offers and news.",
                    ]))
            }
        }
        return consents
    }

    private mutating func add(_ visit: DemoVisit, of patient: DemoPatient) {
        visits += 1
        lines.append(
            .object([
                "kind": "appointment", "externalId": .string("A-\(visits)"), "patient": .string(patient.key),
                "type": .string(visit.type), "startsAt": .string(visit.startsAt.rfc3339),
                "endsAt": .string(visit.startsAt.adding(minutes: 30).rfc3339),
                "provider": .string(random.one(of: DemoNames.dentists)), "location": "Lakeview",
                "status": .string(visit.status.rawValue), "bookedAt": .string(visit.bookedAt.rfc3339),
            ]))
    }

    private mutating func addTreatment(of patient: DemoPatient, in course: DemoCourse, _ visits: [DemoVisit]) {
        guard let type = course.treatment,
            let start = visits.first(where: { $0.type == course.start && $0.status == .completed })?.startsAt
        else { return }
        let end = visits.first { $0.type == course.end && $0.status == .completed }?.startsAt
        let phases = ["alignment", "working", "finishing"]
        let done = visits.count { $0.startsAt > start && $0.status == .completed }
        lines.append(
            .object([
                "kind": "treatment", "externalId": .string("T-\(patient.number)"), "patient": .string(patient.key),
                "type": .string(type), "status": .string(end == nil ? "active" : "completed"),
                "phase": .string(end == nil ? phases[min(done / 4, 2)] : "retention"),
                "phaseStartedAt": .string((end ?? start).rfc3339), "startedAt": .string(start.rfc3339),
                "endedAt": end.map { .string($0.rfc3339) } ?? .null,
            ]))
        if let end { addRetainer(of: patient, from: end) }
        addInvoices(of: patient, from: diary.clinic.zone.civil(at: start).date)
    }

    private mutating func addRetainer(of patient: DemoPatient, from start: Instant) {
        lines.append(
            .object([
                "kind": "treatment", "externalId": .string("T-\(patient.number)-R"), "patient": .string(patient.key),
                "type": "retainer", "status": "active", "phase": "retention", "startedAt": .string(start.rfc3339),
            ]))
    }

    /// A down payment, then the rest in quarters.
    private mutating func addInvoices(of patient: DemoPatient, from start: CivilDate) {
        for quarter in 0..<8 {
            let due = start.adding(months: 3 * quarter).adding(days: 14)
            guard due <= today.adding(days: 30) else { return }
            let cents = quarter == 0 ? 120_000 : 57_500
            let isPaid = due < today && random.happens(percent: 95)
            let paidAt = diary.instant(due.adding(days: -random.number(in: 0...9)).at(ClockTime(minutes: 11 * 60)))
            invoices += 1
            lines.append(
                .object([
                    "kind": "invoice", "externalId": .string("I-\(invoices)"), "patient": .string(patient.key),
                    "amountCents": .integer(Int64(cents)), "currency": "USD", "dueOn": .string(due.text),
                    "paidCents": .integer(isPaid ? Int64(cents) : 0),
                    "paidAt": isPaid ? .string(paidAt.rfc3339) : .null, "status": isPaid ? "paid" : "open",
                ]))
        }
    }

    private static let tags = ["sibling", "referral", "insurance", "music student", "sports guard"]
}
