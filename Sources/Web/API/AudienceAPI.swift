import Campaigns
import Storage

/// How many people a campaign, or a rule that nobody has saved, would reach now.
enum AudienceAPI {
    /// `POST /api/v1/campaigns/ID/audience/count`: as the campaign runs, or as its draft stands; with another audience
    /// where the body has one.
    static func countCampaign(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let asked = try api.body { AskedAudience(&$0) }
        var terms = try terms(of: campaign, api)
        if case .value(let audience) = asked.audience {
            terms.audience = audience
            terms.exclusions = nil
        }
        if case .value(let exclusions) = asked.exclusions { terms.exclusions = exclusions }
        return try answer(terms, asked, api)
    }

    /// `POST /api/v1/audience/count`: a campaign of this type that begins with messages by these channels.
    static func count(_ api: APICall) throws -> Response {
        let (head, channels, asked) = try api.body { reader in
            let type = reader.word("type", CampaignType.self).value ?? .marketing
            let purpose = reader.word("purpose", Purpose.self).value ?? .care
            return (
                CampaignHead(name: "", type: type, purpose: purpose), reader.channels("channels"),
                AskedAudience(&reader)
            )
        }
        let steps = channels.enumerated().map { index, channel in
            Step(id: ID(Int64(index) + 1), name: "", action: .send(SendStep(channel: channel, template: nil)))
        }
        let terms = Terms(
            type: head.type, purpose: head.purpose, trigger: nil, audience: asked.audience.value ?? .everybody,
            exclusions: asked.exclusions.value, workflow: Workflow(steps: steps))
        return try answer(terms, asked, api)
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

    private static func answer(_ terms: Terms, _ asked: AskedAudience, _ api: APICall) throws -> Response {
        let clinic = try api.clinic()
        let limit = asked.wantsSample ? AudienceReach.sampleSize : 0
        let terms = terms.segments.isEmpty ? terms : terms.resolved(by: try SegmentStore(api.db).all(in: clinic.id))
        let count = try AudienceStore(api.db).reach(of: terms, in: clinic, at: api.now, sampling: limit)
        let hasMessage = !terms.workflow.firstSends.isEmpty
        let reasons = count.withheld.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        var members = [
            JSON.Member(key: "patients", value: .integer(Int64(count.patients))),
            JSON.Member(key: "inAudience", value: .integer(Int64(count.inAudience))),
            JSON.Member(key: "outside", value: .integer(Int64(count.outside))),
            JSON.Member(key: "receiving", value: hasMessage ? .integer(Int64(count.receiving)) : .null),
            JSON.Member(
                key: "minorsAlone", value: hasMessage ? .integer(Int64(count.minorsAlone)) : .null),
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

/// What a count is asked about; all of it may be left out.
private struct AskedAudience {
    let audience: Given<Rule>
    let exclusions: Given<Rule>
    let wantsSample: Bool

    init(_ reader: inout IntakeReader) {
        audience = reader.audience("audience")
        exclusions = reader.audience("excludeCriteria")
        wantsSample = reader.yesNo("sample").value ?? false
    }
}

extension IntakeReader {
    /// Each once; empty without the member.
    fileprivate mutating func channels(_ key: String) -> [Channel] {
        let words = Channel.allCases.map(\.rawValue).joined(separator: ", ")
        let given = given(key, expected: "Give a list of some of these, each once: \(words).") { json -> [Channel]? in
            let channels = json.arrayValue?.compactMap { $0.stringValue.flatMap(Channel.init(rawValue:)) }
            guard let channels, channels.count == json.arrayValue?.count, Set(channels).count == channels.count else {
                return nil
            }
            return channels
        }
        return given.value ?? []
    }
}
