import Campaigns
import CivilTime
import Storage
import TestSupport

/// Patients and rules at random, the same for the same seed: dates crowd around today and around midnight, words differ in
/// case and accents, people share addresses.
struct RandomClinic {
    private var random: SeededGenerator
    private(set) var clinic: AudienceClinic
    let now: Instant

    init(_ clinic: AudienceClinic, seed: UInt64, now: Instant) {
        random = SeededGenerator(seed: seed)
        self.clinic = clinic
        self.now = now
    }

    private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func maybe<T>(_ percent: Int, _ choices: [T]) -> T? { chance(percent) ? pick(choices) : nil }

    private var today: CivilDate { clinic.clinic.day(at: now) }

    /// Around today, often at a day's very beginning or end.
    private mutating func instant() -> Instant {
        let day = today.adding(days: pick([-400, -181, -31, -30, -29, -7, -1, 0, 0, 1, 7, 29, 30, 31, 180]))
        let start = clinic.clinic.zone.instant(of: day.at(ClockTime(minutes: 0)))
        return start.adding(seconds: pick([-1, 0, 1, 3_600, 7_200, 43_200, 82_800, 86_399]))
    }

    static let fields = Field.allCases + [Field(eventData: "score")].compactMap(\.self)

    private static let tags = ["VIP", "vip", "Zoë", "zoe", "Straße", "STRASSE", "recall", "Ünlü", "ünlü"]
    private static let types = ["Adjustment", "Recall", "Bonding", "Ärger"]
    private static let courses = ["braces", "Braces", "aligners", "retainer"]
    private static let phases = ["", "bonding", "Bonding", "finishing"]
    private static let languages = ["en", "es", "EN-us", "de"]
    private static let zones = ["America/Chicago", "Europe/Berlin", "America/New_York"]

    mutating func fill(_ count: Int) throws {
        for _ in 0..<count { try addPatient() }
    }

    private mutating func addPatient() throws {
        let patient = try clinic.patient(person())
        var people = [try clinic.ownContact(of: patient)]
        for _ in 0..<pick([0, 0, 1, 1, 2, 3]) {
            let contact = try clinic.contact(reach())
            try clinic.link(contact, to: patient, care: chance(70), marketing: chance(60))
            people.append(contact)
        }
        for contact in people { try addConsents(contact) }
        for _ in 0..<pick([0, 1, 2, 4]) {
            try clinic.visit(
                patient, pick(Self.types), at: instant(), pick(AppointmentStatus.allCases.map(\.rawValue)))
        }
        for _ in 0..<pick([0, 0, 1, 2, 3]) { try addTreatment(patient) }
        for _ in 0..<pick([0, 0, 1, 2, 3]) { try addSurvey(patient) }
        for _ in 0..<pick([0, 0, 0, 1, 2]) {
            let phase = pick(["WIRE", "UNKNOWN", "SENT", "DELIVERED", "READY", "FAILED"])
            try clinic.invitation(to: pick(people), by: patient, phase, at: instant())
        }
        for _ in 0..<pick([0, 0, 1, 2]) {
            try clinic.invoice(
                patient, cents: pick([9_999, 10_000, 10_001]), paid: pick([0, 0, 5_000, 10_000]),
                due: today.adding(days: pick([-30, -1, 0, 1])).text, status: pick(["open", "open", "paid", "void"]))
        }
    }

    private mutating func addSurvey(_ patient: ID<Patient>) throws {
        let data = pick([
            #"{"score":0}"#, #"{"score":6}"#, #"{"score":7}"#, #"{"score":10}"#, #"{"score":11}"#, #"{"score":-1}"#,
            #"{"score":7.5}"#, #"{"score":"7"}"#, #"{"score":null}"#, #"{"other":7}"#, "[7]", nil,
        ])
        let type: EventType = chance(80) ? .surveyAnswered : .messageClicked
        // Times that fall together: then the one that came in last counts.
        try clinic.event(patient, type, data, at: instant())
    }

    private mutating func person() -> AudienceClinic.Person {
        let births =
            [0, 1, 5, 17, 18, 19, 40].map { today.adding(months: -12 * $0) }.flatMap { [$0.adding(days: 1), $0] }.map(
                \.text)
            + ["2004-02-29", "2008-02-29"]
        var person = AudienceClinic.Person(
            birthDate: maybe(85, births), sex: pick(Sex.allCases.map(\.rawValue)),
            status: pick(PatientStatus.allCases.map(\.rawValue)), intakeForm: maybe(60, ["sent", "complete"]),
            preferredChannel: maybe(50, Channel.allCases.map(\.rawValue)), contact: reach())
        if chance(80) { person.registeredAt = instant() }
        for _ in 0..<pick([0, 0, 1, 2]) { person.tags.append(pick(Self.tags)) }
        return person
    }

    /// Few addresses, so that they are shared.
    private mutating func reach() -> AudienceClinic.Reach {
        AudienceClinic.Reach(
            language: maybe(50, Self.languages), zone: maybe(40, Self.zones),
            email: maybe(70, (1...20).map { "shared\($0)@patients.example" }),
            phone: maybe(60, (1...20).map { "+1312555\(1_000 + $0)" }))
    }

    private mutating func addConsents(_ contact: ID<Contact>) throws {
        for _ in 0..<pick([0, 0, 1, 2, 3, 5]) {
            try clinic.consent(
                contact, pick(Consents.Subject.allCases.map(\.rawValue)), pick(["EMAIL", "SMS"]), chance(55),
                at: SampleRows.made.adding(hours: pick([1, 1, 2, 3])), source: pick(["intake", "person", "staff"]))
        }
    }

    private mutating func addTreatment(_ patient: ID<Patient>) throws {
        var course = AudienceClinic.Course(
            type: pick(Self.courses), status: pick(TreatmentStatus.allCases.map(\.rawValue)), phase: pick(Self.phases))
        if chance(60) { course.startedAt = instant() }
        if chance(40) { course.endedAt = instant() }
        if chance(40) { course.phaseStartedAt = instant() }
        try clinic.treatment(patient, course)
    }

    /// Sound, and of every field and operator sooner or later.
    mutating func rule(depth: Int = 0) -> Rule {
        if depth < 3, chance(depth == 0 ? 85 : 35) {
            let parts = (0..<pick([0, 1, 2, 2, 3, 4])).map { _ in rule(depth: depth + 1) }
            switch pick([0, 0, 1, 1, 2]) {
            case 0: return .all(parts)
            case 1: return .any(parts)
            default: return .not(parts.first ?? rule(depth: depth + 1))
            }
        }
        // Treatments often, since tests of theirs that stand together mean something of their own.
        let field = chance(25) ? pick(Field.allCases.filter { $0.group == .treatment }) : pick(Self.fields)
        return .test(test(field, pick(field.operators)))
    }

    mutating func test(_ field: Field, _ op: FieldTest.Operator) -> FieldTest {
        let isUnary = op == .exists || op == .missing
        return FieldTest(field: field, op: op, value: isUnary ? nil : value(field, op))
    }

    private mutating func value(_ field: Field, _ op: FieldTest.Operator) -> RuleValue {
        switch field.kind {
        case .number where field == .surveyScore: .number(pick([0, 1, 6, 7, 9, 10]))
        case .number: .number(pick(field == .balance ? [0, 49, 50, 99, 100, 149, 200] : [0, 1, 2, 5, 17, 18, 19, 40]))
        case .yesNo: .yesNo(chance(50))
        // No audience has an event: whatever is asked of one, both know nothing.
        case .any where op == .within || op == .before || op == .after: .days(-1)
        case .any where op == .in: .list(["x"])
        case .any: op == .contains ? .text("x") : .number(1)
        case .date:
            pick([
                .days(pick([-400, -31, -30, -1, 0, 1, 30])), .months(pick([-12, -6, -1, 1, 6])),
                .text(today.adding(days: pick([-30, -1, 0, 1])).text), .text("0001-01-01"), .text("9999-12-31"),
            ])
        case .choice(let options):
            op == .in
                ? .list((0..<pick([1, 2])).map { _ in pick(options).value }) : .text(pick(options).value)
        case .text, .texts:
            op == .in ? .list((0..<pick([1, 3])).map { _ in word(field) }) : .text(word(field))
        }
    }

    private mutating func word(_ field: Field) -> String {
        let words: [String] =
            switch field {
            case .tag: Self.tags + ["nobody", "ZOË"]
            case .language, .contactLanguage: Self.languages + ["e", "ü", "en"]
            case .contactZone: Self.zones + ["america/chicago", "Mars"]
            case .treatmentType: Self.courses + ["BRACES", "none"]
            case .treatmentPhase: ["BONDING", "finishing", "none"]
            default: Self.types + ["adjustment", "ärger", "Just", "none"]
            }
        return pick(words)
    }
}
