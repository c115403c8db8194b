import CivilTime
import Testing

@testable import Campaigns

@Suite struct AudienceQuestionTests {
    private static func step(_ id: Int64, _ channel: Channel) -> Step {
        Step(id: ID(id), name: "", action: .send(SendStep(channel: channel, template: nil)))
    }

    private static let wait = Step(
        id: ID(50), name: "", action: .wait(Wait(expression: .nextOpening)))

    private static func terms(_ type: CampaignType, _ channels: [Channel]) -> Terms {
        let sends = channels.enumerated().map { step(Int64($0.offset) + 1, $0.element) }
        return Terms(
            type: type, purpose: purpose(of: type), trigger: nil, audience: .everybody,
            workflow: Workflow(steps: sends))
    }

    private static func purpose(of type: CampaignType) -> Purpose { type == .marketing ? .marketing : .care }

    private static func reason(
        _ type: CampaignType = .followUp, _ channels: [Channel] = [.email], days: [CivilDate] = [],
        _ change: (inout Facts) -> Void = { _ in }
    ) -> Reason? {
        var facts = SampleFacts().facts
        change(&facts)
        return AudienceQuestion(terms: terms(type, channels), facts: facts, patientMarketingDays: days)
            .reason(at: SampleFacts.now)
    }

    private static func yes(_ facts: inout Facts) {
        facts.consents.record(
            Consents.Answer(granted: true, at: SampleFacts.now, source: .person),
            for: Consents.Key(contact: SampleFacts.mother.id, subject: .marketing, channel: .email))
    }

    @Test("who would get it has no reason; who would not has the sender's")
    func reasons() throws {
        #expect(Self.reason() == nil)
        #expect(Self.reason(.marketing) == .noConsent)
        #expect(Self.reason(.marketing) { Self.yes(&$0) } == nil)
        let today = try #require(CivilDate(year: 2027, month: 3, day: 13))
        #expect(Self.reason(.marketing, days: [today]) { Self.yes(&$0) } == .overCap)
        #expect(Self.reason { $0.patient.status = .inactive } == .patientInactive)
        #expect(Self.reason { $0.patient.status = .deceased } == .patientDeceased)
        #expect(Self.reason { $0.clinic.isHeld = true } == .clinicHeld)
        #expect(Self.reason(.followUp, [.push]) == .noRecipient)
        #expect(Self.reason { $0.consents.suppress(ID(21), scope: .all) } == .suppressed)
    }

    @Test("one message that leaves is enough; of several reasons the one nearest to leaving is told")
    func nearest() {
        #expect(Self.reason(.marketing, [.sms, .email]) { Self.yes(&$0) } == nil)
        #expect(Self.reason(.followUp, [.push, .email]) { $0.consents.suppress(ID(21), scope: .all) } == .suppressed)
        #expect(
            Self.reason(.marketing, [.email, .sms]) { $0.consents.suppress(ID(21), scope: .all) } == .noConsent)
    }

    @Test("the first messages are those before the first wait below one")
    func firstSends() {
        func ids(_ steps: [Step]) -> [Int64] { Workflow(steps: steps).firstSends.map(\.step.rawValue) }
        let (one, two) = (Self.step(1, .email), Self.step(2, .sms))
        #expect(ids([one, two, Self.wait]) == [1, 2])
        #expect(ids([Self.wait, one, Self.wait, two]) == [1])
        #expect(ids([Self.wait]).isEmpty)
        #expect(ids([]).isEmpty)
    }
}
