import Campaigns
import Markup
import Storage

/// The lists of what waits for a person.
struct AttentionPage {
    let visit: Visit
    let requests: [RescheduleRequest]
    /// Whether more wait than are shown.
    let isCut: Bool
    let lowScores: LowScoreItems
    let failed: FailedSheet

    func respond() throws -> Response {
        let page = visit.page("attention/list.html")
        page.text("lead", lead)
        lowScores.fill(page)
        page.keep("requests", if: !requests.isEmpty || lowScores.waiting.isEmpty)
        page.keep("table", if: !requests.isEmpty)
        page.keep("empty", if: requests.isEmpty && lowScores.waiting.isEmpty)
        page.each("request", requests, fill: fill)
        failed.fill(page)
        return try visit.respond(page, in: Frame(title: Noun.attention.name, noun: .attention))
    }

    private var lead: String {
        let messages = Numbers.count(
            failed.total, upTo: AttentionList.mostCounted, "message failed", "messages failed")
        return "\(requestsWords) · \(failed.total == 0 ? "no message failed" : messages)"
    }

    private var requestsWords: String {
        if requests.isEmpty {
            let low = lowScores.waiting.count
            return low == 0
                ? "Nobody asks for another time" : "\(Numbers.count(low, "family gave", "families gave")) a low score"
        }
        let count = Numbers.count(requests.count, "patient asks", "patients ask")
        return isCut ? "More than \(requests.count) patients ask for another time" : "\(count) for another time"
    }

    private func fill(_ row: Page, _ request: RescheduleRequest) {
        row.text("patient", request.patientName)
        row.text("type", request.visitType)
        visit.times.fill(row, "told", request.told)
        row.keep("since", if: request.since(visit.times) != nil)
        row.text("since", request.since(visit.times) ?? "")
        row.text("wish", request.wish.isEmpty ? "No words were left." : request.wish)
        visit.times.fill(row, "requested", request.requestedAt)
        row.keep("may-finish", if: visit.may(.frontDesk))
        visit.fill(of: row, postingTo: Path.finish(request.id))
        row.attribute("done", "aria-label", "Done: \(request.patientName)")
    }
}

extension RescheduleRequest {
    /// What became of the visit since; nil when it still stands as it did.
    fileprivate func since(_ times: Times) -> String? {
        switch status {
        case .booked, .confirmed: startsAt == told ? nil : "Moved since to \(times.text(startsAt))"
        case .proposed, .cancelled, .enteredInError: "Cancelled since"
        case .arrived, .completed: "Came to the visit"
        case .noShow: "Missed the visit"
        }
    }
}
