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
