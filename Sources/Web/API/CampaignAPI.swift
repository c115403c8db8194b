import Campaigns
import CivilTime
import Storage

/// What programs read about campaigns.
enum CampaignAPI {
    static let pageSize = 50

    /// `GET /api/v1/campaigns`: newest first, by status and type.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["status", "type", "cursor"])
        let status = try query.word("status", CampaignStatus.self)
        let type = try query.word("type", CampaignType.self)
        let before = try query.value("cursor", expected: APIQuery.cursorExpected) { ID<Campaign>(text: $0) }
        // One more than is shown tells whether a next page exists.
        let found = try CampaignStore(api.db).list(
            in: api.clinicID, status: status, type: type, before: before, limit: pageSize + 1)
        let shown = found.prefix(pageSize)
        let json = CampaignJSON(times: try api.times())
        return .json(
            .object([
                "items": .array(shown.map { .object(json.members($0.campaign, $0.tally)) }),
                "next": found.count > pageSize ? .id(shown.last?.campaign.id) : .null,
            ]))
    }

    /// `GET /api/v1/campaigns/ID`: with its steps.
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        return try detail(api.campaign().id, api)
    }

    /// The campaign as it stands now, with its steps; its ETag covers what can be changed, and not the counts.
    static func detail(_ id: ID<Campaign>, _ api: APICall, status: Int = 200) throws -> Response {
        guard let campaign = try CampaignStore(api.db).campaign(id, in: api.clinicID) else {
            throw HTTPRefusal.notFound
        }
        let tally = try StatsStore(api.db).totals(of: campaign.id, in: api.clinicID)
        let steps = try StepStore(api.db).draft(of: campaign.id, in: api.clinicID)
        let json = CampaignJSON(times: try api.times())
        let members = json.members(campaign, tally) + [JSON.Member(key: "steps", value: .array(steps.map(json.step)))]
        var response = Response.json(.object(members), status: status)
        response.set("ETag", EntityTag(version: campaign.version).text)
        return response
    }

    /// `GET /api/v1/campaigns/ID/sends`: newest planned first, by status.
    static func sends(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["status", "cursor"])
        let campaign = try api.campaign()
        let filter = SendFilter(status: try query.word("status", SendStatus.self))
        let after = try query.value("cursor", expected: APIQuery.cursorExpected) { SendCursor(text: $0) }
        let revisions = RevisionStore(api.db)
        let page = try SendList(api.db, revisions: revisions)
            .page(of: campaign.id, in: api.clinicID, filter: filter, after: after)
        let times = try api.times()
        let sentences = try SendSentences(
            page.sends, in: api.clinicID, times: Times(zone: times.zone, now: api.now), revisions: revisions, api.db)
        let json = CampaignJSON(times: times)
        return .json(
            .object([
                "items": .array(try page.sends.map { json.send($0, explanation: try sentences.sentence($0)) }),
                "next": .text(page.next?.text),
            ]))
    }
}

extension APICall {
    /// The campaign that the path names; another clinic's is not there.
    func campaign() throws -> Campaign {
        guard let campaign = try CampaignStore(db).campaign(request.id("id"), in: clinicID) else {
            throw HTTPRefusal.notFound
        }
        return campaign
    }

    func times() throws -> APITimes { APITimes(zone: try clinic().zone) }
}
