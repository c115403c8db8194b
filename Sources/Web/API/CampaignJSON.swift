import Campaigns
import CivilTime
import Storage

/// Campaigns under the specification's names (api.md, *Campaigns*).
struct CampaignJSON {
    let times: APITimes

    func members(_ campaign: Campaign, _ tally: Tally) -> [JSON.Member] {
        head(campaign) + trigger(campaign.trigger) + Self.totals(tally) + life(campaign)
    }

    private func head(_ campaign: Campaign) -> [JSON.Member] {
        [
            JSON.Member(key: "id", value: .id(campaign.id)), JSON.Member(key: "name", value: .string(campaign.name)),
            JSON.Member(key: "description", value: .string(campaign.description)),
            JSON.Member(key: "type", value: .string(campaign.type.rawValue)),
            JSON.Member(key: "purpose", value: .string(campaign.purpose.rawValue)),
            JSON.Member(key: "audience", value: campaign.audience.json),
            JSON.Member(key: "excludeCriteria", value: campaign.exclusions?.json ?? .null),
            JSON.Member(
                key: "asksAudienceAgain",
                value: .bool(campaign.type.asksAudienceAgain(campaign.purpose, ifCare: campaign.asksAudienceAgain))),
            JSON.Member(key: "reentryDays", value: campaign.reentryDays.map(JSON.count) ?? .null),
            JSON.Member(key: "status", value: .string(campaign.status.rawValue)),
        ]
    }

    func trigger(_ trigger: Trigger?) -> [JSON.Member] {
        var schedule: Instant?
        if case .scheduled(let local) = trigger { schedule = times.zone.instant(of: local) }
        var rule: Rule?
        if case .event(_, let asked, _) = trigger { rule = asked }
        return [
            JSON.Member(key: "triggerType", value: .text(trigger?.typeName)),
            JSON.Member(key: "triggerEvent", value: .text(trigger?.event?.rawValue)),
            JSON.Member(key: "triggerRule", value: rule?.json ?? .null),
            JSON.Member(key: "triggerSchedule", value: times.json(schedule)),
            JSON.Member(key: "triggerRecurrence", value: trigger?.recurrence?.json ?? .null),
            JSON.Member(key: "triggerLeadDays", value: leadDays(trigger)),
        ]
    }

    /// Of a daily event; null for any other trigger.
    private func leadDays(_ trigger: Trigger?) -> JSON {
        guard case .event(let type, _, let leadDays) = trigger, type.isDaily else { return .null }
        return .integer(Int64(leadDays))
    }

    static func totals(_ tally: Tally) -> [JSON.Member] {
        [
            JSON.Member(key: "totalRecipients", value: .count(tally[.recipients])),
            JSON.Member(key: "totalSent", value: .count(tally[.sent])),
            JSON.Member(key: "totalDelivered", value: .count(tally[.delivered])),
            JSON.Member(key: "totalOpened", value: .count(tally[.opened])),
            JSON.Member(key: "totalClicked", value: .count(tally[.clicked])),
        ]
    }

    private func life(_ campaign: Campaign) -> [JSON.Member] {
        [
            JSON.Member(key: "createdBy", value: .id(campaign.createdBy)),
            JSON.Member(key: "activatedAt", value: times.json(campaign.activatedAt)),
            JSON.Member(key: "completedAt", value: times.json(campaign.completedAt)),
            JSON.Member(key: "createdAt", value: times.json(campaign.createdAt)),
            JSON.Member(key: "updatedAt", value: times.json(campaign.updatedAt)),
        ]
    }

    /// A step of the draft; those inside a condition or branch name it and their lane.
    func step(_ step: DraftStep) -> JSON {
        .object(members(step))
    }

    func members(_ step: DraftStep) -> [JSON.Member] {
        var send: SendStep?
        var wait: Wait?
        var rule: Rule?
        var branch: DraftBranch?
        var exits: Set<LaneKey> = []
        switch step.action {
        case .send(let action): send = action
        case .wait(let action): wait = action
        case .condition(let asked, let ends): (rule, exits) = (asked, ends)
        case .branch(let action): branch = action
        }
        let members: KeyValuePairs<String, JSON> = [
            "id": .id(step.id), "order": .count(step.position), "name": .string(step.name),
            "type": .string(step.action.typeName), "channel": .text(send?.channel.rawValue),
            "templateId": .id(send?.template),
            "onlyUntilConfirmed": (send?.isOnlyUntilConfirmed).map(JSON.bool) ?? .null,
            "experiment": send?.experiment.map(experiment) ?? .null,
            "waitDuration": (wait?.expression.elapsedMinutes).map(JSON.count) ?? .null,
            "waitUntil": .text(wait?.expression.text), "ifPast": .text(wait?.ifPast.rawValue),
            "condition": rule?.json ?? .null, "exits": .array(exits.map(\.rawValue).sorted().map(JSON.string)),
            "branches": branch?.json ?? .null, "parentId": .id(step.lane.parent), "lane": .string(step.lane.name),
        ]
        return members.map { JSON.Member(key: $0.key, value: $0.value) }
    }

    /// The messages that a send tries; its own is arm A.
    private func experiment(_ experiment: Experiment) -> JSON {
        [
            "weight": .count(experiment.weight),
            "challengers": .array(
                experiment.challengers.map { ["templateId": .id($0.template), "weight": .count($0.weight)] }),
            "holdoutWeight": .count(experiment.holdoutWeight), "goal": .string(experiment.goal.rawValue),
            "endsAt": times.json(times.zone.instant(of: experiment.endsAt)),
            "picksWinner": .bool(experiment.picksWinner),
        ]
    }

    func send(_ send: ListedSend, explanation: String) -> JSON {
        .object([
            "id": .id(send.id), "campaignId": .id(send.campaignID), "stepId": .id(send.stepID),
            "patientId": .id(send.patientID), "contactId": .id(send.contactID),
            "channel": .string(send.channel.rawValue), "status": .string(send.status.rawValue),
            "scheduledAt": times.json(send.plannedAt), "sentAt": times.json(send.sentAt),
            "messageId": .id(send.hasMessage ? send.id : nil),
            "skipReason": .text(send.status == .skipped ? send.reason?.rawValue : nil),
            "explanation": .string(explanation),
        ])
    }
}
