import Campaigns
import CivilTime
import Delivery
import Foundation
import Jobs
import MariaDB
import Storage
import TestSupport
import Tokens

/// An invented clinic in Chicago that works: neighbour systems tell it things, ticks run, messages become files.
final class Practice {
    let db: Database
    let clinic: Clinic
    let outbox: URL
    private let revisions: RevisionStore
    private let couriers: [Channel: any Courier]
    private let textReceipts: String?
    private var claims: UInt64 = 0

    static func open<T>(_ body: (Practice) throws -> T) throws -> T {
        try withDatabase { db in
            let practice = try Practice(db)
            defer { try? FileManager.default.removeItem(at: practice.outbox) }  // a folder left behind harms nobody
            return try body(practice)
        }
    }

    /// - Parameters:
    ///   - clinic: nil for a new one in Chicago.
    ///   - textReceipts: where the text gateway tells what became of texts; nil for one that tells nothing.
    init(
        _ db: Database, couriers: [Channel: any Courier]? = nil, clinic known: ID<Clinic>? = nil,
        textReceipts: String? = nil
    ) throws {
        self.db = db
        self.textReceipts = textReceipts
        revisions = RevisionStore(db)
        outbox = FileManager.default.temporaryDirectory.appending(path: "outbox-\(UUID().uuidString)")
        let folder = try FilesCourier(folder: outbox.path)
        self.couriers = couriers ?? [.email: folder, .sms: folder, .push: folder]
        let id = try known ?? SampleRows(db).clinic()
        clinic = try ClinicStore(db).clinic(id)!
    }

    /// A second pair of hands on the same clinic, over another connection.
    init(beside other: Practice, _ db: Database) throws {
        self.db = db
        revisions = RevisionStore(db)
        outbox = other.outbox
        couriers = other.couriers
        textReceipts = other.textReceipts
        clinic = other.clinic
        claims = 1 << 32
    }

    /// The clinic's local time.
    func at(_ local: String) -> Instant { clinic.zone.instant(of: CivilDateTime(local)!) }

    /// Makes and starts a gallery workflow.
    @discardableResult
    func start(_ workflow: GalleryWorkflow, takingUp: Bool = false, at local: String) throws -> ID<Campaign> {
        let id = try GalleryStore(db).use(workflow, in: clinic.id, by: .program, at: at(local))
        try activate(id, takingUp: takingUp, at: local)
        return id
    }

    /// Activates a draft as the page does; visits booked before are taken up only where asked.
    func activate(_ id: ID<Campaign>, takingUp: Bool = false, at local: String) throws {
        let campaign = try CampaignStore(db).campaign(id, in: clinic.id)!
        let outcome = try CampaignLife(db, revisions: revisions).activate(
            id,
            CampaignLife.Activation(
                version: campaign.version, takesUpVisits: takingUp, couriers: Set(Channel.allCases)),
            in: clinic.id, by: .program, at: at(local))
        guard case .done = outcome else { throw NotActivated(outcome: outcome) }
    }

    struct NotActivated: Error { let outcome: LifeOutcome }

    /// A marketing campaign of one e-mail, at a local time.
    func offer(_ name: String = "Whitening", on local: String, body: String, made: String) throws -> ID<Campaign> {
        try campaign(
            name, by: .scheduled(CivilDateTime(local)!), type: .marketing, body: body, made: made)
    }

    /// A running campaign of one e-mail.
    @discardableResult
    func campaign(
        _ name: String = "Hello", by trigger: Trigger, reentry: Reentry = .never, type: CampaignType = .followUp,
        body: String = "Hello!", made: String
    ) throws -> ID<Campaign> {
        let text = MessageDraft(name: name, channel: .email, language: "en", subject: name, body: body)
        let template = try MessageTemplateStore(db).create(text, in: clinic.id, by: .program, at: at(made))
        let id = try CampaignStore(db).create(
            CampaignHead(name: name, type: type), trigger: trigger, in: clinic.id, by: .program, at: at(made))
        _ = try CampaignStore(db).update(
            trigger, reentry: reentry, of: id, ifVersion: 1, in: clinic.id, by: .program, at: at(made))
        _ = try StepStore(db).add(
            name: name, .send(SendStep(channel: .email, template: template)), at: .end(of: .main),
            to: id, in: clinic.id, by: .program, at: at(made))
        try activate(id, at: made)
        return id
    }

    /// The patient's own yes or no to marketing by e-mail.
    func consents(_ key: String, _ granted: Bool, at local: String) throws {
        try tell(
            "patients", key,
            #"{"consents":[{"contact":null,"purpose":"marketing","channel":"EMAIL","granted":\#(granted),"at":"\#(at(local).rfc3339)","how":"form"}]}"#,
            at: local)
    }

    /// A patient of 12 whose mother receives, or an adult.
    func patient(_ key: String, age: Int = 12, phone: String = "+13125550142", at local: String = "2027-03-01T09:00")
        throws
    {
        let year = 2027 - age
        let own = age < 18 ? "" : #""email":"\#(key)@patients.example","phone":"\#(phone)","#
        let mother =
            age < 18
            ? #"[{"externalId":"M-\#(key)","relation":"parent","firstName":"Helena","lastName":"Lindqvist","email":"\#(key)@parents.example","phone":"\#(phone)","receives":["care"]}]"#
            : "[]"
        try tell(
            "patients", key,
            #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"\#(year)-01-20",\#(own)"contacts":\#(mother)}"#,
            at: local)
    }

    func visit(_ key: String, of patient: String, _ start: String, status: String = "booked", at local: String) throws {
        try tell(
            "appointments", key,
            #"{"patient":"\#(patient)","type":"Adjustment","startsAt":"\#(start)","status":"\#(status)","bookedAt":"\#(at(local).rfc3339)"}"#,
            at: local)
    }

    /// What a neighbour system tells, by the same road as its requests.
    func tell(_ kind: String, _ key: String, _ json: String, at local: String) throws {
        let context = IntakeContext(zone: clinic.zone, now: at(local), normalisePhone: { $0 })
        let body = try JSON.parse(Array(json.utf8))
        let saved: Saved
        switch kind {
        case "patients":
            let intake = try PatientIntake(externalID: key, json: body, context: context)
            saved = try PatientStore(db, revisions: revisions).save(intake, in: clinic, at: at(local))
        case "treatments":
            let intake = try TreatmentIntake(externalID: key, json: body, context: context)
            saved = try TreatmentStore(db, revisions: revisions).save(intake, in: clinic, at: at(local))
        case "invoices":
            let intake = try InvoiceIntake(externalID: key, json: body, context: context)
            saved = try InvoiceStore(db, revisions: revisions).save(intake, in: clinic, at: at(local))
        case "events":
            saved = try EventIntakeStore(db).save(
                EventIntake(json: body, context: context), in: clinic.id, at: at(local))
        default:
            let intake = try AppointmentIntake(externalID: key, json: body, context: context)
            saved = try AppointmentStore(db, revisions: revisions).save(intake, in: clinic, at: at(local))
        }
        if case .refused(let problems) = saved { throw Refused(problems: problems) }
    }

    struct Refused: Error { let problems: [FieldProblem] }

    /// Somebody writes to the clinic's number.
    ///
    /// - Parameter key: the provider's id of the text.
    @discardableResult
    func hear(_ words: String, from number: String = "+13125550142", key: String = UUID().uuidString, at local: String)
        throws -> InboundOutcome
    {
        try InboundStore(db).receive(
            InboundText(provider: "twilio", key: key, sender: number, text: words), at: at(local))
    }

    /// - Parameter hire: starts another process; nil where the tick works alone.
    func workplace(
        at now: Instant, isEnding: @escaping () -> Bool = { false }, isColleague: Bool = false,
        hire: ((Int) -> Colleague?)? = nil
    ) throws -> Workplace {
        Workplace(
            db: db, revisions: revisions, couriers: couriers, sender: try Self.sender(textReceipts), clock: { now },
            chance: { 0.5 }, claimToken: nextToken, makeSecret: nextSecret, log: { _ in }, isEnding: isEnding,
            isColleague: isColleague, hire: hire)
    }

    private func nextSecret() -> SecretToken {
        claims += 1
        var random = SeededGenerator(seed: claims)
        return SecretToken(using: &random)
    }

    private func nextToken() -> ClaimToken {
        claims += 1
        var random = SeededGenerator(seed: claims)
        return ClaimToken(using: &random)
    }

    static func sender(_ textReceipts: String? = nil) throws -> Sender {
        let secret = MasterSecret(number: 1, bytes: [UInt8](repeating: 7, count: 32))!
        return Sender(
            mailFrom: MailAddress("clinic@lakeside.example")!, smsFrom: "+13125550100",
            links: PublicLinks(base: "https://go.lakeside.example", keys: TokenKeys(current: secret)),
            textReceipts: textReceipts)
    }

    /// One whole tick, or some of its jobs.
    @discardableResult
    func tick(_ local: String, _ jobs: [JobName] = []) throws -> [(job: JobName, counts: Tick.Counts)] {
        try Tick(workplace(at: at(local))).run(jobs)
    }

    /// The names of the files that left so far: one per copy.
    func copies() throws -> Int {
        guard FileManager.default.fileExists(atPath: outbox.path) else { return 0 }
        return try FileManager.default.contentsOfDirectory(atPath: outbox.path).count
    }

    /// Every send as `CHANNEL local time PHASE reason`, in the order of their making.
    func sends() throws -> [String] {
        try db.rows("SELECT channel, planned_at, phase, reason FROM send ORDER BY id").map { row in
            let planned = clinic.zone.civil(at: Instant(microseconds: row.timestamp("planned_at"))).text
            return [row.text("channel"), planned, row.text("phase"), row.optionalText("reason")].compactMap(\.self)
                .joined(separator: " ")
        }
    }

    func count(_ sql: String) throws -> Int { try db.row(sql)?.int("n") ?? -1 }
}
