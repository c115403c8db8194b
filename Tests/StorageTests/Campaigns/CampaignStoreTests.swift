import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct CampaignStoreTests {
    @Test("a new campaign is a draft for everybody, and reads as it was written")
    func creates() throws {
        try withClinic { rows, clinic, store in
            let id = try store.create(head, trigger: .scheduled(time), in: clinic, by: .program, at: now)
            let campaign = try #require(try store.campaign(id, in: clinic))
            #expect(campaign.head == head)
            #expect(campaign.status == .draft)
            #expect(campaign.trigger == .scheduled(time))
            #expect(campaign.audience == .everybody)
            #expect(campaign.version == 1)
            #expect(try store.campaign(id, in: rows.clinic("Elsewhere")) == nil)
        }
    }

    @Test("head, trigger and audience are kept as they were given, each as a new version")
    func updates() throws {
        try withClinic { _, clinic, store in
            let id = try store.create(head, in: clinic, by: .program, at: now)
            let minors = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            let trigger = Trigger.event(.appointmentBooked, rule: .not(minors))
            let other = CampaignHead(name: "Recall “50 %_off”", description: "Été", type: .survey, purpose: .marketing)
            #expect(try store.update(other, of: id, ifVersion: 1, in: clinic, by: .program, at: now).isDone)
            #expect(try store.update(trigger, of: id, ifVersion: 2, in: clinic, by: .program, at: now).isDone)
            let outcome = try store.update(
                audience: .any([minors, .everybody]), exclusions: minors, of: id, ifVersion: 3, in: clinic,
                by: .program, at: now)
            #expect(outcome.isDone)
            let campaign = try #require(try store.campaign(id, in: clinic))
            #expect(campaign.head == other)
            #expect(campaign.trigger == trigger)
            #expect(campaign.audience == .any([minors, .everybody]))
            #expect(campaign.exclusions == minors)
            #expect(campaign.version == 4)
        }
    }

    @Test("once it has run, its type and the kind of its trigger stay")
    func fixed() throws {
        try withClinic { rows, clinic, store in
            let id = try rows.campaign(in: clinic, status: .active)
            var head = try #require(try store.campaign(id, in: clinic)).head
            head.name = "Another name"
            #expect(try store.update(head, of: id, ifVersion: 1, in: clinic, by: .program, at: now).isDone)
            head.type = .reminder
            guard
                case .fixed(.active) = try store.update(
                    head, of: id, ifVersion: 2, in: clinic, by: .program, at: now),
                case .fixed(.active) = try store.update(nil, of: id, ifVersion: 2, in: clinic, by: .program, at: now)
            else {
                Issue.record("a running campaign was changed")
                return
            }
        }
    }

    @Test("a draft without sends is deleted with its steps; anything else stays")
    func deletes() throws {
        try withClinic { rows, clinic, store in
            let draft = try rows.campaign(in: clinic, status: .draft)
            let running = try rows.campaign("Running", in: clinic)
            let sample = try rows.patient("P-1", in: clinic)
            let sending = try rows.campaign("Sending", in: clinic, status: .draft)
            _ = try rows.send(of: sending, to: sample, in: clinic, plannedAt: now)
            #expect(try store.delete(draft, in: rows.clinic("Elsewhere"), by: .program, at: now) == .gone)
            #expect(try store.delete(draft, in: clinic, by: .program, at: now) == .done)
            #expect(try store.delete(draft, in: clinic, by: .program, at: now) == .gone)
            #expect(try store.delete(running, in: clinic, by: .program, at: now) == .refused(.active))
            #expect(try store.delete(sending, in: clinic, by: .program, at: now) == .refused(.draft))
            #expect(try rows.count("campaign") == 2)
        }
    }

    @Test("another clinic finds and changes none of it")
    func otherClinic() throws {
        try withClinic { rows, clinic, store in
            let id = try store.create(head, in: clinic, by: .program, at: now)
            let other = try rows.clinic("Elsewhere")
            #expect(try store.draftTerms(id, in: other) == nil)
            #expect(try store.list(in: other, limit: 10).isEmpty)
            #expect(try store.list(in: clinic, limit: 10).map(\.campaign.id) == [id])
            guard case .gone = try store.update(nil, of: id, ifVersion: 1, in: other, by: .program, at: now) else {
                Issue.record("another clinic changed it")
                return
            }
        }
    }

    private let head = CampaignHead(name: "Whitening", description: "In spring", type: .marketing)
    private let time = CivilDateTime("2027-04-01T10:00")!
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    private func withClinic(_ body: (SampleRows, ID<Clinic>, CampaignStore) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            try body(rows, rows.clinic(), CampaignStore(db))
        }
    }
}
