import Campaigns

/// Every link, built by code and never typed.
enum Path {
    static let start = "/"
    static let signIn = "/sign-in"
    static let signOut = "/sign-out"

    static let campaigns = "/campaigns"
    static let newCampaign = "/campaigns/new"
    static let importCampaign = "/campaigns/import"

    static func campaign(_ id: ID<Campaign>) -> String { "\(campaigns)/\(id)" }
    static func builder(_ id: ID<Campaign>) -> String { "\(campaign(id))/builder" }
    /// The builder with a step open.
    static func builder(_ id: ID<Campaign>, step: ID<Step>) -> String { "\(builder(id))?step=\(step)#panel" }
    static func trigger(_ id: ID<Campaign>) -> String { "\(campaign(id))/trigger" }
    static func audience(_ id: ID<Campaign>) -> String { "\(campaign(id))/audience" }
    static func settings(_ id: ID<Campaign>) -> String { "\(campaign(id))/settings" }
    static func preview(_ id: ID<Campaign>) -> String { "\(campaign(id))/preview" }
    static func explain(_ id: ID<Campaign>) -> String { "\(campaign(id))/explain" }
    static func stats(_ id: ID<Campaign>) -> String { "\(campaign(id))/stats" }
    static func activate(_ id: ID<Campaign>) -> String { "\(campaign(id))/activate" }
    static func pause(_ id: ID<Campaign>) -> String { "\(campaign(id))/pause" }
    static func resume(_ id: ID<Campaign>) -> String { "\(campaign(id))/resume" }
    static func undoPause(_ id: ID<Campaign>) -> String { "\(campaign(id))/undo-pause" }
    static func publish(_ id: ID<Campaign>) -> String { "\(campaign(id))/publish" }
    static func discard(_ id: ID<Campaign>) -> String { "\(campaign(id))/discard" }
    static func revisions(_ id: ID<Campaign>) -> String { "\(campaign(id))/revisions" }
    static func export(_ id: ID<Campaign>) -> String { "\(campaign(id))/export" }
    static func archive(_ id: ID<Campaign>) -> String { "\(campaign(id))/archive" }
    static func sends(_ id: ID<Campaign>) -> String { "\(campaign(id))/sends" }
    static func send(_ send: ID<Send>, of id: ID<Campaign>) -> String { "\(sends(id))/\(send)" }

    static func sendAgain(_ send: ID<Send>, of id: ID<Campaign>) -> String { "\(self.send(send, of: id))/again" }

    static let gallery = "/gallery"
    static func gallery(_ key: String) -> String { "\(gallery)/\(key)" }

    static let messages = "/messages"

    static let clinic = "/settings"
    static let hold = "/settings/hold"
    static let release = "/settings/release"

    static let segments = "/segments"
    static func segment(_ id: ID<Segment>) -> String { "\(segments)/\(id)" }
    static func removeSegment(_ id: ID<Segment>) -> String { "\(segment(id))/remove" }

    static let replies = "/replies"
    static func finish(_ id: ID<InboundMessage>) -> String { "\(replies)/\(id)/done" }
    static func reopen(_ id: ID<InboundMessage>) -> String { "\(replies)/\(id)/reopen" }

    static let attention = "/attention"
    static func finish(_ id: ID<RescheduleRequest>) -> String { "\(attention)/\(id)/done" }

    /// A path with a query; fields without a value are left out.
    static func with(_ path: String, _ query: [(name: String, value: String)]) -> String {
        let text = Fields(query.map { Fields.Field(name: $0.name, value: $0.value) }).queryText
        return text.isEmpty ? path : "\(path)?\(text)"
    }
}
