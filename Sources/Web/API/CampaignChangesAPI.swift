import Campaigns
import Storage

/// What programs change of campaigns: the same stores and checks as the pages.
enum CampaignChangesAPI {
    /// `POST /api/v1/campaigns`: makes a draft; with `template`, from a workflow of the gallery.
    static func create(_ api: APICall) throws -> Response {
        let (template, intake) = try api.body { reader in
            (reader.line("template", atMost: 80).value, CampaignIntake(&reader))
        }
        let id = try template.map { try use($0, intake, api) } ?? make(intake, api)
        var response = try CampaignAPI.detail(id, api, status: 201)
        response.set("Location", "\(APIDoor.prefix)/campaigns/\(id)")
        return response
    }

    private static func make(_ intake: CampaignIntake, _ api: APICall) throws -> ID<Campaign> {
        let outline = try api.refusing { () throws(IntakeRefusal) in try intake.outline(replacing: nil) }
        return try CampaignStore(api.db).create(outline, in: api.clinicID, by: api.author, at: api.now)
    }

    /// The gallery's workflow as a draft of the clinic's own, with what else was told.
    private static func use(_ key: String, _ intake: CampaignIntake, _ api: APICall) throws -> ID<Campaign> {
        guard let workflow = GalleryWorkflow.named(key) else {
            let keys = GalleryWorkflow.all.map(\.key).joined(separator: ", ")
            throw APIProblem(FieldProblem(field: "template", message: "Give one of: \(keys)."))
        }
        let outline = try api.refusing { () throws(IntakeRefusal) in try intake.outline(replacing: workflow.outline) }
        return try GalleryStore(api.db).use(workflow, as: outline, in: api.clinicID, by: api.author, at: api.now)
    }

    /// `PUT /api/v1/campaigns/ID`: a missing field is unchanged.
    static func update(_ api: APICall) throws -> Response {
        let id = try api.campaign().id
        let intake = try api.body { CampaignIntake(&$0) }
        let store = CampaignStore(api.db)
        try api.change { seen -> EditOutcome<Campaign> in
            guard let campaign = try store.campaign(id, in: api.clinicID) else { return .gone }
            let version = try seen.checked(campaign.version)
            let outline = try api.refusing { () throws(IntakeRefusal) in try intake.outline(replacing: campaign.outline)
            }
            if outline == campaign.outline { return .done }
            guard campaign.mayStandBesideTable(outline) else {
                throw APIProblem(status: 409, title: Campaign.tableSaysSteps)
            }
            return try store.update(outline, of: id, ifVersion: version, in: api.clinicID, by: api.author, at: api.now)
        }
        return try CampaignAPI.detail(id, api)
    }

    /// `DELETE /api/v1/campaigns/ID`: a draft without sends; any other stays readable, archived.
    static func remove(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let campaign = try api.campaign()
        _ = try SeenVersions(api.request).checked(campaign.version)
        switch try CampaignStore(api.db).delete(campaign.id, in: api.clinicID, by: api.author, at: api.now) {
        case .done: return Response(status: 204)
        case .gone: throw HTTPRefusal.notFound
        case .refused:
            throw APIProblem(status: 409, title: "Only a draft without sends can be deleted. Archive the campaign.")
        }
    }
}

extension APIProblem {
    init(_ problem: FieldProblem) { self.init(IntakeRefusal(unknownFields: [], problems: [problem])) }
}

extension APICall {
    /// - Throws: `APIProblem` for what `read` refuses.
    func refusing<Read>(_ read: () throws(IntakeRefusal) -> Read) throws -> Read {
        do {
            return try read()
        } catch {
            throw APIProblem(error)
        }
    }
}
