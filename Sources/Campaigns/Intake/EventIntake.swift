import CivilTime

/// Something that happened, as a neighbour system tells it (api.md, `POST /events`).
public struct EventIntake: Sendable, Hashable {
    /// What it is about, by the neighbour's id.
    public struct Subject: Sendable, Hashable {
        public let kind: AnchorKind
        public let externalID: String
    }

    /// The sender's once-only key.
    public let key: String
    public let type: EventType
    /// The neighbour's id of the patient.
    public let patient: String
    public let subject: Subject?
    /// nil when the sender does not know: then the time of receipt counts.
    public let occurredAt: Instant?
    /// An object, kept as it came.
    public let data: JSON?

    /// - Throws: everything that is wrong or unknown.
    public init(json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        let key = reader.required("id", reader.externalID("id"))
        let type = reader.required("type", reader.eventType("type"))
        let patient = reader.required("patient", reader.externalID("patient"))
        subject = reader.object("subject") { Subject(&$0) }.value
        occurredAt = reader.instant("occurredAt").value
        data = reader.data("data").value
        if let needed = type?.anchor, reader.problems.isEmpty, subject?.kind != needed {
            reader.refuse("subject", "This type of event needs a subject of kind \(needed.rawValue).")
        }
        try reader.finish()
        guard let key, let type, let patient else { throw IntakeRefusal(unknownFields: [], problems: reader.problems) }
        self.key = key
        self.type = type
        self.patient = patient
    }
}

extension EventIntake.Subject {
    /// nil after a problem, which stays with the reader.
    fileprivate init?(_ reader: inout IntakeReader) {
        let kind = reader.required("kind", reader.word("kind", AnchorKind.self))
        let id = reader.required("externalId", reader.externalID("externalId"))
        guard let kind, let id else { return nil }
        self.init(kind: kind, externalID: id)
    }
}

extension IntakeReader {
    fileprivate mutating func data(_ key: String) -> Given<JSON> {
        given(key, expected: "Give an object of at most 16 KiB.") { json in
            json.objectValue != nil && json.bytes.count <= 16_384 ? json : nil
        }
    }
}
