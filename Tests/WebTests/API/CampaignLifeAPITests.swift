import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

/// Publishing, resuming and who is inside, as programs do and see it.
@Suite("A campaign's life by the API")
struct CampaignLifeAPITests {
    private func withRunning(_ body: (SampleSite, Desk, ID<Campaign>, String) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.use(.appointmentReminders)
            let key = try site.key([.read, .manage])
            #expect(site.api("POST", "/campaigns/\(id)/activate", .object([JSON.Member]()), key: key).status == 200)
            try body(site, desk, id, key)
        }
    }

    private func rename(_ desk: Desk, _ id: ID<Campaign>) throws {
        let step = try #require(try desk.steps(id).first)
        let outcome = try StepStore(desk.site.db).update(
            step.id, name: "Hello", step.action, ifVersion: step.version, of: id, in: desk.site.clinic,
            by: .staff(desk.staff), at: SampleSite.now)
        #expect(outcome.isDone)
    }

    private func body(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

    @Test("a publication is refused while nothing was changed, made once, and never over a version unseen")
    func publish() throws {
        try withRunning { site, desk, id, key in
            let path = "/campaigns/\(id)/publish"
            #expect(site.api("POST", path, try body("{}"), key: key).status == 422)
            try rename(desk, id)
            #expect(site.api("POST", path, try body(#"{"people":"nobody"}"#), key: key).status == 422)
            #expect(site.api("POST", path, try body(#"{"persons":"move"}"#), key: key).status == 400)
            let answer = site.api("POST", path, try body(#"{"people":"finish"}"#), key: key)
            #expect(answer.status == 200)
            #expect(answer.header("ETag") != nil)
            #expect(try site.rows.count("revision") == 2)
            #expect(try site.rows.count("campaign", where: "least_revision_id = revision_id") == 0)
            #expect(site.api("POST", path, try body("{}"), key: key).status == 422)
        }
    }

    @Test(
        "visits booked already are taken up by reminders and by no other type, unless the program says",
        arguments: [
            (CampaignType.reminder, "{}", true), (.followUp, "{}", false),
            (.reminder, #"{"takeUpVisits":false}"#, false), (.followUp, #"{"takeUpVisits":true}"#, true),
        ])
    func takeUp(type: CampaignType, told: String, takesUp: Bool) throws {
        try SampleSite.with { site in
            let id = try Desk(site).use(.appointmentReminders)
            try site.db.run("UPDATE campaign SET type = '\(type.rawValue)'")
            let key = try site.key([.read, .manage])
            #expect(site.api("POST", "/campaigns/\(id)/activate", try body(told), key: key).status == 200)
            #expect(try site.rows.count("campaign", where: "take_up_after = 0") == (takesUp ? 1 : 0))
        }
    }

    @Test("what runs is not activated again, a paused campaign names resume, and resume says how")
    func resume() throws {
        try withRunning { site, _, id, key in
            let path = "/campaigns/\(id)/resume"
            #expect(site.api("POST", path, try body("{}"), key: key).status == 409)
            #expect(site.api("POST", "/campaigns/\(id)/pause", try body("{}"), key: key).status == 200)
            let again = site.api("POST", "/campaigns/\(id)/activate", try body("{}"), key: key)
            #expect(again.status == 409)
            #expect(again.text.contains("resume"))
            #expect(site.api("POST", path, try body(#"{"missed":"later"}"#), key: key).status == 422)
            let answer = site.api("POST", path, try body(#"{"missed":"shift"}"#), key: key)
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""status":"ACTIVE""#))
        }
    }

    @Test(
        "a campaign that runs is ended once the program has seen whom it concerns, and what is over not again",
        arguments: [("complete", "COMPLETED"), ("archive", "ARCHIVED")])
    func ending(verb: String, status: String) throws {
        try withRunning { site, _, id, key in
            let patient = try site.rows.patient("P-1", in: site.clinic)
            _ = try site.rows.send(of: id, to: patient, in: site.clinic, plannedAt: SampleSite.now)
            let path = "/campaigns/\(id)/\(verb)"
            let asked = site.api("POST", path, try body("{}"), key: key)
            #expect(asked.status == 409)
            #expect(asked.problemFields == ["confirmed", "confirmed"])
            #expect(asked.text.contains("1 patient is on the way through it; their way ends."))
            #expect(asked.text.contains("1 message that waits is skipped."))
            #expect(try site.rows.count("campaign", where: "status = 'ACTIVE'") == 1)
            #expect(site.changing("POST", path, ["confirmed": true], ifMatch: "\"99\"", key: key).status == 412)
            let done = site.api("POST", path, try body(#"{"confirmed":true}"#), key: key)
            #expect(done.status == 200)
            #expect(done.json["status"]?.stringValue == status)
            #expect(site.api("POST", path, try body(#"{"confirmed":true}"#), key: key).status == 409)
            #expect(try site.rows.count("enrollment", where: "status = 'ended'") == 1)
        }
    }

    @Test("a draft is archived without a question, and cannot be completed")
    func endingDraft() throws {
        try SampleSite.with { site in
            let id = try Desk(site).use(.appointmentReminders)
            let key = try site.key([.manage])
            #expect(site.api("POST", "/campaigns/\(id)/complete", try body("{}"), key: key).status == 409)
            #expect(site.api("POST", "/campaigns/\(id)/archive", try body("{}"), key: key).status == 200)
        }
    }

    @Test("who is inside comes in pages, by status, and only to whom it belongs")
    func enrollments() throws {
        try SampleSite.with { site in
            let key = try site.key([.read])
            let campaign = try site.rows.campaign(in: site.clinic)
            for number in 1...60 {
                let patient = try site.rows.patient("P-\(number)", in: site.clinic)
                _ = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: SampleSite.now)
            }
            try site.db.run("UPDATE enrollment SET status = 'finished' ORDER BY id LIMIT 5")
            func page(_ query: String) throws -> (ids: [JSON], next: String?) {
                let answer = site.api("GET", "/campaigns/\(campaign)/enrollments\(query)", key: key)
                #expect(answer.status == 200)
                let json = try JSON.parse(answer.body)
                return (json["items"]?.arrayValue?.compactMap { $0["id"] } ?? [], json["next"]?.stringValue)
            }
            let first = try page("")
            let second = try page("?cursor=\(try #require(first.next))")
            #expect(first.ids.count == 50 && second.ids.count == 10)
            #expect(Set(first.ids + second.ids).count == 60)
            #expect(second.next == nil)
            #expect(try page("?status=finished").ids.count == 5)
            let running = try page("?status=running")
            #expect(running.ids.count == 50)
            #expect(try page("?status=running&cursor=\(try #require(running.next))").ids.count == 5)
            for bad in ["?cursor=1", "?cursor=x-y", "?status=lost", "?page=2"] {
                #expect(site.api("GET", "/campaigns/\(campaign)/enrollments\(bad)", key: key).status == 400)
            }
        }
    }
}
