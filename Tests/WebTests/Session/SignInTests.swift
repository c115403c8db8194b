import Campaigns
import CivilTime
import Storage
import Testing
import Tokens

@testable import Web

@Suite("Signing in")
struct SignInTests {
    private static let origin = ["origin": "http://127.0.0.1:8080"]
    private static let password = "smile every day"

    private func withAccount(_ body: (SampleSite, Staff) throws -> Void) throws {
        try SampleSite.with { site in
            let hash = PasswordHash.make(Self.password, salt: Array(repeating: 3, count: 16)).text
            let id = try #require(
                try StaffStore(site.db).add(
                    name: "Ana Ruiz", email: "ana@campanile.example", passwordHash: hash, role: .manager,
                    in: site.clinic, at: SampleSite.now))
            try body(site, try #require(try StaffStore(site.db).staff(id, in: site.clinic)))
        }
    }

    private func post(
        _ site: SampleSite, _ path: String, _ fields: [(String, String)], cookie: String? = nil,
        at now: Instant = SampleSite.now
    ) -> Response {
        var headers = Self.origin
        headers["cookie"] = cookie
        let body = Fields(fields.map { Fields.Field(name: $0.0, value: $0.1) }).formBody
        return site.respond("POST", path, headers: headers, body: body, at: now)
    }

    private func enter(_ site: SampleSite, password: String = password, kept: [(String, String)] = []) -> Response {
        post(site, "/sign-in", [("email", "ana@campanile.example"), ("password", password)] + kept)
    }

    private func cookie(_ response: Response) throws -> String {
        String(try #require(response.header("Set-Cookie")).prefix { $0 != ";" })
    }

    @Test("without a session every page leads to the sign-in page and back")
    func door() throws {
        try SampleSite.with { site in
            #expect(site.respond("GET", "/").header("Location") == "/sign-in")
            let answer = site.respond("GET", "/campaigns/7/stats")
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/sign-in?next=%2Fcampaigns%2F7%2Fstats")
            let page = site.respond("GET", "/sign-in?next=%2Fcampaigns%2F7%2Fstats")
            #expect(page.status == 200)
            #expect(page.hidden("next") == "/campaigns/7/stats")
            for path in ["https%3A%2F%2Felsewhere.example", "%2F%2Felsewhere.example", "%2Fcampaigns%2F1%0D%0AX%3A1"] {
                #expect(site.respond("GET", "/sign-in?next=\(path)").hidden("next") == nil, "\(path)")
            }
        }
    }

    @Test("a session is a fresh cookie that scripts cannot read, and ends with the sign-out")
    func session() throws {
        try withAccount { site, _ in
            let answer = enter(site)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/")
            #expect(answer.header("Set-Cookie")?.hasSuffix("; Path=/; HttpOnly; SameSite=Lax") == true)
            let cookie = try cookie(answer)
            #expect(try self.cookie(enter(site)) != cookie)
            let page = site.respond("GET", "/campaigns", headers: ["cookie": "other=1; \(cookie)"])
            #expect(page.status == 200)
            let token = try #require(page.hidden("token"))
            #expect(post(site, "/sign-out", [("token", token)], cookie: cookie).header("Location") == "/sign-in")
            #expect(site.respond("GET", "/campaigns", headers: ["cookie": cookie]).status == 303)
        }
    }

    @Test("a wrong password and an unknown name read the same, and too many tries are not looked at")
    func refused() throws {
        try withAccount { site, _ in
            let wrong = enter(site, password: "wrong")
            let unknown = post(site, "/sign-in", [("email", "nobody@campanile.example"), ("password", "wrong")])
            #expect(wrong.status == 422)
            #expect(unknown.status == 422)
            let sentence = "E-mail and password do not fit together."
            #expect(wrong.text.contains(sentence) && unknown.text.contains(sentence))
            let limit = SignInLimit(site.db)
            for _ in 0..<20 {
                try limit.noteFailure(email: "ana@campanile.example", address: "10.0.0.9", at: SampleSite.now)
            }
            #expect(enter(site).text.contains("Too many tries."))
        }
    }

    @Test("a form of the sign-in page from elsewhere is refused")
    func foreign() throws {
        try withAccount { site, _ in
            let body = Fields([Fields.Field(name: "email", value: "ana@campanile.example")]).formBody
            let headers = ["origin": "https://elsewhere.example"]
            #expect(site.respond("POST", "/sign-in", headers: headers, body: body).status == 403)
        }
    }

    @Test("a session is over after half an hour without a page, and twelve hours after it began")
    func over() throws {
        try withAccount { site, _ in
            let cookie = try cookie(enter(site))
            func isIn(_ minutes: Int) -> Bool {
                let now = SampleSite.now.adding(minutes: minutes)
                return site.respond("GET", "/campaigns", headers: ["cookie": cookie], at: now).status == 200
            }
            #expect(isIn(29))
            #expect(isIn(58))
            #expect(!isIn(88))
            let other = try self.cookie(enter(site))
            func isOtherIn(_ minutes: Int) -> Bool {
                let now = SampleSite.now.adding(minutes: minutes)
                return site.respond("GET", "/campaigns", headers: ["cookie": other], at: now).status == 200
            }
            for minutes in stride(from: 20, to: 720, by: 20) { #expect(isOtherIn(minutes)) }
            #expect(!isOtherIn(720))
        }
    }

    @Test("what was typed before the session ran out is kept through the sign-in, and then goes on")
    func kept() throws {
        try withAccount { site, _ in
            let cookie = try cookie(enter(site))
            let page = site.respond("GET", "/campaigns/new", headers: ["cookie": cookie])
            let token = try #require(page.hidden("token"))
            let typed = [("token", token), ("name", "Spring & <summer>"), ("description", ""), ("type", "REMINDER")]
            let late = SampleSite.now.adding(minutes: 45)
            let asked = post(site, "/campaigns", typed, cookie: cookie, at: late)
            #expect(asked.status == 403)
            #expect(asked.text.contains("what you typed is kept"))
            #expect(try site.rows.count("campaign") == 0)
            let kept = [
                ("next", "/campaigns"), ("kept-form", "1"), ("kept.name", "Spring & <summer>"),
                ("kept.description", ""),
                ("kept.type", "REMINDER"),
            ]
            for (name, _) in kept.dropFirst(2) { #expect(asked.hidden(name) != nil, "\(name)") }
            let answer = enter(site, kept: kept)
            #expect(answer.status == 303)
            #expect(answer.header("Location")?.hasSuffix("/builder") == true)
            #expect(try site.rows.count("campaign", where: "name = 'Spring & <summer>'") == 1)
        }
    }
}
