import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

/// One table of cases that both evaluators must pass. It is Sunday 14 March 2027, 10:00 in Chicago, the day on which the
/// clocks went forward.
@Suite struct EvaluatorCasesTests {
    static let now = SampleRows.instant("2027-03-14T15:00Z")

    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        /// The letters of those of whom it is true, and of those of whom it is false; of the others it is unknown.
        let yes: String
        let no: String

        init(_ rule: String, _ yes: String, _ no: String) {
            self.rule = rule
            self.yes = yes
            self.no = no
        }

        init(_ field: String, _ op: String, _ value: String?, _ yes: String, _ no: String) {
            let value = value.map { ",\"value\":\($0)" } ?? ""
            self.init("{\"field\":\"\(field)\",\"op\":\"\(op)\"\(value)}", yes, no)
        }

        var testDescription: String { rule }
    }

    private static let braces = #"{"field":"treatment.type","op":"=","value":"braces"}"#
    private static let notBraces = #"{"field":"treatment.type","op":"!=","value":"braces"}"#
    private static let active = #"{"field":"treatment.status","op":"=","value":"active"}"#
    private static let notCompleted = #"{"field":"treatment.status","op":"!=","value":"completed"}"#
    private static let begunBefore2027 = #"{"field":"treatment.startedAt","op":"before","value":"2027-01-01"}"#
    private static let minor = #"{"field":"patient.age","op":"<","value":18}"#
    private static let asked = #"{"field":"patient.intakeForm","op":"=","value":"sent"}"#

    static let cases: [Case] = [
        Case(#"{"all":[]}"#, "ABCDEF", ""), Case(#"{"any":[]}"#, "", "ABCDEF"),
        Case(#"{"not":{"any":[]}}"#, "ABCDEF", ""),
        // B comes of age tomorrow, C today; F has no birth date.
        Case("patient.age", "<", "18", "BDE", "AC"), Case("patient.age", ">=", "18", "AC", "BDE"),
        Case("patient.age", "=", "17", "B", "ACDE"), Case("patient.age", "!=", "17", "ACDE", "B"),
        Case("patient.age", "<=", "17", "BDE", "AC"), Case("patient.age", ">", "17", "AC", "BDE"),
        Case("patient.age", "exists", nil, "ABCDE", "F"), Case("patient.age", "missing", nil, "F", "ABCDE"),
        Case(#"{"not":{"field":"patient.age","op":"<","value":18}}"#, "AC", "BDE"),
        Case("patient.status", "=", "\"inactive\"", "F", "ABCDE"),
        Case("patient.sex", "in", "[\"F\",\"X\"]", "A", "BCDEF"),
        Case("patient.intakeForm", "=", "\"sent\"", "B", ""), Case("patient.intakeForm", "!=", "\"sent\"", "", "B"),
        Case("patient.preferredChannel", "missing", nil, "BCDEF", "A"),
        Case("patient.tag", "contains", "\"vip\"", "A", "BCDEF"), Case("patient.tag", "!=", "\"Vip\"", "BCDEF", "A"),
        // The collation takes zoe for Zoë; a rule does not.
        Case("patient.tag", "=", "\"zoe\"", "", "ABCDEF"), Case("patient.tag", "=", "\"ZOË\"", "B", "ACDEF"),
        Case("patient.tag", "missing", nil, "CDEF", "AB"),
        Case("patient.language", "=", "\"ES\"", "A", "BCDEF"),
        Case("patient.language", "contains", "\"e\"", "ABCDEF", ""),
        // Of those who receive: B's guardian reads German, D's first lives in Berlin.
        Case("contact.language", "=", "\"de\"", "B", "ACDEF"),
        Case("contact.timeZone", "=", "\"europe/berlin\"", "D", "ABCEF"),
        Case("contact.hasEmail", "=", "true", "ABDE", "CF"), Case("contact.hasPhone", "=", "false", "BCDEF", "A"),
        Case("contact.hasPhone", "exists", nil, "ABCDEF", ""),
        // A registered on 1 March at 23:59 in Chicago, which is 2 March in UTC.
        Case("patient.registeredAt", "before", "\"2027-03-02\"", "A", ""),
        Case("patient.registeredAt", "within", "{\"days\":-13}", "A", ""),
        Case("patient.registeredAt", "within", "{\"days\":-12}", "", "A"),
        Case("patient.registeredAt", "after", "\"2027-03-01\"", "", "A"),
        // A was here on 14 September at 00:00, comes today at 23:59, and missed 10 January.
        Case("patient.lastVisit", "before", "{\"months\":-6}", "", "A"),
        Case("patient.lastVisit", "within", "{\"months\":-6}", "A", ""),
        Case("patient.lastVisit", "missing", nil, "BCDEF", "A"),
        Case("patient.lastVisitType", "=", "\"ADJUSTMENT\"", "A", ""),
        Case("patient.lastVisitType", "!=", "\"Recall\"", "A", ""),
        Case("patient.nextVisit", "within", "{\"days\":0}", "A", ""),
        Case("patient.nextVisit", "after", "{\"days\":0}", "", "A"),
        Case("patient.nextVisitType", "in", "[\"recall\"]", "A", ""),
        Case("patient.nextVisitType", "exists", nil, "A", "BCDEF"),
        Case("patient.firstVisit", "before", "\"2026-09-15\"", "A", ""),
        Case("patient.visitType", "in", "[\"recall\",\"x\"]", "A", "BCDEF"),
        // A missed visit was none.
        Case("patient.visitType", "contains", "\"Bonding\"", "", "ABCDEF"),
        Case("patient.completedVisits", "=", "1", "A", "BCDEF"),
        Case("patient.completedVisits", "<", "1", "BCDEF", "A"),
        Case("patient.upcomingVisits", ">=", "1", "A", "BCDEF"), Case("patient.missedVisits", "!=", "0", "A", "BCDEF"),
        Case("patient.lastMissedVisit", "within", "{\"months\":-3}", "A", ""),
        // A has finished braces and a retainer in wear; B braces in wear, without a beginning.
        Case("treatment.type", "=", "\"braces\"", "AB", "CDEF"),
        Case("treatment.type", "!=", "\"braces\"", "CDEF", "AB"),
        Case("treatment.type", "missing", nil, "CDEF", "AB"), Case("treatment.phase", "exists", nil, "B", "ACDEF"),
        Case(#"{"all":[\#(braces),\#(active)]}"#, "B", "ACDEF"),
        Case(#"{"all":[\#(notBraces),\#(notCompleted)]}"#, "ACDEF", "B"),
        Case(#"{"all":[\#(braces),\#(begunBefore2027)]}"#, "A", "CDEF"),
        Case(#"{"all":[{"any":[\#(braces)]},\#(active)]}"#, "AB", "CDEF"),
        Case("treatment.startedAt", "before", "\"2027-01-01\"", "A", ""),
        Case("treatment.startedAt", "after", "\"2027-03-01\"", "", "A"),
        Case("treatment.startedAt", "missing", nil, "BCDEF", "A"),
        // A owes 100.00 since yesterday and 50.49 from today.
        Case("invoice.open", "=", "2", "A", "BCDEF"), Case("invoice.overdue", ">", "0", "A", "BCDEF"),
        Case("invoice.overdue", "<", "1", "BCDEF", "A"),
        Case("invoice.balance", "=", "150", "A", "BCDEF"), Case("invoice.balance", "<=", "149", "BCDEF", "A"),
        Case("invoice.overdueSince", "within", "{\"days\":-1}", "A", ""),
        Case("invoice.overdueSince", "exists", nil, "A", "BCDEF"),
        // A's own yes; B's guardian's, whatever B says; C has come of age and said nothing; of D's guardians at one address
        // only the first would receive; E's neighbour system cannot lift E's own no.
        Case("consent.marketing.email", "=", "true", "AB", "E"),
        Case("consent.marketing.email", "=", "false", "E", "AB"),
        Case("consent.marketing.email", "!=", "true", "E", "AB"),
        Case("consent.marketing.email", "exists", nil, "ABE", "CDF"),
        Case(#"{"not":{"field":"consent.marketing.email","op":"=","value":true}}"#, "E", "AB"),
        Case("consent.care.sms", "missing", nil, "ABCDEF", ""),
        // Nobody is asked about an enrollment's event, visit or invoice.
        Case("event.type", "=", "\"PAYMENT_DUE\"", "", ""), Case("event.type", "missing", nil, "ABCDEF", ""),
        Case("event.data.score", "<", "7", "", ""), Case("event.data.score", "exists", nil, "", "ABCDEF"),
        Case("appointment.startsAt", "after", "\"2027-01-01\"", "", ""),
        Case("appointment.provider", "missing", nil, "ABCDEF", ""),
        Case("appointment.location", "exists", nil, "", "ABCDEF"), Case("invoice.status", "=", "\"open\"", "", ""),
        Case("invoice.amount", ">", "1", "", ""), Case("invoice.dueOn", "missing", nil, "ABCDEF", ""),
        Case("appointment.type", "=", "\"Recall\"", "", ""),
        Case("appointment.confirmed", "missing", nil, "ABCDEF", ""),
        Case("message.last", "within", "{\"days\":-1}", "A", ""), Case("message.last", "missing", nil, "BCDEF", "A"),
        // A's last survey says 9, yesterday at 23:59; B's 6 in January; C's a word; D's a number beyond the scale.
        Case("survey.score", ">=", "9", "A", "B"), Case("survey.score", "<", "7", "B", "A"),
        Case("survey.score", "=", "6", "B", "A"), Case("survey.score", "!=", "6", "A", "B"),
        Case("survey.score", "exists", nil, "AB", "CDEF"), Case("survey.score", "missing", nil, "CDEF", "AB"),
        Case("survey.answeredAt", "within", "{\"days\":-1}", "A", "BCD"),
        Case("survey.answeredAt", "before", "\"2027-02-01\"", "B", "ACD"),
        Case("survey.answeredAt", "missing", nil, "EF", "ABCD"),
        // B's guardian was invited yesterday at 23:59, for another child; A in January and in February; E's message never
        // left, and the one to C was refused.
        Case("survey.invitedAt", "within", "{\"days\":-1}", "B", "A"),
        Case("survey.invitedAt", "before", "\"2027-02-10\"", "A", "B"),
        Case("survey.invitedAt", "exists", nil, "AB", "CDEF"), Case("survey.invitedAt", "missing", nil, "CDEF", "AB"),
        Case(#"{"any":[\#(minor),\#(asked)]}"#, "BDE", ""), Case(#"{"all":[\#(minor),\#(asked)]}"#, "B", "AC"),
        // A segment that nobody has put in its place.
        Case(#"{"segment":"7"}"#, "", ""), Case(#"{"not":{"segment":"7"}}"#, "", ""),
        // Farther than any day that is stored.
        Case("patient.registeredAt", "after", "\"0001-01-01\"", "A", ""),
        Case("patient.registeredAt", "before", "\"0001-01-01\"", "", "A"),
        Case("patient.registeredAt", "before", "\"9999-12-31\"", "A", ""),
        Case("patient.registeredAt", "after", "\"9999-12-31\"", "", "A"),
    ]

    @Test("both evaluators answer as the table says")
    func table() throws {
        try withDatabase { db throws in
            let clinic = try Self.clinic(db)
            let facts = try clinic.facts()
            for one in Self.cases {
                let rule = try Rule(json: JSON.parse(Array(one.rule.utf8)))
                let answers = try clinic.answers(to: rule, facts, at: Self.now)
                let expected = "ABCDEF".map { one.yes.contains($0) ? true : one.no.contains($0) ? false : nil as Bool? }
                #expect(answers.swift == expected, "Swift: \(one.rule)")
                #expect(answers.sql == expected, "SQL: \(one.rule)")
            }
        }
    }

    @Test("the table asks every field of the catalogue")
    func complete() {
        let asked = Self.cases.map(\.rule).joined()
        for field in Field.allCases where field.group != .appointment && field.group != .consent {
            let isAsked = asked.contains("\"\(field.key)\"") || Self.alike.contains(field)
            #expect(isAsked, "\(field.key)")
        }
    }

    /// Asked by the same code as a field of the table.
    private static let alike: Set<Field> = [.treatmentEnd, .treatmentPhaseStart]

    private static func clinic(_ db: Database) throws -> AudienceClinic {
        var clinic = try AudienceClinic(db)
        let mail = { (name: String) in "\(name)@patients.example" }
        let a = try clinic.patient(
            .init(
                birthDate: "1990-05-04", sex: "F", registeredAt: SampleRows.instant("2027-03-02T05:59Z"),
                preferredChannel: "SMS", tags: ["VIP"],
                contact: .init(language: "es", email: mail("a"), phone: "+13125550101")))
        try addTo(a, clinic)
        let b = try clinic.patient(.init(birthDate: "2009-03-15", intakeForm: "sent", tags: ["Zoë"]))
        let c = try clinic.patient(.init(birthDate: "2009-03-14"))
        let d = try clinic.patient(.init(birthDate: "2015-01-01"))
        let e = try clinic.patient(.init(birthDate: "2015-01-01", contact: .init(email: mail("e"))))
        let f = try clinic.patient(.init(status: "inactive"))
        try clinic.treatment(b, .init(phase: "bonding"))
        let guardians = try [
            .init(language: "de", email: mail("b-guardian")), .init(email: mail("c-guardian")),
            .init(zone: "Europe/Berlin", email: mail("d-both")), .init(email: mail("d-both")),
            AudienceClinic.Reach(email: mail("e-guardian")),
        ].map(clinic.contact)
        for (guardian, child) in zip(guardians, [b, c, d, d, e]) {
            try clinic.link(guardian, to: child, care: child != e, marketing: child != e)
        }
        let then = SampleRows.instant("2027-01-05T12:00Z")
        func say(_ contact: ID<Contact>, _ granted: Bool, hours: Int = 0, source: String = "intake") throws {
            try clinic.consent(
                contact, "marketing", "EMAIL", granted, at: then.adding(hours: hours), source: source)
        }
        try say(clinic.ownContact(of: a), true)
        try say(guardians[0], true)
        try say(clinic.ownContact(of: b), false)
        try say(guardians[1], true)
        try say(guardians[3], true)
        let own = try clinic.ownContact(of: e)
        try say(own, false, source: "person")
        try say(own, false, hours: 1)
        try say(own, true, hours: 2)
        for (patient, data, time) in [
            (a, #"{"score":9}"#, "2027-03-14T04:59Z"), (a, #"{"score":2}"#, "2027-03-01T18:00Z"),
            (b, #"{"score":6}"#, "2027-01-05T18:00Z"), (c, #"{"score":"ten"}"#, "2027-03-10T18:00Z"),
            (d, #"{"score":8}"#, "2027-03-09T18:00Z"), (d, #"{"score":11}"#, "2027-03-10T18:00Z"),
        ] {
            try clinic.event(patient, .surveyAnswered, data, at: SampleRows.instant(time))
        }
        for (contact, time, phase) in [
            (guardians[0], "2027-03-14T04:59Z", "SENT"),
            (try clinic.ownContact(of: a), "2027-01-05T18:00Z", "DELIVERED"),
            (try clinic.ownContact(of: a), "2027-02-09T18:00Z", "UNKNOWN"), (own, "2027-03-10T18:00Z", "READY"),
            (guardians[1], "2027-03-10T18:00Z", "FAILED"),
        ] {
            try clinic.invitation(to: contact, by: f, phase, at: SampleRows.instant(time))
        }
        try clinic.event(e, .paymentReceived, #"{"score":1}"#, at: SampleRows.instant("2027-03-10T18:00Z"))
        return clinic
    }

    private static func addTo(_ a: ID<Patient>, _ clinic: AudienceClinic) throws {
        try clinic.visit(a, "Adjustment", at: SampleRows.instant("2026-09-14T05:00Z"), "completed")
        try clinic.visit(a, "Recall", at: SampleRows.instant("2027-03-15T04:59Z"), "booked")
        try clinic.visit(a, "Bonding", at: SampleRows.instant("2027-01-10T16:00Z"), "no-show")
        try clinic.treatment(a, .init(status: "completed", startedAt: SampleRows.instant("2024-01-10T16:00Z")))
        try clinic.treatment(a, .init(type: "retainer", startedAt: SampleRows.instant("2026-01-10T16:00Z")))
        try clinic.invoice(a, cents: 10_000, due: "2027-03-13")
        try clinic.invoice(a, cents: 6_000, paid: 951, due: "2027-03-14")
        try clinic.invoice(a, cents: 9_900, due: "2027-03-01", status: "void")
        let rows = SampleRows(clinic.db)
        let campaign = try rows.campaign(in: clinic.clinic.id)
        _ = try rows.send(
            of: campaign, to: a, in: clinic.clinic.id, plannedAt: SampleRows.instant("2027-03-13T16:00Z"),
            sentAt: SampleRows.instant("2027-03-14T04:59Z"))
        _ = try rows.send(of: campaign, to: a, in: clinic.clinic.id, plannedAt: SampleRows.instant("2027-03-20T16:00Z"))
    }
}
