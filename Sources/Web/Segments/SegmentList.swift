import Campaigns
import Markup
import Storage

/// The clinic's saved segments, by name.
enum SegmentList {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let segments = try SegmentStore(visit.db).all(in: visit.clinicID)
        let page = visit.page("segments/list.html")
        page.text(
            "lead", "\(Numbers.count(segments.all.count, "segment", "segments")) · groups of patients to use again")
        page.keep("may-create", if: visit.may(.manager))
        page.keep("table", if: !segments.all.isEmpty)
        page.each("segment", segments.all) { row, segment in
            row.text("name", segment.name)
            row.attribute("name", "href", Path.segment(segment.id))
            row.text("rule", segment.rule.people(naming: segments).capitalisedStart)
        }
        page.keep("empty", if: segments.all.isEmpty)
        page.keep("may-begin", if: visit.may(.manager))
        return try visit.respond(page, in: Frame(title: Noun.segments.name, noun: .segments))
    }
}
