import Campaigns
import CivilTime
import Markup
import Storage

/// What the page of one send shows.
struct SendSheet {
    let history: SendHistory
    let why: String
    let campaign: Campaign
    let visit: Visit

    private var send: ListedSend { history.send }
    private var times: Times { visit.times }

    func fill(_ page: Page) {
        page.text("title", "\(send.title) to \(send.recipientName)")
        page.text("state", send.badge.word)
        page.attribute("state", "data-state", send.badge.state)
        times.fill(page, "time", send.sentAt ?? send.plannedAt)
        page.keep("explain", if: visit.may(.frontDesk))
        page.attribute("explain", "href", Path.explain(campaign.id, patient: send.patientID, appointment: nil))
        page.keep("to-patient", if: visit.may(.frontDesk))
        page.attribute("to-patient", "href", Path.patient(send.patientID))
        page.text("why", why)
        page.keep("may-send-again", if: send.phase == .failed && visit.may(.frontDesk))
        page.attribute("again", "href", Path.sendAgain(send.id, of: campaign.id))
        page.each("fact", facts) { row, fact in
            row.text("label", fact.label)
            row.text("value", fact.value)
        }
        page.keep("message", if: history.text != nil)
        if let text = history.text {
            page.text("message-title", send.sentAt == nil ? "As it was to be sent" : "As it was sent")
            page.insert("message", picture(text))
        }
        page.each("entry", SendEntries(history: history, times: times).all) { row, entry in
            row.text("entry", entry.text)
            times.fill(row, "at", entry.at)
        }
        page.keep("relatives", if: !history.relatives.isEmpty)
        page.each("relative", history.relatives) { row, relative in
            let badge = ListedSend.badge(relative.phase, relative.reason)
            row.text("relative", "Planned for \(times.text(relative.plannedAt))")
            row.attribute("relative", "href", Path.send(relative.id, of: campaign.id))
            row.text("relative-state", badge.word)
            row.attribute("relative-state", "data-state", badge.state)
            row.text("relative-why", words(relative))
        }
    }

    /// How another send of the step stands to this one.
    private func words(_ relative: SendHistory.Relative) -> String {
        if relative.retry > history.retry { return "Sent once more by staff, after this one." }
        if relative.retry < history.retry { return "The failed one that was sent once more." }
        return relative.phase == .skipped ? relative.reason?.skippedSentence ?? "" : ""
    }

    private var facts: [(label: String, value: String)] {
        var facts = [("Patient", send.patientName), ("To", recipient), ("Channel", send.channel.title)]
        facts.append(("Planned for", times.text(send.plannedAt)))
        if send.phase == .ready, let next = send.nextAt, next != send.plannedAt {
            facts.append(("Leaves at the earliest", times.text(next)))
        }
        if history.heldSeconds > 0 {
            let span = Times.span(seconds: history.heldSeconds)
            facts.append(("Held in all", "\(span), by the cap, the provider or the clinic"))
        }
        if let arm = history.arm { facts.append(("Test of messages", arm.phrase)) }
        return facts.map { (label: $0.0, value: $0.1) }
    }

    private var recipient: String {
        guard let name = send.contactName else { return "Nobody who could receive it" }
        return history.address.map { "\(name), \($0)" } ?? name
    }

    private func picture(_ text: SendHistory.Text) -> Page {
        let note = "To \(recipient)" + (send.sentAt.map { " · left \(times.text($0))" } ?? "")
        if send.channel == .sms {
            let page = visit.page("messages/sms.html")
            page.text("text", text.body)
            page.text("note", note)
            page.text("length", text.smsParts.map { Numbers.count($0, "part", "parts") } ?? "")
            return page
        }
        if send.channel.isReadInInbox {
            let page = visit.page("messages/inbox.html")
            page.keep("subject", if: !text.subject.isEmpty)
            page.text("subject", text.subject)
            page.text("text", text.body)
            page.text("note", note)
            return page
        }
        let page = visit.page("messages/email.html")
        page.text("subject", text.subject)
        page.keep("frame", if: false)
        page.keep("poster", if: false)
        page.keep("text", if: true)
        page.text("text", text.body)
        page.keep("plain", if: false)
        page.text("note", note)
        return page
    }
}
