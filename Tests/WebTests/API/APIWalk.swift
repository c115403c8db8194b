import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

/// A clinic with one row of each kind that the API's paths name, so that tests walk every operation there is.
struct APIWalk {
    let site: SampleSite
    let key: String
    /// By the part of a path before the parameter: `campaigns` stands before a campaign's id.
    private let named: [String: String]

    /// - Parameter body: a new route whose path names another kind of row needs that row here.
    static func with(_ body: (APIWalk) throws -> Void) throws {
        try SampleSite.with { try body(APIWalk($0)) }
    }

    private init(_ site: SampleSite) throws {
        self.site = site
        key = try site.key(Set(APIKey.Scope.allCases))
        let desk = try Desk(site)
        let campaign = try desk.use(.appointmentReminders)
        let steps = try desk.steps(campaign)
        let consent: JSON = [
            "purpose": "care", "channel": "SMS", "granted": true, "at": "2027-03-08T10:00:00-06:00",
        ]
        let patient = IntakeAPITests.patient.with("consents", [consent])
        _ = site.api("PUT", "/patients/P-1042", patient, key: key)
        for (path, body) in [
            ("/appointments/A-1", IntakeAPITests.visit), ("/treatments/T-1", IntakeAPITests.treatment),
            ("/invoices/I-1", IntakeAPITests.invoice),
        ] {
            _ = site.api("PUT", path, body.with("patient", "P-1042"), key: key)
        }
        _ = site.api("POST", "/segments", ["name": "Everybody", "rule": ["all": []]], key: key)
        let survey = try SurveyStore(site.db).create(
            .standard, in: site.clinic, by: .program, at: SampleSite.now)
        let key = key
        let first = { (list: String) in
            try #require(site.api("GET", list, key: key).json["items"]?.arrayValue?.first?["id"]?.stringValue)
        }
        named = [
            "campaigns": campaign.description, "steps": steps[0].id.description, "patients": "P-1042",
            "appointments": "A-1", "treatments": "T-1", "invoices": "I-1", "contacts": try first("/contacts"),
            "consents": try first("/consents"), "events": try first("/events"),
            "message-templates": try first("/message-templates"), "segments": try first("/segments"),
            "surveys": survey.description,
        ]
    }

    static let operations = OpenAPI.standing.operations.filter { $0.scopes != nil }.map(\.name)
    static let writes = OpenAPI.standing.operations.filter { $0.jsonBody != nil }.map(\.name)

    static func operation(_ name: String) -> OpenAPI.Operation {
        OpenAPI.standing.operations.first { $0.name == name }!
    }

    /// The operation's path with ids of the clinic's own rows.
    func path(_ operation: OpenAPI.Operation) -> String {
        var parts: [String] = []
        for part in operation.path.split(separator: "/").map(String.init) {
            guard part.hasPrefix("{") else { parts.append(part); continue }
            guard let value = named[parts.last ?? ""] else {
                preconditionFailure("APIWalk knows no row for \(part) of \(operation.path)")
            }
            parts.append(value)
        }
        return "/" + parts.joined(separator: "/")
    }

    /// A body that the operation takes, as its schema's first example says.
    func example(_ operation: OpenAPI.Operation) -> JSON {
        operation.jsonBody?["examples"]?.arrayValue?.first ?? .object([JSON.Member]())
    }

    func send(
        _ operation: OpenAPI.Operation, _ body: JSON? = nil, key: String? = nil, query: String = ""
    ) -> Response {
        let body = operation.jsonBody == nil ? nil : body ?? example(operation)
        return site.api(operation.method, path(operation) + query, body, key: key ?? self.key)
    }

    func send(
        _ operation: OpenAPI.Operation, bytes: [UInt8], type: String = "application/json", isTooLarge: Bool = false
    )
        -> Response
    {
        site.respond(
            operation.method, "/api/v1" + path(operation),
            headers: ["authorization": "Bearer \(key)", "content-type": type], body: bytes, isTooLarge: isTooLarge)
    }
}

extension OpenAPI.Operation {
    /// The schema of a JSON body, references followed; nil where it takes none.
    var jsonBody: JSON? {
        guard let schema = json["requestBody"]?["content"]?["application/json"]?["schema"] else { return nil }
        return schema["$ref"]?.stringValue.flatMap(OpenAPI.standing.check.resolve) ?? schema
    }
}

extension JSON {
    /// The same object with one member changed or added.
    func with(_ key: String, _ value: JSON) -> JSON {
        .object((objectValue ?? []).filter { $0.key != key } + [JSON.Member(key: key, value: value)])
    }
}
