import Campaigns
import Markup
import Storage
import Tokens

/// What the page behind a visit's link shows: the visit in the clinic's time, at most the first name, and two buttons.
struct VisitAnswerPage {
    let call: Call
    let asked: VisitAnswers.Asked
    /// What the link was offered for: its button stands out.
    let purpose: VisitLink.Purpose
    let path: String
    var typed = ""
    var problems: [FormProblem] = []

    static let unreadable = "What you sent could not be read. Nothing was changed; please go back and try again."

    func respond(status: Int = 200) throws -> Response {
        asked.standing == .toCome ? try offer(status) : try refuse()
    }

    private func offer(_ status: Int) throws -> Response {
        let page = call.page("public/visit.html")
        page.text("whose", "\(asked.firstName)’s visit")
        page.text("time", time)
        page.attribute("time", "datetime", asked.startsAt.rfc3339)
        page.keep("confirmed", if: asked.isConfirmed)
        page.keep("wished", if: asked.isChangeWished)
        page.text("wished", wished)
        page.keep("may-confirm", if: !asked.isConfirmed)
        page.attribute("confirm-form", "action", path)
        page.attribute("confirm", "class", purpose == .confirm ? "button primary" : "button")
        page.keep("may-wish", if: !asked.isChangeWished)
        page.attribute("wish-form", "action", path)
        page.attribute("ask", "class", purpose == .reschedule ? "button primary" : "button")
        let fields = FieldPages(templates: call.templates, problems: problems)
        fields.fillErrors(page)
        page.insert(
            "wish",
            fields.textarea(
                "wish", "When would suit you?", value: typed, hint: "You may leave this empty.", rows: 3,
                attributes: ["maxlength": String(VisitAnswers.wishLimit)]))
        return try PublicPage.respond(page, title: "Your visit", by: sender, status: status, call)
    }

    private func refuse() throws -> Response {
        let page = call.page("public/visit-over.html")
        page.text("title", over.title)
        page.text("text", over.sentence)
        page.keep("reach", if: !asked.clinicPhone.isEmpty)
        page.text("reach", "You can reach \(asked.clinicName) at \(asked.clinicPhone).")
        return try PublicPage.respond(page, title: over.title, by: sender, status: 410, call)
    }

    private var over: (title: String, sentence: String) {
        switch asked.standing {
        case .toCome, .passed: ("This visit has passed", "There is nothing left to confirm or to change.")
        case .moved:
            ("This visit has been moved", "Your newest message tells its new time; please use the link there.")
        case .cancelled: ("This visit does not take place", "It was cancelled, so there is nothing to confirm.")
        }
    }

    private var wished: String {
        let reach = asked.clinicPhone.isEmpty ? "" : " In a hurry? Call \(asked.clinicPhone)."
        return "You asked for another time, and \(asked.clinicName) will see to it. Until then this one stands.\(reach)"
    }

    private var time: String {
        let wording = DateWording(region: asked.region, language: "en")
        let start = asked.zone.civil(at: asked.startsAt)
        return "\(wording.date(start.date)) at \(wording.time(start.time))"
    }

    private var sender: PublicPage.Sender {
        PublicPage.Sender(name: asked.clinicName, address: asked.clinicAddress)
    }
}
