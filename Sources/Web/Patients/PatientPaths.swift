import Campaigns
import Storage

extension Path {
    static let patients = "/patients"
    static func patient(_ id: ID<Patient>) -> String { "\(patients)/\(id)" }
    static func patientAnswer(_ id: ID<Patient>) -> String { "\(patient(id))/answer" }
    static func addresses(_ contact: ID<Contact>, of patient: ID<Patient>) -> String {
        "\(self.patient(patient))/contacts/\(contact)"
    }
    static func addressBack(_ contact: ID<Contact>, of patient: ID<Patient>, _ kind: ContactPoint.Kind) -> String {
        "\(addresses(contact, of: patient))/\(kind.rawValue)/back"
    }
    static func patientExplain(_ id: ID<Patient>) -> String { "\(patient(id))/explain" }
}

extension Visit {
    /// All that a page about one patient tells of them.
    ///
    /// - Throws: `HTTPRefusal.notFound` for another clinic's, too.
    func patient(_ request: Request) throws -> Facts {
        let id: ID<Patient> = try request.id("id")
        let parts: FactsStore.Parts = [.tags, .visits, .treatments, .permissions]
        guard let facts = try FactsStore(db).facts(of: [id], in: clinic(), reading: parts)[id] else {
            throw HTTPRefusal.notFound
        }
        return facts
    }

    /// The frame of a page about one patient.
    func frame(_ patient: Patient, _ title: String?, status: Int = 200) -> Frame {
        var crumbs = [Crumb(Noun.patients.name, Path.patients)]
        if title != nil { crumbs.append(Crumb(patient.fullName, Path.patient(patient.id))) }
        return Frame(title: title ?? patient.fullName, crumbs: crumbs, noun: .patients, status: status)
    }
}
