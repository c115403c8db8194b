import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("A form that makes something")
struct OnceOnlyTests {
    @Test("acts once however often it is sent, and leads to the same place each time")
    func twice() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let token = desk.token
            let path = "/gallery/birthday"
            let first = desk.post(path, fields: [], token: token)
            let second = desk.post(path, fields: [], token: token)
            #expect(first.status == 303 && second.status == 303)
            #expect(first.header("Location") == second.header("Location"))
            #expect(try CampaignStore(site.db).list(in: site.clinic, limit: 9).count == 1)
            #expect(desk.post(path, fields: []).status == 303)
            #expect(try CampaignStore(site.db).list(in: site.clinic, limit: 9).count == 2)
        }
    }

    @Test("may be sent again when it did nothing: what was wrong is corrected on the same page")
    func refused() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let token = desk.token
            #expect(desk.post("/segments", fields: [("name", "")], token: token).status == 422)
            let made = desk.post("/gallery/birthday", fields: [], token: token)
            #expect(made.status == 303)
            #expect(desk.post("/gallery/unknown", fields: [], token: token).status == 404)
            #expect(desk.post("/gallery/unknown", fields: [], token: token).status == 404)
        }
    }

    @Test("two pages of one session are two forms, and another clinic's form is nobody's business")
    func apart() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let token = desk.token
            _ = desk.post("/gallery/birthday", fields: [], token: token)
            _ = desk.post("/gallery/recall", fields: [], token: token)
            #expect(try CampaignStore(site.db).list(in: site.clinic, limit: 9).count == 2)
            let stranger = try Desk(site, clinic: site.rows.clinic("Elsewhere"))
            #expect(stranger.post("/gallery/birthday", fields: [], token: token).status == 403)
        }
    }

    @Test("each route that makes or sends something acts once")
    func routes() {
        let once = Routes.all.filter(\.actsOnce).map(\.pattern)
        for pattern in ["/campaigns", "/gallery/:key", "/messages", "/segments", "/campaigns/:id/steps"] {
            #expect(once.contains(pattern))
        }
    }
}
