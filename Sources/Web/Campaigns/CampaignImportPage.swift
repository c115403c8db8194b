import Campaigns
import Markup
import Storage

/// Takes in a campaign's file: first it is read and shown with what it refers to, then, when that is confirmed, made.
enum CampaignImportPage {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try ask(visit, text: "", problem: nil, status: 200)
    }

    static func take(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ImportReview.names.union(["text", "make"]))
        // The script that reads a file leaves the field as the file is.
        let text = form["text"]
        let portable: PortableCampaign
        do {
            portable = try PortableCampaign(text: text)
        } catch {
            return try ask(visit, text: text, problem: error.sentence, status: 422)
        }
        let review = try ImportReview(visit, portable)
        guard form.isTicked("make") else { return try self.review(visit, review, form, text) }
        do {
            let id = try CampaignImport(visit.db, makeKey: visit.call.makeExperimentKey).make(
                portable, review.choices(form), in: visit.clinicID, by: visit.author, at: visit.now)
            return try visit.redirect(
                to: Path.builder(id),
                notice: Notice(
                    "“\(portable.outline.head.name)” is a draft of yours.",
                    "Look at its problems, if it has any; nothing is sent before you activate it."))
        } catch let refusal as CampaignImport.Refusal {
            return try self.review(visit, review, form, text, refusal: refusal.sentence, status: 409)
        }
    }

    private static func ask(_ visit: Visit, text: String, problem: String?, status: Int) throws -> Response {
        let page = visit.page("campaigns/import.html")
        let fields = visit.fields(problems: problem.map { [FormProblem("text", $0)] } ?? [])
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.importCampaign)
        page.insert(
            "fields",
            fields.textarea(
                "text", "The file's text", value: text,
                hint: "It begins with “campanile campaign: format \(PortableCampaign.format)”.", rows: 16,
                attributes: ["spellcheck": "false", "class": "input file-text"]))
        page.attribute("cancel", "href", Path.campaigns)
        return try visit.respond(page, in: frame("Import a campaign", [], status, scripts: ["file-into"]))
    }

    private static func review(
        _ visit: Visit, _ review: ImportReview, _ form: Form, _ text: String, refusal: String? = nil, status: Int = 200
    ) throws -> Response {
        let page = visit.page("campaigns/import-review.html")
        let portable = review.portable
        page.text("name", portable.outline.head.name)
        page.text("about", portable.outline.head.description)
        page.keep("refusal", if: refusal != nil)
        page.text("refusal", refusal ?? "")
        visit.fill(of: page, postingTo: Path.importCampaign)
        page.text("text", text)
        page.attribute("cancel", "href", Path.importCampaign)
        page.each("makes", review.makes) { row, line in row.text("makes", line) }
        review.fill(page, form)
        page.insert("drawing", review.drawing.page())
        return try visit.respond(
            page,
            in: frame("Look at it first", [Crumb("Import a campaign", Path.importCampaign)], status, scripts: []))
    }

    private static func frame(_ title: String, _ crumbs: [Crumb], _ status: Int, scripts: [String]) -> Frame {
        Frame(
            title: title, crumbs: [Crumb(Noun.campaigns.name, Path.campaigns)] + crumbs, noun: .campaigns,
            scripts: scripts, status: status)
    }
}
