import Campaigns

/// What a program asks a replay for.
struct ReplayRequest {
    enum Version: String, CaseIterable { case draft, running }

    static let usualDays = 30

    let days: Int
    let terms: Version

    /// - Throws: `APIProblem`: 400 for a field that nobody knows, 422 for a value that makes no sense.
    init(_ json: JSON) throws {
        guard let members = json.objectValue else {
            throw APIProblem(status: 400, title: "The body is no object.")
        }
        let unknown = members.map(\.key).filter { $0 != "days" && $0 != "terms" }
        guard unknown.isEmpty else {
            throw APIProblem(
                status: 400, title: "The body has fields that nobody knows.",
                errors: unknown.map { .init(field: $0, message: "This field is unknown.") })
        }
        var errors: [APIProblem.FieldError] = []
        let range = ReplayQuestion.days
        let given = json["days"].map { $0.integerValue.map(Int.init) } ?? Self.usualDays
        if given.map(range.contains) != true {
            errors.append(
                .init(field: "days", message: "Give a number of days from \(range.lowerBound) to \(range.upperBound)."))
        }
        let version = json["terms"].map { $0.stringValue.flatMap(Version.init) } ?? .draft
        if version == nil { errors.append(.init(field: "terms", message: "Give one of: draft, running.")) }
        guard errors.isEmpty, let given, let version else {
            throw APIProblem(status: 422, title: "Some fields cannot be taken as they are.", errors: errors)
        }
        days = given
        terms = version
    }
}
