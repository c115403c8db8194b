import Campaigns
import CivilTime
import Storage

extension Response {
    /// A page of a list: its items, and where the next page begins.
    static func page<Record>(
        _ page: RecordPage<Record>, cursor: (Record) -> String, _ json: (Record) -> JSON
    ) -> Response {
        let next = page.hasMore ? page.records.last.map(cursor) : nil
        return .json(.object(["items": .array(page.records.map(json)), "next": .text(next)]))
    }
}

extension APIQuery {
    static let cursorExpected = "Give what `next` of the page before said."

    /// Where a list in the order of ids goes on.
    func cursor<Entity>() throws -> ID<Entity>? {
        try value("cursor", expected: Self.cursorExpected) { ID(text: $0) }
    }

    /// The patient of a neighbour's id.
    func patient(_ api: APICall) throws -> ID<Patient>? {
        let key = try value("patient", expected: "Give a patient's id at the neighbour system.") { text in
            ExternalID.isValid(text) ? text : nil
        }
        let store = PatientStore(api.db, revisions: RevisionStore(api.db))
        return try key.map { try store.id(ofExternalID: $0, in: api.clinicID) ?? ID(0) }
    }
}

extension APICall {
    /// What the path's id names; another clinic's is not there.
    func found<Record>(_ record: Record?) throws -> Record {
        guard let record else { throw HTTPRefusal.notFound }
        return record
    }
}
