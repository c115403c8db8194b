import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Web

/// What waits for a person.
@Suite struct AttentionTests {
    @Test("a request waits in the list until somebody at the desk has seen to it, which is kept with the name")
    func finish() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let id = try request("Any day\nafter four", site)
            let list = desk.get("/attention")
            #expect(list.status == 200)
            for word in ["1 patient asks", "Robin Winter", "Any day\nafter four", "Adjustment", "Tue 16 Mar, 15:00"] {
                #expect(list.text.contains(word), "\(word)")
            }
            for _ in 0..<2 { #expect(desk.post("/attention/\(id)/done").header("Location") == "/attention") }
            #expect(desk.get("/attention").text.contains("Nobody asks for another time · no message failed"))
            try #expect(site.rows.count("reschedule_request", where: "done_by = \(desk.staff)") == 1)
            try #expect(
                site.rows.count(
                    "audit_log", where: "noun = 'reschedule_request' AND noun_id = \(id) AND staff_id = \(desk.staff)")
                    == 1)
        }
    }

    @Test(
        "what became of the visit since stands beside it",
        arguments: [
            ("starts_at = '2027-03-17 20:00:00'", "Moved since to Wed 17 Mar, 15:00"),
            ("status = 'cancelled'", "Cancelled since"), ("status = 'no-show'", "Missed the visit"),
            ("status = 'completed'", "Came to the visit"), ("status = 'confirmed'", nil),
        ] as [(String, String?)])
    func since(change: String, words: String?) throws {
        try SampleSite.with { site in
            _ = try request("", site)
            _ = try site.db.run("UPDATE appointment SET \(change)")
            let list = try Desk(site).get("/attention").text
            #expect(list.contains("No words were left."))
            if let words { #expect(list.contains(words)) } else { #expect(!list.contains("class=\"sub\"")) }
        }
    }

    @Test("another clinic's requests are not seen, and a viewer has no button")
    func kept() throws {
        try SampleSite.with { site in
            _ = try request("Friday", site)
            let stranger = try Desk(site, clinic: try site.rows.clinic("Elsewhere"))
            #expect(!stranger.get("/attention").text.contains("Friday"))
            #expect(!(try Desk(site, role: .viewer).get("/attention").text.contains("/done")))
        }
    }

    private func request(_ wish: String, _ site: SampleSite) throws -> ID<RescheduleRequest> {
        let patient = try site.rows.patient("P-1", in: site.clinic)
        let visit = try site.rows.visit(
            "A-1", of: patient, in: site.clinic, startsAt: SampleRows.instant("2027-03-16T20:00Z"))
        return try site.rows.rescheduleRequest(wish, about: visit, in: site.clinic)
    }
}
