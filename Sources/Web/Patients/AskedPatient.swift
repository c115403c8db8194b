import Campaigns
import Storage

/// The patient whom a page's address names, and the visit if it names one: `?patient=3&appointment=9`. Ids, no names.
struct AskedPatient {
    let facts: Facts
    let appointment: ID<Appointment>?

    /// nil where the address names nobody. Whoever is another clinic's is not found, nor is a visit of somebody else.
    init?(_ request: Request, _ visit: Visit, in clinic: Clinic) throws {
        guard let patient = request.query["patient"] else { return nil }
        guard let id = ID<Patient>(text: patient), let facts = try FactsStore(visit.db).facts(of: id, in: clinic) else {
            throw HTTPRefusal.notFound
        }
        let appointment = request.query["appointment"].flatMap { ID<Appointment>(text: $0) }
        if let appointment, !facts.appointments.contains(where: { $0.id == appointment }) {
            throw HTTPRefusal.notFound
        }
        (self.facts, self.appointment) = (facts, appointment)
    }
}
