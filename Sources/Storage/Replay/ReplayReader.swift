import Campaigns
import CivilTime
import MariaDB

/// Reads a clinic's patients with their past, page by page, and replays each page: memory follows the page.
struct ReplayReader {
    private let db: Database
    private let campaign: ID<Campaign>
    private let clinic: Clinic
    private let question: ReplayQuestion

    static let pageSize = 300

    init(_ db: Database, terms: Terms, campaign: ID<Campaign>, clinic: Clinic, span: Range<Instant>) throws {
        self.db = db
        self.campaign = campaign
        self.clinic = clinic
        let texts = try MessageTemplateStore(db).texts(of: terms.templateVersions, in: clinic.id)
        question = ReplayQuestion(
            terms: terms, templates: Array(texts.values.joined()), clinic: clinic, span: span,
            occurrences: ReplayQuestion.occurrences(of: terms, in: span, zone: clinic.zone))
    }

    /// Patients after one, in the order of their ids.
    func page(after patient: ID<Patient>) throws -> [ID<Patient>] {
        try PatientStore(db, revisions: RevisionStore(db)).page(in: clinic.id, after: patient, limit: Self.pageSize)
    }

    /// Replays those of a page whom something starts the campaign for. Those who share an address are replayed together,
    /// with whoever of them has the lowest id.
    func replay(_ page: [ID<Patient>], onto tally: ReplayTally) throws -> ReplayTally {
        var tally = tally
        let leaders = Set(page)
        for household in try households(linkedTo: page) where leaders.contains(household.leader) {
            tally = household.replay(question, onto: tally).tally
        }
        return tally
    }

    /// Every message that the replay plans for one patient, each with its text, in the order of their planning.
    func messages(of patient: ID<Patient>, links: MessageLinks) throws -> [ReplayedMessage] {
        let home = try households(linkedTo: [patient]).first { $0.patients.contains { $0.facts.patient.id == patient } }
        return home?.replay(question, onto: ReplayTally(), links: links).messages.filter { $0.patient == patient }
            ?? []
    }

    private struct PastHousehold {
        let patients: [PastPatient]
        let pointDays: [ID<ContactPoint>: [CivilDate]]

        /// Whoever has the lowest id.
        var leader: ID<Patient> { patients[0].facts.patient.id }

        func replay(_ question: ReplayQuestion, onto tally: ReplayTally, links: MessageLinks? = nil) -> (
            tally: ReplayTally, messages: [ReplayedMessage]
        ) {
            var replay = HouseholdReplay(
                question, patients, pointDays: pointDays, tally: tally, links: links)
            return replay.run()
        }
    }

    /// Those whom something starts the campaign for, with whoever is bound to them.
    private func households(linkedTo page: [ID<Patient>]) throws -> [PastHousehold] {
        let isDealt = !question.terms.workflow.deals.isEmpty
        let linked =
            question.terms.purpose == .marketing || isDealt
            ? try HouseholdStore(db).members(linkedTo: Set(page), in: clinic.id) : Set(page)
        let histories = try histories(of: linked)
        let concerned = linked.filter { concerns(histories[$0] ?? []) }
        guard !concerned.isEmpty else { return [] }
        var facts = try FactsStore(db).facts(of: concerned, in: question.clinic)
        if isDealt { try deal(linked, into: &facts) }
        let counted = try counted(concerned, facts)
        return households(facts).map { household in
            let patients = household.compactMap { id in
                facts[id].map {
                    PastPatient(facts: $0, history: histories[id] ?? [], marketingDays: counted.ofPatients[id] ?? [])
                }
            }
            return PastHousehold(patients: patients, pointDays: counted.ofPoints)
        }
    }

    /// Whether anything of the span could start the campaign.
    private func concerns(_ history: [PastEvent]) -> Bool {
        guard let type = question.terms.trigger?.event else { return !question.occurrences.isEmpty }
        if type.isDaily { return true }
        return history.contains { $0.event.type == type && question.span.contains($0.at) }
    }

    /// For care everyone is alone, as no cap binds them together.
    private func households(_ facts: [ID<Patient>: Facts]) -> [[ID<Patient>]] {
        guard question.terms.purpose == .marketing else { return facts.keys.sorted().map { [$0] } }
        return linked(facts)
    }

    private func deal(_ linked: Set<ID<Patient>>, into facts: inout [ID<Patient>: Facts]) throws {
        let homes = self.linked(try FactsStore(db).facts(of: linked, in: question.clinic, reading: []))
        let deals = ReplayDeals(db: db, terms: question.terms, campaign: campaign, clinic: clinic.id)
        for (patient, trials) in try deals.trials(of: homes) { facts[patient]?.trials = trials }
    }

    /// Those who share an address, over as many links as it takes; each in the order of their ids.
    private func linked(_ facts: [ID<Patient>: Facts]) -> [[ID<Patient>]] {
        Household.all(reachedAt: facts.mapValues(\.points)).map { $0.members.sorted() }
    }

    private func histories(of patients: Set<ID<Patient>>) throws -> [ID<Patient>: [PastEvent]] {
        let rows = try db.rows(
            ReplaySQL.history.rawValue,
            [.ids(patients.sorted()), .id(clinic.id), .instant(question.span.upperBound)])
        // A bulk intake tells of earlier times: what it brought stands among the rest where it happened.
        return Dictionary(grouping: rows.map(PastEventRow.decode), by: \.event.patientID).mapValues { events in
            events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        }
    }

    private struct Counted {
        var ofPatients: [ID<Patient>: [CivilDate]] = [:]
        var ofPoints: [ID<ContactPoint>: [CivilDate]] = [:]
    }

    /// What really went and counts for the cap, this campaign's own left out.
    private func counted(_ patients: Set<ID<Patient>>, _ facts: [ID<Patient>: Facts]) throws -> Counted {
        guard question.terms.purpose == .marketing, clinic.cap.messages > 0 else { return Counted() }
        let since = Value.instant(clinic.cap.countsPlanned(since: question.span.lowerBound))
        let points = Set(facts.values.flatMap(\.points))
        let ofPatients = try db.rows(SendSQL.patientMarketing.rawValue, [.ids(patients), .id(clinic.id), since])
        let ofPoints = try db.rows(SendSQL.pointMarketing.rawValue, [.ids(points), .id(clinic.id), since])
        let ids = Set((ofPatients + ofPoints).map { $0.id("id") as ID<Send> })
        guard !ids.isEmpty else { return Counted() }
        let others = Set(
            try db.rows(ReplaySQL.ofOthers.rawValue, [.ids(ids), .id(clinic.id), .id(campaign)])
                .map { $0.id("id") as ID<Send> })
        return Counted(ofPatients: days(ofPatients, others), ofPoints: days(ofPoints, others))
    }

    private func days<Owner>(_ rows: [Row], _ sends: Set<ID<Send>>) -> [ID<Owner>: [CivilDate]] {
        Dictionary(grouping: rows.filter { sends.contains($0.id("id")) }) { $0.id("owner") as ID<Owner> }
            .mapValues { $0.map { clinic.day(at: $0.instant("due_at")) } }
    }
}

extension Facts {
    /// Every address of the circle.
    fileprivate var points: [ID<ContactPoint>] {
        circle.everyone.flatMap(\.points).map(\.id)
    }
}

/// An event with what it told of its anchor.
enum PastEventRow {
    static func decode(_ row: Row) -> PastEvent {
        let told = row.optionalText("data").map { Array($0.utf8) }.flatMap { bytes -> JSON? in
            // What a neighbour's event carries is its own matter: data that says nothing of an anchor tells nothing.
            try? JSON.parse(bytes)
        }
        return PastEvent(
            event: EventRow.decode(row), visitStart: told?["startsAt"]?.stringValue.flatMap { Instant($0) },
            phase: told?["phase"]?.stringValue, paidCents: told?["paidCents"]?.integerValue)
    }
}
