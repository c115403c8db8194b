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
    /// A wish that cannot be kept as it is.
    var typed: String?

    private var wording: VisitWording { VisitWording(words: words) }
    var words: PublicWords { PublicWords(language: asked.language) }

    func respond(status: Int = 200) throws -> Response {
        asked.standing == .toCome ? try offer(status) : try refuse()
    }

    private func offer(_ status: Int) throws -> Response {
        let page = call.page("public/visit.html")
        page.text("whose", wording.whose(asked.firstName))
        page.text("time", wording.time(asked.zone.civil(at: asked.startsAt), in: asked.region))
        page.attribute("time", "datetime", asked.startsAt.rfc3339)
        page.keep("confirmed", if: asked.isConfirmed)
        page.text("confirmed", wording.confirmed)
        page.keep("wished", if: asked.isChangeWished)
        page.text("wished", wording.wished(asked.clinicName, phone))
        page.keep("may-confirm", if: !asked.isConfirmed)
        page.attribute("confirm-form", "action", path)
        page.text("confirm", wording.confirm)
        page.attribute("confirm", "class", purpose == .confirm ? "button primary" : "button")
        page.keep("may-wish", if: !asked.isChangeWished)
        page.text("another", wording.another)
        page.attribute("wish-form", "action", path)
        page.text("ask", wording.ask)
        page.attribute("ask", "class", purpose == .reschedule ? "button primary" : "button")
        let fields = FieldPages(templates: call.templates, problems: problems)
        fields.fillErrors(page, title: words.lookAgain)
        page.insert(
            "wish",
            fields.textarea(
                "wish", wording.wish, value: typed ?? "", hint: wording.wishHint, rows: 3,
                attributes: ["maxlength": String(VisitAnswers.wishLimit)]))
        return try respond(page, wording.title, status)
    }

    private func refuse() throws -> Response {
        let over = wording.over(asked.standing)
        let page = call.page("public/visit-over.html")
        page.text("title", over.title)
        page.text("text", over.sentence)
        page.keep("reach", if: !asked.clinicPhone.isEmpty)
        page.text("reach", wording.reach(asked.clinicName, phone))
        return try respond(page, over.title, 410)
    }

    private var problems: [FormProblem] {
        typed == nil ? [] : [FormProblem("wish", wording.wishUnfit(VisitAnswers.wishLimit))]
    }

    private var phone: String {
        asked.clinicPhone.isEmpty ? "" : PublicPage.phone(asked.clinicPhone, in: asked.region)
    }

    private func respond(_ page: Page, _ title: String, _ status: Int) throws -> Response {
        try PublicPage.respond(
            page, title: title, by: PublicPage.Sender(name: asked.clinicName, address: asked.clinicAddress),
            language: words.language, status: status, call)
    }
}
