import Campaigns
import MariaDB

enum ClinicWordsSQL: String, CaseIterable {
    /// One row per tag that some patient has.
    case tags = "SELECT DISTINCT tag COLLATE utf8mb4_nopad_bin AS word FROM patient_tag WHERE clinic_id = ?"
    /// One row per type of appointment.
    case visitTypes = "SELECT name AS word, id FROM appointment_type WHERE clinic_id = ?"
    /// One row per type of treatment.
    case treatmentTypes = "SELECT DISTINCT type COLLATE utf8mb4_nopad_bin AS word FROM treatment WHERE clinic_id = ?"
    /// One row per phase of treatment.
    case phases = "SELECT DISTINCT phase COLLATE utf8mb4_nopad_bin AS word FROM treatment WHERE clinic_id = ?"
}

/// The clinic's own words that a rule may ask about, each as it is written in rows. Whether a word is the one that a rule
/// seeks is decided in Swift, so that both evaluators agree on upper and lower case; MariaDB gets the words to look for.
struct ClinicWords {
    private(set) var tags: [String] = []
    private(set) var visitTypes: [(id: Int64, name: String)] = []
    private(set) var treatmentTypes: [String] = []
    private(set) var phases: [String] = []

    /// Reads those that the fields need.
    static func load(for fields: Set<Field>, in clinic: ID<Clinic>, _ db: Database) throws -> ClinicWords {
        func words(_ statement: ClinicWordsSQL) throws -> [String] {
            try db.rows(statement.rawValue, [.id(clinic)]).map { $0.text("word") }
        }
        var found = ClinicWords()
        if fields.contains(.tag) { found.tags = try words(.tags) }
        if !fields.isDisjoint(with: [.visitTypes, .lastVisitType, .nextVisitType]) {
            found.visitTypes = try db.rows(ClinicWordsSQL.visitTypes.rawValue, [.id(clinic)]).map {
                ($0.int("id"), $0.text("word"))
            }
        }
        if fields.contains(.treatmentType) { found.treatmentTypes = try words(.treatmentTypes) }
        if fields.contains(.treatmentPhase) { found.phases = try words(.phases) }
        return found
    }
}
