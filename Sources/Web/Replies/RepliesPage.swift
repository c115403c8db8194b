import Campaigns
import Markup
import Storage

/// The list of texts for staff, each beside the patients of its number.
struct RepliesPage {
    let visit: Visit
    let messages: [InboundMessage]
    /// Whether these have been seen to.
    let isDone: Bool
    /// Whether there are more than are shown.
    let isCut: Bool

    func respond() throws -> Response {
        let page = visit.page("replies/list.html")
        page.text("lead", lead)
        for (name, isCurrent) in [("to-waiting", !isDone), ("to-done", isDone)] {
            page.attribute(name, "aria-current", isCurrent ? "page" : nil)
        }
        page.keep("table", if: !messages.isEmpty)
        page.keep("last-column", if: hasLastColumn)
        page.text("last-column", isDone ? "Seen to" : "Done")
        page.keep("empty", if: messages.isEmpty && !isDone)
        page.keep("none-done", if: messages.isEmpty && isDone)
        page.each("message", messages, fill: fill)
        return try visit.respond(page, in: Frame(title: Noun.replies.name, noun: .replies))
    }

    /// Who saw to it, or the button for whoever may.
    private var hasLastColumn: Bool { isDone || visit.may(.frontDesk) }

    private var lead: String {
        let more = isCut ? "More than " : ""
        if isDone { return "\(more)\(Numbers.count(messages.count, "message was", "messages were")) seen to" }
        if messages.isEmpty { return "No message waits for an answer" }
        return "\(more)\(Numbers.count(messages.count, "message waits", "messages wait")) for somebody to read"
    }

    private func fill(_ row: Page, _ message: InboundMessage) {
        let names = message.people.map(\.name)
        row.text("number", PhoneWords.spaced(message.number))
        row.keep("nobody", if: names.isEmpty)
        row.each("person", message.people) { row, person in
            row.text("name", person.name)
            row.attribute("name", "href", visit.may(.frontDesk) ? Path.patient(person.patient) : nil)
            row.text("next", person.nextVisit.map { "Next visit " + words($0) } ?? "No visit booked")
        }
        row.text("text", message.text.isEmpty ? "No words; perhaps a picture came." : message.text)
        row.keep("deed", if: deed(message) != nil)
        row.text("deed", deed(message) ?? "")
        visit.times.fill(row, "received", message.receivedAt)
        row.keep("last-cell", if: hasLastColumn)
        row.keep("done", if: message.done != nil)
        if let done = message.done {
            visit.times.fill(row, "done-at", done.at)
            row.text("done-by", done.by ?? "Somebody")
        }
        row.keep("may-finish", if: visit.may(.frontDesk) && message.done == nil)
        row.keep("may-reopen", if: visit.may(.frontDesk) && message.done != nil)
        visit.fill(form: "finish", of: row, postingTo: Path.finish(message.id))
        visit.fill(form: "reopen", of: row, postingTo: Path.reopen(message.id))
        let whose = names.isEmpty ? PhoneWords.spaced(message.number) : names.joined(separator: ", ")
        row.attribute("finish-button", "aria-label", "Done: \(whose)")
        row.attribute("reopen-button", "aria-label", "Not done: \(whose)")
    }

    private func words(_ next: InboundMessage.Visit) -> String {
        let confirmed = next.status == .confirmed ? ", confirmed" : ""
        return "\(visit.times.text(next.startsAt)) · \(next.type)\(confirmed)"
    }

    /// What the message has done by itself, or what it asks for.
    private func deed(_ message: InboundMessage) -> String? {
        let about = message.visit.map { " \(visit.times.text($0.startsAt)) · \($0.type)" }
        switch (message.keyword, about) {
        case (.optOut, _): return "Stopped every text to this number."
        case (.optIn, _): return "Texts to this number go out again."
        case (.help, _): return "Asks for help. Nobody has answered yet."
        case (.confirm, let about?): return "Confirmed the visit\(about)."
        case (.reschedule, let about?): return "Asked for another time than\(about); see Needs attention."
        case (.confirm, nil): return "Confirms, but it is not clear which visit."
        case (.reschedule, nil): return "Asks for another time, but it is not clear for which visit."
        case (nil, _): return nil
        }
    }
}
