import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct CampaignAPITests {
    static let paths = ["/campaigns", "/campaigns/1", "/campaigns/1/stats", "/campaigns/1/sends"]

    @Test("reading needs a key with the scope, and takes no other method", arguments: paths)
    func door(path: String) throws {
        try SampleSite.with { site throws in
            #expect(site.respond("GET", "/api/v1" + path).status == 401)
            #expect(site.api("GET", path, key: try site.key([.intake])).status == 403)
            let wrong = site.api("PATCH", path, [:], key: try site.key([.read]))
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow")?.hasPrefix("GET") == true)
        }
    }

    @Test("campaigns come newest first, in pages, by status and type")
    func list() throws {
        try withKey { site, key throws in
            for number in 1...52 { _ = try site.rows.campaign("Offer \(number)", in: site.clinic) }
            _ = try site.rows.campaign("Draft", in: site.clinic, status: .draft)
            _ = try site.rows.campaign("Foreign", in: site.rows.clinic("Elsewhere"))

            let first = site.api("GET", "/campaigns?status=ACTIVE", key: key).json
            #expect(first["items"]?.arrayValue?.count == 50)
            #expect(first["items"]?.arrayValue?.first?["name"] == "Offer 52")
            let cursor = try #require(first["next"]?.stringValue)
            let second = site.api("GET", "/campaigns?status=ACTIVE&type=MARKETING&cursor=\(cursor)", key: key).json
            #expect(second["items"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["Offer 2", "Offer 1"])
            #expect(second["next"] == .null)
            #expect(site.api("GET", "/campaigns?type=REMINDER", key: key).json["items"] == .array([]))
        }
    }

    @Test(
        "a query that the list does not have is refused by name",
        arguments: [
            ("/campaigns?colour=red", "colour"), ("/campaigns?status=ACTIVE&status=DRAFT", "status"),
            ("/campaigns?status=active", "status"), ("/campaigns?type=", "type"), ("/campaigns?cursor=x", "cursor"),
            ("/campaigns?cursor=-1", "cursor"), ("/campaigns?cursor=99999999999999999999", "cursor"),
        ])
    func query(path: String, field: String) throws {
        try withKey { site, key throws in
            let answer = site.api("GET", path, key: key)
            #expect(answer.status == 400)
            #expect(answer.problemFields == [field])
        }
    }

    @Test("a campaign has the specification's fields, and its steps")
    func show() throws {
        try withKey { site, key throws in
            let id = try Self.reminder(site)
            let json = site.api("GET", "/campaigns/\(id)", key: key).json
            #expect(
                Set(json.objectValue?.map(\.key) ?? []) == [
                    "id", "name", "description", "type", "purpose", "audience", "excludeCriteria", "asksAudienceAgain",
                    "triggerType", "reentryDays",
                    "triggerEvent",
                    "triggerRule", "triggerSchedule", "triggerRecurrence", "triggerLeadDays", "status",
                    "totalRecipients", "totalSent",
                    "totalDelivered",
                    "totalOpened", "totalClicked", "createdBy", "activatedAt", "completedAt", "createdAt",
                    "updatedAt", "steps",
                ])
            #expect(json["id"] == .string(id.description))
            #expect(json["triggerEvent"] == "APPOINTMENT_BOOKED")
            #expect(json["createdAt"] == "2027-03-08T12:00:00-06:00")
            let steps = json["steps"]?.arrayValue ?? []
            #expect(steps.map { $0["type"] } == ["WAIT", "SEND"])
            #expect(steps[0]["waitUntil"] == "48 hours before appointment")
            #expect(steps[1]["channel"] == "SMS")
            #expect(steps[1]["order"] == 2)
            #expect(steps[1]["lane"] == "main")
        }
    }

    @Test("a time set for a campaign is told as an instant of the clinic's zone")
    func scheduled() throws {
        try withKey { site, key throws in
            let id = try site.rows.campaign(in: site.clinic)
            let json = site.api("GET", "/campaigns/\(id)", key: key).json
            #expect(json["triggerType"] == "SCHEDULED")
            #expect(json["triggerSchedule"] == "2027-03-08T10:00:00-06:00")
        }
    }

    @Test("what is no id, or another clinic's, is not there", arguments: ["", "/stats", "/sends"])
    func unknown(tail: String) throws {
        try withKey { site, key throws in
            let foreign = try site.rows.campaign(in: site.rows.clinic("Elsewhere"))
            for id in [foreign.description, "0", "01", "x", "99999999999999999999999", "%27%20OR%201"] {
                let answer = site.api("GET", "/campaigns/\(id)\(tail)", key: key)
                #expect(answer.status == 404)
                #expect(answer.problemFields == [])
            }
        }
    }

    @Test("a send that nobody could receive names no contact")
    func noRecipient() throws {
        try withKey { site, key throws in
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let at = SampleRows.instant("2027-03-08T16:00Z")
            _ = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: at)
            _ = try site.db.run(
                """
                UPDATE send SET phase = 'SKIPPED', reason = 'NO_RECIPIENT', next_at = NULL, contact_id = NULL,
                    contact_point_id = NULL
                """)
            let answer = site.api("GET", "/campaigns/\(campaign)/sends", key: key).json
            #expect(answer["items"]?.arrayValue?.first?["contactId"] == .null)
        }
    }

    @Test("sends say where they stand and why")
    func sends() throws {
        try withKey { site, key throws in
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let at = SampleRows.instant("2027-03-08T16:00Z")
            for minute in 0..<51 {
                _ = try site.rows.send(
                    of: campaign, to: patient, in: site.clinic, plannedAt: at.adding(minutes: minute),
                    sentAt: minute == 0 ? at : nil)
            }
            _ = try site.db.run(
                "UPDATE send SET phase = 'SKIPPED', reason = 'NO_CONSENT', next_at = NULL WHERE planned_at = ?",
                [.timestamp(at.adding(minutes: 50).microseconds)])

            let first = site.api("GET", "/campaigns/\(campaign)/sends", key: key).json
            let items = first["items"]?.arrayValue ?? []
            #expect(items.count == 50)
            #expect(items[0]["status"] == "SKIPPED")
            #expect(items[0]["skipReason"] == "NO_CONSENT")
            #expect(items[0]["explanation"] == "There is no recorded yes to marketing by e-mail.")
            #expect(items[0]["scheduledAt"] == "2027-03-08T10:50:00-06:00")
            #expect(items[0]["sentAt"] == .null)
            #expect(items.allSatisfy { $0["explanation"]?.stringValue?.isEmpty == false })

            let cursor = try #require(first["next"]?.stringValue)
            let second = site.api("GET", "/campaigns/\(campaign)/sends?cursor=\(cursor)", key: key).json
            #expect(second["items"]?.arrayValue?.map { $0["status"] } == ["SENT"])
            #expect(second["next"] == .null)
            let skipped = site.api("GET", "/campaigns/\(campaign)/sends?status=SKIPPED", key: key).json
            #expect(skipped["items"]?.arrayValue?.count == 1)
            #expect(site.api("GET", "/campaigns/\(campaign)/sends?cursor=1", key: key).problemFields == ["cursor"])
        }
    }

    @Test("counts follow what people did, by step and by day")
    func stats() throws {
        try withKey { site, key throws in
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let at = SampleRows.instant("2027-03-08T16:00Z")
            let send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: at, sentAt: at)
            let hit = Hit(kind: .open, send: send, isMachine: false)
            try TrackingStore(site.db).record(hit, in: site.clinic, at: SampleSite.now)
            _ = try TrackingStore(site.db).count(at: SampleSite.now, limit: 10)
            _ = try TallyStore(site.db).fold(limit: 10)

            let json = site.api("GET", "/campaigns/\(campaign)/stats", key: key).json
            #expect(json["totalOpened"] == 1)
            #expect(json["steps"]?.arrayValue?.map { $0["opened"] } == [1])
            #expect(json["steps"]?.arrayValue?.map { $0["name"] } == ["Offer"])
            #expect(json["days"]?.arrayValue?.map { $0["day"] } == ["2027-03-08"])
            let before = site.api("GET", "/campaigns/\(campaign)/stats?from=2027-03-01&to=2027-03-07", key: key).json
            #expect(before["days"] == .array([]))
            for query in ["from=2027-02-30", "from=2027-03-09", "to=0001-01-01", "from=1900-01-01"] {
                #expect(site.api("GET", "/campaigns/\(campaign)/stats?\(query)", key: key).status == 400)
            }
        }
    }

    /// A draft that sends one SMS two days before the visit.
    private static func reminder(_ site: SampleSite) throws -> ID<Campaign> {
        let id = try CampaignStore(site.db).create(
            CampaignHead(name: "Reminders", type: .reminder), trigger: .event(.appointmentBooked, rule: nil),
            in: site.clinic, by: .program, at: SampleSite.now)
        let wait = Wait(expression: try WaitExpression.parse("48 hours before appointment"))
        let send = SendStep(channel: .sms, template: nil)
        for action in [DraftAction.wait(wait), .send(send)] {
            _ = try StepStore(site.db).add(
                name: "Step", action, at: .end(of: .main), to: id, in: site.clinic, by: .program, at: SampleSite.now)
        }
        return id
    }

    private func withKey(_ body: (SampleSite, String) throws -> Void) throws {
        try SampleSite.with { try body($0, $0.key([.read])) }
    }
}
