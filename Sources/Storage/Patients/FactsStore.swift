import Campaigns
import CivilTime
import MariaDB

/// Reads everything the engine may know about patients: a fixed number of statements for any number of patients.
public struct FactsStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The facts of each patient of `clinic` that exists, without an anchor; `Facts.about` turns them to one.
    public func facts(of patients: some Collection<ID<Patient>>, in clinic: Clinic) throws -> [ID<Patient>: Facts] {
        guard !patients.isEmpty else { return [:] }
        let values: [Value] = [.ids(Set(patients)), .id(clinic.id)]
        var book = FactsBook(clinic: clinic)
        for row in try db.rows(FactsSQL.patients.rawValue, values) { book.addPatient(row) }
        for row in try db.rows(FactsSQL.tags.rawValue, values) { book.addTag(row) }
        for row in try db.rows(FactsSQL.contacts.rawValue, values + [.ids(Set(patients)), .id(clinic.id)]) {
            book.addContact(row)
        }
        for row in try db.rows(FactsSQL.appointments.rawValue, values) { book.addAppointment(row) }
        for row in try db.rows(FactsSQL.treatments.rawValue, values) { book.addTreatment(row) }
        for row in try db.rows(FactsSQL.invoices.rawValue, values) { book.addInvoice(row) }
        let contacts: [Value] = [.ids(book.contactIDs), .id(clinic.id)]
        for row in try db.rows(FactsSQL.consents.rawValue, contacts) { book.addConsent(row) }
        for row in try db.rows(FactsSQL.suppressions.rawValue, [.ids(book.pointIDs), .id(clinic.id)]) {
            book.addSuppression(row)
        }
        return book.facts()
    }

    /// The facts of one patient; nil when the clinic has none of this id.
    public func facts(of patient: ID<Patient>, in clinic: Clinic) throws -> Facts? {
        try facts(of: [patient], in: clinic)[patient]
    }
}
