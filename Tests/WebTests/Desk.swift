import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Tokens

@testable import Web

/// A member of staff who has signed in, and what they open and send.
struct Desk {
    let site: SampleSite
    let staff: ID<Staff>
    private let session: SecretToken

    init(_ site: SampleSite, role: Role = .manager, name: String = "Ana Ruiz", clinic: ID<Clinic>? = nil) throws {
        self.site = site
        let home = clinic ?? site.clinic
        let email = "\(name.split(separator: " ")[0]).\(role.rawValue).\(home)@campanile.example"
        staff = try StaffStore(site.db).add(
            name: name, email: email, passwordHash: "none", role: role, in: home, at: SampleSite.now)!
        var random = SystemRandomNumberGenerator()
        session = SecretToken(using: &random)
        let member = try StaffStore(site.db).staff(staff, in: home)!
        try SessionStore(site.db).start(session, for: member, at: SampleSite.now)
    }

    private var headers: [String: String] {
        ["cookie": "campanile=\(session.text)", "origin": "http://127.0.0.1:8080"]
    }

    func get(_ target: String) -> Response { site.respond("GET", target, headers: headers) }

    /// Posts the fields with the session's own token.
    func post(_ target: String, _ fields: KeyValuePairs<String, String> = [:]) -> Response {
        post(target, fields: fields.map { ($0.key, $0.value) })
    }

    /// - Parameter token: of a page that was drawn before; nil for a new one.
    func post(_ target: String, fields: [(String, String)], token drawn: String? = nil) -> Response {
        var body = "token=\(drawn ?? token)"
        for (name, value) in fields { body += "&\(PercentCoding.encode(name))=\(PercentCoding.encode(value))" }
        return site.respond("POST", target, headers: headers, body: Array(body.utf8))
    }

    /// Posts fields whose order does not matter.
    func post(_ target: String, fields: [String: String]) -> Response {
        let pairs = fields.sorted { $0.key < $1.key }.map { name, value in
            "&\(PercentCoding.encode(name))=\(PercentCoding.encode(value))"
        }
        let body = "token=\(token)" + pairs.joined()
        return site.respond("POST", target, headers: headers, body: Array(body.utf8))
    }

    /// Posts no field but the token, as somebody else might.
    func post(_ target: String, token: String?, origin: String = "http://127.0.0.1:8080") -> Response {
        site.respond(
            "POST", target, headers: headers.merging(["origin": origin]) { $1 },
            body: Array((token.map { "token=\($0)" } ?? "").utf8))
    }

    func post(_ target: String, origin: String) -> Response { post(target, token: token, origin: origin) }

    /// Of a page drawn just now.
    var token: String {
        var random = SystemRandomNumberGenerator()
        return CSRFToken(
            session: session.hash, nonce: SecretToken(using: &random),
            keys: TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
        ).text
    }

    /// A draft of one of the gallery's workflows.
    func use(_ workflow: GalleryWorkflow) throws -> ID<Campaign> {
        try GalleryStore(site.db).use(workflow, in: site.clinic, by: .staff(staff), at: SampleSite.now)
    }

    func steps(_ campaign: ID<Campaign>) throws -> [DraftStep] {
        try StepStore(site.db).draft(of: campaign, in: site.clinic)
    }
}

extension Response {
    /// The value of the page's field of this id.
    func value(ofField id: String) -> String? {
        guard let start = text.range(of: "id=\"\(id)\"") else { return nil }
        let tag = text[text[..<start.lowerBound].lastIndex(of: "<")!...].prefix { $0 != ">" }
        guard let value = tag.range(of: " value=\"") else { return nil }
        return String(tag[value.upperBound...].prefix { $0 != "\"" })
    }

    /// The value of the page's first hidden field of this name.
    func hidden(_ name: String) -> String? {
        guard let start = text.range(of: "type=\"hidden\" name=\"\(name)\" value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
}
