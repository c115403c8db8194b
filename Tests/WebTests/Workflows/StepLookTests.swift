import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The message beside a step")
struct StepLookTests {
    private func withVisit(_ body: (Desk, ID<Campaign>, ID<Patient>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            try body(desk, campaign, patient)
        }
    }

    private func email(_ desk: Desk, _ campaign: ID<Campaign>) throws -> DraftStep {
        try #require(
            try desk.steps(campaign).first { step in
                if case .send(let send) = step.action { send.channel == .email } else { false }
            })
    }

    @Test("it is the one that the chosen patient gets: its words, to whom, when it leaves and why")
    func shown() throws {
        try withVisit { desk, campaign, patient in
            let step = try email(desk, campaign)
            let page = "/campaigns/\(campaign)/builder?step=\(step.id)"
            #expect(desk.get(page).text.contains("Choose a patient to see the very message here"))
            #expect(!desk.get(page).text.contains("Show the message<"))
            let shown = desk.get("\(page)&patient=\(patient)").text
            #expect(shown.contains("Robin Winter, 36"))
            #expect(shown.contains("To Robin Winter, robin@patients.example · leaves Mon 8 Mar, 12:00"))
            #expect(shown.contains("Would be sent"))
            #expect(shown.contains("At once when an appointment is booked"))
            #expect(shown.contains("/preview/message.html?patient=\(patient)"))
            // The next card that is opened shows the same patient's.
            for other in try desk.steps(campaign) {
                #expect(shown.contains("builder?step=\(other.id)&amp;patient=\(patient)#panel"))
            }
            #expect(desk.get("\(page)&patient=999").status == 404)
        }
    }

    @Test("what stands in the form is shown without being saved, and saving keeps the patient")
    func typed() throws {
        try withVisit { desk, campaign, patient in
            let step = try email(desk, campaign)
            let another = try MessageTemplateStore(desk.site.db).create(
                MessageDraft(
                    name: "Another", channel: .email, language: "en", subject: "Quite another",
                    body: "Dear {{patient.first_name}}, this is another text."),
                in: desk.site.clinic, by: .program, at: SampleSite.now)
            let path = "/campaigns/\(campaign)/steps/\(step.id)?patient=\(patient)"
            let typed = [
                "version": String(step.version), "name": step.name, "channel": "EMAIL",
                "template": another.description,
            ]
            let shown = desk.post(path, fields: typed.merging(["look": "1"]) { $1 })
            #expect(shown.status == 200)
            #expect(shown.text.contains("Dear Robin, this is another text."))
            #expect(try email(desk, campaign) == step)
            let saved = desk.post(path, fields: typed)
            #expect(saved.header("Location") == "/campaigns/\(campaign)/builder?at=\(step.id)&patient=\(patient)")
            #expect(try email(desk, campaign).action != step.action)

            let new = desk.post(
                "/campaigns/\(campaign)/steps?patient=\(patient)",
                [
                    "type": "send", "add": "0.main.1", "version": "0", "name": "New", "channel": "EMAIL",
                    "template": another.description, "look": "1",
                ])
            #expect(new.status == 200)
            #expect(new.text.contains("Dear Robin, this is another text."))
            #expect(try !desk.steps(campaign).contains { $0.name == "New" })
        }
    }

    @Test("a step that the patient's way does not come to says so")
    func elsewhere() throws {
        try withVisit { desk, campaign, patient in
            let age = Rule.test(FieldTest(field: .age, op: .greater, value: .number(90)))
            let store = StepStore(desk.site.db)
            let added = try store.add(
                name: "Very old?", .condition(age, exits: []), at: .start(of: .main), to: campaign,
                in: desk.site.clinic, by: .program, at: SampleSite.now)
            guard case .added(let question) = added else { throw Unexpected() }
            let inside = try store.add(
                name: "", .send(SendStep(channel: .sms, template: nil)), at: .start(of: .inside(question, .yes)),
                to: campaign, in: desk.site.clinic, by: .program, at: SampleSite.now)
            guard case .added(let step) = inside else { throw Unexpected() }
            let page = desk.get("/campaigns/\(campaign)/builder?step=\(step)&patient=\(patient)")
            #expect(page.text.contains("For this patient the way does not come to this step."))
        }
    }

    @Test("the patient is chosen by a search that leaves no name in an address, and one leads back to the step")
    func chosen() throws {
        try withVisit { desk, campaign, patient in
            let step = try email(desk, campaign)
            let path = "/campaigns/\(campaign)/builder/patients"
            let page = desk.get("\(path)?step=\(step.id)")
            #expect(
                page.text.contains(
                    "href=\"/campaigns/\(campaign)/builder?step=\(step.id)&amp;patient=\(patient)#panel\""))
            let found = desk.post("\(path)?add=0.main.1", ["name": "Robin"])
            #expect(found.text.contains("steps/new?type=send&amp;add=0.main.1&amp;patient=\(patient)#panel"))
        }
    }

    private struct Unexpected: Error {}
}
