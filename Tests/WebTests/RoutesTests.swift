import Campaigns
import Storage
import Testing

@testable import Web

@Suite("Routes")
struct RoutesTests {
    /// Every route of a session with the least role that may: written out, so that no line of the table changes unseen.
    static let table = """
        GET / viewer
        POST /ways/:id/again manager
        POST /sign-out viewer
        GET /stats viewer
        GET /campaigns viewer
        POST /campaigns manager
        GET /campaigns/new manager
        GET /campaigns/import manager
        POST /campaigns/import manager
        GET /campaigns/:id viewer
        GET /campaigns/:id/settings manager
        POST /campaigns/:id/settings manager
        GET /campaigns/:id/activate manager
        POST /campaigns/:id/activate manager
        GET /campaigns/:id/pause manager
        POST /campaigns/:id/pause manager
        POST /campaigns/:id/undo-pause manager
        GET /campaigns/:id/resume manager
        POST /campaigns/:id/resume manager
        GET /campaigns/:id/publish manager
        POST /campaigns/:id/publish manager
        GET /campaigns/:id/discard manager
        POST /campaigns/:id/discard manager
        GET /campaigns/:id/start manager
        POST /campaigns/:id/start manager
        GET /campaigns/:id/revisions viewer
        GET /campaigns/:id/revisions/compare viewer
        GET /campaigns/:id/revisions/:number/bring-back manager
        POST /campaigns/:id/revisions/:number/bring-back manager
        GET /campaigns/:id/export viewer
        GET /campaigns/:id/archive manager
        POST /campaigns/:id/archive manager
        GET /campaigns/:id/stats viewer
        GET /campaigns/:id/stats.csv viewer
        GET /campaigns/:id/sends viewer
        GET /campaigns/:id/sends/:send viewer
        GET /campaigns/:id/sends/:send/again front_desk
        POST /campaigns/:id/sends/:send/again front_desk
        GET /campaigns/:id/builder viewer
        GET /campaigns/:id/builder/patients manager
        POST /campaigns/:id/builder/patients manager
        GET /campaigns/:id/steps/new manager
        POST /campaigns/:id/steps manager
        POST /campaigns/:id/steps/:step manager
        POST /campaigns/:id/steps/:step/position manager
        POST /campaigns/:id/steps/:step/remove manager
        POST /campaigns/:id/steps/:step/duplicate manager
        POST /campaigns/:id/steps/:step/lanes/:lane/duplicate manager
        POST /campaigns/:id/draft/undo manager
        POST /campaigns/:id/draft/redo manager
        GET /campaigns/:id/trigger viewer
        POST /campaigns/:id/trigger manager
        GET /campaigns/:id/audience viewer
        POST /campaigns/:id/audience manager
        GET /campaigns/:id/explain front_desk
        POST /campaigns/:id/explain front_desk
        GET /campaigns/:id/explain/patients front_desk
        POST /campaigns/:id/explain/patients front_desk
        GET /campaigns/:id/replay manager
        POST /campaigns/:id/replay manager
        POST /campaigns/:id/replay/cancel manager
        GET /campaigns/:id/replay/patients/:patient manager
        GET /campaigns/:id/preview manager
        POST /campaigns/:id/preview manager
        GET /campaigns/:id/preview/message.html manager
        GET /campaigns/:id/preview/patients manager
        POST /campaigns/:id/preview/patients manager
        GET /reminders viewer
        POST /reminders manager
        POST /reminders/begin manager
        GET /reminders/detach manager
        POST /reminders/detach manager
        GET /gallery viewer
        GET /gallery/:key viewer
        POST /gallery/:key manager
        GET /messages viewer
        POST /messages manager
        GET /messages/new manager
        POST /messages/preview viewer
        POST /messages/preview.html viewer
        POST /messages/test manager
        GET /messages/:id viewer
        POST /messages/:id manager
        GET /messages/:id/preview.html viewer
        GET /messages/:id/versions viewer
        POST /messages/:id/versions/:number/back manager
        POST /messages/:id/languages/remove manager
        POST /messages/:id/duplicate manager
        GET /messages/:id/remove manager
        POST /messages/:id/remove manager
        GET /messages/:id/patients manager
        POST /messages/:id/patients manager
        GET /tests/:id viewer
        GET /tests/:id/inbox viewer
        GET /surveys viewer
        POST /surveys manager
        GET /surveys/new manager
        POST /surveys/review manager
        GET /surveys/:id viewer
        GET /surveys/:id/answers.csv front_desk
        GET /surveys/:id/questions viewer
        POST /surveys/:id/questions manager
        GET /surveys/:id/preview viewer
        POST /surveys/:id/use manager
        POST /surveys/:id/copy manager
        GET /patients front_desk
        POST /patients front_desk
        GET /patients/:id front_desk
        GET /patients/:id/explain front_desk
        GET /patients/:id/answer front_desk
        POST /patients/:id/answer front_desk
        GET /patients/:id/contacts/:contact front_desk
        POST /patients/:id/contacts/:contact front_desk
        POST /patients/:id/contacts/:contact/:kind/back front_desk
        GET /segments viewer
        POST /segments manager
        GET /segments/new manager
        GET /segments/:id viewer
        POST /segments/:id manager
        GET /segments/:id/remove manager
        POST /segments/:id/remove manager
        GET /replies viewer
        POST /replies/:id/done front_desk
        POST /replies/:id/reopen front_desk
        GET /attention viewer
        POST /attention/messages front_desk
        GET /attention/messages/again front_desk
        POST /attention/messages/again front_desk
        GET /attention/messages/:send/address front_desk
        POST /attention/messages/:send/address front_desk
        POST /attention/messages/:send/address/correct front_desk
        POST /attention/dismissals/:time/undo front_desk
        POST /attention/:id/done front_desk
        POST /attention/answers/:id/done front_desk
        GET /settings admin
        POST /settings admin
        GET /settings/hours admin
        POST /settings/hours admin
        POST /settings/closed-days admin
        POST /settings/closed-days/open admin
        GET /settings/providers admin
        POST /settings/providers/start admin
        POST /settings/providers/test admin
        GET /providers/:name viewer
        GET /settings/staff admin
        POST /settings/staff admin
        GET /settings/staff/:id admin
        POST /settings/staff/:id admin
        POST /settings/staff/:id/password admin
        GET /settings/staff/:id/remove admin
        POST /settings/staff/:id/remove admin
        POST /settings/staff/:id/restore admin
        GET /settings/keys admin
        POST /settings/keys admin
        GET /settings/keys/:id/revoke admin
        POST /settings/keys/:id/revoke admin
        GET /settings/audit admin
        GET /settings/hold admin
        POST /settings/hold admin
        POST /settings/release admin
        """

    private static var staffRoutes: [(route: Route, role: Role)] {
        Routes.all.compactMap { route in
            if case .staff(let role, _) = route.door { (route, role) } else { nil }
        }
    }

    /// A path of the pattern with ids of the clinic's own rows.
    private func path(_ route: Route, _ desk: Desk, _ campaign: ID<Campaign>) throws -> String {
        let step = try #require(try desk.steps(campaign).first).id
        return route.pattern.replacing(":id", with: try id(route, desk, campaign)).replacing(":step", with: "\(step)")
            .replacing(":send", with: "1").replacing(":key", with: "post-bonding-care")
            .replacing(":lane", with: "yes").replacing(":number", with: "1").replacing(":patient", with: "1")
    }

    private func id(_ route: Route, _ desk: Desk, _ campaign: ID<Campaign>) throws -> String {
        if route.pattern.hasPrefix("/messages") { return "1" }
        if route.pattern.hasPrefix("/settings/staff") {
            let email = "\(Int.random(in: 0...Int.max))@desk.example"
            let added = try StaffStore(desk.site.db).add(
                name: "Kim", email: email, passwordHash: "none", role: .viewer, in: desk.site.clinic, at: SampleSite.now
            )
            return "\(try #require(added))"
        }
        if route.pattern.hasPrefix("/settings/keys") {
            _ = try desk.site.key([.read])
            return "\(try desk.site.rows.db.row("SELECT MAX(id) AS id FROM api_key")!.int("id") as Int)"
        }
        if route.pattern.hasPrefix("/ways") {
            let (rows, clinic) = (desk.site.rows, desk.site.clinic)
            let patient = try rows.patient("P-\(Int.random(in: 0...Int.max))", in: clinic)
            _ = try rows.send(of: try rows.campaign(in: clinic), to: patient, in: clinic, plannedAt: SampleSite.now)
            return "\(try rows.db.row("SELECT MAX(id) AS id FROM enrollment")!.int("id") as Int)"
        }
        if route.pattern.hasPrefix("/patients") {
            return "\(try desk.site.rows.patient("P-\(Int.random(in: 0...Int.max))", in: desk.site.clinic))"
        }
        if route.pattern.hasPrefix("/attention/answers") {
            let sample = try InvitedSample(desk.site, key: "P-\(Int.random(in: 0...Int.max))")
            sample.post(try sample.path(), "q1=0")
            return "\(try desk.site.rows.db.row("SELECT MAX(id) AS id FROM survey_response")!.int("id") as Int)"
        }
        if route.pattern.hasPrefix("/surveys") {
            let store = SurveyStore(desk.site.db)
            return "\(try store.create(.standard, in: desk.site.clinic, by: .program, at: SampleSite.now))"
        }
        if route.pattern.hasPrefix("/attention") {
            let (rows, clinic) = (desk.site.rows, desk.site.clinic)
            let patient = try rows.patient("P-\(Int.random(in: 0...Int.max))", in: clinic)
            let visit = try rows.visit("\(patient)", of: patient, in: clinic, startsAt: SampleSite.now)
            return "\(try rows.rescheduleRequest(about: visit, in: clinic))"
        }
        if route.pattern.hasPrefix("/replies") {
            return "\(try desk.site.rows.reply("Hello", in: desk.site.clinic))"
        }
        guard route.pattern.hasPrefix("/segments/:id") else { return "\(campaign)" }
        let saved = try SegmentStore(desk.site.db).create(
            "Group \(Int.random(in: 0...Int.max))", .everybody, in: desk.site.clinic, by: .program, at: SampleSite.now)
        guard case .saved(let id) = saved else { return "0" }
        return "\(id)"
    }

    @Test("a session's routes are those of this table, each with its least role")
    func written() {
        let lines = Self.staffRoutes.map { "\($0.route.method) \($0.route.pattern) \($0.role.rawValue)" }
        #expect(Set(lines) == Set(Self.table.split(separator: "\n").map(String.init)))
        #expect(Set(lines).count == lines.count)
    }

    @Test("each role is let through where its line says so, and refused everywhere else", arguments: Role.allCases)
    func roles(role: Role) throws {
        try SampleSite.with { site in
            let manager = try Desk(site, role: .admin, name: "Mia Boss")
            let campaign = try manager.use(.appointmentReminders)
            for (route, least) in Self.staffRoutes where route.pattern != "/sign-out" {
                let path = try path(route, manager, campaign)
                let desk = try Desk(site, role: role, name: "Ana\(Int.random(in: 0...Int.max)) Ruiz")
                let answer = route.method == "GET" ? desk.get(path) : desk.post(path)
                #expect((answer.status == 403) == (role < least), "\(role) \(route.method) \(path): \(answer.status)")
                #expect(answer.status < 500, "\(role) \(route.method) \(path)")
            }
        }
    }

    @Test("an id of another clinic is a 404 on every route that takes one")
    func otherClinic() throws {
        try SampleSite.with { site in
            let campaign = try Desk(site).use(.appointmentReminders)
            let stranger = try Desk(site, role: .admin, name: "Eve Other", clinic: try site.rows.clinic("Elsewhere"))
            let own = try Desk(site, name: "Kim Own")
            for (route, _) in Self.staffRoutes where route.pattern.contains("/:id") {
                let path = try path(route, own, campaign)
                let answer = route.method == "GET" ? stranger.get(path) : stranger.post(path)
                #expect(answer.status == 404, "\(route.method) \(path): \(answer.status)")
            }
        }
    }

    @Test("a form without its token, with another's, or from elsewhere changes nothing")
    func guarded() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            for (route, _) in Self.staffRoutes where route.method == "POST" {
                let path = try path(route, desk, campaign)
                #expect(desk.post(path, token: nil).status == 403, "\(path) without a token")
                #expect(desk.post(path, token: "0000").status == 403, "\(path) with a wrong token")
                #expect(desk.post(path, origin: "https://elsewhere.example").status == 403, "\(path) from elsewhere")
            }
        }
    }

    @Test("a known path under another method is a 405 that names what works, an unknown one a 404")
    func methods() throws {
        try SampleSite.with { site in
            let wrong = site.respond("DELETE", "/campaigns")
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow") == "GET, POST")
            for path in ["/nowhere", "/campaigns/", "//campaigns", "/campaigns/1/2/3/4", "/%zz", ""] {
                #expect(site.respond("GET", path).status == 404, "\(path)")
            }
            #expect(site.respond("POST", "/campaigns", isTooLarge: true).status == 413)
        }
    }

    @Test("every answer carries the headers that keep a page to itself")
    func headers() throws {
        try SampleSite.with { site in
            for path in ["/sign-in", "/nowhere", "/campaigns"] {
                let answer = site.respond("GET", path)
                #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(answer.header("Cache-Control") == "no-store")
            }
        }
    }
}
