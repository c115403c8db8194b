import Campaigns
import CivilTime
import Testing

@testable import Storage
@testable import Web

@Suite("A campaign's sends and statistics")
struct CampaignSendsTests {
    @Test("before anything is planned both say what will stand there")
    func empty() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            #expect(desk.get("/campaigns/\(id)/sends").text.contains("Nothing planned yet"))
            #expect(desk.get("/campaigns/\(id)/sends?status=failed").text.contains("No message fits"))
            #expect(desk.get("/campaigns/\(id)/stats").text.contains("Nothing to count yet"))
        }
    }

    @Test("filters that mean nothing let all through")
    func nonsense() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            for query in [
                "status=x&step=y&reason=z&earlier=q&channel=FAX", "earlier=-1-2", "later=99999999999999999999-1",
                "step=0",
                "from=2027-02-30&to=9999-12-31", "from=2027-03-09&to=2027-03-01", "from=0001-01-01&to=0001-01-01",
            ] {
                #expect(desk.get("/campaigns/\(id)/sends?\(query)").status == 200, "\(query)")
            }
            for query in ["days=0", "days=-1", "days=x", "days=365", "days=99999999999999999999"] {
                #expect(desk.get("/campaigns/\(id)/stats?\(query)").status == 200, "\(query)")
            }
        }
    }

    @Test("filters stay in the address of the next page, and the list begins at now, also within a span of days")
    func filters() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            var sends: [ID<Send>] = []
            for hours in -60..<60 {
                sends.append(
                    try site.rows.send(
                        of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: hours)))
            }
            let path = "/campaigns/\(id)/sends"
            let first = desk.get(path).text
            #expect(first.contains("/sends/\(sends[60])\"") && first.contains("/sends/\(sends[59])\""))
            #expect(!first.contains("/sends/\(sends[119])\""))
            #expect(first.contains("?earlier=") && first.contains("?later="))
            let query = "status=pending&channel=email&from=2027-03-05&to=2027-03-08"
            let filtered = desk.get("\(path)?\(query)").text
            // The span ends with midnight after the 8th, six hours after that noon of Chicago's.
            #expect(filtered.contains("/sends/\(sends[71])\"") && !filtered.contains("/sends/\(sends[72])\""))
            #expect(filtered.contains("\(query.replacing("&", with: "&amp;"))&amp;earlier="))
            #expect(desk.get("\(path)?channel=sms").text.contains("No message fits"))
            #expect(desk.get("\(path)?reason=NO_CONSENT").text.contains("<option value=\"NO_CONSENT\" selected"))
        }
    }

    @Test("a message that was skipped as too late is found by that reason, with what was due when")
    func late() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let id = try site.rows.campaign("Reminders", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            func skip(_ reason: Reason, hours: Int) throws -> ID<Send> {
                let send = try site.rows.send(
                    of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: hours))
                _ = try site.db.run(
                    "UPDATE send SET phase = 'SKIPPED', reason = ?, next_at = NULL WHERE id = ?",
                    [.text(reason.rawValue), .int(send.rawValue)])
                return send
            }
            let (late, other) = (try skip(.tooLate, hours: -6), try skip(.noConsent, hours: -5))
            let list = desk.get("/campaigns/\(id)/sends?status=skipped&reason=TOO_LATE").text
            #expect(list.contains("/sends/\(late)\"") && list.contains("It could not leave in time: it was due on"))
            #expect(list.contains("Robin Winter") && !list.contains("/sends/\(other)\""))
        }
    }

    @Test("the page of a send tells skips, holds, re-plans and what staff sent once more")
    func history() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let send = try site.rows.send(
                of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: 2))
            func page() -> String { desk.get("/campaigns/\(id)/sends/\(send)").text }
            #expect(page().contains("Planned for Mon 8 Mar, 14:00."))
            #expect(page().contains("href=\"/patients/\(patient)\""))
            _ = try site.db.run("UPDATE send SET schedule_version = 2")
            _ = try site.db.run("UPDATE enrollment SET schedule_version = 2, reopened_at = '2027-01-02 15:00:00'")
            #expect(page().contains("Planned anew for Mon 8 Mar, 14:00, because the visit or date moved."))
            _ = try site.db.run("UPDATE send SET reason = 'OUTSIDE_WINDOW', held_seconds = 7200")
            #expect(page().contains("Held until Mon 8 Mar, 14:00."))
            #expect(page().contains("2 hours, by the cap, the provider or the clinic"))
            _ = try site.db.run("UPDATE send SET phase = 'SKIPPED', reason = 'NO_CONSENT', next_at = NULL")
            #expect(page().contains("Skipped. The consent for it is missing."))
            _ = try site.db.run(
                """
                INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
                    contact_point_id, channel, lane, schedule_version, retry_number, dedupe_key, phase, planned_at, due_at,
                    created_at, updated_at)
                SELECT clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
                    contact_point_id, channel, lane, 2, 1, 'again', 'SENT', planned_at, due_at, created_at, updated_at
                FROM send
                """)
            #expect(page().contains("Sent once more by staff, after this one."))
        }
    }

    @Test("the page of a send tells what its provider said became of it, or that nothing came back")
    func told() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let sentAt = SampleSite.now.adding(hours: -30)
            let send = try site.rows.send(
                of: id, to: patient, in: site.clinic, plannedAt: sentAt, sentAt: sentAt)
            func page() -> String { desk.get("/campaigns/\(id)/sends/\(send)").text }
            #expect(!page().contains("delivered"))
            _ = try site.db.run("UPDATE send SET phase = 'DELIVERED', delivered_at = '2027-03-08 12:00:00'")
            #expect(page().contains("Counts as delivered: a day has passed and it has not come back."))
            let sentences: [(Receipt.Kind, String)] = [
                (.accepted, "The provider says that it is on its way."),
                (.delivered, "The provider says that it arrived."),
                (.bouncedNow, "The provider says that it could not be delivered (code 30003)."),
                (.bouncedForEver, "nothing can arrive there (code 30003): nothing more goes there."),
                (.optedOut, "they want nothing more (code 30003): nothing more goes there."),
                (.complaint, "It arrived and was reported as unwanted: no more offers go there."),
            ]
            for (kind, sentence) in sentences {
                try ReceiptStore(site.db).keep(
                    Receipt(
                        provider: "twilio", key: kind.rawValue, clinic: site.clinic, send: send, wire: 1, kind: kind,
                        code: "30003", occurredAt: SampleSite.now), at: SampleSite.now)
                #expect(page().contains(sentence))
            }
            #expect(page().contains("Delivered."))
            #expect(!page().contains("Counts as delivered"))
        }
    }

    @Test("the page of an e-mail that left shows its text as it was sent")
    func text() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let send = try site.rows.send(
                of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now, sentAt: SampleSite.now)
            _ = try site.db.run(
                """
                INSERT INTO message (id, clinic_id, subject, body, created_at)
                SELECT id, clinic_id, 'Whitening in May', 'Hello Robin, see you.', created_at FROM send
                """)
            let page = desk.get("/campaigns/\(id)/sends/\(send)")
            #expect(page.status == 200)
            #expect(page.text.contains("Whitening in May") && page.text.contains("Hello Robin, see you."))
        }
    }

    @Test("a send stands in the list with patient, step and why, and has a page with its history")
    func listed() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let send = try site.rows.send(
                of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: 2))
            let list = desk.get("/campaigns/\(id)/sends")
            #expect(list.text.contains("href=\"/campaigns/\(id)/sends/\(send)\""))
            #expect(list.text.contains("Robin Winter"))
            let page = desk.get("/campaigns/\(id)/sends/\(send)")
            #expect(page.text.contains("/campaigns/\(id)/explain?patient="))
            #expect(page.status == 200)
            #expect(page.text.contains("Planned for"))
            let other = try site.rows.campaign("Another", in: site.clinic)
            #expect(desk.get("/campaigns/\(other)/sends/\(send)").status == 404)
        }
    }
}

@Suite("Charts")
struct ChartTests {
    @Test("a period has a day for each date, and counts outside it are left out")
    func days() throws {
        let first = try #require(CivilDate("2027-02-27"))
        let days = [("2027-02-26", 9), ("2027-02-28", 4), ("2027-03-01", 7)].map {
            StatsStore.Day(day: CivilDate($0.0)!, tally: Tally(counts: [.sent: $0.1]))
        }
        let counts = DayCounts(days, from: first, to: first.adding(days: 3))
        #expect(counts.sent == [0, 4, 7, 0])
        #expect(counts.most == 7)
    }

    @Test(
        "numbers are grouped and shares rounded",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
        ])
    func grouped(number: Int, text: String) {
        #expect(Numbers.grouped(number) == text)
        #expect(Numbers.percent(1, of: 0) == nil)
        #expect(Numbers.percent(995, of: 1_000) == 100)
        #expect(Numbers.percent(994, of: 1_000) == 99)
    }
}
