import Campaigns
import CivilTime
import Storage

/// Message template versions and stored links, each read once a tick: neither ever changes.
final class LetterShelf {
    private let templates: MessageTemplateStore
    private let tracking: TrackingStore
    private var texts: [TemplateVersion: [MessageTemplate]] = [:]
    private var read: [Edition: ReadTemplate] = [:]
    private var links: [Target: ID<TrackedLink>] = [:]
    /// Made in a transaction that may yet roll back.
    private var fresh: [Target: ID<TrackedLink>] = [:]

    /// One version in one language.
    private struct Edition: Hashable {
        let id: ID<MessageTemplate>
        let number: Int
        let language: String
    }

    private struct Target: Hashable {
        let campaign: ID<Campaign>
        let url: String
    }

    init(_ place: Workplace) {
        templates = MessageTemplateStore(place.db)
        tracking = TrackingStore(place.db)
    }

    /// The version's text in every language it has; empty when there is none.
    func texts(of version: TemplateVersion, in clinic: ID<Clinic>) throws -> [MessageTemplate] {
        if let known = texts[version] { return known }
        let read = try templates.texts(of: [version], in: clinic)[version] ?? []
        texts[version] = read
        return read
    }

    /// - Throws: `MessageTextRefusal` for a text that was never published.
    func read(_ template: MessageTemplate) throws(MessageTextRefusal) -> ReadTemplate {
        let edition = Edition(id: template.id, number: template.number, language: template.language)
        if let known = read[edition] { return known }
        let fresh = try ReadTemplate(template)
        read[edition] = fresh
        return fresh
    }

    /// The stored link of the campaign that leads to `url`.
    func link(to url: String, of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws
        -> ID<TrackedLink>
    {
        let target = Target(campaign: campaign, url: url)
        if let known = links[target] { return known }
        let link = try tracking.linkID(url, of: campaign, in: clinic, at: now)
        fresh[target] = link
        return link
    }

    /// The transaction has committed: the links it made are there to stay.
    func committed() {
        links.merge(fresh) { $1 }
        fresh = [:]
    }
}
