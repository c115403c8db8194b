import Campaigns
import Storage

/// Undo and redo of a draft, from the buttons above its drawing.
enum DraftUndo {
    static func undo(_ request: Request, _ visit: Visit) throws -> Response { try go(.undo, request, visit) }

    static func redo(_ request: Request, _ visit: Visit) throws -> Response { try go(.redo, request, visit) }

    private static func go(_ direction: DraftReturn.Direction, _ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaignOfOwnSteps(request)
        let form = try Form(request, names: [Form.versionField])
        let outcome = try DraftReturn(visit.db).go(
            direction, campaign.id, ifVersion: form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        let back = Path.builder(campaign.id, after: direction)
        switch outcome {
        case .done(let change):
            let draft = try Draft.load(request, visit)
            let words = DraftChangeWords(change, messages: draft.messageNames, reader: visit.staff.name).text
            return try visit.redirect(to: back, notice: Notice("\(direction.done): \(words)."))
        case .nothing: return try visit.redirect(to: back, notice: Notice("There is nothing to \(direction.rawValue)."))
        case .stale:
            return try BuilderPage(visit: visit, draft: Draft.load(request, visit)).tell(
                "Nothing was \(direction.done.lowercased()).")
        case .fixed(let status): throw HTTPRefusal.noDraft(status)
        case .gone: throw HTTPRefusal.notFound
        }
    }
}

extension DraftReturn.Direction {
    fileprivate var done: String { self == .undo ? "Undone" : "Redone" }
}
