import Campaigns
import Markup

/// The head of every page about one campaign: its name and state, what can be done, and the tabs.
struct CampaignHeadPage {
    enum Tab: String, CaseIterable {
        case workflow = "Workflow"
        case audience = "Audience"
        case settings = "Settings"
        case preview = "Preview"
        case replay = "Replay"
        case explain = "Explain"
        case sends = "Sends"
        case stats = "Statistics"
    }

    let visit: Visit
    let campaign: Campaign
    /// nil on pages that stand before one of the tabs, such as a question.
    let tab: Tab?

    func page() throws -> Page {
        let page = visit.page("campaigns/head.html")
        page.text("name", campaign.name)
        page.text("state", campaign.status.phrase)
        page.attribute("state", "data-state", campaign.status.rawValue.lowercased())
        page.text("lead", lead)
        page.keep("self-pause", if: campaign.selfPause != nil)
        page.text("self-pause", campaign.selfPause?.sentence ?? "")
        page.each("action", tab == nil ? [] : try actions()) { row, action in
            row.text("action", action.label)
            row.attribute("action", "href", action.path)
            row.attribute("action", "class", action.isPrimary ? "button primary" : "button")
        }
        page.each("tab", Tab.allCases.filter(mayOpen)) { row, tab in
            row.text("tab", tab.rawValue)
            row.attribute("tab", "href", path(tab))
            row.attribute("tab", "aria-current", tab == self.tab ? "page" : nil)
        }
        return page
    }

    private var lead: String {
        let since: String? =
            switch campaign.status {
            case .draft: nil
            case .active: campaign.activatedAt.map { "active since \(visit.times.text($0))" }
            case .paused: campaign.pausedAt.map { "paused since \(visit.times.text($0))" }
            case .completed: campaign.completedAt.map { "completed \(visit.times.text($0))" }
            case .archived: campaign.archivedAt.map { "archived \(visit.times.text($0))" }
            }
        let trigger = campaign.trigger?.sentence ?? "No trigger yet"
        let changes = isChanged ? "changes not yet published" : nil
        return [campaign.type.phrase, trigger, since, changes].compactMap(\.self).joined(separator: " · ")
    }

    /// Whether the draft of a campaign that runs has been changed since it was published.
    private var isChanged: Bool {
        guard let published = campaign.publishedVersion, campaign.status.mayBeEdited else { return false }
        return campaign.version != published
    }

    private struct Action {
        let label: String
        let path: String
        let isPrimary: Bool
    }

    private func actions() throws -> [Action] {
        guard visit.may(.manager) else { return [] }
        let revisions = Action(label: "Revisions", path: Path.revisions(campaign.id), isPrimary: false)
        switch campaign.status {
        case .draft: return [Action(label: "Activate…", path: Path.activate(campaign.id), isPrimary: true)]
        case .active:
            return try publishing() + [
                Action(label: "Pause…", path: Path.pause(campaign.id), isPrimary: false),
                Action(label: "Start by hand…", path: Path.start(campaign.id), isPrimary: false), revisions,
            ]
        case .paused:
            return try publishing() + [
                Action(label: "Resume…", path: Path.resume(campaign.id), isPrimary: !isChanged), revisions,
            ]
        case .completed, .archived: return [revisions]
        }
    }

    /// Nothing where the running revision is what would be published. A newer text of a message, or a segment that means
    /// others now, is no change of the draft, but can be published.
    private func publishing() throws -> [Action] {
        guard try isChanged || visit.life.mayDiffer(campaign.id, in: visit.clinicID) else { return [] }
        return [Action(label: "Publish…", path: Path.publish(campaign.id), isPrimary: isChanged)]
    }

    private func mayOpen(_ tab: Tab) -> Bool {
        switch tab {
        case .settings, .preview, .replay: visit.may(.manager)
        case .explain: visit.may(.frontDesk)
        case .workflow, .audience, .sends, .stats: true
        }
    }

    private func path(_ tab: Tab) -> String {
        switch tab {
        case .workflow: Path.builder(campaign.id)
        case .audience: Path.audience(campaign.id)
        case .settings: Path.settings(campaign.id)
        case .preview: Path.preview(campaign.id)
        case .replay: Path.replay(campaign.id)
        case .explain: Path.explain(campaign.id)
        case .sends: Path.sends(campaign.id)
        case .stats: Path.stats(campaign.id)
        }
    }
}
