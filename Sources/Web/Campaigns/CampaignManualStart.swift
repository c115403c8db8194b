import Campaigns
import Storage

/// Starting a running campaign for patients whom staff choose: who would begin, who not and why, before anybody does.
enum CampaignManualStart {
    /// Those whom one start may name.
    static let most = 100

    static let names: Set<String> = ["name", "search", "add", "remove", "ask", "confirmed"]
    static let lists: Set<String> = ["chosen", "patient"]

    /// `?patients=3,7`: ids, no names.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        return try ManualStartSheet(visit: visit, campaign: campaign, chosen: ids(request.query["patients"]))
            .respond()
    }

    static func act(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        var form = try Form(request, names: names, lists: lists)
        let chosen = ids(form.list("chosen").joined(separator: ","))
        if form.isTicked("add") {
            let ticked = ids(form.list("patient").joined(separator: ","))
            let path = Path.start(campaign.id, for: merged(chosen, ticked))
            guard ticked.isEmpty else { return .redirect(to: path) }
            return try visit.redirect(
                to: path, notice: Notice("Nobody was ticked.", "Tick those for whom it shall begin.", tone: .warn))
        }
        if let removed = ID<Patient>(text: form["remove"]) {
            return .redirect(to: Path.start(campaign.id, for: chosen.filter { $0 != removed }))
        }
        var sheet = ManualStartSheet(visit: visit, campaign: campaign, chosen: chosen)
        if form.isTicked("confirmed") { return try start(sheet) }
        if form.isTicked("ask") { return try sheet.ask() }
        sheet.typed = form.line("name", limit: 120)
        return try sheet.respond()
    }

    private static func start(_ sheet: ManualStartSheet) throws -> Response {
        let (visit, campaign) = (sheet.visit, sheet.campaign)
        let clinic = try visit.clinic()
        let keys = try sheet.facts().map(\.patient.externalID)
        let outcome = try ManualStarter(visit.db, revisions: RevisionStore(visit.db)).start(
            campaign.id, for: keys, in: clinic, by: visit.author, at: visit.now)
        switch outcome {
        case .gone: throw HTTPRefusal.notFound
        case .wrongStatus(let status): return try visit.refuse(.wrongStatus(status), campaign)
        case .done(let answers):
            let begun = answers.count { $0 == .enrolled }
            let left = answers.count - begun
            let rest = left == 0 ? "" : "\(Numbers.count(left, "patient", "patients")) did not begin."
            guard begun > 0 else {
                return try visit.redirect(
                    to: Path.start(campaign.id, for: sheet.chosen),
                    notice: Notice("It began for nobody.", "Beside each name stands why.", tone: .warn))
            }
            return try visit.redirect(
                to: Path.stats(campaign.id),
                notice: Notice("It has begun for \(Numbers.count(begun, "patient", "patients")).", rest))
        }
    }

    /// Each once, in their order; no more than may be.
    private static func ids(_ text: String?) -> [ID<Patient>] {
        merged([], (text ?? "").split(separator: ",").compactMap { ID<Patient>(text: String($0)) })
    }

    private static func merged(_ one: [ID<Patient>], _ other: [ID<Patient>]) -> [ID<Patient>] {
        var seen: Set<ID<Patient>> = []
        return Array((one + other).filter { seen.insert($0).inserted }.prefix(most))
    }
}

extension Path {
    static func start(_ id: ID<Campaign>, for patients: [ID<Patient>] = []) -> String {
        let path = "\(campaign(id))/start"
        // Commas need no coding in a query, and read better without.
        return patients.isEmpty ? path : "\(path)?patients=\(patients.map(\.description).joined(separator: ","))"
    }
}

extension ManualStarter.Answer {
    /// What would become of the patient, and why not.
    var phrase: String {
        switch self {
        case .enrolled: "Would begin now."
        case .alreadyEnrolled: "Has begun before, and may not begin again yet."
        case .notInAudience: "Is not in the campaign’s audience."
        case .excluded: "Is among those whom the campaign excludes."
        case .nothingToBeAbout: "Has nothing that fits what starts the campaign."
        case .unknownPatient: "Is no patient of the clinic."
        }
    }
}
