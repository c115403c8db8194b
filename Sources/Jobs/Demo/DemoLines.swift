import Campaigns
import CivilTime
import Storage

/// The demo clinic's people and their two years as a neighbour system would tell them; the same for the same time.
struct DemoLines {
    private let now: Instant
    private let today: CivilDate
    private var diary: DemoDiary
    private var random: DemoRandom
    /// In an order in which each record's references stand before it.
    private(set) var records: [DemoRecord] = []
    private var visits = 0
    private var invoices = 0

    init(_ clinic: NewClinic, patients: Int, seed: UInt64, at now: Instant) {
        self.now = now
        today = clinic.zone.civil(at: now).date
        diary = DemoDiary(clinic)
        random = DemoRandom(seed: seed)
        for patient in DemoFamilies(today: today, patients: patients, &random).patients { add(patient) }
    }

    /// Every record as it stands in the end.
    var lines: [JSON] { records.map(\.line) }

    /// What was known at a time, in the same order.
    func lines(at time: Instant) -> [JSON] { records.compactMap { $0.line(at: time) } }

    /// What was told after that, in the order of telling.
    func tellings(after time: Instant) -> [DemoRecord.Telling] {
        let told = records.flatMap { $0.tellings(after: time) }.enumerated()
        return told.sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private mutating func add(_ patient: DemoPatient) {
        let course = DemoCourse.random(&random)
        let visits = DemoVisits(now: now, today: today).visits(of: patient, in: course, &diary, &random)
        addRecord(of: patient)
        addTreatment(of: patient, in: course, visits)
        for visit in visits { add(visit, of: patient) }
    }

    /// Whoever is new has an intake form to fill in, and takes a week or so for it.
    private mutating func addRecord(of patient: DemoPatient) {
        let registered = min(now, diary.instant(patient.registeredOn.at(ClockTime(minutes: 9 * 60))))
        let tags: [JSON] = random.happens(percent: 20) ? [.string(random.one(of: Self.tags))] : []
        let consents = consents(patient, at: registered)
        func line(intakeForm: String) -> JSON {
            .object([
                "kind": "patient", "externalId": .string(patient.key), "firstName": .string(patient.firstName),
                "lastName": .string(patient.lastName), "birthDate": .string(patient.birthDate.text),
                "sex": .string(patient.sex.rawValue), "language": "en",
                "email": patient.own.map { .string($0.email) } ?? .null,
                "phone": patient.own.map { .string($0.phone) } ?? .null, "tags": .array(tags),
                "registeredAt": .string(registered.rfc3339), "intakeForm": .string(intakeForm),
                "contacts": .array(patient.guardians.map(contact)), "consents": .array(consents),
            ])
        }
        var record = DemoRecord(line(intakeForm: "sent"), at: registered)
        let filledIn = registered.adding(hours: 24 * random.number(in: 1...10))
        if filledIn <= now { record.tell(line(intakeForm: "complete"), at: filledIn) }
        records.append(record)
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
        let (number, provider) = (visits, random.one(of: DemoNames.dentists))
        func line(_ status: AppointmentStatus) -> JSON {
            .object([
                "kind": "appointment", "externalId": .string("A-\(number)"), "patient": .string(patient.key),
                "type": .string(visit.type), "startsAt": .string(visit.startsAt.rfc3339),
                "endsAt": .string(visit.startsAt.adding(minutes: 30).rfc3339), "provider": .string(provider),
                "location": "Lakeview", "status": .string(status.rawValue),
                "bookedAt": .string(visit.bookedAt.rfc3339),
            ])
        }
        var record = DemoRecord(line(.booked), at: visit.bookedAt)
        if visit.status != .booked { record.tell(line(visit.status), at: visit.settledAt) }
        records.append(record)
    }

    private mutating func addTreatment(of patient: DemoPatient, in course: DemoCourse, _ visits: [DemoVisit]) {
        guard let type = course.treatment,
            let start = visits.first(where: { $0.type == course.start && $0.status == .completed })
        else { return }
        let end = visits.first { $0.type == course.end && $0.status == .completed }
        func line(_ status: String, _ phase: String, since visit: DemoVisit) -> JSON {
            .object([
                "kind": "treatment", "externalId": .string("T-\(patient.number)"), "patient": .string(patient.key),
                "type": .string(type), "status": .string(status), "phase": .string(phase),
                "phaseStartedAt": .string(visit.startsAt.rfc3339), "startedAt": .string(start.startsAt.rfc3339),
                "endedAt": status == "completed" ? .string(visit.startsAt.rfc3339) : .null,
            ])
        }
        var record = DemoRecord(line("active", "alignment", since: start), at: start.settledAt)
        let done = visits.filter { $0.startsAt > start.startsAt && $0.status == .completed }
        for (visit, phase) in [(done.dropFirst(3).first, "working"), (done.dropFirst(7).first, "finishing")] {
            if let visit, visit.startsAt < end?.startsAt ?? now {
                record.tell(line("active", phase, since: visit), at: visit.settledAt)
            }
        }
        if let end { record.tell(line("completed", "retention", since: end), at: end.settledAt) }
        records.append(record)
        if let end { addRetainer(of: patient, from: end) }
        addInvoices(of: patient, from: start)
    }

    private mutating func addRetainer(of patient: DemoPatient, from visit: DemoVisit) {
        let line = JSON.object([
            "kind": "treatment", "externalId": .string("T-\(patient.number)-R"), "patient": .string(patient.key),
            "type": "retainer", "status": "active", "phase": "retention",
            "startedAt": .string(visit.startsAt.rfc3339),
        ])
        records.append(DemoRecord(line, at: visit.settledAt))
    }

    /// A down payment, then the rest in quarters; each invoice is written a month before it is due.
    private mutating func addInvoices(of patient: DemoPatient, from visit: DemoVisit) {
        let start = diary.clinic.zone.civil(at: visit.startsAt).date
        for quarter in 0..<8 {
            let due = start.adding(months: 3 * quarter).adding(days: 14)
            guard due <= today.adding(days: 30) else { return }
            let cents = quarter == 0 ? 120_000 : 57_500
            let isPaid = due < today && random.happens(percent: 95)
            let paidAt = at11(due.adding(days: -random.number(in: 0...9)))
            invoices += 1
            let number = invoices
            func line(paid: Bool) -> JSON {
                .object([
                    "kind": "invoice", "externalId": .string("I-\(number)"), "patient": .string(patient.key),
                    "amountCents": .integer(Int64(cents)), "currency": "USD", "dueOn": .string(due.text),
                    "paidCents": .integer(paid ? Int64(cents) : 0),
                    "paidAt": paid ? .string(paidAt.rfc3339) : .null, "status": paid ? "paid" : "open",
                ])
            }
            var record = DemoRecord(line(paid: false), at: min(now, max(visit.settledAt, at11(due.adding(days: -30)))))
            if isPaid { record.tell(line(paid: true), at: paidAt) }
            records.append(record)
        }
    }

    private func at11(_ day: CivilDate) -> Instant { diary.instant(day.at(ClockTime(minutes: 11 * 60))) }

    private static let tags = ["sibling", "referral", "insurance", "music student", "sports guard"]
}
