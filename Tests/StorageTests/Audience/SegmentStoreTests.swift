import Campaigns
import CivilTime
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct SegmentStoreTests {
    private static func rule(_ json: String) throws -> Rule { try Rule(json: JSON.parse(Array(json.utf8))) }

    private static func with(_ body: (DraftSample, SegmentStore, ID<Segment>) throws -> Void) throws {
        try DraftSample.with { sample in
            let store = SegmentStore(sample.db)
            let saving = try store.create(
                "Adults", try rule(#"{"field":"patient.age","op":">=","value":18}"#), in: sample.clinic,
                by: sample.author, at: sample.now)
            guard case .saved(let id) = saving else {
                Issue.record("\(saving)")
                return
            }
            try body(sample, store, id)
        }
    }

    @Test("a segment belongs to its clinic, and its name to it alone")
    func names() throws {
        try Self.with { sample, store, id throws in
            #expect(try store.all(in: sample.clinic)[id]?.name == "Adults")
            #expect(try store.all(in: sample.other).all.isEmpty)
            func create(_ name: String, in clinic: ID<Clinic>) throws -> SegmentStore.Saving {
                try store.create(name, .everybody, in: clinic, by: .program, at: sample.now)
            }
            #expect(try create("ADULTS", in: sample.clinic) == .nameTaken)
            guard case .saved = try create("Ädults", in: sample.clinic),
                case .saved = try create("Adults", in: sample.other)
            else {
                Issue.record("a free name was refused")
                return
            }
            #expect(try store.remove(id, in: sample.other, by: .program, at: sample.now) == .gone)
            #expect(try store.remove(id, in: sample.clinic, by: .program, at: sample.now) == .done)
            guard case .saved = try create("Adults", in: sample.clinic) else {
                Issue.record("the name of a removed one is free")
                return
            }
        }
    }

    @Test("a save of an old version is told by whom it was overtaken")
    func stale() throws {
        try Self.with { sample, store, id throws in
            let changed = Segment(id: id, name: "Grown up", rule: .everybody, version: 1)
            func save(_ version: Int) throws -> SegmentStore.Saving {
                try store.save(changed, ifVersion: version, in: sample.clinic, by: sample.author, at: sample.now)
            }
            #expect(try save(1) == .saved(id))
            #expect(
                try save(1)
                    == .stale(
                        Segment(id: id, name: "Grown up", rule: .everybody, version: 2), by: "Ana Bell"))
        }
    }

    @Test("a circle, a segment of another clinic, and one that is not there are refused")
    func refused() throws {
        try Self.with { sample, store, id throws in
            let other = try store.create("All", .segment(id), in: sample.clinic, by: .program, at: sample.now)
            guard case .saved(let all) = other else {
                Issue.record("\(other)")
                return
            }
            let circle = Segment(id: id, name: "Adults", rule: .not(.segment(all)), version: 1)
            guard
                case .refused = try store.save(circle, ifVersion: 1, in: sample.clinic, by: .program, at: sample.now),
                case .refused = try store.create("X", .segment(id), in: sample.other, by: .program, at: sample.now),
                case .refused = try store.create(
                    "X", .segment(ID(999)), in: sample.clinic, by: .program, at: sample.now)
            else {
                Issue.record("something was taken")
                return
            }
            // What asks about it keeps it.
            #expect(
                try store.remove(id, in: sample.clinic, by: .program, at: sample.now)
                    == .used(SegmentUse(campaigns: [], segments: [try store.all(in: sample.clinic)[all]!])))
        }
    }

    @Test("where a campaign that is not over asks about it, it stays")
    func used() throws {
        try Self.with { sample, store, id throws in
            func isRemovable() throws -> Bool { try store.use(of: id, in: sample.clinic).isEmpty }
            func set(_ column: String, _ value: String?) throws {
                _ = try sample.db.run(
                    "UPDATE campaign SET \(column) = ? WHERE id = ?", [.text(value), .int(sample.id.rawValue)])
            }
            let rule = #"{"all":[{"not":{"segment":"\#(id)"}}]}"#
            #expect(try isRemovable())
            for column in ["audience", "exclude_criteria", "trigger_rule"] {
                let old = try sample.db.row(
                    "SELECT \(column) AS old FROM campaign WHERE id = ?", [.int(sample.id.rawValue)])?.optionalText(
                        "old")
                try set(column, rule)
                #expect(try !isRemovable(), "\(column)")
                try set(column, old)
            }
            #expect(try isRemovable())
            let edited = CampaignDraft(audience: .all([.segment(id)]))
            try set("draft", String(decoding: try JSONEncoder().encode(edited), as: UTF8.self))
            #expect(try !isRemovable(), "draft")
            try set("draft", nil)
            // A text that looks like it is none.
            try set("audience", Rule.test(FieldTest(field: .tag, op: .equal, value: .text(rule))).json.text)
            #expect(try isRemovable())
            try set("audience", rule)
            try set("status", "COMPLETED")
            #expect(try isRemovable())
        }
    }

    @Test("a draft follows a changed segment; what was published does not")
    func frozen() throws {
        try Self.with { sample, store, id throws in
            _ = try sample.campaigns.update(
                audience: .segment(id), exclusions: nil, of: sample.id, ifVersion: try sample.campaign.version,
                in: sample.clinic, by: sample.author, at: sample.now)
            let before = try #require(try sample.campaigns.draftTerms(sample.id, in: sample.clinic))
            #expect(before.audience.sentence == "age is at least 18")
            let revisions = RevisionStore(sample.db)
            let published = try revisions.publish(
                before, of: sample.id, in: sample.clinic, by: nil, at: sample.now)
            _ = try store.save(
                Segment(id: id, name: "Adults", rule: .everybody, version: 1), ifVersion: 1, in: sample.clinic,
                by: .program, at: sample.now)
            #expect(try sample.campaigns.draftTerms(sample.id, in: sample.clinic)?.audience == .everybody)
            let running = try RevisionStore(sample.db).terms(published, of: sample.id, in: sample.clinic)
            #expect(running.audience.sentence == "age is at least 18")
        }
    }
}
