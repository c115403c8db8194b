import Campaigns
import MariaDB

/// Takes a campaign out of its clinic, as a file that another can take in.
public struct CampaignExport {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The campaign's draft with the newest texts of its messages; nil when the clinic has none of this id.
    public func portable(_ id: ID<Campaign>, in clinic: ID<Clinic>) throws -> PortableCampaign? {
        guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else { return nil }
        let cards = try StepStore(db).draft(of: id, in: clinic)
        let named = Workflow(draft: cards).templates
        let store = MessageTemplateStore(db)
        let texts = try store.texts(of: store.newest(of: named, in: clinic), in: clinic)
        return PortableCampaign(
            of: campaign.outline, steps: cards, segments: try SegmentStore(db).everNamed(in: clinic),
            texts: Dictionary(uniqueKeysWithValues: texts.map { ($0.key.template, $0.value) }))
    }
}
