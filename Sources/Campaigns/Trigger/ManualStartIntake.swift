/// For whom a program starts a campaign by hand: `{"patient":"P-1"}` or `{"patients":["P-1","P-2"]}`.
public struct ManualStartIntake: Sendable, Hashable {
    /// The neighbour's ids of the patients, each once, in the order given.
    public let patients: [String]

    public static let maximumPatients = 500

    /// - Throws: everything that is wrong or unknown.
    public init(json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        let one = reader.externalID("patient").value
        let several = reader.given(
            "patients", expected: "Give a list of 1 to \(Self.maximumPatients) ids of patients, each once."
        ) { $0.externalIDs }.value
        if reader.problems.isEmpty {
            switch (one, several) {
            case (nil, nil): reader.refuse("patient", "Give patient, or patients for several.")
            case (_?, _?): reader.refuse("patients", "Give patient or patients, not both.")
            default: break
            }
        }
        try reader.finish()
        patients = several ?? one.map { [$0] } ?? []
    }
}

extension JSON {
    fileprivate var externalIDs: [String]? {
        guard let elements = arrayValue, (1...ManualStartIntake.maximumPatients).contains(elements.count) else {
            return nil
        }
        let ids = elements.compactMap(\.stringValue).filter(ExternalID.isValid)
        return ids.count == elements.count && Set(ids).count == ids.count ? ids : nil
    }
}
