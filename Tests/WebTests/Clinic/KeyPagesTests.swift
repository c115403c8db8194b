import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// The keys of programs, and the log of who did what.
@Suite struct KeyPagesTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .admin)) }
    }

    /// The key that stands on the page, between its tags.
    private func key(_ page: Response) throws -> String {
        let start = try #require(page.text.range(of: "<code>"))
        return String(page.text[start.upperBound...].prefix { $0 != "<" })
    }

    @Test("a key is shown once, works, is told as used, and works no more once it is revoked")
    func life() throws {
        try with { site, desk throws in
            #expect(desk.get("/settings/keys").text.contains("No program comes in yet"))
            let made = desk.post(
                "/settings/keys", fields: [("name", "Booking"), ("scope", "read"), ("scope", "intake")])
            #expect(made.status == 200)
            let key = try key(made)
            let list = desk.get("/settings/keys").text
            #expect(list.contains("never") && !list.contains(key))
            #expect(try site.rows.count("session", where: "notice LIKE '%\(key)%'") == 0)
            for _ in 0..<2 { #expect(site.api("GET", "/patients", key: key).status == 200) }
            #expect(try site.rows.count("api_key", where: "last_used_at IS NOT NULL") == 1)
            #expect(!desk.get("/settings/keys").text.contains("never"))
            let id: Int = try #require(try site.db.row("SELECT id FROM api_key")).int("id")
            #expect(desk.get("/settings/keys/\(id)/revoke").text.contains("It was used last today at 12:00."))
            for _ in 0..<2 { #expect(desk.post("/settings/keys/\(id)/revoke").status == 303) }
            #expect(site.api("GET", "/patients", key: key).status == 401)
            #expect(try site.rows.count("audit_log", where: "noun = 'api_key'") == 2)
            #expect(try site.rows.count("audit_log", where: "data LIKE '%\(key)%'") == 0)
        }
    }

    @Test("the use of a key is noted, but not at each request")
    func used() throws {
        try with { site, _ throws in
            let key = try site.key([.read])
            func used() throws -> Int {
                try site.rows.count("api_key", where: "last_used_at = '2027-03-08 18:00:00'")
            }
            _ = site.api("GET", "/patients", key: key)
            #expect(try used() == 1)
            _ = site.api("GET", "/patients", key: key, at: SampleSite.now.adding(minutes: 4))
            #expect(try used() == 1)
            _ = site.api("GET", "/patients", key: key, at: SampleSite.now.adding(minutes: 6))
            #expect(try used() == 0)
        }
    }

    @Test("a form sent twice makes one key, and what is missing is said")
    func refused() throws {
        try with { site, desk throws in
            func add(_ fields: [(String, String)]) -> Int { desk.post("/settings/keys", fields: fields).status }
            #expect(add([("name", "Booking"), ("scope", "read")]) == 200)
            #expect(add([("name", "Booking"), ("scope", "read")]) == 422)
            #expect(add([("name", ""), ("scope", "read")]) == 422)
            #expect(add([("name", "Other")]) == 422)
            #expect(add([("name", "Other"), ("scope", "root")]) == 422)
            #expect(try site.rows.count("api_key") == 1)
        }
    }

    @Test("the log tells who did what and when, by filters that stand in the address, another clinic's never")
    func log() throws {
        try with { site, desk throws in
            let campaign = try site.rows.campaign("Offer", in: site.clinic)
            #expect(desk.post("/campaigns/\(campaign)/pause").status == 303)
            #expect(desk.post("/settings/keys", fields: [("name", "Booking"), ("scope", "read")]).status == 200)
            let stranger = try Desk(site, role: .admin, name: "Eve Other", clinic: try site.rows.clinic("Elsewhere"))
            #expect(stranger.post("/settings/hold").status == 303)
            let page = desk.get("/settings/audit").text
            #expect(page.contains("Paused campaign “Offer”") && page.contains("/campaigns/\(campaign)\""))
            #expect(page.contains("Added API key") && page.contains("Ana Ruiz") && !page.contains("Stopped clinic"))
            let byWhat = desk.get("/settings/audit?what=campaign&who=staff-\(desk.staff)&from=2027-03-08&to=2027-03-08")
                .text
            #expect(byWhat.contains("Paused campaign") && !byWhat.contains("Added API key"))
            #expect(desk.get("/settings/audit?to=2027-03-07").text.contains("Nothing here"))
            #expect(desk.get("/settings/audit?who=key-1").text.contains("Nothing here"))
            for query in [
                "who=x&what=y&from=z&after=q", "who=staff-&what=", "after=-1-2", "after=99999999999999999999-1",
            ] {
                #expect(desk.get("/settings/audit?\(query)").text.contains("Paused campaign"), "\(query)")
            }
        }
    }

    @Test(
        "what a deed was about is said in the words of the pages",
        arguments: [
            (#"{"gallery":"birthday"}"#, "from the gallery’s “Birthday”"), (#"{"gallery":"gone"}"#, "from the gallery"),
            (#"{"role":"front_desk"}"#, "role: Front desk"), (#"{"moves":true}"#, "people inside go on by it"),
            (#"{"enrolled":1}"#, "for 1 patient"), (#"{"scopes":["read","intake"]}"#, "scopes: read, intake"),
            (#"{"contact":3,"kind":"phone","from":4,"to":9}"#, "the mobile number"),
            (#"{"contact":3,"granted":true,"answers":2}"#, "a yes, 2 answers"),
            (#"{"by":"itself","refused":12,"of":50}"#, "12 refused, of 50 messages"),
            (#"{"undo":"duplicate_lane"}"#, "took back a duplicated lane"),
            (#"{"redo":"move"}"#, "did again a moved step"),
            (#"{"channel":"EMAIL"}"#, "e-mail"), (#"{"revision":3}"#, "back to revision 3"),
            (#"{"reason":"passing","send":7}"#, "it was full or switched off for a while"),
            (#"{"some_fact":7}"#, "some fact: 7"),
            ("no JSON", "no JSON"),
        ])
    func details(data: String, words: String) {
        let deed = LoggedDeed(
            id: ID(1), verb: "change", noun: "campaign", nounID: 7, nounName: nil, data: data, author: nil,
            at: SampleSite.now)
        #expect(DeedWords(deed).details == words)
        #expect(DeedWords(deed).text == "Changed campaign 7")
    }

    @Test("a deed about what has no name is said without its number")
    func nameless() {
        let deed = LoggedDeed(
            id: ID(1), verb: "complete", noun: "survey_response", nounID: 210, nounName: nil, data: nil, author: nil,
            at: SampleSite.now)
        #expect(DeedWords(deed).text == "Saw to a low score")
    }

    @Test("the log's pages follow each other without a gap, filtered or not, however many entries stand between")
    func pages() throws {
        try with { site, desk throws in
            for number in 0..<130 {
                let noun: Deed.Noun = number % 10 == 0 ? .segment : .campaign
                try AuditStore(site.db).note(
                    Deed(.change, noun, ID<Campaign>(Int64(number))), by: .staff(desk.staff), in: site.clinic,
                    at: SampleSite.now.adding(minutes: number / 3))
            }
            func all(_ filter: AuditLog.Filter, reach: Int) throws -> [Int64?] {
                let log = AuditLog(site.db, in: site.clinic, reach: reach)
                var seen: [Int64?] = []
                var page = try log.page(filter)
                seen += page.deeds.map(\.nounID)
                while let next = page.next {
                    page = try log.page(filter, after: try #require(AuditLog.Cursor(text: next.text)))
                    seen += page.deeds.map(\.nounID)
                }
                return seen
            }
            #expect(try all(AuditLog.Filter(), reach: 4_000) == (0..<130).reversed().map { Int64($0) })
            var segments = AuditLog.Filter()
            segments.noun = .segment
            #expect(try all(segments, reach: 7) == stride(from: 120, through: 0, by: -10).map { Int64($0) })
        }
    }
}
