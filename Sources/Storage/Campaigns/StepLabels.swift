import Campaigns
import MariaDB

extension StepStore {
    /// What statistics and lists call a step, removed ones too.
    public struct Label: Sendable, Hashable {
        public let name: String
        /// nil for a step that sends nothing.
        public let channel: Channel?

        init(name: String, channel: Channel?) {
            self.name = name
            self.channel = channel
        }

        fileprivate init(_ step: Step) {
            name = step.name
            if case .send(let send) = step.action { channel = send.channel } else { channel = nil }
        }
    }

    /// Steps that run are called as they run, whatever the draft calls them.
    public func labels(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [ID<Step>: Label] {
        let rows = try db.rows(StepSQL.everName.rawValue, [.id(clinic), .id(campaign)])
        let labels: [ID<Step>: Label] = Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0.id("id"), Label(name: $0.text("name"), channel: $0.optionalChoice("channel")))
            })
        guard let revision = try CampaignStore(db).campaign(campaign, in: clinic)?.revisionID else { return labels }
        let terms = try RevisionStore(db).terms(revision, of: campaign, in: clinic)
        return labels.merging(terms.workflow.allSteps.map { ($0.id, Label($0)) }) { $1 }
    }
}
