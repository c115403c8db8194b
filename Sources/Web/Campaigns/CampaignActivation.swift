import Campaigns
import Markup
import Storage

/// Activating a draft: what stands against it, or what will happen, before anything does.
enum CampaignActivation {
    private static let takeUp = "take-up"

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard campaign.status == .draft else { return try visit.refuse(.wrongStatus(campaign.status), campaign) }
        let problems = try visit.life.problems(
            of: campaign.id, in: visit.clinicID, couriers: visit.call.settings.channels, at: visit.now)
        return try page(campaign, problems ?? [], form: [], visit, status: 200)
    }

    static func activate(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        var form = try Form(request, names: [Form.versionField, takeUp])
        let choice =
            asksToTakeUp(campaign) ? form.choice(takeUp, of: TakeUp.self, missing: "Choose one of the two.") : .leave
        guard form.problems.isEmpty, let choice else {
            return try page(campaign, [], form: form.problems, visit, status: 422)
        }
        let activation = CampaignLife.Activation(
            version: form.version, takesUpVisits: choice == .take, couriers: visit.call.settings.channels)
        let outcome = try visit.life.activate(
            campaign.id, activation, in: visit.clinicID, by: visit.author, at: visit.now)
        switch outcome {
        case .done:
            return try visit.redirect(
                to: Path.stats(campaign.id),
                notice: Notice("“\(campaign.name)” is active.", "Its messages appear here and under Sends."))
        case .refused(let problems): return try page(campaign, problems, form: [], visit, status: 422)
        case .stale:
            let problem = FormProblem(takeUp, "Someone changed the draft meanwhile. Look at it again, then activate.")
            return try page(try visit.campaign(request), [], form: [problem], visit, status: 409)
        case .wrongStatus, .tooLate, .gone: return try visit.refuse(outcome, campaign)
        }
    }

    private enum TakeUp: String {
        case take, leave
    }

    /// Visits that stand in the book already can be taken up by what a booking begins (rules.md 1.5).
    private static func asksToTakeUp(_ campaign: Campaign) -> Bool { campaign.trigger?.event == .appointmentBooked }

    private static func page(
        _ campaign: Campaign, _ problems: [Problem], form: [FormProblem], _ visit: Visit, status: Int
    ) throws -> Response {
        let page = visit.page("campaigns/activate.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        let refused = !problems.isEmpty
        page.keep("refusals", if: refused)
        page.text("refusals-title", "It cannot be activated yet")
        let words = try Draft.load(campaign, of: visit.clinic(), visit.db).problemWords
        page.each("refusal", problems) { row, problem in
            row.text("refusal", words.sentence(problem))
            row.attribute("refusal", "href", Path.mending(problem, of: campaign.id))
        }
        page.text("title", "What happens when you activate it")
        let clinic = try visit.clinic()
        let active = try CampaignStore(visit.db).page(CampaignFilter(status: .active), in: visit.clinicID).active
        let warnings = try CampaignStore(visit.db).draftTerms(campaign.id, in: visit.clinicID)?.warnings ?? []
        let facts = facts(campaign, clinic, active: active, visit) + warnings.map(\.message)
        page.each("fact", facts) { row, fact in row.text("fact", fact) }
        page.keep("warnings", if: !form.isEmpty)
        page.each("warning", form) { row, problem in row.text("warning", problem.message) }
        page.keep("may-activate", if: !refused)
        page.keep("refused", if: refused)
        page.attribute("back", "href", Path.builder(campaign.id))
        page.attribute("cancel", "href", Path.builder(campaign.id))
        visit.fill(of: page, postingTo: Path.activate(campaign.id))
        page.attribute("version", "value", String(campaign.version))
        if asksToTakeUp(campaign) {
            let toCome = try AppointmentStore(visit.db, revisions: RevisionStore(visit.db)).countToCome(
                in: visit.clinicID, now: visit.now)
            page.insert("fields", takeUpField(campaign, toCome, visit.fields(problems: form)))
        } else {
            page.text("fields", "")
        }
        return try visit.respond(page, in: visit.frame(campaign, "Activate", status: status))
    }

    private static func facts(_ campaign: Campaign, _ clinic: Clinic, active: Int, _ visit: Visit) -> [String] {
        var facts: [String] = []
        switch campaign.trigger {
        case .event?:
            facts.append("From then on it begins by itself \(Self.lowered(campaign.trigger?.sentence ?? "")).")
        case .scheduled(let local):
            facts.append("It begins once, on \(visit.times.text(local)), for everybody who is in the audience then.")
        case .recurring(let recurrence):
            facts.append("It begins again and again, each time for everybody who is in the audience then:")
            let next = recurrence.next(3, after: visit.now, in: clinic.zone).map(visit.times.text)
            facts.append("\(recurrence.sentence). Next: \(next.joined(separator: "; ")).")
        case nil: facts.append("Nothing starts it yet.")
        }
        if campaign.purpose == .marketing {
            facts.append("As marketing it reaches only those with a recorded yes, in opening hours.")
        }
        facts.append("\(active + 1) of \(clinic.activeLimit) campaigns are then active.")
        return facts
    }

    private static func lowered(_ phrase: String) -> String { phrase.prefix(1).lowercased() + phrase.dropFirst() }

    private static func takeUpField(_ campaign: Campaign, _ toCome: Int, _ fields: FieldPages) -> Page {
        let visits = Numbers.count(toCome, "visit is", "visits are")
        return fields.radios(
            takeUp, "\(visits) booked already",
            [
                FieldPages.Choice(
                    TakeUp.take.rawValue, "Take them up",
                    hint: "Each gets what is still to come, without the confirmation."),
                FieldPages.Choice(
                    TakeUp.leave.rawValue, "Leave them out", hint: "Only visits booked from now on are spoken about."),
            ],
            value: campaign.type == .reminder ? TakeUp.take.rawValue : TakeUp.leave.rawValue)
    }
}
