import Campaigns
import Storage

/// The steps of a campaign's draft, each by its id.
enum StepAPI {
    /// `GET /api/v1/campaigns/ID/steps`: all of them, lane by lane.
    static func list(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let steps = try StepStore(api.db).draft(of: api.campaign().id, in: api.clinicID)
        let json = CampaignJSON(times: try api.times())
        return .json(.object(["items": .array(steps.map(json.step)), "next": .null]))
    }

    /// `GET /api/v1/campaigns/ID/steps/STEP`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let campaign = try api.campaign()
        return try one(api.step(of: campaign).id, of: campaign, api)
    }

    /// `POST /api/v1/campaigns/ID/steps`: at the end of its lane, unless `order` says where.
    static func create(_ api: APICall) throws -> Response {
        let campaign = try api.campaignOfOwnSteps()
        let (intake, spot) = try api.body { (StepIntake(&$0), StepSpot(&$0)) }
        let action = try api.action(intake, replacing: nil, in: campaign)
        let steps = try StepStore(api.db).draft(of: campaign.id, in: api.clinicID)
        let addition = try StepStore(api.db).add(
            name: intake.name.value ?? "", action, at: spot.place(among: steps), to: campaign.id, in: api.clinicID,
            by: api.author, at: api.now)
        switch addition {
        case .added(let id):
            var response = try one(id, of: campaign, api, status: 201)
            response.set("Location", "\(APIDoor.prefix)/campaigns/\(campaign.id)/steps/\(id)")
            return response
        case .fixed(let status): throw APIProblem(noDraft: status)
        case .full:
            throw APIProblem(
                FieldProblem(
                    field: "", message: "A workflow holds at most \(Workflow.maximumSteps) steps; remove one first."))
        case .tooDeep: throw APIProblem(tooDeep)
        case .gone: throw APIProblem(noLane)
        }
    }

    /// `PUT /api/v1/campaigns/ID/steps/STEP`: a missing field is unchanged.
    static func update(_ api: APICall) throws -> Response {
        let campaign = try api.campaignOfOwnSteps()
        let id = try api.step(of: campaign).id
        let intake = try api.body { StepIntake(&$0) }
        try api.change { seen -> EditOutcome<DraftStep> in
            let step = try api.step(of: campaign)
            let version = try seen.checked(step.version)
            let action = try api.action(intake, replacing: step.action, in: campaign)
            let name = intake.name.replacing(step.name) ?? ""
            if campaign.status.mayBeEdited, name == step.name, action == step.action { return .done }
            return try StepStore(api.db).update(
                id, name: name, action, ifVersion: version, of: campaign.id, in: api.clinicID, by: api.author,
                at: api.now)
        }
        return try one(id, of: campaign, api)
    }

    private static let tooDeep = FieldProblem(
        field: "parentId", message: "Lanes stand at most \(Workflow.maximumDepth) deep in each other.")
    private static let noLane = FieldProblem(
        field: "parentId", message: "The draft has no such step with this lane.")

    /// `PUT /api/v1/campaigns/ID/steps/STEP/position`: `{"order": 2}` in its lane, or in the one that `parentId` and
    /// `lane` name; past the end is the end.
    static func move(_ api: APICall) throws -> Response {
        let campaign = try api.campaignOfOwnSteps()
        let id = try api.step(of: campaign).id
        let spot = try api.body { StepSpot(&$0, needsOrder: true) }
        guard let order = spot.order else { preconditionFailure("a required field is there once the body was read") }
        try api.change { seen in
            let placing = try StepStore(api.db).place(
                id, in: spot.isNamed ? spot.home : nil, at: order,
                ifVersion: seen.checked(api.step(of: campaign).version), of: campaign.id, in: api.clinicID,
                by: api.author, at: api.now)
            switch placing {
            case .edited(let outcome): return outcome
            case .noLane: throw APIProblem(noLane)
            case .tooDeep: throw APIProblem(tooDeep)
            case .draftChanged: preconditionFailure("the API names no version of the draft")
            }
        }
        return try one(id, of: campaign, api)
    }

    /// `DELETE /api/v1/campaigns/ID/steps/STEP`: with all that its lanes hold.
    static func remove(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let campaign = try api.campaignOfOwnSteps()
        let id = try api.step(of: campaign).id
        try api.change { seen in
            try StepStore(api.db).remove(
                id, ifVersion: seen.checked(api.step(of: campaign).version), of: campaign.id, in: api.clinicID,
                by: api.author, at: api.now)
        }
        return Response(status: 204)
    }

    private static func one(_ id: ID<Step>, of campaign: Campaign, _ api: APICall, status: Int = 200) throws -> Response
    {
        let steps = try StepStore(api.db).draft(of: campaign.id, in: api.clinicID)
        guard let step = steps.first(where: { $0.id == id }) else { throw HTTPRefusal.notFound }
        var response = Response.json(CampaignJSON(times: try api.times()).step(step), status: status)
        response.set("ETag", EntityTag(version: step.version).text)
        return response
    }
}

/// Where a step goes.
private struct StepSpot {
    let parent: ID<Step>?
    let lane: LaneKey?
    let order: Int?
    /// Whether a lane was told at all.
    let isNamed: Bool

    init(_ reader: inout IntakeReader, needsOrder: Bool = false) {
        let told: Given<ID<Step>> = reader.id("parentId")
        let toldLane = reader.given("lane", expected: "Give main, yes, no, or the key of a branch’s lane.") { json in
            json.stringValue.flatMap(LaneKey.init)
        }
        parent = told.value
        let lane = toldLane.value
        isNamed = told != .absent || toldLane != .absent
        let order = reader.number("order", in: 1...Int64(Workflow.maximumSteps))
        self.order = (needsOrder ? reader.required("order", order) : order.value).map { Int($0) }
        let isMain = lane == nil || lane?.rawValue == DraftLane.main.name
        self.lane = isMain ? nil : lane
        if parent != nil, isMain {
            reader.refuse("lane", "Say in which lane of the step: yes, no, or the key of a branch’s lane.")
        }
        if parent == nil, !isMain { reader.refuse("parentId", "Say whose lane it is.") }
    }

    var home: DraftLane {
        guard let parent, let lane else { return .main }
        return .inside(parent, lane)
    }

    func place(among steps: [DraftStep]) -> StepStore.Place {
        guard let order else { return .end(of: home) }
        if order == 1 { return .start(of: home) }
        let before = steps.first { $0.lane == home && $0.position == order - 1 }
        return before.map { .after($0.id) } ?? .end(of: home)
    }
}

extension APICall {
    /// - Throws: `APIProblem` 409 for the campaign that the reminder table is.
    fileprivate func campaignOfOwnSteps() throws -> Campaign {
        let campaign = try campaign()
        guard !campaign.isTable else { throw APIProblem(status: 409, title: Campaign.tableSaysSteps) }
        return campaign
    }

    /// The step of the draft that the path names.
    fileprivate func step(of campaign: Campaign) throws -> DraftStep {
        let id: ID<Step> = try request.id("stepId")
        guard let step = try StepStore(db).draft(of: campaign.id, in: clinicID).first(where: { $0.id == id }) else {
            throw HTTPRefusal.notFound
        }
        return step
    }

    /// What the step does, with a message template that the clinic has for its channel.
    fileprivate func action(_ intake: StepIntake, replacing stored: DraftAction?, in campaign: Campaign) throws
        -> DraftAction
    {
        let action = try refusing { () throws(IntakeRefusal) in
            try intake.action(
                replacing: stored, trigger: campaign.trigger?.ownAnchor, makeKey: call.makeExperimentKey)
        }
        guard case .send(let send) = action else { return action }
        for (index, id) in send.templates.enumerated() {
            let field = index == 0 ? "templateId" : "experiment.challengers[\(index - 1)].templateId"
            if let id { try check(id, by: send.channel, field: field) }
        }
        return action
    }

    private func check(_ id: ID<MessageTemplate>, by channel: Channel, field: String) throws {
        guard let template = try MessageTemplateStore(db).template(id, language: clinic().language, in: clinicID) else {
            throw APIProblem(FieldProblem(field: field, message: "The clinic has no message template of this id."))
        }
        guard template.channel == channel else {
            let message = "“\(template.name)” is for \(template.channel.phrase), not for \(channel.phrase)."
            throw APIProblem(FieldProblem(field: field, message: message))
        }
    }
}
