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
