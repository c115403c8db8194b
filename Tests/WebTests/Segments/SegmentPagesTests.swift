import Campaigns
import Storage
import Testing

@testable import Web

@Suite("Segment pages")
struct SegmentPagesTests {
    private static let adults: KeyValuePairs = [
        "version": "0", "name": "Adults", "rule-field": "patient.age", "rule-op": ">=", "rule-value": "18",
    ]

    @Test("the clinic's types of visit are offered where one is compared, and nowhere else")
    func visitTypes() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            #expect(!desk.get("/segments/new").text.contains("<datalist"))
            let patient = try site.rows.patient("P-1", in: site.clinic)
            _ = try site.rows.visit("A-1", of: patient, in: site.clinic, startsAt: SampleSite.now)
            let page = desk.get("/segments/new").text
            #expect(page.contains("id=\"rule-visit-types\""))
            #expect(page.contains("data-offers=\"appointment.type patient.lastVisitType"))
            #expect(page.contains("<option value=\"Adjustment\"") || page.contains("<option value=\"adjustment\""))
            func made(_ field: String, _ value: String, name: String) throws -> String {
                let answer = desk.post(
                    "/segments",
                    ["version": "0", "name": name, "rule-field": field, "rule-op": "=", "rule-value": value])
                return desk.get(try #require(answer.header("Location"))).text
            }
            #expect(try made("patient.lastVisitType", "Debonding", name: "Freed").contains("list=\"rule-visit-types\""))
            #expect(try !made("patient.age", "18", name: "Adults").contains("list=\"rule-visit-types\""))
        }
    }

    @Test("a segment is made, listed, renamed, and what was typed wrongly is kept")
    func life() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            #expect(desk.get("/segments").text.contains("No segments yet"))
            let made = desk.post("/segments", Self.adults)
            #expect(made.status == 303)
            let path = try #require(made.header("Location"))
            #expect(desk.get("/segments").text.contains(">Patients for whom age is at least 18"))
            let wrong = desk.post(
                path, ["version": "1", "name": "", "rule-field": "patient.age", "rule-op": ">=", "rule-value": "ten"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("ten"))
            #expect(desk.post("/segments", Self.adults).status == 422)
            #expect(desk.post(path, ["version": "1", "name": "Grown up"]).status == 303)
            #expect(desk.get(path).text.contains("Grown up"))
            let stale = desk.post(path, ["version": "1", "name": "Old"])
            #expect(stale.status == 409)
            #expect(stale.text.contains("Ana Ruiz changed the segment"))
        }
    }

    @Test("a number is shown without saving")
    func counts() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            _ = try site.rows.patient("P-1", in: site.clinic)
            let answer = desk.post(
                "/segments",
                ["name": "Adults", "rule-field": "patient.age", "rule-op": ">=", "rule-value": "18", "count": "now"])
            #expect(answer.status == 200)
            #expect(answer.text.contains("1 patient belongs to it now."))
            #expect(desk.get("/segments").text.contains("No segments yet"))
        }
    }

    @Test("an audience asks about a segment by name, and the segment then cannot be removed")
    func used() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let segment = try #require(desk.post("/segments", Self.adults).header("Location"))
            let campaign = try desk.use(.postBondingCare)
            let version = try CampaignStore(site.db).campaign(campaign, in: site.clinic)!.version
            let path = "/campaigns/\(campaign)/audience"
            func fields(_ name: String) -> KeyValuePairs<String, String> {
                [
                    "version": "\(version)", "audience-field": "segment", "audience-op": "!=", "audience-value": name,
                ]
            }
            #expect(desk.post(path, fields("Nobody")).status == 422)
            #expect(desk.post(path, fields("Adults")).status == 303)
            let page = desk.get(path)
            #expect(page.text.contains("not (in the segment “Adults”)"))
            #expect(page.value(ofField: "audience-1-value") == "Adults")
            let refused = desk.post("\(segment)/remove")
            #expect(refused.status == 409)
            #expect(refused.text.contains("asked about by the campaign “"))
            #expect(desk.get(segment).text.contains("Used by the campaign “"))
            _ = try CampaignStore(site.db).delete(campaign, in: site.clinic, by: .program, at: SampleSite.now)
            #expect(desk.get("\(segment)/remove").text.contains("Remove the segment"))
            #expect(desk.post("\(segment)/remove").status == 303)
            #expect(desk.get(segment).status == 404)
        }
    }

    @Test("a segment cannot ask about itself")
    func circle() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let segment = try #require(desk.post("/segments", Self.adults).header("Location"))
            let answer = desk.post(
                segment,
                ["version": "1", "name": "Adults", "rule-field": "segment", "rule-op": "=", "rule-value": "Adults"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("cannot ask about itself"))
        }
    }

    @Test("a long rule offers in each line what is like its own, so that its page stays light")
    func long() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            func page(of count: Int) throws -> String {
                let lines = (0..<count).flatMap { number in
                    [("rule-field", "patient.age"), ("rule-op", "="), ("rule-value", String(number % 100))]
                }
                let made = desk.post("/segments", fields: [("name", "Of \(count)"), ("rule-match", "any")] + lines)
                let answer = desk.get(try #require(made.header("Location")))
                #expect(answer.value(ofField: "rule-\(count)-value") == String((count - 1) % 100))
                return answer.text
            }
            let (short, long) = (try page(of: 40), try page(of: 200))
            #expect(!short.contains("This rule is long") && long.contains("This rule is long"))
            #expect(long.utf8.count < short.utf8.count * 5 / 2)
            #expect(long.components(separatedBy: "value=\"patient.age\" selected").count == 201)
        }
    }
}
