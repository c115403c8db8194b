import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

/// A patient's messages of all campaigns on one line.
@Suite struct PatientSendsTests {
    @Test("a patient with 500 messages has them all in stretches, each once, with the names of their campaigns")
    func many() throws {
        try withDatabase { db in
            let sample = try CampaignSample(db)
            let second = try sample.rows.campaign("Recall", in: sample.clinic)
            let other = try sample.rows.patient("P-2", in: sample.clinic)
            _ = try sample.rows.send(of: second, to: other, in: sample.clinic, plannedAt: sample.start)
            let first = try sample.send(afterMinutes: 0)
            _ = try sample.rows.send(of: second, to: sample.patient, in: sample.clinic, plannedAt: sample.start)
            _ = try db.run(
                """
                INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
                    channel, lane, schedule_version, dedupe_key, phase, planned_at, due_at, created_at, updated_at)
                SELECT clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id, channel, lane,
                    1, CONCAT('copy-', seq), 'DELIVERED', planned_at - INTERVAL seq MINUTE, due_at, created_at, updated_at
                FROM send JOIN seq_1_to_498 WHERE id = ?
                """, [.int(first.rawValue)])
            let store = PatientSends(db, revisions: RevisionStore(db))
            var seen: [ListedSend] = []
            var place: SendStretch.Place? = .around(sample.start)
            while let here = place {
                let line = try store.line(of: sample.patient, in: sample.clinic, at: here)
                #expect(line.stretch.sends.count <= SendStretch.size)
                if seen.isEmpty {
                    #expect(line.campaigns == [sample.campaign: "Whitening", second: "Recall"])
                    #expect(line.stretch.later == nil)
                }
                seen += line.stretch.sends
                place = line.stretch.earlier.map { .earlier($0) }
            }
            #expect(seen.count == 500)
            #expect(Set(seen.map(\.id)).count == 500)
            #expect(seen.map(\.plannedAt) == seen.map(\.plannedAt).sorted(by: >))
            #expect(seen.allSatisfy { $0.patientID == sample.patient })
            let elsewhere = try sample.rows.clinic("Elsewhere")
            let line = try store.line(of: sample.patient, in: elsewhere, at: .around(sample.start))
            #expect(line.stretch.sends.isEmpty)
        }
    }
}
