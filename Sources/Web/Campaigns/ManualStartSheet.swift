import Campaigns
import Markup
import Storage

/// The page on which patients are chosen for whom a campaign is started by hand.
struct ManualStartSheet {
    let visit: Visit
    let campaign: Campaign
    let chosen: [ID<Patient>]
    /// The name that was searched for; empty shows who comes next.
    var typed = ""

    private static let found = 20

    /// Of the chosen ones that the clinic has, in their order.
    func facts() throws -> [Facts] { try facts(of: chosen) }

    private func facts(of patients: [ID<Patient>]) throws -> [Facts] {
        let facts = try FactsStore(visit.db).facts(of: patients, in: visit.clinic())
        return patients.compactMap { facts[$0] }
    }

    private func look(at facts: [Facts]) throws -> [ID<Patient>: ManualStarter.Answer]? {
        try ManualStarter(visit.db, revisions: RevisionStore(visit.db)).look(
            campaign, at: Dictionary(uniqueKeysWithValues: facts.map { ($0.patient.id, $0) }), now: visit.now)
    }

    func respond() throws -> Response {
        let page = visit.page("campaigns/start.html")
        let isActive = campaign.status == .active
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.text("about", about)
        page.keep("active", if: isActive)
        if isActive {
            visit.fill(of: page, postingTo: Path.start(campaign.id))
            let those = try facts()
            page.each("kept", those) { row, facts in row.attribute("kept", "value", facts.patient.id.description) }
            try fillFound(page)
            try fillChosen(page, those)
        }
        return try visit.respond(page, in: visit.frame(campaign, "Start by hand"))
    }

    private var about: String {
        guard campaign.status == .active else {
            return "It is \(campaign.status.phrase.lowercased()) now: only an active campaign begins for anybody."
        }
        guard let trigger = campaign.trigger else { return "It begins for the patients whom you choose." }
        let sentence = trigger.sentence
        let when = sentence.prefix(1).lowercased() + sentence.dropFirst()
        return "It begins by itself \(when). Here it begins for the patients whom you choose, at once."
    }

    private func fillFound(_ page: Page) throws {
        let patients =
            typed.isEmpty
            ? try UpcomingStore(visit.db).patients(in: visit.clinicID, from: visit.now, visits: Self.found)
            : try PatientSearch(visit.db, in: visit.clinicID, limit: Self.found).patients(named: typed)
        let those = try facts(of: patients.filter { !chosen.contains($0) })
        page.attribute("search", "value", typed)
        let count = Numbers.count(those.count, "patient", "patients")
        page.text("count", typed.isEmpty ? (those.isEmpty ? "" : "Who comes next") : count)
        page.keep("found", if: !those.isEmpty)
        page.keep("nobody", if: those.isEmpty)
        page.text(
            "nobody", typed.isEmpty ? "Search by the beginning of a first or last name." : "Nobody else of that name.")
        page.each("patient", those) { row, facts in
            let words = PatientWords(facts: facts, times: visit.times)
            row.attribute("tick", "value", facts.patient.id.description)
            row.attribute("tick", "id", "patient-\(facts.patient.id)")
            row.attribute("name", "for", "patient-\(facts.patient.id)")
            row.text("name", words.nameAndAge)
            row.text("visit", words.nextVisit)
        }
    }

    private func fillChosen(_ page: Page, _ those: [Facts]) throws {
        page.keep("chosen", if: !those.isEmpty)
        guard !those.isEmpty else { return }
        let answers = try look(at: those) ?? [:]
        let count = answers.values.count { $0 == .enrolled }
        page.text(
            "chosen-title",
            "It would begin for \(Numbers.grouped(count)) of \(Numbers.count(those.count, "patient", "patients"))")
        page.each("one", those) { row, facts in
            let answer = answers[facts.patient.id] ?? .unknownPatient
            row.text("one-name", PatientWords(facts: facts, times: visit.times).nameAndAge)
            row.text("answer", answer.phrase)
            row.text("answer-badge", answer == .enrolled ? "Begins" : "Stays out")
            row.attribute("answer-badge", "data-state", answer == .enrolled ? "send" : "skip")
            row.attribute("remove", "value", facts.patient.id.description)
            row.text("removed", " \(facts.patient.fullName)")
        }
        page.keep("may-start", if: count > 0)
        page.text("start", "Start for \(Numbers.count(count, "patient", "patients"))…")
    }

    /// The question with its numbers.
    func ask() throws -> Response {
        let those = try facts()
        guard let answers = try look(at: those), answers.values.contains(.enrolled) else { return try respond() }
        let count = answers.values.count { $0 == .enrolled }
        let page = visit.page("campaigns/start-question.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.text("title", "Start “\(campaign.name)” for \(Numbers.count(count, "patient", "patients"))?")
        page.each("fact", facts(of: answers, count)) { row, fact in row.text("fact", fact) }
        visit.fill(of: page, postingTo: Path.start(campaign.id))
        page.each("kept", those) { row, facts in row.attribute("kept", "value", facts.patient.id.description) }
        page.text("submit", "Start for \(Numbers.count(count, "patient", "patients"))")
        page.attribute("cancel", "href", Path.start(campaign.id, for: chosen))
        return try visit.respond(page, in: visit.frame(campaign, "Start by hand"))
    }

    private func facts(of answers: [ID<Patient>: ManualStarter.Answer], _ count: Int) -> [String] {
        var facts = [
            """
            \(Numbers.count(count, "patient begins", "patients begin")) at once; each message still asks for consent, \
            the cap and the hours in which it may go.
            """
        ]
        for answer in ManualStarter.Answer.allCases where answer != .enrolled {
            let number = answers.values.count { $0 == answer }
            if number > 0 { facts.append("\(Numbers.count(number, "patient", "patients")) will not: \(answer.phrase)") }
        }
        return facts
    }
}
