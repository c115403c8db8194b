import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// When a campaign at a set time, or a recurring one, is over by itself (rules.md 5).
@Suite struct CampaignCompletionTests {
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    @Test(
        "it completes when its occurrence has fired, no enrollment is alive and no message is open",
        arguments: [
            "SCHEDULED", "RECURRING",
        ])
    func over(trigger: String) throws {
        try withFired { db, rows in
            _ = try db.run("UPDATE campaign SET trigger_type = ?", [.text(trigger)])
            #expect(try TriggerStore(db).completeFinished(at: now) == 1)
            #expect(try rows.count("campaign", where: "status = 'COMPLETED' AND completed_at IS NOT NULL") == 1)
        }
    }

    @Test(
        "it goes on while anything of it does, and a paused one does not end",
        arguments: [
            another("waiting"), another("firing"), "UPDATE occurrence SET state = 'waiting'",
            "DELETE FROM occurrence", "UPDATE enrollment SET status = 'running'",
            "UPDATE send SET phase = 'READY'", "UPDATE send SET phase = 'PARKED'", "UPDATE send SET phase = 'CLAIMED'",
            "UPDATE send SET phase = 'WIRE'", "UPDATE send SET phase = 'UNKNOWN'",
            """
            INSERT INTO experiment (clinic_id, campaign_id, step_id, arms, goal, picks_winner, ends_at, created_at)
            SELECT clinic_id, campaign_id, id, 'A,B', 'clicks', TRUE, '2027-04-01', '2027-03-01' FROM step
            """,
            "UPDATE campaign SET status = 'PAUSED'", "UPDATE campaign SET trigger_type = 'EVENT'",
        ])
    func goesOn(change: String) throws {
        try withFired { db, rows in
            _ = try db.run(change)
            #expect(try TriggerStore(db).completeFinished(at: now) == 0)
            #expect(try rows.count("campaign", where: "status = 'COMPLETED'") == 0)
        }
    }

    /// Another occurrence after the one that has fired.
    private static func another(_ state: String) -> String {
        """
        INSERT INTO occurrence (clinic_id, campaign_id, due_at, state, created_at)
        SELECT clinic_id, campaign_id, '2027-03-15 15:00', '\(state)', created_at FROM occurrence
        """
    }

    /// A campaign that has fired for one patient, whose message was sent.
    private func withFired(_ body: (Database, SampleRows) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            let patient = try rows.patient("P-1", in: clinic)
            _ = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: now, sentAt: now)
            _ = try db.run("UPDATE enrollment SET status = 'finished'")
            _ = try db.run(
                """
                INSERT INTO occurrence (clinic_id, campaign_id, due_at, state, created_at)
                VALUES (?, ?, '2027-03-08 15:00', 'fired', '2027-03-01')
                """, [.int(clinic.rawValue), .int(campaign.rawValue)])
            try body(db, rows)
        }
    }
}
