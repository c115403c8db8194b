import Campaigns
import CivilTime
import Foundation
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct TriggerFormTests {
    private typealias Fields = KeyValuePairs<String, String>

    /// A draft, what its trigger is, and a way to post its form.
    private struct Sheet {
        let desk: Desk
        let campaign: ID<Campaign>

        var stored: Trigger? {
            get throws { try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)?.trigger }
        }

        var version: String {
            get throws { String(try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)!.version) }
        }

        func show() -> Response { desk.get("/campaigns/\(campaign)/builder?open=trigger") }

        /// Posts fields on top of those that make a weekly recurrence.
        func post(_ changed: [(String, String)]) throws -> Response {
            var fields: [(String, String)] = [
                ("version", try version), ("kind", "recurring"), ("frequency", "WEEKLY"), ("interval", "1"),
                ("recurring-at", "09:00"), ("start", "2027-03-01"), ("month-on", "day"), ("month-day", ""),
                ("month-weekday", "MO"), ("ends", "never"), ("until", ""), ("count", ""), ("event", "BIRTHDAY"),
                ("lead-days", ""), ("lead-side", "before"), ("custom", ""), ("date", ""), ("time", ""),
                ("reentry-days", ""),
            ]
            for (name, value) in changed where name != "weekday" {
                fields.removeAll { $0.0 == name }
                fields.append((name, value))
            }
            fields += changed.filter { $0.0 == "weekday" }
            return desk.post("/campaigns/\(campaign)/trigger", fields: fields)
        }
    }

    private func sheet(_ body: (Sheet) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            try body(Sheet(desk: desk, campaign: try desk.use(.newPatientWelcome)))
        }
    }

    @Test("a recurrence is saved as its fields say, and comes back into them")
    func saved() throws {
        try sheet { sheet throws in
            let posted = try sheet.post([
                ("interval", "2"), ("weekday", "MO"), ("weekday", "TH"), ("ends", "until"), ("until", "2027-12-31"),
                ("reentry-days", "30"),
            ])
            #expect(posted.status == 303)
            let expected = Recurrence(
                .weekly([.monday, .thursday]), interval: 2, at: ClockTime("09:00")!, start: CivilDate("2027-03-01")!,
                end: .until(CivilDate("2027-12-31")!))
            #expect(try sheet.stored == .recurring(expected))
            let page = sheet.show()
            #expect(page.value(ofField: "interval") == "2")
            #expect(page.value(ofField: "start") == "2027-03-01")
            #expect(page.value(ofField: "until") == "2027-12-31")
            #expect(page.value(ofField: "reentry-days") == "30")
            let sentence =
                "Every 2 weeks on Monday and Thursday at 09:00, from Mon 1 Mar 2027 until Fri 31 Dec 2027"
            #expect(page.text.contains(sentence + "."))
            #expect(sheet.desk.get("/campaigns/\(sheet.campaign)/builder").text.contains(sentence))
        }
    }

    @Test("its next ten dates stand in the clinic's time, on Monday weeks, without the past")
    func dates() throws {
        try sheet { sheet throws in
            let page = try sheet.post([("weekday", "MO"), ("show-dates", "yes")])
            #expect(page.status == 200)
            let dates = page.text.matches(of: /<li><time datetime="([^"]+)">([^<]+)<\/time>/).map { String($0.2) }
            #expect(dates.count == 10)
            // The clock of the tests says Monday 8 March 2027, 12:00.
            #expect(dates.prefix(2) == ["Mon 15 Mar, 09:00", "Mon 22 Mar, 09:00"])
            #expect(page.text.contains("datetime=\"2027-03-15T14:00Z\""))
            // Shown, not saved.
            #expect(try sheet.stored?.event == .patientCreated)
        }
    }

    @Test(
        "months take a day or a weekday",
        arguments: [
            ([("month-day", "31")], Recurrence.Pattern.monthly(day: 31)),
            ([("month-on", "2"), ("month-weekday", "TU")], .monthlyNth(week: 2, .tuesday)),
            ([("month-on", "-1"), ("month-weekday", "FR")], .monthlyNth(week: -1, .friday)),
        ])
    func months(fields: [(String, String)], pattern: Recurrence.Pattern) throws {
        try sheet { sheet throws in
            #expect(try sheet.post([("frequency", "MONTHLY")] + fields).status == 303)
            #expect(try sheet.stored?.recurrence?.pattern == pattern)
        }
    }

    @Test(
        "what makes no sense is said beside its field, with what was typed",
        arguments: [
            ([("interval", "0")], "interval", "every-error"), ([("interval", "two")], "interval", "every-error"),
            ([("frequency", "HOURLY")], "interval", "every-error"), ([("recurring-at", "9")], "start", "start-error"),
            ([("start", "2027-02-30")], "start", "start-error"), ([("weekday", "XX")], "start", "weekday-error"),
            ([("frequency", "MONTHLY"), ("month-day", "32")], "month-day", "month-error"),
            ([("frequency", "MONTHLY"), ("month-on", "7")], "start", "month-error"),
            ([("frequency", "MONTHLY"), ("month-on", "2"), ("month-weekday", "")], "start", "month-error"),
            ([("ends", "until"), ("until", "2027-02-28")], "until", "ends-error"),
            ([("ends", "until"), ("until", "")], "until", "ends-error"),
            ([("ends", "count"), ("count", "0")], "count", "ends-error"),
            ([("ends", "")], "until", "ends-error"),
            ([("ends", "until"), ("until", "2027-03-02")], "start", "start-error"),
            ([("reentry-days", "0")], "reentry-days", "reentry-days-error"),
            ([("kind", "event"), ("event", "PATIENT_CREATED"), ("lead-days", "3")], "lead-days", "lead-error"),
            ([("kind", "event"), ("lead-days", "61")], "lead-days", "lead-error"),
        ] as [([(String, String)], String, String)])
    func refused(fields: [(String, String)], kept: String, error: String) throws {
        try sheet { sheet throws in
            let page = try sheet.post(fields)
            #expect(page.status == 422)
            #expect(page.text.contains("id=\"\(error)\""))
            if let typed = fields.last(where: { $0.0 == kept })?.1 { #expect(page.value(ofField: kept) == typed) }
            #expect(try sheet.stored?.event == .patientCreated)
        }
    }

    @Test("an event may start it only where a rule holds; a line more saves nothing yet")
    func rule() throws {
        try sheet { sheet throws in
            let line = [("when-field", "treatment.type"), ("when-op", "="), ("when-value", "braces")]
            let event = [("kind", "event"), ("event", "TREATMENT_STARTED")]
            let more = try sheet.post(event + line + [("when-add", "yes")])
            #expect(more.status == 200)
            #expect(more.value(ofField: "when-1-value") == "braces")
            #expect(more.text.contains("id=\"when-2-field\""))
            #expect(try sheet.stored?.event == .patientCreated)

            #expect(try sheet.post(event + line).status == 303)
            let braces = Rule.test(FieldTest(field: .treatmentType, op: .equal, value: .text("braces")))
            #expect(try sheet.stored == .event(.treatmentStarted, rule: braces))
            #expect(sheet.show().value(ofField: "when-1-value") == "braces")

            let wrong = try sheet.post(
                event + [("when-field", "patient.age"), ("when-op", "<"), ("when-value", "old")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("id=\"when-1-error\""))
            #expect(try sheet.post(event).status == 303)
            #expect(try sheet.stored == .event(.treatmentStarted, rule: nil))
        }
    }

    @Test("a daily event may begin days before or after its day", arguments: [("before", 7), ("after", -7)])
    func lead(side: String, days: Int) throws {
        try sheet { sheet throws in
            #expect(try sheet.post([("kind", "event"), ("lead-days", "7"), ("lead-side", side)]).status == 303)
            #expect(try sheet.stored == .event(.birthday, rule: nil, leadDays: days))
            #expect(sheet.show().value(ofField: "lead-days") == "7")
            let card = sheet.desk.get("/campaigns/\(sheet.campaign)/builder").text
            #expect(card.contains("7 days \(side) a patient has a birthday"))
        }
    }

    @Test("an event is said with its rule and with what may begin again, before it is saved")
    func said() throws {
        try sheet { sheet throws in
            let event = [("kind", "event"), ("event", "APPOINTMENT_BOOKED"), ("show-dates", "now")]
            let page = try sheet.post(
                event + [("when-field", "appointment.type"), ("when-op", "!="), ("when-value", "Emergency")])
            #expect(page.status == 200)
            #expect(page.text.contains("When an appointment is booked, except where appointment type is Emergency."))
            #expect(page.text.contains("The same appointment never begins it a second time."))
            let again = try sheet.post(event + [("reentry", "after"), ("reentry-days", "30")])
            #expect(again.text.contains("The same appointment may begin it again after 30 days."))
            let lead = try sheet.post([
                ("kind", "event"), ("event", "PAYMENT_DUE"), ("lead-days", "7"), ("show-dates", "now"),
            ])
            #expect(lead.text.contains("7 days before a payment is due."))
            let own = try sheet.post([("kind", "custom"), ("custom", "LOST_RETAINER"), ("show-dates", "now")])
            #expect(own.text.contains("On the event LOST_RETAINER."))
            #expect(try sheet.stored?.event == .patientCreated)
        }
    }

    @Test("never again is never, whatever days stand beside it; again without days is asked for them")
    func reentry() throws {
        try sheet { sheet throws in
            let event = [("kind", "event"), ("event", "APPOINTMENT_BOOKED")]
            func days() throws -> Int? {
                try CampaignStore(sheet.desk.site.db).campaign(sheet.campaign, in: sheet.desk.site.clinic)?.reentryDays
            }
            #expect(try sheet.post(event + [("reentry", "after"), ("reentry-days", "")]).status == 422)
            #expect(try sheet.post(event + [("reentry", "after"), ("reentry-days", "30")]).status == 303)
            #expect(try days() == 30)
            #expect(try sheet.post(event + [("reentry", "never"), ("reentry-days", "30")]).status == 303)
            #expect(try days() == nil)
        }
    }

    @Test(
        "a time that the clocks skip or repeat is told",
        arguments: [
            ("2027-03-14", "02:30", "02:30 does not exist on that day, so it begins at 03:30."),
            ("2027-11-07", "01:30", "01:30 comes twice on that day, and it begins the first time."),
            ("2027-06-07", "09:00", nil),
        ] as [(String, String, String?)])
    func clocks(date: String, time: String, told: String?) throws {
        try sheet { sheet throws in
            let page = try sheet.post([("kind", "scheduled"), ("date", date), ("time", time), ("show-dates", "now")])
            #expect(page.text.contains("Once, "))
            if let told { #expect(page.text.contains(told)) } else { #expect(!page.text.contains("The clocks go")) }
        }
    }

    @Test("every event of the catalogue can be chosen, once")
    func everyEvent() throws {
        try sheet { sheet throws in
            let page = sheet.show()
            for (type, _) in EventType.known {
                let option = "<option value=\"\(type.rawValue)\""
                #expect(page.text.components(separatedBy: option).count == 2, "\(type.rawValue)")
            }
        }
    }
}
