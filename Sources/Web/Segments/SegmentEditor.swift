import Campaigns
import Storage

/// Makes, changes and renames segments; each save is guarded by the version before.
enum SegmentEditor {
    static let rule = "rule"

    static func showNew(_ request: Request, _ visit: Visit) throws -> Response {
        let segments = try SegmentStore(visit.db).all(in: visit.clinicID)
        return try SegmentSheet(visit: visit, stored: nil, typed: try SegmentForm(nil, segments, visit)).respond()
    }

    static func create(_ request: Request, _ visit: Visit) throws -> Response {
        try save(nil, request, visit) { name, rule, _ in
            try SegmentStore(visit.db).create(name, rule, in: visit.clinicID, by: visit.author, at: visit.now)
        }
    }

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let (segment, segments) = try stored(request, visit)
        return try SegmentSheet(visit: visit, stored: segment, typed: try SegmentForm(segment, segments, visit))
            .respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let (segment, _) = try stored(request, visit)
        return try save(segment, request, visit) { name, rule, version in
            try SegmentStore(visit.db).save(
                Segment(id: segment.id, name: name, rule: rule, version: version), ifVersion: version,
                in: visit.clinicID, by: visit.author, at: visit.now)
        }
    }

    private static func save(
        _ stored: Segment?, _ request: Request, _ visit: Visit,
        _ store: (String, Rule, Int) throws -> SegmentStore.Saving
    ) throws -> Response {
        let segments = try SegmentStore(visit.db).all(in: visit.clinicID)
        var form = try Form(
            request, names: RuleForm.names(rule).union(["name", "count", Form.versionField]),
            lists: RuleForm.lists(rule))
        var sheet = SegmentSheet(visit: visit, stored: stored, typed: try SegmentForm(form, segments, visit))
        if sheet.typed.rule.isRearranged(form) { return try sheet.respond() }
        let name = form.line("name", limit: Segment.maximumNameLength, missing: "Give it a name.")
        guard let asked = sheet.typed.rule.rule(&form), form.problems.isEmpty else {
            sheet.problems = form.problems
            return try sheet.respond(status: 422)
        }
        if form.isTicked("count") {
            sheet.counted = asked.resolved(by: segments)
            return try sheet.respond()
        }
        return try answer(store(name, asked, form.version), name, &sheet)
    }

    private static func answer(_ saving: SegmentStore.Saving, _ name: String, _ sheet: inout SegmentSheet) throws
        -> Response
    {
        switch saving {
        case .saved(let id):
            return try sheet.visit.redirect(
                to: Path.segment(id),
                notice: Notice("“\(name)” is saved.", "Running campaigns keep the segment they were published with."))
        case .nameTaken:
            sheet.problems = [FormProblem("name", "Another segment has this name.")]
            return try sheet.respond(status: 422)
        case .refused(let problem):
            sheet.problems = [FormProblem("\(rule)-add", problem.message)]
            return try sheet.respond(status: 422)
        case .stale(let current, let by):
            sheet.typed.version = current.version
            sheet.problems = [
                FormProblem(
                    "name",
                    """
                    \(by ?? "Somebody") changed the segment while you had this open. It is now “\(current.name)”: \
                    \(current.rule.sentence(naming: sheet.typed.rule.segments)). Save again to put yours in its place.
                    """)
            ]
            return try sheet.respond(status: 409)
        case .gone: throw HTTPRefusal.notFound
        }
    }

    /// - Throws: `HTTPRefusal.notFound` for another clinic's, too.
    static func stored(_ request: Request, _ visit: Visit) throws -> (Segment, Segments) {
        let segments = try SegmentStore(visit.db).all(in: visit.clinicID)
        guard let segment = segments[try request.id("id")] else { throw HTTPRefusal.notFound }
        return (segment, segments)
    }
}

/// What stands in a segment's form.
struct SegmentForm {
    var name: String
    var rule: RuleForm
    var version: Int

    init(_ segment: Segment?, _ segments: Segments, _ visit: Visit) throws {
        name = segment?.name ?? ""
        let offers = try RuleOffers.load(segments, in: visit.clinicID, visit.db)
        rule = RuleForm(prefix: SegmentEditor.rule, segment?.rule, offers: offers)
        version = segment?.version ?? 0
    }

    init(_ form: Form, _ segments: Segments, _ visit: Visit) throws {
        name = form["name"]
        let offers = try RuleOffers.load(segments, in: visit.clinicID, visit.db)
        rule = RuleForm(prefix: SegmentEditor.rule, form, offers: offers)
        version = form.version
    }
}
