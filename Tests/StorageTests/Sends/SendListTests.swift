import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct SendListTests {
    @Test("pages follow each other without a gap or a repetition, newest planned first, also at the same minute")
    func pages() throws {
        try withSample { sample in
            var made: [ID<Send>] = []
            for index in 0..<120 { made.append(try sample.send(afterMinutes: index / 40)) }
            let list = SendList(sample.rows.db)
            var seen: [ListedSend] = []
            var cursor: SendCursor?
            repeat {
                let page = try list.page(of: sample.campaign, in: sample.clinic, after: cursor)
                #expect(page.sends.count <= SendList.pageSize)
                seen += page.sends
                cursor = try page.next.map { try #require(SendCursor(text: $0.text)) }
            } while cursor != nil
            #expect(seen.map(\.id) == made.reversed())
        }
    }

    @Test("the list begins at now, and from there both ways lead to everything, each once, also at the same minute")
    func aroundNow() throws {
        try withSample { sample in
            var made: [ID<Send>] = []
            for index in 0..<150 { made.append(try sample.send(afterMinutes: index / 2)) }
            let list = SendList(sample.rows.db)
            func stretch(_ place: SendStretch.Place) throws -> SendStretch {
                try list.stretch(of: sample.campaign, in: sample.clinic, filter: SendFilter(), at: place)
            }
            let first = try stretch(.around(sample.start.adding(minutes: 40)))
            // 80 are planned before that minute; its own two are still to come.
            #expect(first.sends.map(\.id) == made[(80 - SendStretch.behind)..<(80 + SendStretch.ahead)].reversed())
            var seen = first.sends.map(\.id)
            var cursor = first.earlier
            while let place = cursor {
                let page = try stretch(.earlier(try #require(SendCursor(text: place.text))))
                seen += page.sends.map(\.id)
                #expect(page.later != nil)
                cursor = page.earlier
            }
            cursor = first.later
            while let place = cursor {
                let page = try stretch(.later(place))
                seen = page.sends.map(\.id) + seen
                #expect(page.earlier != nil)
                cursor = page.later
            }
            #expect(seen == made.reversed())
        }
    }

    @Test("a filter is asked of so many sends a page, and goes on with the next page where nothing fitted")
    func reach() throws {
        try withSample { sample in
            let old = try sample.send(afterMinutes: -500)
            _ = try sample.rows.db.run("UPDATE send SET reason = 'NO_CONSENT', phase = 'SKIPPED', next_at = NULL")
            for index in 0..<25 { _ = try sample.send(afterMinutes: -(index / 5)) }
            let list = SendList(sample.rows.db, reach: 10)
            let filter = SendFilter(reason: .noConsent)
            var pages: [[ID<Send>]] = []
            var place = SendStretch.Place.around(sample.start.adding(minutes: 1))
            while true {
                let page = try list.stretch(of: sample.campaign, in: sample.clinic, filter: filter, at: place)
                pages.append(page.sends.map(\.id))
                guard let next = page.earlier else { break }
                place = .earlier(next)
            }
            #expect(pages == [[], [], [old]])
            place = .later(SendCursor(plannedAt: sample.start.adding(minutes: -600), id: ID(0)))
            let page = try list.stretch(of: sample.campaign, in: sample.clinic, filter: filter, at: place)
            #expect(page.sends.map(\.id) == [old])
            #expect(page.later != nil)
        }
    }

    @Test("a span of time lets through from its first instant to before its last")
    func span() throws {
        try withSample { sample in
            let made = try (0..<4).map { try sample.send(afterMinutes: $0) }
            let filter = SendFilter(from: sample.start.adding(minutes: 1), to: sample.start.adding(minutes: 3))
            for minute in [-10, 1, 2, 3, 10] {
                let page = try SendList(sample.rows.db).stretch(
                    of: sample.campaign, in: sample.clinic, filter: filter,
                    at: .around(sample.start.adding(minutes: minute)))
                #expect(page.sends.map(\.id) == [made[2], made[1]], "\(minute)")
            }
        }
    }

    @Test("each filter lets its own sends through, and together they narrow")
    func filters() throws {
        try withSample { sample in
            let sent = try sample.send(afterMinutes: 0, isSent: true)
            let waiting = try sample.send(afterMinutes: 1)
            let skipped = try sample.send(afterMinutes: 2)
            _ = try sample.rows.db.run(
                "UPDATE send SET phase = 'SKIPPED', reason = 'NO_CONSENT', next_at = NULL WHERE id = ?",
                [.int(skipped.rawValue)])
            func ids(_ filter: SendFilter) throws -> [ID<Send>] {
                try SendList(sample.rows.db).page(of: sample.campaign, in: sample.clinic, filter: filter).sends.map(
                    \.id)
            }
            #expect(try ids(SendFilter()) == [skipped, waiting, sent])
            #expect(try ids(SendFilter(status: .pending)) == [waiting])
            #expect(try ids(SendFilter(status: .sent)) == [sent])
            #expect(try ids(SendFilter(reason: .noConsent)) == [skipped])
            #expect(try ids(SendFilter(channel: .email)) == [skipped, waiting, sent])
            #expect(try ids(SendFilter(channel: .sms)) == [])
            #expect(try ids(SendFilter(status: .sent, reason: .noConsent)) == [])
            #expect(try ids(SendFilter(step: ID(999_999))) == [])
        }
    }

    @Test("a row carries the names of patient, contact and step")
    func names() throws {
        try withSample { sample in
            _ = try sample.send(afterMinutes: 0)
            let send = try #require(
                try SendList(sample.rows.db).page(of: sample.campaign, in: sample.clinic).sends.first)
            #expect(send.patientName == "Robin Winter")
            #expect(send.contactName == "Robin Winter")
            #expect(send.stepName == "Offer")
            #expect(send.status == .pending)
            #expect(!send.hasMessage)
        }
    }

    @Test("another clinic sees none of them")
    func otherClinic() throws {
        try withSample { sample in
            let send = try sample.send(afterMinutes: 0)
            let other = try sample.rows.clinic("Elsewhere")
            #expect(try SendList(sample.rows.db).page(of: sample.campaign, in: other).sends.isEmpty)
            #expect(try SendHistoryStore(sample.rows.db).history(of: send, in: other) == nil)
        }
    }

    @Test(
        "a cursor that nobody wrote is none",
        arguments: ["", "1", "1-", "-1-1", "1-0", "a-1", "1-1-1", "9999999999999999999-1", "+1-1"])
    func cursors(text: String) { #expect(SendCursor(text: text) == nil) }

    private func withSample(_ body: (CampaignSample) throws -> Void) throws {
        try withDatabase { db in try body(CampaignSample(db)) }
    }
}

/// A campaign with one patient.
struct CampaignSample {
    let rows: SampleRows
    let clinic: ID<Clinic>
    let campaign: ID<Campaign>
    let patient: ID<Patient>
    let start = SampleRows.instant("2027-03-08T16:00Z")

    init(_ db: Database) throws {
        rows = SampleRows(db)
        clinic = try rows.clinic()
        campaign = try rows.campaign(in: clinic)
        patient = try rows.patient("P-1", in: clinic)
    }

    func send(afterMinutes minutes: Int, isSent: Bool = false) throws -> ID<Send> {
        let time = start.adding(minutes: minutes)
        return try rows.send(of: campaign, to: patient, in: clinic, plannedAt: time, sentAt: isSent ? time : nil)
    }
}
