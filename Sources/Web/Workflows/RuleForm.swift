import Campaigns

/// A rule as entries of a form: lines that compare, and groups of the entries below them that stand deeper.
///
/// Whatever rule is stored has its entries, and entries that nobody touched say that very rule again.
struct RuleForm: Equatable {
    /// How the entries of a group are joined, or those of the whole.
    enum Joint: String, CaseIterable {
        case all, any, none
        case notAll = "notall"
        /// Of exactly one entry, that it does not hold.
        case not
        /// All of one entry, as it was stored; it reads as `all`.
        case wrapped

        /// Those that are offered; the others stand only where a stored rule says them.
        static let offered: [Joint] = [.all, .any, .none, .notAll]

        var phrase: String {
            switch self {
            case .all, .wrapped: "all of these hold"
            case .any: "any of these holds"
            case .none: "none of these holds"
            case .notAll: "not all of these hold"
            case .not: "this does not hold"
            }
        }
    }

    /// One comparison, as it was typed.
    struct Line: Equatable {
        var field = ""
        var op = FieldTest.Operator.equal.rawValue
        var value = ""

        /// Nothing was chosen yet; such a line asks nothing.
        var isBlank: Bool { field.isEmpty && value.allSatisfy(\.isWhitespace) }
    }

    struct Entry: Equatable {
        enum Content: Equatable {
            /// - Parameter kept: the stored rule that the line cannot say exactly; it counts while the line is as it was.
            case line(Line, kept: Rule?)
            case group(Joint)
        }

        /// How many groups it stands in.
        var depth = 0
        var content: Content

        var isGroup: Bool {
            if case .group = content { true } else { false }
        }
    }

    /// So many lines and groups each offer the whole catalogue.
    static let mostWhole = 40

    var isLong: Bool { entries.count > Self.mostWhole }

    /// What the fields' names begin with, so that two rules fit into one form.
    let prefix: String
    var joint = Joint.all
    /// In reading order; those of a group follow it and stand deeper.
    var entries: [Entry] = []
    /// The entry that a button has just made, where people go on.
    private(set) var newest: Int?
    let offers: RuleOffers

    /// Those that a line may ask about.
    var segments: Segments { offers.segments }

    /// What a line's field is that asks about a segment.
    static let segmentField = "segment"
    /// What an entry's field is that is a group.
    static let groupField = "group"
    /// What a line's field is that holds for everybody, and for nobody.
    static let everybodyField = "everybody"
    static let nobodyField = "nobody"

    /// - Parameter rule: nil and the rule that asks nothing have no entry.
    init(prefix: String, _ rule: Rule? = nil, offers: RuleOffers = .none) {
        self.prefix = prefix
        self.offers = offers
        guard let rule, rule != .everybody else { return }
        let outline = RuleOutline(rule, offers)
        joint = outline.joint
        entries = outline.entries
    }

    /// The form as it was posted, with an entry more or less where a button asked for it.
    init(prefix: String, _ form: Form, offers: RuleOffers = .none) {
        self.prefix = prefix
        self.offers = offers
        joint = Joint(rawValue: form[name("match")]) ?? .all
        entries = Self.read(form, prefix)
        rearrange(form)
    }

    /// Up to so many entries buttons add more.
    static let mostEntries = 2 * Rule.maximumTests
    /// How deep groups may stand in each other; what is stored deeper stays.
    static let deepest = 5

    func name(_ part: String) -> String { "\(prefix)-\(part)" }

    /// Of the list of the clinic's types of visit; nil where none is known.
    var visitTypesID: String? { offers.visitTypes.isEmpty ? nil : "\(prefix)-visit-types" }

    func id(_ entry: Int, _ part: String) -> String { "\(prefix)-\(entry + 1)-\(part)" }

    /// The names that may come once.
    static func names(_ prefix: String) -> Set<String> {
        ["\(prefix)-match", "\(prefix)-add", "\(prefix)-copy", "\(prefix)-remove"]
    }

    /// The names that come once an entry.
    static func lists(_ prefix: String) -> Set<String> {
        ["\(prefix)-place", "\(prefix)-field", "\(prefix)-op", "\(prefix)-value"]
    }

    /// Whether the form was sent by a button that adds or removes an entry, and so is not to be saved.
    func isRearranged(_ form: Form) -> Bool { ["add", "copy", "remove"].contains { !form[name($0)].isEmpty } }
}

extension RuleForm {
    private static func read(_ form: Form, _ prefix: String) -> [Entry] {
        let (places, ops, values) = (
            form.list("\(prefix)-place"), form.list("\(prefix)-op"), form.list("\(prefix)-value")
        )
        var entries: [Entry] = []
        for (index, field) in form.list("\(prefix)-field").enumerated() {
            let place = (index < places.count ? places[index] : "").split(separator: " ", maxSplits: 1)
            let (op, value) = (index < ops.count ? ops[index] : "", index < values.count ? values[index] : "")
            // Only what stands below a group can stand deeper than the entry before it.
            let limit = entries.last.map { $0.depth + ($0.isGroup ? 1 : 0) } ?? 0
            let depth = min(max(place.first.flatMap { Int($0) } ?? 0, 0), limit)
            if field == groupField {
                entries.append(Entry(depth: depth, content: .group(Joint(rawValue: op) ?? .all)))
            } else {
                let kept = place.count == 2 ? Rule(keptText: String(place[1])) : nil
                entries.append(
                    Entry(depth: depth, content: .line(Line(field: field, op: op, value: value), kept: kept)))
            }
        }
        return entries
    }

    /// Does what the button says by which the form was sent.
    private mutating func rearrange(_ form: Form) {
        if let removed = Int(form[name("remove")]), entries.indices.contains(removed - 1) {
            entries.removeSubrange(block(removed - 1))
        }
        if let copied = Int(form[name("copy")]), entries.indices.contains(copied - 1) {
            let block = block(copied - 1)
            if entries.count + block.count <= Self.mostEntries {
                entries.insert(contentsOf: entries[block], at: block.upperBound)
                newest = block.upperBound
            }
        }
        add(form[name("add")])
    }

    /// - Parameter asked: "1" for a line at the end, "group" for a group, "line:3" for a line in the group that is the third entry.
    private mutating func add(_ asked: String) {
        let parts = asked.split(separator: ":")
        guard let kind = parts.first, entries.count + 2 <= Self.mostEntries else { return }
        var (place, depth) = (entries.count, 0)
        if parts.count == 2 {
            guard let group = Int(parts[1]), entries.indices.contains(group - 1), entries[group - 1].isGroup else {
                return
            }
            (place, depth) = (block(group - 1).upperBound, entries[group - 1].depth + 1)
        }
        newest = place
        let line = Entry.Content.line(Line(), kept: nil)
        guard kind == "group" else { return entries.insert(Entry(depth: depth, content: line), at: place) }
        guard depth < Self.deepest else { return newest = nil }
        entries.insert(
            contentsOf: [Entry(depth: depth, content: .group(.any)), Entry(depth: depth + 1, content: line)], at: place)
    }

    /// The entry, with all that stands in it if it is a group.
    func block(_ index: Int) -> Range<Int> {
        let end = entries[(index + 1)...].firstIndex { $0.depth <= entries[index].depth } ?? entries.count
        return index..<(entries[index].isGroup ? end : index + 1)
    }
}
