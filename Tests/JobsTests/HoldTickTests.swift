import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

/// What holds a message, what that does to its lateness, and how it ends (rules.md 3.2, delivery.md 2).
@Suite struct HoldTickTests {
    /// One message due on 2 March at 10:00, a day after its patient was created.
    private func due(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.campaign(on: .patientCreated, ["for 1 day", "send"])
            try practice.patient("P-1", age: 40, at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try body(practice)
        }
    }

    private func hold(_ practice: Practice, from start: String, until end: String) throws {
        let clinic = ClinicHold(practice.db)
        #expect(try clinic.hold(practice.clinic.id, by: .program, at: practice.at(start)))
        try practice.tick(start)
        try #expect(practice.sends() == ["SMS 2027-03-02T10:00 PARKED CLINIC_HELD"])
        #expect(try clinic.release(practice.clinic.id, by: .program, at: practice.at(end)))
        try practice.tick(end)
    }

    private func column(_ practice: Practice, _ name: String) throws -> Int64 {
        try #require(try practice.db.row("SELECT CAST(\(name) AS CHAR) AS n FROM send"))
            .text("n").split(separator: ".").first.flatMap { Int64($0) } ?? -1
    }

    @Test("a clinic's hold does not move the due time")
    func clinicHold() throws {
        try due { practice in
            try hold(practice, from: "2027-03-02T10:00", until: "2027-03-03T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SENT"])
            #expect(try column(practice, "held_seconds") == 86_400)
        }
        try due { practice in
            try hold(practice, from: "2027-03-02T10:00", until: "2027-03-03T10:01")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SKIPPED TOO_LATE"])
        }
    }

    @Test("held for over a week it goes no more, and one that was tried has failed")
    func heldTooLong() throws {
        try due { practice in
            try hold(practice, from: "2027-03-02T10:00", until: "2027-03-09T10:01")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SKIPPED HELD_TOO_LONG"])
        }
        try due { practice in
            _ = try practice.db.run("UPDATE send SET refusals = 1")
            try hold(practice, from: "2027-03-02T10:00", until: "2027-03-09T10:01")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 FAILED HELD_TOO_LONG"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE failure = 'exhausted'") == 1)
        }
    }

    @Test("a pause is no hold")
    func pause() throws {
        try due { practice in
            let campaign = try #require(try practice.db.row("SELECT id FROM campaign")).int("id") as Int64
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.pause(ID(campaign), in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T09:00"))
            try practice.tick("2027-03-02T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 PARKED CAMPAIGN_PAUSED"])
            _ = try life.resume(
                ID(campaign), .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-10T10:00"))
            try practice.tick("2027-03-10T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SKIPPED TOO_LATE"])
            #expect(try column(practice, "held_seconds") == 0)
        }
    }

    @Test("the end of a clinic's hold gives back nothing that a pause has parked, nor a resume what that holds")
    func twoParks() throws {
        func life(_ practice: Practice) throws -> (CampaignLife, ID<Campaign>) {
            let campaign = try #require(try practice.db.row("SELECT id FROM campaign")).int("id") as Int64
            return (CampaignLife(practice.db, revisions: RevisionStore(practice.db)), ID(campaign))
        }
        try due { practice in
            let (life, campaign) = try life(practice)
            _ = try life.pause(campaign, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T09:00"))
            try practice.tick("2027-03-02T10:00")
            let clinic = ClinicHold(practice.db)
            _ = try clinic.hold(practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:30"))
            _ = try clinic.release(practice.clinic.id, by: .program, at: practice.at("2027-03-02T11:30"))
            try practice.tick("2027-03-02T11:30")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 PARKED CAMPAIGN_PAUSED"])
            #expect(try column(practice, "held_seconds") == 0)
        }
        try due { practice in
            let (life, campaign) = try life(practice)
            let clinic = ClinicHold(practice.db)
            _ = try clinic.hold(practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:00"))
            try practice.tick("2027-03-02T10:00")
            _ = try life.pause(campaign, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:10"))
            _ = try life.resume(
                campaign, .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T10:20"))
            try practice.tick("2027-03-02T10:20")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 PARKED CLINIC_HELD"])
            _ = try clinic.release(practice.clinic.id, by: .program, at: practice.at("2027-03-02T11:00"))
            try practice.tick("2027-03-02T11:00")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SENT"])
            #expect(try column(practice, "held_seconds") == 3_600)
        }
    }

    @Test("a window's hold moves the due time and counts as no hold")
    func windowHold() throws {
        try due { practice in
            try practice.tick("2027-03-02T21:30")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 READY OUTSIDE_WINDOW"])
            #expect(try column(practice, "held_seconds") == 0)
            // A day and a half after its planned time, but not a day after the window's hold.
            try practice.tick("2027-03-03T20:00")
            try #expect(practice.sends() == ["SMS 2027-03-02T10:00 SENT"])
        }
    }

    @Test("too late, one that was tried has failed and one that was not is skipped")
    func tooLate() throws {
        for (change, end) in [
            ("refusals = 0", "SKIPPED TOO_LATE"), ("refusals = 1", "FAILED TOO_LATE"), ("wires = 1", "FAILED TOO_LATE"),
        ] {
            try due { practice in
                _ = try practice.db.run("UPDATE send SET \(change)")
                try practice.tick("2027-03-03T10:01")
                try #expect(practice.sends() == ["SMS 2027-03-02T10:00 \(end)"])
            }
        }
    }

    @Test("forbidden meanwhile, one that may have left is ambiguous and one that was refused is skipped")
    func forbidden() throws {
        for (change, end) in [("refusals = 1", "SKIPPED PATIENT_INACTIVE"), ("wires = 1", "FAILED PATIENT_INACTIVE")] {
            try due { practice in
                _ = try practice.db.run("UPDATE send SET \(change)")
                try practice.tell("patients", "P-1", #"{"status":"inactive"}"#, at: "2027-03-02T09:00")
                try practice.tick("2027-03-02T10:00")
                try #expect(practice.sends() == ["SMS 2027-03-02T10:00 \(end)"])
                let ambiguous = try practice.count("SELECT COUNT(*) AS n FROM send WHERE failure = 'ambiguous'")
                #expect(ambiguous == (end.hasPrefix("FAILED") ? 1 : 0))
            }
        }
    }
}
