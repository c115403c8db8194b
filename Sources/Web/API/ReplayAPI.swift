import Campaigns
import Storage

/// A campaign over the clinic's own past: what it would have sent (`/api/v1/campaigns/ID/replay`).
enum ReplayAPI {
    /// `POST`: `{"days": 30, "terms": "draft"}`. 200 when it is done, 202 when ticks go on with it.
    static func start(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let asked = try ReplayRequest(try api.document())
        let terms = try terms(asked, of: campaign, api)
        let clinic = try api.clinic()
        let store = ReplayStore(api.db)
        let id = try store.request(terms, of: campaign, days: asked.days, clinic: clinic, at: api.now)
        try ReplayWork(store: store, now: api.now).begin(id)
        return try show(campaign, clinic, api)
    }

    /// `GET`: the latest; 404 when there is none.
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        return try show(try api.campaign(), try api.clinic(), api, isAsked: true)
    }

    private static func show(_ campaign: Campaign, _ clinic: Clinic, _ api: APICall, isAsked: Bool = false) throws
        -> Response
    {
        guard let report = try ReplayStore(api.db).latest(of: campaign.id, in: clinic.id) else {
            throw HTTPRefusal.notFound
        }
        let labels = try StepStore(api.db).labels(of: campaign.id, in: clinic.id)
        let json = ReplayJSON(report: report, clinic: clinic, labels: labels, now: api.now).json(of: campaign)
        return .json(json, status: report.state == .done || isAsked ? 200 : 202)
    }

    private static func terms(_ asked: ReplayRequest, of campaign: Campaign, _ api: APICall) throws -> Terms {
        let terms: Terms
        switch (asked.terms, campaign.revisionID) {
        case (.running, let revision?):
            terms = try RevisionStore(api.db).terms(revision, of: campaign.id, in: campaign.clinicID)
        case (.running, nil):
            throw APIProblem(
                status: 422, title: "The campaign has never run.",
                errors: [.init(field: "terms", message: "Nothing runs yet: give draft.")])
        case (.draft, _): terms = try CampaignStore(api.db).terms(of: campaign)
        }
        guard terms.trigger != nil else {
            throw APIProblem(
                status: 422, title: "Nothing starts this campaign yet.",
                errors: [.init(field: "terms", message: "Give the draft a trigger first.")])
        }
        return terms
    }
}
