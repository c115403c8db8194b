import Campaigns
import CivilTime
import Storage
import Testing

/// What becomes of people on their way when the reminder table is changed and published.
@Suite struct ReminderTableTickTests {
    private struct Table {
        let practice: Practice
        let id: ID<Campaign>

        var store: ReminderStore { ReminderStore(practice.db) }

        var rules: [ReminderRule] {
            get throws { try store.table(of: id, in: practice.clinic.id).rules }
        }

        func save(_ rules: [ReminderRule], at local: String) throws {
            let version = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)).version
            let saving = try store.save(
                rules, of: id, ifVersion: version, in: practice.clinic.id, by: .program, at: practice.at(local))
            guard case .edited(.done) = saving else {
                Issue.record("not saved: \(saving)")
                return
            }
            let changed = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)).version
            let outcome = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).publish(
                id, .init(version: changed, movesPeople: true, couriers: [.email, .sms]), in: practice.clinic.id,
                by: .program, at: practice.at(local))
            #expect(outcome == .done)
        }
    }

    /// A visit on Wed 10 March at 15:00, booked on the 1st and confirmed by e-mail and SMS.
    private func withVisit(_ body: (Table) throws -> Void) throws {
        try Practice.open { practice in
            let begun = try ReminderStore(practice.db).begin(
                .appointmentReminders, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T08:00"))
            guard case .begun(let id) = begun else {
                Issue.record("not begun: \(begun)")
                return
            }
            try practice.activate(id, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try body(Table(practice: practice, id: id))
        }
    }

    @Test("the table sends as the gallery's workflow does")
    func wholeWay() throws {
        try withVisit { table in
            let sends = try table.practice.sends()
            #expect(
                sends == [
                    "EMAIL 2027-03-01T10:00 SENT", "SMS 2027-03-01T10:00 SENT", "SMS 2027-03-08T15:00 READY",
                    "SMS 2027-03-10T08:00 READY",
                ])
        }
    }

    @Test("another lead time moves the message that waits, and repeats none")
    func retimed() throws {
        try withVisit { table in
            var rules = try table.rules
            let place = try #require(rules.firstIndex { $0.lead == .hours(48) })
            rules[place].lead = .days(3)
            try table.save(rules, at: "2027-03-02T10:00")
            try table.practice.tick("2027-03-02T10:01")
            let sends = try table.practice.sends()
            #expect(
                sends == [
                    "EMAIL 2027-03-01T10:00 DELIVERED", "SMS 2027-03-01T10:00 DELIVERED", "SMS 2027-03-07T15:00 READY",
                    "SMS 2027-03-10T08:00 READY",
                ])
        }
    }

    @Test("lines of its own for a type give its visits what they say, without a second confirmation")
    func ownType() throws {
        try withVisit { table in
            let type = try #require(try table.store.types(in: table.practice.clinic.id).first)
            #expect(type.name == "Adjustment")
            let rules = try table.rules
            let text = try #require(rules.first { $0.lead == .hours(48) }?.message)
            let own = [
                ReminderRule(type: type.id, lead: .hours(48), channel: .sms, message: nil),
                ReminderRule(type: type.id, lead: .days(5), channel: .sms, message: text),
            ]
            try table.save(rules + own, at: "2027-03-02T10:00")
            try table.practice.tick("2027-03-02T10:01")
            let waiting = try table.practice.sends().filter { $0.contains("READY") }
            #expect(waiting.sorted() == ["SMS 2027-03-05T15:00 READY", "SMS 2027-03-10T08:00 READY"])
            for time in ["2027-03-05T15:00", "2027-03-08T15:00", "2027-03-10T08:00"] { try table.practice.tick(time) }
            #expect(try table.practice.copies() == 4)

            // The next visit of the type is confirmed once, and reminded of by the same lines.
            try table.practice.visit("A-2", of: "P-1", "2027-03-24T15:00", at: "2027-03-11T10:00")
            try table.practice.tick("2027-03-11T10:00")
            let sends = try table.practice.sends()
            #expect(
                sends.suffix(4) == [
                    "EMAIL 2027-03-11T10:00 SENT", "SMS 2027-03-11T10:00 SENT", "SMS 2027-03-19T15:00 READY",
                    "SMS 2027-03-24T08:00 READY",
                ])
        }
    }

    @Test("a line that is removed takes its waiting message along, and a new one reaches who has not passed it")
    func removedAndAdded() throws {
        try withVisit { table in
            var rules = try table.rules.filter { $0.lead != .morning }
            let text = try #require(rules.first { $0.lead == .hours(48) }?.message)
            rules.append(ReminderRule(lead: .days(1), channel: .sms, message: text, isOnlyUntilConfirmed: true))
            try table.save(rules, at: "2027-03-02T10:00")
            try table.practice.tick("2027-03-02T10:01")
            let sends = try table.practice.sends()
            #expect(sends.contains("SMS 2027-03-10T08:00 SKIPPED STEP_REMOVED"), "\(sends)")
            #expect(sends.contains("SMS 2027-03-09T15:00 READY"), "\(sends)")
            try table.practice.visit(
                "A-1", of: "P-1", "2027-03-10T15:00", status: "confirmed", at: "2027-03-03T10:00")
            try table.practice.tick("2027-03-09T15:00")
            #expect(try table.practice.sends().contains("SMS 2027-03-09T15:00 SKIPPED CONFIRMED"))
        }
    }
}
