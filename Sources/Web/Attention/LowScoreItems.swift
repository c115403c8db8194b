import Campaigns
import Markup
import Storage

/// Families whose answer to a survey was so low that somebody should call, as a part of what needs attention.
struct LowScoreItems {
    let visit: Visit
    let waiting: [LowScores.Waiting]
    /// Whether more wait than are shown.
    let isCut: Bool

    private static let most = 100

    static func load(_ visit: Visit) throws -> LowScoreItems {
        let waiting = try LowScores(visit.db).waiting(in: visit.clinicID, limit: most + 1)
        return LowScoreItems(visit: visit, waiting: Array(waiting.prefix(most)), isCut: waiting.count > most)
    }

    static func finish(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        let isKnown = try LowScores(visit.db)
            .finish(request.id("id"), in: visit.clinicID, by: visit.staff.id, at: visit.now)
        guard isKnown else { throw HTTPRefusal.notFound }
        return try visit.redirect(
            to: Path.attention, notice: Notice("Done.", "The low score no longer waits for anybody."))
    }

    func fill(_ page: Page) {
        page.keep("low-scores", if: !waiting.isEmpty)
        page.keep("low-cut", if: isCut)
        page.each("low", waiting) { row, low in
            row.text("low-patient", low.patientName)
            row.attribute("low-patient", "href", visit.may(.frontDesk) ? Path.patient(low.patient) : nil)
            row.text("low-score", String(low.score))
            row.attribute("low-score", "aria-label", ScoreWords.spoken(low.score))
            row.text("low-words", low.words.isEmpty ? "No words were left." : low.words)
            visit.times.fill(row, "low-answered", low.answeredAt)
            row.keep("low-may-finish", if: visit.may(.frontDesk))
            row.attribute("low-form", "action", Path.finish(low.id))
            row.attribute("low-token", "value", visit.token)
            row.attribute("low-done", "aria-label", "Done: \(low.patientName)")
        }
    }
}

extension Path {
    static func finish(_ id: ID<SurveyResponse>) -> String { "\(attention)/answers/\(id)/done" }
}
