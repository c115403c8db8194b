import CivilTime
import Testing

@testable import Campaigns

/// The fields of a message that lead to the clinic's survey.
@Suite struct SurveyFieldsTests {
    private func rendering(_ body: String, channel: Channel = .email, links: MessageLinks) -> Rendering {
        let template = MessageTemplate(
            id: ID(1), name: "Survey", channel: channel, number: 1, language: "en", subject: "Hi", body: body)
        // After the visit: other links about it would be gone.
        return SendRendering(
            template: template, facts: SampleFacts().facts, recipient: SampleFacts.recipient(.own), purpose: .marketing,
            visit: SampleFacts.visit(status: .completed), links: links, at: SampleFacts.now
        ).rendering { _ in "https://go.example/p/c/1" }
    }

    private let links = MessageLinks(survey: "https://go.example/p/s/1")

    @Test("the numbers are eleven links in a mail, and the one address in a text; no click on them is counted")
    func scores() throws {
        guard
            case .message(let message) = rendering(
                "Rate us:\n\n{{link.survey_scores}}\n\n{{link.survey}}", links: links)
        else {
            Issue.record("not rendered")
            return
        }
        #expect(message.paragraphs[1].runs == [.scores("https://go.example/p/s/1")])
        #expect(message.text == "Rate us:\n\nhttps://go.example/p/s/1\n\nhttps://go.example/p/s/1")
        #expect(message.linkTargets == ["https://go.example/p/s/1"])
        #expect(message.links.map(\.url) == ["https://go.example/p/s/1"])
    }

    @Test(
        "without a survey in use the message cannot be written",
        arguments: ["{{link.survey}}", "{{link.survey_scores}}"])
    func missing(body: String) {
        guard case .missing(let field) = rendering(body, links: MessageLinks(unsubscribe: "https://go.example/p/u/1"))
        else {
            Issue.record("rendered")
            return
        }
        #expect(field.asksSurvey)
    }

    @Test("a campaign whose message asks for an answer is refused while no survey is in use")
    func refused() {
        let template = MessageTemplate(
            id: ID(7), name: "Ask", channel: .email, number: 1, language: "en", subject: "Hi", body: "{{link.survey}}")
        let terms = Terms(
            type: .survey, purpose: .care, trigger: .event(.appointmentCompleted, rule: nil), audience: .everybody,
            workflow: Workflow(steps: [
                Step(id: ID(1), name: "Ask", action: .send(SendStep(channel: .email, template: ID(7))))
            ]))
        func problems(hasSurvey: Bool) -> [String] {
            terms.problems(
                with: ActivationMeans(
                    templates: [ID(7): template], couriers: [.email], smsPartLimit: 3, hasSurvey: hasSurvey)
            ).map(\.message)
        }
        #expect(problems(hasSurvey: true).isEmpty)
        #expect(problems(hasSurvey: false) == ["“Ask” asks for an answer to a survey, but no survey is in use."])
    }
}
