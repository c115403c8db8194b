import CivilTime
import Testing

@testable import Campaigns

/// The bound of delivery.md 1, proved: whatever two ticks, crashes, lost answers, people and the hour do to one send, in
/// whatever order.
@Suite struct SendLifeTests {
    /// What delivery.md promises, written down anew so that the program's own table is held against it.
    struct Promise: CustomTestStringConvertible, Sendable {
        let channel: Channel
        let purpose: Purpose
        let copies: Int
        var testDescription: String { "\(channel.rawValue) \(purpose)" }
    }

    static let promises = [
        Promise(channel: .inApp, purpose: .care, copies: 1), Promise(channel: .inApp, purpose: .marketing, copies: 1),
        Promise(channel: .email, purpose: .care, copies: 2), Promise(channel: .email, purpose: .marketing, copies: 1),
        Promise(channel: .sms, purpose: .care, copies: 2), Promise(channel: .sms, purpose: .marketing, copies: 1),
        Promise(channel: .push, purpose: .care, copies: 3), Promise(channel: .push, purpose: .marketing, copies: 3),
    ]

    @Test("no more copies leave than promised, none starts to leave after a no, and each way ends", arguments: promises)
    func bound(promise: Promise) {
        let rules = LifeRules(promise.channel, promise.purpose, verdicts: Self.verdicts(promise.purpose))
        let search = LifeSearch(rules, copies: promise.copies)
        print("\(promise.testDescription): \(search.lives.count) states, \(search.stepCount) steps")
        #expect(search.wrong == nil)
        #expect(search.lives.contains { $0.copies == promise.copies }, "the bound is reached")
        #expect(search.stuck == nil, "from everywhere an end can be reached without another fault")
        #expect(search.endless == nil, "once it is too late, nothing goes round for ever")
    }

    enum Spoilt: String, CaseIterable, CustomTestStringConvertible {
        case oneWireMore, wireTakenForClaim, wireWithoutToken, verdictNotAskedAgain, skippedThoughItMayHaveLeft
        var testDescription: String { rawValue }

        func spoil(_ rules: inout LifeRules) {
            let (channel, purpose) = (rules.channel, rules.purpose)
            switch self {
            case .oneWireMore:
                rules.unknown = { .unknown(channel: channel, purpose: purpose, wires: $0 - 1, at: LifeRules.now) }
            case .wireTakenForClaim: rules.lapsed = { _ in Settlement(phase: .ready, nextAt: LifeRules.now) }
            case .wireWithoutToken: rules.wireAsksForToken = false
            case .verdictNotAskedAgain: rules.verdicts[.forbidden] = .send
            case .skippedThoughItMayHaveLeft:
                rules.ended = { reason, _ in Settlement(phase: .skipped, reason: reason) }
            }
        }
    }

    @Test("a rule that is spoilt is found out", arguments: Spoilt.allCases)
    func mutation(spoilt: Spoilt) {
        var rules = LifeRules(.sms, .care, verdicts: Self.verdicts(.care))
        spoilt.spoil(&rules)
        #expect(LifeSearch(rules, copies: 2).wrong != nil)
    }

    /// The sender's own question over a real reminder or offer, as the world stands.
    static func verdicts(_ purpose: Purpose) -> [SendLife.Stand: Verdict] {
        let story = ReminderStory(
            visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", type: purpose == .marketing ? .marketing : .reminder)
        let planned = story.itinerary.sends[1]
        let asked = SendLife.Stand.allCases.map { stand in
            var facts = story.facts
            facts.consents.record(
                Consents.Answer(granted: true, at: story.instant("2027-01-01T10:00"), source: .intake),
                for: Consents.Key(contact: SampleFacts.mother.id, subject: .marketing, channel: .sms))
            if stand == .forbidden { facts.consents.suppress(ID(22), scope: .all) }
            let question = SendQuestion(
                campaignStatus: stand == .paused ? .paused : .active, terms: story.terms, enrollment: story.enrollment,
                facts: facts,
                send: WaitingSend(
                    step: planned.step.id, channel: .sms, contact: SampleFacts.mother.id, point: ID(22), version: 1,
                    wait: planned.wait, plannedAt: planned.plannedAt, dueAt: planned.dueAt))
            let now = stand == .tooLate ? "2027-03-16T09:00" : "2027-03-14T10:00"
            return (stand, question.verdict(at: story.instant(now)))
        }
        return Dictionary(uniqueKeysWithValues: asked)
    }

    @Test(
        "the verdicts that the proof goes by are the sender's: send, park, skip", arguments: [Purpose.care, .marketing])
    func verdictsAsked(purpose: Purpose) {
        #expect(
            Self.verdicts(purpose) == [
                .open: .send, .paused: .park(.campaignPaused), .forbidden: .skip(.suppressed),
                .tooLate: .skip(.tooLate),
            ])
    }
}
