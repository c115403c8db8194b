import Campaigns
import CivilTime
import MariaDB

/// Patients as neighbour systems tell them, with the people who receive for them.
public struct PatientStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Stores one patient, in the transaction at hand or one of its own. Where other people or addresses receive from
    /// now on, the planned messages follow in the same transaction (rules.md 4).
    public func save(_ intake: PatientIntake, in clinic: Clinic, isBulk: Bool = false, at now: Instant) throws -> Saved
    {
        try db.joiningTransaction {
            try PatientSave(db: db, revisions: revisions, clinic: clinic, now: now, isBulk: isBulk).save(intake)
        }
    }

    /// nil when the clinic has none of this id.
    public func patient(_ id: ID<Patient>, in clinic: ID<Clinic>) throws -> Patient? {
        try db.row(PatientSQL.byID.rawValue, [.id(clinic), .id(id)]).map(PatientRow.decode)
    }

    /// The patient of a neighbour's id.
    public func id(ofExternalID key: String, in clinic: ID<Clinic>) throws -> ID<Patient>? {
        try db.row(PatientSQL.find.rawValue, [.id(clinic), .text(key)])?.optionalID("id")
    }

    /// Ids above `after`, in order: for reading a whole clinic in pages.
    public func page(in clinic: ID<Clinic>, after: ID<Patient>, limit: Int) throws -> [ID<Patient>] {
        try db.rows(PatientSQL.page.rawValue, [.id(clinic), .id(after), .number(limit)]).map { $0.id("id") }
    }
}

/// Patterns for LIKE in which what was typed means only itself.
enum LikePattern {
    static func beginning(with text: String) -> String { escaped(text) + "%" }

    static func containing(_ text: String) -> String { "%" + escaped(text) + "%" }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
