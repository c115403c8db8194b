import Campaigns
import Markup
import Storage

/// The results of a survey, as they are drawn.
struct SurveyResultsPage {
    let survey: Survey
    let query: PeriodQuery
    let counts: SurveyResults.Compared
    /// The newest first.
    let comments: [SurveyResults.Comment]
    /// Whether there are more.
    let isCut: Bool
    let visit: Visit

    private var now: SurveyResults.Counts { counts.now }
    private var before: SurveyResults.Counts { counts.before }
    private var changes: ChangeWords { ChangeWords(before: query.beforeName) }

    func fill(_ page: Page) {
        let times = visit.times
        page.text(
            "title", "\(query.title(times)) · \(times.day(query.period.first)) to \(times.day(query.period.last))")
        page.keep("numbers", if: now.responses > 0)
        page.keep("empty", if: now.responses == 0)
        page.text(
            "empty-text",
            now.invitations == 0
                ? "Once messages with the link to this survey leave, what families answer is counted here."
                : "\(Numbers.count(now.invitations, "invitation", "invitations")) left in these days; a link may be answered for 30 days."
        )
        guard now.responses > 0 else { return }
        page.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", figure.figure)
            row.text("sub", figure.sub)
            row.keep("change", if: query.isCompared && figure.change != nil)
            row.text("change", figure.change ?? "")
        }
        fillScore(page)
        page.each("question", counted) { row, item in fill(row, item.question, item.position) }
        fillComments(page)
    }

    private struct Figure {
        let label: String
        let figure: String
        let sub: String
        let change: String?
    }

    private var figures: [Figure] {
        let score = NetPromoterScore(counts: now.scores)
        let scoreBefore = NetPromoterScore(counts: before.scores)
        let answered = Figure(
            label: "Answers", figure: Numbers.grouped(now.responses),
            sub: Share(now.responses, of: now.invitations).text.map { "\($0) of the invitations" }
                ?? Numbers.count(now.invitations, "invitation left", "invitations left"),
            change: changes.count(now.responses, before.responses))
        guard let score else { return [answered] }
        return [
            Figure(
                label: "Net promoter score", figure: PromoterChart.signed(score.score),
                sub:
                    "± \(PromoterChart.tenths(score.margin)), of \(Numbers.count(now.scores.values.reduce(0, +), "score", "scores"))",
                change: scoreBefore.map { change(score.score, $0.score) }), answered,
            Figure(
                label: "Low scores", figure: Numbers.grouped(score.detractors),
                sub: "from 0 to 6; somebody should call",
                change: changes.count(score.detractors, scoreBefore?.detractors ?? 0)),
        ]
    }

    private func change(_ now: Double, _ then: Double) -> String {
        let (new, old) = (PromoterChart.signed(now), PromoterChart.signed(then))
        if new == old { return "= as in \(query.beforeName)" }
        return "\(now > then ? "▲ up" : "▼ down") from \(old) in \(query.beforeName)"
    }

    private func fillScore(_ page: Page) {
        let templates = visit.call.templates
        let score = NetPromoterScore(counts: now.scores)
        page.keep("score-charts", if: score != nil)
        guard let score else { return }
        let chart = PromoterChart(
            now: score, before: query.isCompared ? NetPromoterScore(counts: before.scores) : nil, templates: templates)
        page.insert("nps", chart.page())
        page.text("nps-says", chart.sentence)
        page.insert("nps-table", chart.table.page())
        let parts = PartsChart(score: score, templates: templates)
        page.insert("parts", parts.page())
        page.insert("parts-table", parts.table(before: chart.before).page())
    }

    private var counted: [(question: SurveyQuestion, position: Int)] {
        survey.questions.enumerated().map { (question: $0.element, position: $0.offset + 1) }
            .filter { $0.question.kind != .text }
    }

    private func fill(_ row: Page, _ question: SurveyQuestion, _ position: Int) {
        let chosen = question.kind == .score ? now.scores : now.numbers[position] ?? [:]
        let chosenBefore = question.kind == .score ? before.scores : before.numbers[position] ?? [:]
        let (all, allBefore) = (chosen.values.reduce(0, +), chosenBefore.values.reduce(0, +))
        row.attribute("question", "aria-labelledby", "question-\(position)")
        row.attribute("question-text", "id", "question-\(position)")
        row.text("question-text", question.wording(in: SurveyDraft.languages[0]).text)
        row.text("question-says", said(question, chosen, all))
        row.keep("before-head", if: query.isCompared)
        let numbers = Array(question.numbers ?? 1...1)
        let most = max(1, chosen.values.max() ?? 1)
        row.each("answer", question.kind == .choice ? numbers : numbers.reversed()) { row, number in
            let people = chosen[number] ?? 0
            row.text("answer", name(number, of: question))
            row.attribute("share", "width", String(people == 0 ? 0 : max(1, 100 * people / most)))
            row.text("people", Numbers.grouped(people))
            row.text("percent", Share(people, of: all).text ?? "–")
            row.keep("before", if: query.isCompared)
            row.text("before", Share(chosenBefore[number] ?? 0, of: allBefore).text ?? "–")
        }
    }

    private func name(_ number: Int, of question: SurveyQuestion) -> String {
        guard question.kind == .choice else { return String(number) }
        let choices = question.wording(in: SurveyDraft.languages[0]).choices
        return choices.indices.contains(number - 1) ? choices[number - 1] : String(number)
    }

    private func said(_ question: SurveyQuestion, _ chosen: [Int: Int], _ all: Int) -> String {
        guard all > 0 else { return "Nobody answered it in these days" }
        let people = "by \(Numbers.count(all, "person", "people"))"
        guard question.kind != .choice else { return "Answered \(people)" }
        let sum = chosen.reduce(0) { $0 + $1.key * $1.value }
        return "\(PromoterChart.tenths(Double(sum) / Double(all))) on average, \(people)"
    }

    private func fillComments(_ page: Page) {
        page.keep("comments", if: !comments.isEmpty)
        page.keep("no-comments", if: comments.isEmpty)
        page.keep("cut", if: isCut)
        page.text("cut", "The newest \(comments.count); the file has all of them.")
        page.each("comment", comments) { row, comment in
            row.text("score", comment.score.map(String.init) ?? "–")
            row.attribute("score", "data-state", comment.score.map(ScoreWords.state))
            row.attribute("score", "aria-label", comment.score.map(ScoreWords.spoken))
            row.attribute("score", "role", comment.score == nil ? nil : "img")
            row.text("patient", comment.patientName)
            row.attribute("patient", "href", visit.may(.frontDesk) ? Path.patient(comment.patient) : nil)
            visit.times.fill(row, "answered", comment.answeredAt)
            row.text("words", comment.words)
            row.attribute("words", "lang", comment.language)
        }
    }
}

/// A score as staff see it.
enum ScoreWords {
    static func state(_ score: Int) -> String {
        if NetPromoterScore.isDetracting(score) { return "low" }
        return score >= 9 ? "high" : "middle"
    }

    /// "Score 3 of 10: low".
    static func spoken(_ score: Int) -> String {
        let word = ["low": ": low", "high": ": high"][state(score)] ?? ""
        return "Score \(score) of 10\(word)"
    }
}
