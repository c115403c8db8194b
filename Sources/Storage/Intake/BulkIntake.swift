import Campaigns
import CivilTime
import MariaDB

/// Records of neighbour systems that come many at a time.
public struct BulkIntake {
    let db: Database
    private let patients: PatientStore
    private let appointments: AppointmentStore
    private let treatments: TreatmentStore
    private let invoices: InvoiceStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        patients = PatientStore(db, revisions: revisions)
        appointments = AppointmentStore(db, revisions: revisions)
        treatments = TreatmentStore(db, revisions: revisions)
        invoices = InvoiceStore(db, revisions: revisions)
    }

    /// Stores all lines in one transaction. Where one of them breaks it, each gets a transaction of its own, so that
    /// the others are kept.
    ///
    /// - Returns: what became of each line, in their order.
    /// - Throws: when the connection is lost; the same lines again are then safe.
    public func save(_ lines: [IntakeLine], in clinic: Clinic, at now: Instant) throws -> [Saved] {
        do {
            return try db.transaction { try lines.map { try save($0, in: clinic, at: now) } }
        } catch let error as DatabaseError {
            guard db.isUsable else { throw error }
            return try lines.map { try saveAlone($0, in: clinic, at: now) }
        }
    }

    private func saveAlone(_ line: IntakeLine, in clinic: Clinic, at now: Instant) throws -> Saved {
        do {
            return try save(line, in: clinic, at: now)
        } catch let error as DatabaseError {
            guard db.isUsable else { throw error }
            let message = "The database does not take this record (\(error.code.rawValue))."
            return .refused([FieldProblem(field: "", message: message)])
        }
    }

    /// Stores one line, in the transaction at hand or one of its own.
    ///
    /// - Parameter isBulk: false for a line that tells what happens as it happens.
    public func save(_ line: IntakeLine, in clinic: Clinic, isBulk: Bool = true, at now: Instant) throws -> Saved {
        switch line {
        case .patient(let intake): try patients.save(intake, in: clinic, isBulk: isBulk, at: now)
        case .appointment(let intake): try appointments.save(intake, in: clinic, isBulk: isBulk, at: now)
        case .treatment(let intake): try treatments.save(intake, in: clinic, isBulk: isBulk, at: now)
        case .invoice(let intake): try invoices.save(intake, in: clinic, isBulk: isBulk, at: now)
        case .event(let intake): try EventIntakeStore(db).save(intake, in: clinic.id, isBulk: isBulk, at: now)
        }
    }
}
