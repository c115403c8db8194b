import Campaigns
import Storage

/// The clinic's saved segments; the version that each save raises is the ETag.
enum SegmentAPI {
    /// `GET /api/v1/segments`
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["cursor"])
        let page = try SegmentStore(api.db).page(after: query.cursor(), in: api.clinicID)
        return .page(page, cursor: { $0.id.description }, json)
    }

    /// `GET /api/v1/segments/ID`
    static func show(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        return answer(try stored(api))
    }

    /// `POST /api/v1/segments`
    static func create(_ api: APICall) throws -> Response {
        let intake = try api.body { SegmentIntake(&$0) }
        let segment = try api.refusing { () throws(IntakeRefusal) in try intake.segment(replacing: nil) }
        let saving = try SegmentStore(api.db).create(
            segment.name, segment.rule, in: api.clinicID, by: api.author, at: api.now)
        guard case .saved(let id) = saving else { throw APIProblem(saving) ?? APIProblem(HTTPRefusal.notFound) }
        var response = answer(try api.found(segments(api)[id]), status: 201)
        response.set("Location", "\(APIDoor.prefix)/segments/\(id)")
        return response
    }

    /// `PUT /api/v1/segments/ID`: drafts follow; campaigns that run keep the rule that they were published with.
    static func update(_ api: APICall) throws -> Response {
        _ = try stored(api)
        let intake = try api.body { SegmentIntake(&$0) }
        try api.change { seen -> EditOutcome<Segment> in
            let stored = try stored(api)
            let version = try seen.checked(stored.version)
            let segment = try api.refusing { () throws(IntakeRefusal) in try intake.segment(replacing: stored) }
            if segment == stored { return .done }
            let saving = try SegmentStore(api.db).save(
                segment, ifVersion: version, in: api.clinicID, by: api.author, at: api.now)
            if let problem = APIProblem(saving) { throw problem }
            switch saving {
            case .stale(let current, let by): return .stale(current, by: by)
            case .gone: return .gone
            case .saved, .nameTaken, .refused: return .done
            }
        }
        return answer(try stored(api))
    }

    /// `DELETE /api/v1/segments/ID`: one that no campaign and no other segment asks about.
    static func remove(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let stored = try stored(api)
        _ = try SeenVersions(api.request).checked(stored.version)
        switch try SegmentStore(api.db).remove(stored.id, in: api.clinicID, by: api.author, at: api.now) {
        case .done: return Response(status: 204)
        case .gone: throw HTTPRefusal.notFound
        case .used(let use): throw APIProblem(status: 409, title: "It is asked about by \(use.names).")
        }
    }

    private static func segments(_ api: APICall) throws -> Segments {
        try SegmentStore(api.db).all(in: api.clinicID)
    }

    private static func stored(_ api: APICall) throws -> Segment {
        try api.found(segments(api)[api.request.id("id")])
    }

    private static func answer(_ segment: Segment, status: Int = 200) -> Response {
        var response = Response.json(json(segment), status: status)
        response.set("ETag", EntityTag(version: segment.version).text)
        return response
    }

    private static func json(_ segment: Segment) -> JSON {
        .object([
            "id": .id(segment.id), "name": .string(segment.name), "rule": segment.rule.json,
            "version": .count(segment.version),
        ])
    }
}

extension APIProblem {
    /// What the clinic's other segments have against a save; nil for what is none of their matter.
    fileprivate init?(_ saving: SegmentStore.Saving) {
        switch saving {
        case .saved, .stale, .gone: return nil
        case .nameTaken: self.init(FieldProblem(field: "name", message: "Another segment has this name."))
        case .refused(let problem):
            let field = problem.path.isEmpty ? "rule" : "rule.\(problem.path)"
            self.init(FieldProblem(field: field, message: problem.message))
        }
    }
}
