import Campaigns
import CivilTime
import MariaDB

/// Reads everything the engine may know about patients: a fixed number of statements for any number of patients.
public struct FactsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What of the facts is read beside the patient, and who receives what: all of it, unless the caller knows that nothing
    /// asks about the rest.
    public struct Parts: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let tags = Parts(rawValue: 1)
        public static let visits = Parts(rawValue: 2)
        public static let treatments = Parts(rawValue: 4)
        public static let invoices = Parts(rawValue: 8)
        public static let messages = Parts(rawValue: 16)
        /// Consents and suppressions.
        public static let permissions = Parts(rawValue: 32)
        public static let surveys = Parts(rawValue: 64)
        public static let all: Parts = [.tags, .visits, .treatments, .invoices, .messages, .permissions, .surveys]

        /// All but what only rules ask, and none of these do.
        static func asked(by terms: some Collection<Terms>) -> Parts {
            let rules = terms.flatMap(\.rules)
            // What a segment asks is not looked up here: a revision has none.
            guard rules.allSatisfy(\.segments.isEmpty) else { return .all }
            let fields = Set(rules.flatMap(\.tests).map(\.field))
            var parts = Parts.all
            if !fields.contains(.tag) { parts.remove(.tags) }
            if !fields.contains(where: { $0.group == .messages }) { parts.remove(.messages) }
            if !fields.contains(where: { $0.group == .surveys }) { parts.remove(.surveys) }
            return parts
        }
    }

    /// The facts of each patient of `clinic` that exists, without an anchor; `Facts.about` turns them to one.
    public func facts(of patients: some Collection<ID<Patient>>, in clinic: Clinic, reading parts: Parts = .all) throws
        -> [ID<Patient>: Facts]
    {
        guard !patients.isEmpty else { return [:] }
        let values: [Value] = [.ids(Set(patients)), .id(clinic.id)]
        var book = FactsBook(clinic: clinic)
        for row in try rows(.patients, values) { book.addPatient(row) }
        for row in try rows(.contacts, values + values) { book.addContact(row) }
        if parts.contains(.tags) { for row in try rows(.tags, values) { book.addTag(row) } }
        if parts.contains(.visits) { for row in try rows(.appointments, values) { book.addAppointment(row) } }
        if parts.contains(.treatments) { for row in try rows(.treatments, values) { book.addTreatment(row) } }
        if parts.contains(.invoices) { for row in try rows(.invoices, values) { book.addInvoice(row) } }
        if parts.contains(.messages) { for row in try rows(.lastMessages, values) { book.addLastMessage(row) } }
        if parts.contains(.surveys) { for row in try rows(.surveys, values) { book.addSurvey(row) } }
        let contacts: [Value] = [.ids(book.contactIDs), .id(clinic.id)]
        if parts.contains(.surveys) { for row in try rows(.invitations, contacts) { book.addInvitation(row) } }
        guard parts.contains(.permissions) else { return book.facts() }
        for row in try rows(.consents, contacts) { book.addConsent(row) }
        for row in try rows(.suppressions, [.ids(book.pointIDs), .id(clinic.id)]) { book.addSuppression(row) }
        return book.facts()
    }

    private func rows(_ statement: FactsSQL, _ values: [Value]) throws -> [Row] {
        try db.rows(statement.rawValue, values)
    }

    /// The facts of one patient; nil when the clinic has none of this id.
    public func facts(of patient: ID<Patient>, in clinic: Clinic) throws -> Facts? {
        try facts(of: [patient], in: clinic)[patient]
    }
}
