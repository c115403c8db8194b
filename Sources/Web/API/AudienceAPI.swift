import Campaigns
import Storage

/// How many people a campaign, or a rule that nobody has saved, would reach now.
enum AudienceAPI {
    /// `POST /api/v1/campaigns/ID/audience/count`: as the campaign runs, or as its draft stands; with another audience
    /// where the body has one.
    static func countCampaign(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let body = try CountBody(api, names: ["audience", "excludeCriteria", "sample"])
        var terms = try terms(of: campaign, api)
        if let audience = try body.rule("audience") {
            terms.audience = audience
            terms.exclusions = nil
        }
        if let exclusions = try body.rule("excludeCriteria") { terms.exclusions = exclusions }
        return try answer(terms, body, api)
    }

    /// `POST /api/v1/audience/count`: a campaign of this type that begins with messages by these channels.
    static func count(_ api: APICall) throws -> Response {
        let body = try CountBody(
            api, names: ["audience", "excludeCriteria", "type", "purpose", "channels", "sample"])
        let type = try body.word("type", CampaignType.self) ?? .marketing
        let head = CampaignHead(name: "", type: type, purpose: try body.word("purpose", Purpose.self) ?? .care)
        let steps = try body.words("channels", Channel.self).enumerated().map { index, channel in
            Step(id: ID(Int64(index) + 1), name: "", action: .send(SendStep(channel: channel, template: nil)))
        }
        let terms = Terms(
            type: type, purpose: head.purpose, trigger: nil, audience: try body.rule("audience") ?? .everybody,
            exclusions: try body.rule("excludeCriteria"), workflow: Workflow(steps: steps))
        return try answer(terms, body, api)
    }

    private static func terms(of campaign: Campaign, _ api: APICall) throws -> Terms {
        let isRunning = campaign.status == .active || campaign.status == .paused
        if isRunning, let revision = campaign.revisionID {
            return try RevisionStore(api.db).terms(revision, of: campaign.id, in: api.clinicID)
        }
        guard let terms = try CampaignStore(api.db).draftTerms(campaign.id, in: api.clinicID) else {
            throw HTTPRefusal.notFound
        }
        return terms
    }

    private static func answer(_ terms: Terms, _ body: CountBody, _ api: APICall) throws -> Response {
        let clinic = try api.clinic()
        let limit = try body.flag("sample") ? AudienceReach.sampleSize : 0
        let count = try AudienceStore(api.db).reach(of: terms, in: clinic, at: api.now, sampling: limit)
        let hasMessage = !terms.workflow.firstSends.isEmpty
        let reasons = count.withheld.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        var members = [
            JSON.Member(key: "patients", value: .integer(Int64(count.patients))),
            JSON.Member(key: "inAudience", value: .integer(Int64(count.inAudience))),
            JSON.Member(key: "outside", value: .integer(Int64(count.outside))),
            JSON.Member(key: "receiving", value: hasMessage ? .integer(Int64(count.receiving)) : .null),
            JSON.Member(
                key: "withheld",
                value: hasMessage
                    ? .array(
                        reasons.map { reason, number in
                            .object([
                                "reason": .string(reason.rawValue), "count": .integer(Int64(number)),
                                "explanation": .string(reason.skippedSentence),
                            ])
                        }) : .array([])),
        ]
        if limit > 0 {
            members.append(JSON.Member(key: "sample", value: try sample(count.sample, hasMessage, clinic, api)))
        }
        return .json(.object(members))
    }

    /// Ids of the neighbour system.
    private static func sample(_ sample: AudienceCount.Sample, _ hasMessage: Bool, _ clinic: Clinic, _ api: APICall)
        throws -> JSON
    {
        let withheld = hasMessage ? sample.withheld : [:]
        let receiving = hasMessage ? sample.receiving : []
        let ids = receiving + sample.outside + withheld.values.flatMap(\.self)
        let facts = try FactsStore(api.db).facts(of: ids, in: clinic, reading: [])
        func list(_ ids: [ID<Patient>]) -> JSON {
            .array(ids.compactMap { facts[$0].map { .string($0.patient.externalID) } })
        }
        let reasons = withheld.sorted { $0.key.rawValue < $1.key.rawValue }
        return .object([
            "receiving": list(receiving), "outside": list(sample.outside),
            "withheld": .object(reasons.map { JSON.Member(key: $0.key.rawValue, value: list($0.value)) }),
        ])
    }
}

/// What a count is asked about: an object whose members may all be left out.
private struct CountBody {
    private let json: JSON
    private let segments: Segments

    init(_ api: APICall, names: [String]) throws {
        json = try api.document()
        guard let members = json.objectValue else { throw Self.problem(422, "", "Give an object.") }
        let unknown = members.map(\.key).filter { !names.contains($0) }
        guard unknown.isEmpty else {
            throw APIProblem(
                status: 400, title: "The body has fields that nobody knows.",
                errors: unknown.map { .init(field: $0, message: "This field is unknown.") })
        }
        segments = try SegmentStore(api.db).all(in: api.clinicID)
    }

    private func value(_ name: String) -> JSON? {
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    /// With its segments in place.
    func rule(_ name: String) throws -> Rule? {
        guard let value = value(name) else { return nil }
        do {
            let rule = try Rule(json: value)
            if let problem = segments.problem(with: rule) { throw RuleRefusal(problems: [problem]) }
            return rule.resolved(by: segments)
        } catch let refusal as RuleRefusal {
            throw APIProblem(
                status: 422, title: "The rule makes no sense.",
                errors: refusal.problems.map {
                    .init(field: $0.path.isEmpty ? name : "\(name).\($0.path)", message: $0.message)
                })
        }
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Word.Type) throws -> Word? {
        guard let value = value(name) else { return nil }
        guard let word = value.stringValue.flatMap(Word.init(rawValue:)) else {
            throw Self.problem(422, name, "Give one of: \(Self.list(type)).")
        }
        return word
    }

    /// Each once; empty without the member.
    func words<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ type: Word.Type) throws -> [Word] {
        guard let value = value(name) else { return [] }
        let words = value.arrayValue?.compactMap { $0.stringValue.flatMap(Word.init(rawValue:)) } ?? []
        guard words.count == value.arrayValue?.count, Set(words.map(\.rawValue)).count == words.count else {
            throw Self.problem(422, name, "Give a list of some of these, each once: \(Self.list(type)).")
        }
        return words
    }

    func flag(_ name: String) throws -> Bool {
        guard let value = value(name) else { return false }
        guard case .bool(let flag) = value else { throw Self.problem(422, name, "Give true or false.") }
        return flag
    }

    private static func list<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func problem(_ status: Int, _ field: String, _ message: String) -> APIProblem {
        APIProblem(
            status: status, title: "Some fields cannot be taken as they are.",
            errors: [.init(field: field, message: message)])
    }
}
