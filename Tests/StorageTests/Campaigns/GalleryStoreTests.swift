import Campaigns
import Storage
import Testing

@Suite("Using a gallery workflow")
struct GalleryStoreTests {
    @Test("makes a draft that can be activated as it is", arguments: GalleryWorkflow.all.map(\.key))
    func use(_ key: String) throws {
        try DraftSample.with { sample in
            let workflow = try #require(GalleryWorkflow.named(key))
            let id = try GalleryStore(sample.db).use(workflow, in: sample.clinic, by: sample.author, at: sample.now)
            let campaign = try #require(try sample.campaigns.campaign(id, in: sample.clinic))
            #expect(campaign.status == .draft)
            #expect(campaign.galleryKey == key)
            #expect(campaign.trigger == workflow.trigger)
            let drawn = workflow.workflow.allSteps.map(\.name)
            #expect(try sample.steps.workflow(of: id, in: sample.clinic).allSteps.map(\.name) == drawn)
            #expect(try sample.count("message_template") == workflow.messages.count)
            let problems = try sample.life.problems(
                of: id, in: sample.clinic, couriers: [.email, .sms], at: sample.now)
            #expect(problems == [])
        }
    }
}
