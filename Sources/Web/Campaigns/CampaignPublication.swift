import Campaigns
import Markup
import Storage

/// Publishing what was edited of a campaign that runs: what it changes, and for how many people, before anything does.
enum CampaignPublication {
    private static let people = "people"

    private enum People: String {
        case move, finish
    }

    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard campaign.status == .active || campaign.status == .paused else {
            return try visit.refuse(.wrongStatus(campaign.status), campaign)
        }
        return try page(campaign, visit, status: 200)
    }

    static func publish(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        var form = try Form(request, names: [Form.versionField, people])
        let choice = form.choice(people, of: People.self, missing: "Choose one of the two.")
        guard campaign.status == .active || campaign.status == .paused else {
            return try visit.refuse(.wrongStatus(campaign.status), campaign)
        }
        guard form.problems.isEmpty, let choice else {
            return try page(campaign, form: form.problems, visit, status: 422)
        }
        let publishing = CampaignLife.Publishing(
            version: form.version, movesPeople: choice == .move, couriers: visit.call.settings.channels)
        let outcome = try visit.life.publish(
            campaign.id, publishing, in: visit.clinicID, by: visit.author, at: visit.now)
        switch outcome {
        case .done:
            let text =
                choice == .move
                ? "Patients on their way through it follow within the next minutes."
                : "Patients on their way through it finish by what they began with."
            return try visit.redirect(
                to: Path.revisions(campaign.id), notice: Notice("“\(campaign.name)” is published.", text))
        case .refused: return try page(campaign, visit, status: 422)
        case .stale:
            let problem = FormProblem(people, "Someone changed the draft meanwhile. Look at it again, then publish.")
            return try page(try visit.campaign(request), form: [problem], visit, status: 409)
        case .wrongStatus, .tooLate, .gone: return try visit.refuse(outcome, campaign)
        }
    }

    private static func page(_ campaign: Campaign, form: [FormProblem] = [], _ visit: Visit, status: Int) throws
        -> Response
    {
        let forecast = try visit.life.forecast(
            of: campaign.id, in: visit.clinicID, couriers: visit.call.settings.channels, at: visit.now)
        guard let forecast else { return try visit.refuse(.wrongStatus(campaign.status), campaign) }
        let hasChanges = !forecast.changes.isEmpty
        let isRefused = !forecast.problems.isEmpty
        let page = visit.page("campaigns/publish.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.keep("refusals", if: isRefused)
        page.text("refusals-title", "It cannot be published yet")
        let named = try ChangeNames.load(visit)
        let words = ProblemWords(workflow: forecast.draft.workflow, messages: named.messages)
        page.each("refusal", forecast.problems) { row, problem in
            row.text("refusal", words.sentence(problem))
            row.attribute("refusal", "href", Path.mending(problem, of: campaign.id))
        }
        page.text(
            "title", hasChanges ? "What changes when you publish it" : "Nothing was changed since it was published")
        page.each("change", forecast.changes.flatMap { $0.sentences(named.names) }) { row, sentence in
            row.text("change", sentence)
        }
        let changed = ChangedWorkflow(from: forecast.running, to: forecast.draft)
        page.keep("drawn", if: hasChanges)
        page.text("summary", changed.summary)
        page.insert("drawing", changed.drawing(visit.call.templates, of: forecast.draft, naming: named.messages))
        page.keep("people", if: hasChanges)
        page.each("fact", facts(forecast)) { row, fact in row.text("fact", fact) }
        page.keep("warnings", if: !form.isEmpty)
        page.each("warning", form) { row, problem in row.text("warning", problem.message) }
        page.keep("may-publish", if: hasChanges && !isRefused)
        page.keep("refused", if: !hasChanges || isRefused)
        page.attribute("back", "href", Path.builder(campaign.id))
        page.attribute("cancel", "href", Path.builder(campaign.id))
        page.keep("may-discard", if: campaign.version != campaign.publishedVersion)
        page.attribute("discard", "href", Path.discard(campaign.id))
        visit.fill(of: page, postingTo: Path.publish(campaign.id))
        page.attribute("version", "value", String(campaign.version))
        page.insert("fields", field(visit.fields(problems: form)))
        return try visit.respond(page, in: visit.frame(campaign, "Publish", status: status))
    }

    private static func facts(_ forecast: PublicationForecast) -> [String] {
        let inside = Numbers.count(forecast.inside, "patient is", "patients are")
        var facts = ["\(inside) on the way through it; a patient with two visits counts twice."]
        guard forecast.asked > 0 else { return facts }
        let of = forecast.asked < forecast.inside ? "the \(Numbers.grouped(forecast.asked)) who began last" : "them"
        let counts = [
            part(forecast.retimed, "message leaves", "messages leave", "at another time"),
            part(forecast.skipped, "message is", "messages are", "not sent"),
            part(forecast.added, "message comes", "messages come", "in addition"),
        ].compactMap(\.self)
        facts.append(
            counts.isEmpty
                ? "For none of \(of) another message is planned."
                : "For \(Numbers.grouped(forecast.affected)) of \(of): \(counts.joined(separator: ", ")).")
        return facts
    }

    private static func part(_ count: Int, _ one: String, _ many: String, _ what: String) -> String? {
        count == 0 ? nil : "\(Numbers.count(count, one, many)) \(what)"
    }

    private static func field(_ fields: FieldPages) -> Page {
        fields.radios(
            people, "Patients on their way through it",
            [
                FieldPages.Choice(
                    People.move.rawValue, "Go on by the new workflow from where they are",
                    hint: "What they got already is not sent again."),
                FieldPages.Choice(
                    People.finish.rawValue, "Finish by the old one",
                    hint: "Only those who begin from now on get the new one."),
            ],
            value: People.move.rawValue)
    }
}
