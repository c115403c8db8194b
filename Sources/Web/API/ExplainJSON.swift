import Campaigns
import CivilTime

/// An explanation as programs read it: each decision with its code, its values and its sentence.
struct ExplainJSON {
    let facts: Facts
    let times: Times

    private var stamps: APITimes { APITimes(zone: times.zone) }

    func json(_ explanation: CampaignExplanation, of campaign: Campaign) -> JSON {
        .object([
            "campaignId": .id(campaign.id), "patient": .string(facts.patient.externalID),
            "patientId": .id(facts.patient.id), "enrolled": .bool(explanation.isEnrolled),
            "beginnings": .array(explanation.beginnings.map(beginning)), "ways": .array(explanation.ways.map(way)),
        ])
    }

    private func beginning(_ beginning: ExplainedBeginning) -> JSON {
        .object([
            "cause": .string(beginning.cause.word), "event": .text(beginning.cause.event?.type.rawValue),
            "at": stamps.json(beginning.cause.at),
            "outcome": .string(beginning.outcome.word), "reason": .text(beginning.outcome.refusal?.code),
            "enrollmentId": .id(beginning.outcome.enrollment), "tests": tests(beginning.finding),
            "explanation": .string(beginning.sentence(times)),
        ])
    }

    private func way(_ way: ExplainedWay) -> JSON {
        let visit = facts.about(way.enrollment.anchor, eventAt: nil).visit
        return .object([
            "enrollmentId": .id(way.isExpected ? nil : way.enrollment.id), "expected": .bool(way.isExpected),
            "startedAt": stamps.json(way.enrollment.startedAt), "appointment": .text(visit?.externalID),
            "status": .string(way.end.word), "next": stamps.json(way.end.next), "reason": .text(way.refusal?.code),
            "tests": tests(way.finding), "steps": .array(way.steps.map { step($0, of: way) }),
            "explanation": .string(way.sentence(times)),
        ])
    }

    private func step(_ step: ExplainedStep, of way: ExplainedWay) -> JSON {
        var lane: LaneKey?
        var due: Instant?
        if case .decided(let taken, _) = step.turn { lane = taken }
        if case .waited(let waiting) = step.turn { due = waiting.due }
        return .object([
            "stepId": .id(step.step.id), "name": .string(step.step.name), "onWay": .bool(step.isOnWay),
            "reached": .bool(step.isReached), "from": stamps.json(step.passage?.from), "due": stamps.json(due),
            "lane": .text(lane?.rawValue), "turn": .text(step.turn?.word), "tests": tests(step.finding),
            "sends": .array(step.sends.map(send)),
            "explanation": .text(step.sentence(times, trigger: way.terms.trigger)),
        ])
    }

    private func send(_ send: ExplainedSend) -> JSON {
        .object([
            "sendId": .id(send.id), "channel": .string(send.channel.rawValue), "contactId": .id(send.contact),
            "to": .text(send.recipient), "state": .string(send.state.word), "verdict": .text(send.state.verdict),
            "reason": .text(send.reason?.rawValue), "scheduledAt": stamps.json(send.plannedAt),
            "leavesAt": stamps.json(send.leavesAt), "explanation": .string(send.sentence(times)),
        ])
    }

    private func tests(_ finding: RuleFinding?) -> JSON {
        .array(
            (finding?.tests ?? []).map { test in
                .object([
                    "field": .string(test.test.field.key), "op": .string(test.test.op.rawValue),
                    "met": test.isMet.map(JSON.bool) ?? .null, "is": .string(test.value(times)),
                    "explanation": .string(test.sentence(times)),
                ])
            })
    }
}
