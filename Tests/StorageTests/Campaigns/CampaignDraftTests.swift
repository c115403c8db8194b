import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The drafts of campaigns")
struct CampaignDraftTests {
    @Test("tell the second of two who edit one, and who was first")
    func stale() throws {
        try DraftSample.with { sample in
            #expect(try rename("First", ifVersion: 1, sample).isDone)
            guard case .stale(let current, let name) = try rename("Second", ifVersion: 1, sample) else {
                Issue.record("the second was not told")
                return
            }
            #expect(current.name == "First")
            #expect(name == "Ana Bell")
        }
    }

    @Test("leave a note of who did what")
    func audit() throws {
        try DraftSample.with { sample in
            _ = try rename("New", ifVersion: 1, sample)
            let entries = try AuditStore(sample.db).latest(in: sample.clinic, limit: 10)
            #expect(entries.map(\.verb) == [.change, .add])
            #expect(entries.allSatisfy { $0.author == "Ana Bell" && $0.id == sample.id.rawValue })
            #expect(try AuditStore(sample.db).latest(in: sample.other, limit: 10).isEmpty)
        }
    }

    @Test("a draft's terms name the newest version of each message template")
    func terms() throws {
        try DraftSample.with { sample in
            let template = try sample.template()
            try sample.add("Reminder", DraftSample.send(template))
            let draft = MessageDraft(name: "Reminder", channel: .sms, language: "en", subject: "", body: "New")
            _ = try MessageTemplateStore(sample.db).save(
                draft, of: template, ifNumber: 1, in: sample.clinic, by: sample.author, at: sample.now)
            let terms = try #require(try sample.campaigns.draftTerms(sample.id, in: sample.clinic))
            #expect(terms.templateVersions == [TemplateVersion(template: template, number: 2)])
            #expect(terms.type == .reminder)
            #expect(terms.purpose == .care)
        }
    }

    private func rename(_ name: String, ifVersion version: Int, _ sample: DraftSample) throws -> EditOutcome<Campaign> {
        try sample.campaigns.update(
            CampaignHead(name: name, type: .reminder), of: sample.id, ifVersion: version, in: sample.clinic,
            by: sample.author, at: sample.now)
    }
}
