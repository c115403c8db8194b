import CivilTime
import Testing

@testable import Campaigns

/// The links by which a message about a visit is answered.
@Suite struct VisitLinksTests {
    private static let links = MessageLinks(
        unsubscribe: "https://go.example/p/u/1", confirm: "https://go.example/p/v/1",
        reschedule: "https://go.example/p/r/1")

    private func rendering(
        _ body: String, channel: Channel = .sms, purpose: Purpose = .care, visit: Appointment? = SampleFacts.visit(),
        at now: Instant = SampleFacts.now
    ) -> SendRendering {
        let template = MessageTemplate(
            id: ID(1), name: "Confirm", channel: channel, number: 1, language: "en", subject: "", body: body)
        return SendRendering(
            template: template, facts: SampleFacts().facts, recipient: SampleFacts.recipient(.own), purpose: purpose,
            visit: visit, links: Self.links, at: now)
    }

    @Test("they stand in the text as they are, and are links in a mail")
    func shown() throws {
        guard case .message(let message) = rendering("Coming? {{link.confirm}}\nNo: {{link.reschedule}}.").rendering
        else {
            Issue.record("not rendered")
            return
        }
        #expect(message.text == "Coming? https://go.example/p/v/1\nNo: https://go.example/p/r/1.")
        #expect(message.linkTargets == ["https://go.example/p/v/1", "https://go.example/p/r/1"])
    }

    @Test(
        "a message cannot do without them, and they end with the visit",
        arguments: [
            (SampleFacts.visit(), "2027-03-16T20:29Z", true), (SampleFacts.visit(), "2027-03-16T20:30Z", false),
            (SampleFacts.visit(status: .confirmed), "2027-03-13T15:00Z", true),
            (SampleFacts.visit(status: .cancelled), "2027-03-13T15:00Z", false),
            (SampleFacts.visit(status: .proposed), "2027-03-13T15:00Z", false),
            (nil, "2027-03-13T15:00Z", false),
        ] as [(Appointment?, String, Bool)])
    func required(visit: Appointment?, now: String, isThere: Bool) {
        let rendering = rendering("{{link.confirm}}", visit: visit, at: SampleFacts.instant(now)).rendering
        if isThere {
            guard case .message = rendering else {
                Issue.record("not rendered")
                return
            }
        } else {
            #expect(rendering == .missing(.confirmLink))
        }
    }

    @Test("a text may say what stands in where there is no visit")
    func standIn() {
        guard case .message(let message) = rendering("{{link.reschedule|Call us}}", visit: nil).rendering else {
            Issue.record("not rendered")
            return
        }
        #expect(message.text == "Call us")
    }

    @Test("clicks on a recipient's own links are never counted, whatever the purpose")
    func untracked() throws {
        let body = "{{link.confirm}} {{link.reschedule}} {{link.unsubscribe}} https://lakeside.example"
        var asked: [String] = []
        _ = rendering(body, channel: .email, purpose: .marketing).rendering { target in
            asked.append(target)
            return nil
        }
        #expect(asked == ["https://lakeside.example"])
    }
}
