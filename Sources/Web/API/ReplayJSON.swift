import Campaigns
import CivilTime
import Storage

/// What a replay counted, as programs read it.
struct ReplayJSON {
    let report: ReplayReport
    let clinic: Clinic
    let labels: [ID<Step>: StepStore.Label]
    let now: Instant

    private var tally: ReplayTally { report.tally }
    private var stamps: APITimes { APITimes(zone: clinic.zone) }

    func json(of campaign: Campaign) -> JSON {
        .object([
            "campaignId": .id(campaign.id), "state": .string(report.state == .done ? "DONE" : "RUNNING"),
            "days": .count(report.days), "from": stamps.json(report.span.lowerBound),
            "to": stamps.json(report.span.upperBound), "requestedAt": stamps.json(report.requestedAt),
            "endedAt": stamps.json(report.endedAt), "patientsDone": .count(report.patientsDone),
            "patientsTotal": .count(report.patientsTotal), "enrolled": .count(tally.enrolled),
            "messages": .count(tally.sent), "patients": .count(tally.patients), "ahead": .count(tally.ahead),
            "onClosedDays": .count(tally.onClosedDays), "channels": .array(channels), "steps": .array(steps),
            "skipped": .array(reasons(tally.skipped)), "held": .array(reasons(tally.held)),
            "busiest": .array(tally.busiest(Self.busiest).map { day($0.day, $0.messages) }),
            "calendar": .array(calendar), "crowded": crowded,
            "explanation": .string(ReplayWords(report: report, times: Times(zone: clinic.zone, now: now)).summary),
        ])
    }

    private static let busiest = 5

    private var channels: [JSON] {
        tally.channels.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            .object(["channel": .string($0.key.rawValue), "messages": .count($0.value)])
        }
    }

    private var steps: [JSON] {
        tally.steps.sorted { $0.step < $1.step }.map { step in
            .object([
                "stepId": .id(step.step), "name": .string(labels[step.step]?.name ?? ""),
                "channel": .string(step.channel.rawValue), "messages": .count(step.sent),
                "skipped": .count(step.skipped), "held": .count(step.held),
            ])
        }
    }

    private func reasons(_ counts: [Reason: Int]) -> [JSON] {
        counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
            .object([
                "reason": .string($0.key.rawValue), "count": .count($0.value),
                "explanation": .string($0.key.skippedSentence),
            ])
        }
    }

    /// Every day of the span, those without a message too.
    private var calendar: [JSON] {
        let counts = report.dayCounts(of: clinic)
        return counts.sent.enumerated().map { day(counts.date($0.offset), $0.element) }
    }

    private func day(_ day: CivilDate, _ messages: Int) -> JSON {
        .object(["day": .string(day.text), "messages": .count(messages)])
    }

    private var crowded: JSON {
        .object([
            "patients": .count(tally.crowded),
            "most": .array(
                tally.mostCrowded.map {
                    .object(["patientId": .id($0.patient), "messages": .count($0.messages)])
                }),
        ])
    }
}
