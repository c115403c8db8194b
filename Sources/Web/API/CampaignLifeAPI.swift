import Campaigns
import Storage

/// What programs do with campaigns: the steps of their life that need no choice (rules.md 5).
enum CampaignLifeAPI {
    /// `POST /api/v1/campaigns/ID/activate`: `{"takeUpVisits": true}` takes up visits booked before, as reminders do
    /// unless told otherwise.
    static func activate(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let takesUp = try api.body(isOptional: true) { $0.yesNo("takeUpVisits").value } ?? (campaign.type == .reminder)
        let seen = try SeenVersions(api.request)
        guard campaign.status != .paused else {
            throw APIProblem(status: 409, title: "The campaign is paused: resume it instead (POST …/resume).")
        }
        guard campaign.status == .draft else { return try answer(.wrongStatus(campaign.status), campaign.id, api) }
        let activation = CampaignLife.Activation(
            version: try seen.checked(campaign.version), takesUpVisits: takesUp,
            couriers: api.call.settings.channels)
        let outcome = try api.life.activate(
            campaign.id, activation, in: api.clinicID, by: api.author, at: api.now)
        return try answer(outcome, campaign.id, api)
    }

    /// `POST /api/v1/campaigns/ID/pause`
    static func pause(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        try api.body(isOptional: true) { _ in }
        _ = try SeenVersions(api.request).checked(campaign.version)
        let outcome = try api.life.pause(campaign.id, in: api.clinicID, by: api.author, at: api.now)
        return try answer(outcome, campaign.id, api)
    }

    /// What a program may say of people inside when it publishes.
    private enum People: String, CaseIterable {
        case move, finish
    }

    /// `POST /api/v1/campaigns/ID/publish`: makes the draft of a campaign that runs its next revision; `{"people":
    /// "finish"}` lets those inside finish by theirs.
    static func publish(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let people = try api.body { $0.word("people", People.self).value } ?? .move
        let publishing = CampaignLife.Publishing(
            version: try SeenVersions(api.request).checked(campaign.version), movesPeople: people == .move,
            couriers: api.call.settings.channels)
        let outcome = try api.life.publish(
            campaign.id, publishing, in: api.clinicID, by: api.author, at: api.now)
        return try answer(outcome, campaign.id, api)
    }

    /// `POST /api/v1/campaigns/ID/resume`: `{"missed": "skip|send|shift"}` says what becomes of what fell due; reminders
    /// are sent where they are in time, all else is skipped, unless told otherwise.
    static func resume(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let missed = try api.body { $0.word("missed", CampaignLife.Missed.self).value } ?? .usual(for: campaign.type)
        _ = try SeenVersions(api.request).checked(campaign.version)
        let outcome = try api.life.resume(campaign.id, missed, in: api.clinicID, by: api.author, at: api.now)
        return try answer(outcome, campaign.id, api)
    }

    /// The campaign as it stands then, or why not.
    static func answer(_ outcome: LifeOutcome, _ id: ID<Campaign>, _ api: APICall) throws -> Response {
        let steps = outcome == .done ? [] : try StepStore(api.db).draft(of: id, in: api.clinicID)
        if let problem = APIProblem(outcome, steps: steps) { throw problem }
        return try CampaignAPI.detail(id, api)
    }
}

extension APICall {
    var life: CampaignLife { CampaignLife(db, revisions: RevisionStore(db)) }
}
