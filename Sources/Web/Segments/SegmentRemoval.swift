import Campaigns
import Markup
import Storage

/// Taking a segment out of the list, which asks first, and is refused while something uses it.
enum SegmentRemoval {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let (segment, _) = try SegmentEditor.stored(request, visit)
        let use = try SegmentStore(visit.db).use(of: segment.id, in: visit.clinicID)
        return try respond(visit, segment, use)
    }

    static func remove(_ request: Request, _ visit: Visit) throws -> Response {
        let (segment, _) = try SegmentEditor.stored(request, visit)
        _ = try Form(request, names: [])
        switch try SegmentStore(visit.db).remove(segment.id, in: visit.clinicID, by: visit.author, at: visit.now) {
        case .done:
            return try visit.redirect(to: Path.segments, notice: Notice("“\(segment.name)” is removed."))
        case .used(let use): return try respond(visit, segment, use, status: 409)
        case .gone: throw HTTPRefusal.notFound
        }
    }

    private static func respond(_ visit: Visit, _ segment: Segment, _ use: SegmentUse, status: Int = 200) throws
        -> Response
    {
        let page = visit.page("segments/remove.html")
        page.text("title", use.isEmpty ? "Remove “\(segment.name)”?" : "“\(segment.name)” is in use")
        page.text(
            "lead",
            use.isEmpty
                ? "No campaign and no segment asks about it. What ran with it keeps what it asked."
                : "It cannot be removed while it is asked about by \(use.names).")
        page.keep("may-remove", if: use.isEmpty)
        visit.fill(of: page, postingTo: Path.removeSegment(segment.id))
        page.text("cancel", use.isEmpty ? "Keep it" : "Back to the segment")
        page.attribute("cancel", "href", Path.segment(segment.id))
        return try visit.respond(
            page,
            in: Frame(
                title: "Remove a segment",
                crumbs: [Crumb(Noun.segments.name, Path.segments), Crumb(segment.name, Path.segment(segment.id))],
                noun: .segments, status: status))
    }
}
