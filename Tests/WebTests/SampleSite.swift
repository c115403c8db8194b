import Campaigns
import CivilTime
import Foundation
import MariaDB
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// A site over a database with one clinic in it.
struct SampleSite {
    static let now = SampleRows.instant("2027-03-08T18:00Z")

    let address: DatabaseAddress
    let rows: SampleRows
    let clinic: ID<Clinic>
    let site: Site
    let links: PublicLinks
    static let gatewayToken = "gateway-token"
    static let pushKey = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
    private let connections: Connections

    /// Statements that the site's own connection has run so far.
    func statements() -> Int { connections.latest?.statementCount ?? 0 }

    /// The connections that the site opened.
    private final class Connections {
        var latest: Database?
    }

    var db: Database { rows.db }

    /// - Parameters:
    ///   - gateway: nil for an installation that sends no texts.
    ///   - push: nil for one without a key for push services.
    static func with(
        gateway: TextGateway? = TextGateway(token: gatewayToken, number: "+13125550100"),
        push: PushOffer? = PushOffer(publicKey: pushKey, hosts: PushHosts(PushHosts.usual)!),
        metricsToken: BearerToken? = nil, _ body: (SampleSite) throws -> Void
    ) throws {
        try withDatabaseAddress { try body(SampleSite($0, gateway, push, metricsToken)) }
    }

    private init(
        _ address: DatabaseAddress, _ gateway: TextGateway?, _ push: PushOffer?, _ metricsToken: BearerToken?
    ) throws {
        let rows = SampleRows(try Database(address))
        _ = try rows.db.run(
            "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, 'sample', ?)",
            [.int(Int64(Schema.version)), .timestamp(Self.now.microseconds)])
        try self.init(address, rows, clinic: try rows.clinic(), gateway, push, metricsToken)
    }

    /// One more worker of a site.
    static func worker(at address: DatabaseAddress, of clinic: ID<Clinic>) throws -> SampleSite {
        try SampleSite(address, SampleRows(try Database(address)), clinic: clinic, nil, nil)
    }

    private init(
        _ address: DatabaseAddress, _ rows: SampleRows, clinic: ID<Clinic>, _ textGateway: TextGateway?,
        _ push: PushOffer?, _ metricsToken: BearerToken? = nil
    ) throws {
        self.address = address
        self.rows = rows
        self.clinic = clinic
        let keys = TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
        links = PublicLinks(base: "http://127.0.0.1:9080", keys: keys)
        let templates = URL(filePath: #filePath).appending(path: "../../../templates").standardizedFileURL
        let connections = Connections()
        self.connections = connections
        site = Site(
            templates: try Templates(folder: templates),
            settings: SiteSettings(
                staffURL: "http://127.0.0.1:8080", publicURL: "http://127.0.0.1:9080", textGateway: textGateway,
                push: push, metricsToken: metricsToken),
            keys: keys,
            makeSecret: {
                var random = SystemRandomNumberGenerator()
                return SecretToken(using: &random)
            },
            openDatabase: {
                let database = try Database(address)
                connections.latest = database
                return database
            }, log: { _ in })
    }

    /// A key of the clinic, or of another one.
    func key(_ scopes: Set<APIKey.Scope>, of clinic: ID<Clinic>? = nil) throws -> String {
        var random = SystemRandomNumberGenerator()
        let secret = SecretToken(using: &random)
        _ = try APIKeyStore(db).add(secret, name: "Booking", scopes: scopes, in: clinic ?? self.clinic, at: Self.now)
        return secret.text
    }

    /// An answer of the API that its description does not describe is an issue of the test that asked.
    func respond(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = [],
        isTooLarge: Bool = false, at now: Instant = now
    ) -> Response {
        let request = Request(method: method, target: target, headers: headers, body: body, isTooLarge: isTooLarge)
        let response = site.respond(to: request, at: now)
        for problem in OpenAPI.standing.problems(of: response, to: request) { Issue.record("\(problem)") }
        return response
    }

    /// A request under `/api/v1`.
    func api(_ method: String, _ path: String, _ json: JSON? = nil, key: String, at now: Instant = now) -> Response {
        let headers = ["authorization": "Bearer \(key)", "content-type": "application/json"]
        return respond(method, "/api/v1" + path, headers: headers, body: json?.bytes ?? [], at: now)
    }

    /// What stands after the host of a link.
    static func path(_ url: String) -> String { String(url.dropFirst("http://127.0.0.1:9080".count)) }
}

extension Response {
    var json: JSON {
        do {
            return try JSON.parse(body)
        } catch {
            preconditionFailure("no JSON: \(error.sentence)")
        }
    }

    /// One document a line.
    var jsonLines: [JSON] {
        body.split(separator: UInt8(ascii: "\n")).map { Response(body: Array($0)).json }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// Where its errors stand; nil unless it is a problem of its own status.
    var problemFields: [String]? {
        guard header("Content-Type") == "application/problem+json", json["status"]?.integerValue == Int64(status),
            json["type"]?.stringValue != nil, json["title"]?.stringValue != nil
        else { return nil }
        return (json["errors"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue }
    }
}
