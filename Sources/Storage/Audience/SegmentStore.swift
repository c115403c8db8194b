import Campaigns
import CivilTime
import Foundation
import MariaDB

enum SegmentSQL: String, CaseIterable {
    /// One row per segment of the clinic, the removed ones included.
    case all = "SELECT id, name, rule, version, removed_at FROM segment WHERE clinic_id = ?"
    /// One row per segment that is not removed, in the order of ids, from an id upwards.
    case page = """
        SELECT id, name, rule, version FROM segment FORCE INDEX (clinic_id)
        WHERE clinic_id = ? AND id > ? AND removed_at IS NULL ORDER BY id LIMIT ?
        """
    case insert = "INSERT INTO segment (clinic_id, name, rule, created_at, updated_at) VALUES (?, ?, ?, ?, ?)"
    case update = """
        UPDATE segment SET name = ?, rule = ?, version = version + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    case remove = "UPDATE segment SET removed_at = ?, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row: when it was last changed.
    case changed = "SELECT updated_at FROM segment WHERE clinic_id = ? AND id = ?"
    /// One row per campaign that is not over and names the segment, as rules write it or as drafts do: in its audience, its
    /// exclusions, its trigger, what was edited of it since, or a step.
    case campaigns = """
        SELECT c.id, c.name FROM campaign c
        WHERE c.clinic_id = ? AND c.status IN ('DRAFT', 'ACTIVE', 'PAUSED') AND (LOCATE(?, c.audience) > 0
            OR LOCATE(?, COALESCE(c.exclude_criteria, '')) > 0 OR LOCATE(?, COALESCE(c.trigger_rule, '')) > 0
            OR LOCATE(?, COALESCE(c.draft, '')) > 0
            OR EXISTS (SELECT 1 FROM step s WHERE s.clinic_id = c.clinic_id AND s.campaign_id = c.id
                AND s.removed_at IS NULL
                AND (LOCATE(?, COALESCE(s.rule, '')) > 0 OR LOCATE(?, COALESCE(s.branches, '')) > 0
                    OR LOCATE(?, COALESCE(s.branches, '')) > 0)))
        ORDER BY c.name, c.id
        """
}

/// The clinic's saved segments. A running campaign keeps a segment's rule as it was when the campaign was published.
public struct SegmentStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Those that are not removed.
    public func all(in clinic: ID<Clinic>) throws -> Segments {
        try read(in: clinic) { $0.isNull("removed_at") }
    }

    /// The same and the removed ones, for sentences about what campaigns once asked.
    public func everNamed(in clinic: ID<Clinic>) throws -> Segments { try read(in: clinic) { _ in true } }

    private func read(in clinic: ID<Clinic>, where isWanted: (Row) -> Bool) throws -> Segments {
        Segments(
            try db.rows(SegmentSQL.all.rawValue, [.id(clinic)]).filter(isWanted).map { try segment($0) })
    }

    private func segment(_ row: Row) throws -> Segment {
        Segment(
            id: row.id("id"), name: row.text("name"), rule: try RuleText.decode(row.text("rule")),
            version: row.int("version"))
    }

    /// Those that are not removed, page by page, in the order of their ids.
    public func page(after: ID<Segment>?, in clinic: ID<Clinic>) throws -> RecordPage<Segment> {
        let rows = try db.rows(SegmentSQL.page.rawValue, [.id(clinic), .id(after ?? ID(0)), .recordLimit])
        return RecordPage(try rows.map { try segment($0) })
    }

    public enum Saving: Sendable, Hashable {
        case saved(ID<Segment>)
        /// Another segment has this name.
        case nameTaken
        case refused(RuleProblem)
        /// Somebody changed it since: the segment as it is, and who of the staff did, if known.
        case stale(Segment, by: String?)
        case gone
    }

    /// Keeps a rule under a name, in a transaction of its own.
    public func create(_ name: String, _ rule: Rule, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> Saving
    {
        try change(in: clinic) { segments in
            if let refusal = refusal(of: name, rule, nil, among: segments) { return refusal }
            let id = ID<Segment>(
                try db.run(
                    SegmentSQL.insert.rawValue,
                    [.id(clinic), .text(name), .text(rule.json.text), .instant(now), .instant(now)]
                ).lastID)
            try AuditStore(db).note(Deed(.add, .segment, id), by: author, in: clinic, at: now)
            return .saved(id)
        }
    }

    /// Changes name and rule. Drafts follow; what runs stays as it was published.
    public func save(
        _ segment: Segment, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> Saving {
        try change(in: clinic) { segments in
            guard let current = segments[segment.id] else { return .gone }
            guard current.version == version else {
                return .stale(current, by: try lastAuthor(of: segment.id, in: clinic))
            }
            if let refusal = refusal(of: segment.name, segment.rule, segment.id, among: segments) { return refusal }
            _ = try db.run(
                SegmentSQL.update.rawValue,
                [.text(segment.name), .text(segment.rule.json.text), .instant(now), .id(clinic), .id(segment.id)])
            try AuditStore(db).note(Deed(.change, .segment, segment.id), by: author, in: clinic, at: now)
            return .saved(segment.id)
        }
    }

    private func change<Outcome>(in clinic: ID<Clinic>, _ body: (Segments) throws -> Outcome) throws -> Outcome {
        try db.joiningTransaction {
            // So that two changes at once make no circle.
            try ClinicStore(db).lock(clinic)
            return try body(all(in: clinic))
        }
    }

    private func refusal(of name: String, _ rule: Rule, _ id: ID<Segment>?, among segments: Segments) -> Saving? {
        if segments.all.contains(where: { $0.id != id && $0.name.lowercased() == name.lowercased() }) {
            return .nameTaken
        }
        if let problem = segments.problem(with: rule, of: id) { return .refused(problem) }
        guard let id, let old = segments[id] else { return nil }
        let after = segments.with(Segment(id: id, name: name, rule: rule, version: old.version))
        let heavy = after.all.first { after.problem(with: $0.rule, of: $0.id) != nil }
        return heavy.map { segment in
            .refused(
                RuleProblem(
                    path: "",
                    message:
                        "The segment “\(segment.name)”, which asks about this one, would come to too many comparisons.")
            )
        }
    }

    private func lastAuthor(of id: ID<Segment>, in clinic: ID<Clinic>) throws -> String? {
        guard let row = try db.row(SegmentSQL.changed.rawValue, [.id(clinic), .id(id)]) else { return nil }
        return try AuditStore(db).staffName(.segment, id, in: clinic, at: row.instant("updated_at"))
    }

    public enum Removal: Sendable, Hashable {
        case done
        case used(SegmentUse)
        case gone
    }

    /// Takes a segment that nothing uses out of the list.
    public func remove(_ id: ID<Segment>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws -> Removal {
        try change(in: clinic) { segments in
            guard segments[id] != nil else { return .gone }
            let use = try use(of: id, among: segments, in: clinic)
            guard use.isEmpty else { return .used(use) }
            _ = try db.run(SegmentSQL.remove.rawValue, [.instant(now), .instant(now), .id(clinic), .id(id)])
            try AuditStore(db).note(Deed(.remove, .segment, id), by: author, in: clinic, at: now)
            return .done
        }
    }

    /// Where it is asked about.
    public func use(of id: ID<Segment>, in clinic: ID<Clinic>) throws -> SegmentUse {
        try use(of: id, among: all(in: clinic), in: clinic)
    }

    private func use(of id: ID<Segment>, among segments: Segments, in clinic: ID<Clinic>) throws -> SegmentUse {
        // A quotation mark inside a text is escaped, so that no text can look like these.
        let rule = Rule.segment(id)
        let written = Value.text(rule.json.text)
        let coded = Value.text(String(decoding: try JSONEncoder().encode(rule), as: UTF8.self))
        let rows = try db.rows(
            SegmentSQL.campaigns.rawValue,
            [.id(clinic), written, written, written, coded, written, written, coded])
        return SegmentUse(
            campaigns: rows.map { SegmentUse.Campaign(id: $0.id("id"), name: $0.text("name")) },
            segments: segments.all.filter { $0.id != id && $0.rule.segments.contains(id) })
    }
}

/// Where a segment is asked about.
public struct SegmentUse: Sendable, Hashable {
    /// Those that are not over, by name.
    public let campaigns: [Campaign]
    /// By name.
    public let segments: [Segment]

    public struct Campaign: Sendable, Hashable {
        public let id: ID<Campaigns.Campaign>
        public let name: String
    }

    public init(campaigns: [Campaign], segments: [Segment]) {
        self.campaigns = campaigns
        self.segments = segments
    }

    public var isEmpty: Bool { campaigns.isEmpty && segments.isEmpty }
}
