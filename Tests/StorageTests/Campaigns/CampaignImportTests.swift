import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite("A campaign that goes from clinic to clinic")
struct CampaignImportTests {
    private let now = SampleRows.instant("2027-03-08T15:00Z")

    private func take(
        _ portable: PortableCampaign, _ choices: PortableCampaign.Choices = .init(), into clinic: ID<Clinic>,
        _ db: Database
    ) throws -> ID<Campaign> {
        var random = SeededGenerator(seed: 9)
        return try CampaignImport(db, makeKey: { ExperimentKey(using: &random) }).make(
            portable, choices, in: clinic, by: .program, at: now)
    }

    private func text(_ id: ID<Campaign>, of clinic: ID<Clinic>, _ db: Database) throws -> String {
        try #require(try CampaignExport(db).portable(id, in: clinic)).text
    }

    @Test("every gallery workflow gives the same file in the other clinic")
    func gallery() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (here, there) = (try rows.clinic(), try rows.clinic("Hillside"))
            for workflow in GalleryWorkflow.all {
                let own = try GalleryStore(db).use(workflow, in: here, by: .program, at: now)
                let file = try text(own, of: here, db)
                let taken = try take(PortableCampaign(text: file), into: there, db)
                #expect(try text(taken, of: there, db) == file, "\(workflow.key)")
                #expect(try CampaignExport(db).portable(own, in: there) == nil)
            }
        }
    }

    @Test("so does any draft, once it has been in a clinic")
    func random() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (here, there) = (try rows.clinic(), try rows.clinic("Hillside"))
            var random = SeededGenerator(seed: 31)
            for number in 0..<40 {
                let own = try take(RandomCampaign.make(using: &random), into: here, db)
                let file = try text(own, of: here, db)
                let portable = try PortableCampaign(text: file)
                // Segments of that name were taken in before: the file's own is theirs.
                let known = try SegmentStore(db).all(in: there)
                let taken = try take(portable, into: there, db)
                let again = try text(taken, of: there, db)
                if portable.segments.allSatisfy({ named in !known.all.contains { $0.name == named.name } }) {
                    #expect(again == file, "campaign \(number)")
                }
            }
        }
    }

    @Test("its references are the clinic's own where that was chosen, and made where it was not")
    func choices() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (here, there) = (try rows.clinic(), try rows.clinic("Hillside"))
            guard
                case .saved(let near) = try SegmentStore(db).create(
                    "Near", .test(FieldTest(field: .tag, op: .equal, value: .text("near"))), in: here, by: .program,
                    at: now),
                case .saved(let theirs) = try SegmentStore(db).create(
                    "NEAR", .test(FieldTest(field: .tag, op: .equal, value: .text("nah"))), in: there, by: .program,
                    at: now)
            else {
                Issue.record("no segments")
                return
            }
            let own = try GalleryStore(db).use(.recall, in: here, by: .program, at: now)
            let version = try #require(try CampaignStore(db).campaign(own, in: here)).version
            let visits = FieldTest(field: .lastVisitType, op: .equal, value: .text("Adjustment"))
            _ = try CampaignStore(db).update(
                audience: .all([.segment(near), .test(visits)]), exclusions: nil, of: own,
                ifVersion: version, in: here, by: .program, at: now)
            let portable = try #require(try CampaignExport(db).portable(own, in: here))
            #expect(portable.segments.map(\.name) == ["Near"])

            let made = try take(portable, into: there, db)
            #expect(try SegmentStore(db).all(in: there).all.map(\.name) == ["NEAR", "Near (2)"])
            #expect(try text(made, of: there, db) == portable.text.replacing("Near", with: "Near (2)"))

            let message = try #require(try MessageTemplateStore(db).all(language: "en", in: there).keys.min())
            let chosen = try take(
                portable,
                .init(
                    segments: [ID(1): theirs], messages: [ID(1): message], visitTypes: ["Adjustment": "Wire change"]),
                into: there, db)
            let campaign = try #require(try CampaignStore(db).campaign(chosen, in: there))
            #expect(campaign.audience.segments == [theirs])
            #expect(try text(chosen, of: there, db).contains("\"Wire change\""))
            let steps = try StepStore(db).workflow(of: chosen, in: there)
            #expect(steps.templates.contains(message))
            #expect(try rows.count("segment") == 3)
            #expect(throws: CampaignImport.Refusal.self) {
                _ = try take(portable, .init(segments: [ID(1): near]), into: there, db)
            }
            #expect(throws: CampaignImport.Refusal.self) {
                _ = try take(portable, .init(messages: [ID(1): ID(9_999)]), into: there, db)
            }
            #expect(try rows.count("campaign") == 3)
        }
    }

    @Test("what it draws by chance is drawn anew, and it is a draft that nobody ran")
    func fresh() throws {
        try withDatabase { db in
            let clinic = try SampleRows(db).clinic()
            let id = try take(PortableSampleText.split, into: clinic, db)
            let campaign = try #require(try CampaignStore(db).campaign(id, in: clinic))
            #expect(campaign.status == .draft && campaign.galleryKey == nil)
            guard case .branch(let branch) = try StepStore(db).draft(of: id, in: clinic).first?.action else {
                Issue.record("no branch")
                return
            }
            #expect(branch.drawKey != nil && branch.drawKey != ExperimentKey("00000000000000000000000000000000"))
        }
    }
}

enum PortableSampleText {
    static var split: PortableCampaign {
        get throws {
            try PortableCampaign(
                text: """
                    campanile campaign: format 1
                    name: Split
                    type: FOLLOW_UP
                    purpose: care
                    trigger: none
                    audience: everybody
                    again: never
                    steps
                      branch
                        lane: A
                          share: 50
                          steps
                        otherwise
                    """)
        }
    }
}
