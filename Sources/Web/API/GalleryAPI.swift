import Campaigns

/// `GET /api/v1/workflows/templates`: the gallery, whose keys `POST /campaigns` takes as `template`.
enum GalleryAPI {
    static func list(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let json = CampaignJSON(times: try api.times())
        return .json(.object(["items": .array(GalleryWorkflow.all.map { workflow($0, json, api) }), "next": .null]))
    }

    private static func workflow(_ workflow: GalleryWorkflow, _ json: CampaignJSON, _ api: APICall) -> JSON {
        let head: [JSON.Member] = [
            JSON.Member(key: "key", value: .string(workflow.key)),
            JSON.Member(key: "name", value: .string(workflow.name)),
            JSON.Member(key: "description", value: .string(workflow.summary)),
            JSON.Member(key: "advice", value: .string(workflow.advice)),
            JSON.Member(key: "type", value: .string(workflow.type.rawValue)),
            JSON.Member(key: "purpose", value: .string(workflow.purpose.rawValue)),
            JSON.Member(key: "audience", value: workflow.audience.json),
            JSON.Member(key: "excludeCriteria", value: workflow.exclusions?.json ?? .null),
        ]
        let cards = workflow.workflow.cards.map { card in
            DraftStep(
                id: card.id, lane: card.lane, position: card.position, name: card.name, action: card.action, version: 1,
                updatedAt: api.now)
        }
        return .object(
            head + json.trigger(workflow.trigger) + [
                JSON.Member(key: "steps", value: .array(cards.map { step($0, of: workflow, json) })),
                JSON.Member(key: "messages", value: .array(workflow.messages.flatMap(texts))),
            ])
    }

    /// A step as a campaign's; it names its message by key, since the template's row comes with its use.
    private static func step(_ card: DraftStep, of workflow: GalleryWorkflow, _ json: CampaignJSON) -> JSON {
        var key: String?
        if case .send(let send) = card.action, let template = send.template {
            key = workflow.messageKey(of: template)
        }
        let members = json.members(card).map { $0.key == "templateId" ? JSON.Member(key: $0.key, value: .null) : $0 }
        return .object(members + [JSON.Member(key: "message", value: .text(key))])
    }

    /// One object per language.
    private static func texts(_ message: GalleryMessage) -> [JSON] {
        message.texts.map { text in
            .object([
                "key": .string(message.key), "name": .string(message.name),
                "channel": .string(message.channel.rawValue), "language": .string(text.language),
                "subject": .string(text.words.subject), "body": .string(text.words.body),
            ])
        }
    }
}
