import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// What is due by the clinic's date: birthdays, payments, recalls, retainers (rules.md 1.5, 1.6).
@Suite struct DailyTickTests {
    private func practice(
        _ type: EventType, leadDays: Int = 0, made: String = "2027-03-01T12:00", _ body: (Practice) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.campaign(by: .event(type, rule: nil, leadDays: leadDays), made: made)
            try body(practice)
        }
    }

    /// `local time of the start, patient, key`, one per enrollment.
    private func enrollments(_ practice: Practice) throws -> [String] {
        try practice.db.rows(
            """
            SELECT e.started_at, p.external_id, CONVERT(e.anchor_key USING utf8mb4) AS anchor_key
            FROM enrollment e JOIN patient p ON p.id = e.patient_id ORDER BY e.id
            """
        ).map { row in
            let local = practice.clinic.zone.civil(at: Instant(microseconds: row.timestamp("started_at"))).text
            return "\(local) \(row.text("external_id")) \(row.text("anchor_key"))"
        }
    }

    private func born(_ key: String, on date: String, _ practice: Practice) throws {
        try practice.tell(
            "patients", key,
            #"{"firstName":"Ada","lastName":"Berg","birthDate":"\#(date)","email":"\#(key)@patients.example"}"#,
            at: "2027-02-01T09:00")
    }

    @Test("a birthday starts once, on its morning, whatever the number of ticks")
    func birthday() throws {
        try practice(.birthday) { practice in
            try born("P-1", on: "1987-03-10", practice)
            try born("P-2", on: "1987-03-11", practice)
            try practice.tick("2027-03-10T07:59")
            try #expect(enrollments(practice) == [])
            for local in ["2027-03-10T08:00", "2027-03-10T08:00", "2027-03-10T15:00", "2027-03-11T07:59"] {
                try practice.tick(local)
            }
            try #expect(enrollments(practice) == ["2027-03-10T08:00 P-1 BIRTHDAY:2027-03-10"])
            #expect(try practice.copies() == 1)
            #expect(try practice.tick("2027-03-11T07:59").isEmpty)
        }
    }

    @Test("the day of birth itself is no birthday, a year later is the first")
    func newborn() throws {
        try practice(.birthday) { practice in
            try born("P-1", on: "2026-03-10", practice)
            try practice.tell(
                "patients", "P-0", #"{"firstName":"Ida","lastName":"Berg","birthDate":"2027-03-10"}"#,
                at: "2027-03-10T07:00")
            try practice.tick("2027-03-10T08:00")
            try #expect(enrollments(practice) == ["2027-03-10T08:00 P-1 BIRTHDAY:2027-03-10"])
        }
    }

    @Test(
        "29 February is kept on 28 February in common years, once a year",
        arguments: [("2027-02-28", "P-28 P-29"), ("2027-03-01", ""), ("2028-02-28", "P-28"), ("2028-02-29", "P-29")])
    func leapDay(day: String, patients: String) throws {
        try practice(.birthday, made: "2027-02-02T12:00") { practice in
            try born("P-28", on: "1984-02-28", practice)
            try born("P-29", on: "1984-02-29", practice)
            try practice.tick("\(day)T08:01")
            let expected = patients.split(separator: " ").map { "\(day)T08:00 \($0) BIRTHDAY:\(day)" }
            try #expect(enrollments(practice) == expected)
        }
    }

    @Test(
        "a lead moves the start before or after the day, and the key names the day",
        arguments: [(7, "2027-03-10"), (-3, "2027-03-20"), (60, "2027-01-16"), (-60, "2027-05-16")])
    func lead(days: Int, told: String) throws {
        try practice(.birthday, leadDays: days, made: "2027-01-01T12:00") { practice in
            try born("P-1", on: "1987-03-17", practice)
            let day = CivilDate(told)!
            for offset in -1...1 { try practice.tick(day.adding(days: offset).text + "T08:00") }
            try #expect(enrollments(practice) == ["\(told)T08:00 P-1 BIRTHDAY:2027-03-17"])
        }
    }

    @Test("after an outage the day that is less than a day old is told, and no older one")
    func outage() throws {
        try practice(.birthday) { practice in
            for day in 8...12 { try born("P-\(day)", on: "1987-03-\(day < 10 ? "0" : "")\(day)", practice) }
            try practice.tick("2027-03-08T08:00")
            try practice.tick("2027-03-12T07:30")
            try #expect(
                enrollments(practice) == [
                    "2027-03-08T08:00 P-8 BIRTHDAY:2027-03-08", "2027-03-11T08:00 P-11 BIRTHDAY:2027-03-11",
                ])
            try practice.tick("2027-03-12T08:00")
            try #expect(enrollments(practice).last == "2027-03-12T08:00 P-12 BIRTHDAY:2027-03-12")
        }
    }

    @Test("the days before its activation are none of a campaign's, its own day is")
    func activation() throws {
        try practice(.birthday, made: "2027-03-10T07:30") { practice in
            try born("P-9", on: "1987-03-09", practice)
            try born("P-10", on: "1987-03-10", practice)
            try practice.tick("2027-03-10T07:40")
            try #expect(enrollments(practice) == [])
            try practice.tick("2027-03-10T09:00")
            try #expect(enrollments(practice) == ["2027-03-10T08:00 P-10 BIRTHDAY:2027-03-10"])
        }
    }

    @Test("two leads are two campaigns' own, and neither starts the other")
    func twoLeads() throws {
        try practice(.birthday, leadDays: 7) { practice in
            try practice.campaign("On the day", by: .event(.birthday, rule: nil), made: "2027-03-01T12:00")
            try born("P-1", on: "1987-03-17", practice)
            try practice.tick("2027-03-10T08:00")
            #expect(try enrollments(practice).count == 1)
            try practice.tick("2027-03-17T08:00")
            #expect(try enrollments(practice).map { $0.prefix(10) } == ["2027-03-10", "2027-03-17"])
        }
    }

    @Test("a deceased or inactive patient has no event")
    func inactive() throws {
        try practice(.birthday) { practice in
            try born("P-1", on: "1987-03-10", practice)
            try practice.tell("patients", "P-1", #"{"status":"deceased"}"#, at: "2027-03-02T09:00")
            try practice.tick("2027-03-10T08:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM event WHERE type = 'BIRTHDAY'") == 0)
        }
    }

    @Test(
        "an inactive patient is asked for no payment and told of no recall",
        arguments: [EventType.paymentDue, .recallDue])
    func inactiveElsewhere(type: EventType) throws {
        try practice(type) { practice in
            for key in ["P-1", "P-2"] {
                try born(key, on: "1987-01-10", practice)
                try practice.visit(
                    "A-\(key)", of: key, "2026-09-10T15:00", status: "completed", at: "2026-09-01T09:00")
                try practice.tell(
                    "invoices", "I-\(key)",
                    #"{"patient":"\#(key)","amountCents":1000,"currency":"USD","dueOn":"2027-03-10","status":"open"}"#,
                    at: "2027-03-02T09:00")
            }
            try practice.tell("patients", "P-1", #"{"status":"inactive"}"#, at: "2027-03-02T09:00")
            try practice.tick("2027-03-10T08:00")
            let who = try enrollments(practice).map { $0.split(separator: " ")[1] }
            #expect(who == ["P-2"])
        }
    }

    @Test("an open invoice is due once; a paid or void one is not; one told later the same day is found")
    func payment() throws {
        try practice(.paymentDue) { practice in
            try born("P-1", on: "1987-01-10", practice)
            func invoice(_ key: String, _ status: String, paid: Int, at local: String) throws {
                try practice.tell(
                    "invoices", key,
                    #"{"patient":"P-1","amountCents":1000,"currency":"USD","dueOn":"2027-03-10","paidCents":\#(paid),"status":"\#(status)"}"#,
                    at: local)
            }
            try invoice("I-1", "open", paid: 0, at: "2027-03-02T09:00")
            try invoice("I-2", "open", paid: 1000, at: "2027-03-02T09:00")
            try invoice("I-3", "void", paid: 0, at: "2027-03-02T09:00")
            for local in ["2027-03-10T08:00", "2027-03-10T08:01"] { try practice.tick(local) }
            #expect(try enrollments(practice).count == 1)
            try invoice("I-4", "open", paid: 0, at: "2027-03-10T15:00")
            for local in ["2027-03-10T15:01", "2027-03-10T15:02", "2027-03-11T08:30"] { try practice.tick(local) }
            let keys = try enrollments(practice).map { $0.split(separator: " ")[2].split(separator: ":")[0] }
            #expect(keys == ["invoice", "invoice"])
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a recall is due so many months after the last visit, if none is booked")
    func recall() throws {
        try practice(.recallDue) { practice in
            for (key, last, next) in [
                ("P-1", "2026-09-10T15:00", nil), ("P-2", "2026-09-10T16:00", "2027-04-01T09:00"),
                ("P-3", "2026-09-11T15:00", nil), ("P-4", "2026-09-10T23:59", nil),
            ] as [(String, String, String?)] {
                try born(key, on: "1987-01-10", practice)
                try practice.visit("A-\(key)", of: key, last, status: "completed", at: "2026-09-01T09:00")
                if let next { try practice.visit("B-\(key)", of: key, next, at: "2027-03-01T09:00") }
            }
            // A later visit counts, the earlier one no more.
            try born("P-5", on: "1987-01-10", practice)
            try practice.visit("A-5", of: "P-5", "2026-09-10T09:00", status: "completed", at: "2026-09-01T09:00")
            try practice.visit("B-5", of: "P-5", "2026-12-10T09:00", status: "completed", at: "2026-12-01T09:00")
            // A cancelled visit is none that is booked.
            try born("P-6", on: "1987-01-10", practice)
            try practice.visit("A-6", of: "P-6", "2026-09-10T09:00", status: "completed", at: "2026-09-01T09:00")
            try practice.visit("B-6", of: "P-6", "2027-04-01T09:00", at: "2027-03-01T09:00")
            try practice.visit("B-6", of: "P-6", "2027-04-01T09:00", status: "cancelled", at: "2027-03-02T09:00")
            // Nor is one whose time has passed without a word of what became of it.
            try born("P-7", on: "1987-01-10", practice)
            try practice.visit("A-7", of: "P-7", "2026-09-10T10:00", status: "completed", at: "2026-09-01T09:00")
            try practice.visit("B-7", of: "P-7", "2026-10-01T09:00", at: "2026-09-02T09:00")
            // Who missed the visit has had none.
            try born("P-8", on: "1987-01-10", practice)
            try practice.visit("A-8", of: "P-8", "2026-09-10T11:00", status: "no-show", at: "2026-09-01T09:00")
            for local in ["2027-03-10T08:00", "2027-03-10T08:01"] { try practice.tick(local) }
            try #expect(
                enrollments(practice)
                    == ["P-6", "P-7", "P-1", "P-4"].map { "2027-03-10T08:00 \($0) RECALL_DUE:2027-03-10" })
        }
    }

    @Test("a recall whose patient books before the message leaves says nothing")
    func recallBooked() throws {
        try practice(.recallDue) { practice in
            try born("P-1", on: "1987-01-10", practice)
            try practice.visit("A-1", of: "P-1", "2026-09-10T15:00", status: "completed", at: "2026-09-01T09:00")
            try practice.tick("2027-03-10T08:00", [.daily, .events])
            try practice.visit("A-2", of: "P-1", "2027-04-01T09:00", at: "2027-03-10T08:00")
            try practice.tick("2027-03-10T08:00")
            try #expect(practice.sends() == ["EMAIL 2027-03-10T08:00 SKIPPED ANCHOR_GONE"])
        }
    }

    @Test("a retainer is due twelve months after its start, unless it was stopped")
    func retainer() throws {
        try practice(.retainerReorderDue) { practice in
            for (number, type, status) in [
                (1, "retainer", "active"), (2, "retainer", "stopped"), (3, "braces", "active"),
                (4, "retainer", "active"),
            ] {
                try born("P-\(number)", on: "1987-01-10", practice)
                try practice.tell(
                    "treatments", "T-\(number)",
                    #"{"patient":"P-\#(number)","type":"\#(type)","status":"\#(status)","startedAt":"2026-03-10T15:00"}"#,
                    at: "2027-03-01T09:00")
            }
            try practice.tell("patients", "P-4", #"{"status":"inactive"}"#, at: "2027-03-02T09:00")
            for local in ["2027-03-10T08:00", "2027-03-10T08:01"] { try practice.tick(local) }
            try #expect(enrollments(practice) == ["2027-03-10T08:00 P-1 RETAINER_REORDER_DUE:2027-03-10"])
        }
    }

    @Test("without a campaign that asks, nothing is told")
    func unasked() throws {
        try practice(.birthday) { practice in
            try born("P-1", on: "1987-03-10", practice)
            _ = try practice.db.run("UPDATE campaign SET status = 'COMPLETED'")
            #expect(try practice.tick("2027-03-10T08:00", [.daily]).isEmpty)
        }
    }
}
