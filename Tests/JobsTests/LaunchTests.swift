import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// A campaign at a set time enrolls its audience once, whatever happens to the ticks.
@Suite struct LaunchTests {
    private static let made = "2027-03-02T10:00"
    private static let due = "2027-03-04T10:00"

    private func practice(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            for (key, age) in [("P-1", 40), ("P-2", 30), ("P-3", 12), ("P-4", 50)] {
                try practice.patient(key, age: age, phone: "+13125550\(age)42")
            }
            try body(practice)
        }
    }

    /// An offer for adults, except those whom the clinic calls VIP.
    private func offer(_ practice: Practice) throws -> ID<Campaign> {
        let clinic = practice.clinic.id
        let now = practice.at(Self.made)
        let text = MessageDraft(name: "Offer", channel: .email, language: "en", subject: "Offer", body: "Shine!")
        let template = try MessageTemplateStore(practice.db).create(text, in: clinic, by: .program, at: now)
        let campaigns = CampaignStore(practice.db)
        let id = try campaigns.create(
            CampaignHead(name: "Offer", type: .marketing), trigger: .scheduled(CivilDateTime(Self.due)!), in: clinic,
            by: .program, at: now)
        _ = try StepStore(practice.db).add(
            name: "Offer", .send(SendStep(channel: .email, template: template)), at: .end(of: .main), to: id,
            in: clinic, by: .program, at: now)
        _ = try campaigns.update(
            audience: .test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(18))),
            exclusions: .test(FieldTest(field: .tag, op: .contains, value: .text("vip"))), of: id,
            ifVersion: try campaigns.campaign(id, in: clinic)!.version, in: clinic, by: .program, at: now)
        try practice.activate(id, at: Self.made)
        return id
    }

    private func enrolled(_ practice: Practice) throws -> [String] {
        try practice.db.rows(
            "SELECT p.external_id FROM enrollment e JOIN patient p ON p.id = e.patient_id ORDER BY p.external_id"
        ).map { $0.text("external_id") }
    }

    @Test("those in the audience are enrolled, at its time and once")
    func once() throws {
        try practice { practice throws in
            _ = try practice.db.run(
                "INSERT INTO patient_tag (clinic_id, patient_id, tag) SELECT clinic_id, id, 'VIP' FROM patient WHERE external_id = 'P-4'"
            )
            _ = try offer(practice)
            try practice.tick("2027-03-04T09:59", [.schedule])
            try #expect(enrolled(practice) == [])
            try practice.tick(Self.due, [.schedule])
            try #expect(enrolled(practice) == ["P-1", "P-2"])
            try #expect(practice.sends().count == 2)
            try practice.tick("2027-03-04T10:01", [.schedule])
            try #expect(enrolled(practice) == ["P-1", "P-2"])
        }
    }

    @Test("who is in the audience is asked as of its time, however late the tick")
    func asOfItsTime() throws {
        try practice { practice throws in
            // Of age on the day after.
            try practice.tell(
                "patients", "P-5",
                #"{"firstName":"Kim","lastName":"Lake","birthDate":"2009-03-05","email":"kim@patients.example"}"#,
                at: Self.made)
            _ = try offer(practice)
            try practice.tick("2027-03-05T09:00", [.schedule])
            try #expect(enrolled(practice) == ["P-1", "P-2", "P-4"])
        }
    }

    @Test("a tick that died half way is gone on from, after the last whom it had enrolled")
    func goesOn() throws {
        try practice { practice throws in
            _ = try offer(practice)
            _ = try practice.db.run(
                """
                UPDATE occurrence SET state = 'firing',
                    last_patient_id = (SELECT id FROM patient WHERE external_id = 'P-1')
                """)
            try practice.tick(Self.due, [.schedule])
            try #expect(enrolled(practice) == ["P-2", "P-4"])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM occurrence WHERE state = 'fired'") == 1)
        }
    }
}
