import Campaigns
import CivilTime
import MariaDB
import Testing

@testable import Storage

/// Addresses that staff correct: what the booking system may say to them, and where messages go (rules.md 4).
@Suite struct AddressCorrectionTests {
    private static let old = "+13125550142"
    private static let new = "+13125550177"

    /// A mother of two, of whom the booking system tells a number.
    private struct Family {
        let practice: Practice
        let staff: ID<Staff>

        func tell(_ phone: String, of child: String = "P-1", at local: String) throws {
            try practice.tell(
                "patients", child,
                #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-20","contacts":[{"externalId":"M-1","relation":"parent","firstName":"Helena","lastName":"Lindqvist",\#(phone)"receives":["care"]}]}"#,
                at: local)
        }

        var desk: AddressDesk { AddressDesk(practice.db, in: practice.clinic.id) }

        func contact() throws -> ID<Contact> {
            ID(try practice.db.row("SELECT id FROM contact WHERE external_id = 'M-1'")!.int("id"))
        }

        func patient(_ key: String = "P-1") throws -> ID<Patient> {
            try PatientStore(practice.db, revisions: RevisionStore(practice.db)).id(
                ofExternalID: key, in: practice.clinic.id)!
        }

        func standing(_ kind: ContactPoint.Kind = .phone) throws -> StandingAddress? {
            try desk.addresses(of: [contact()]).first { $0.point.kind == kind }
        }

        @discardableResult
        func correct(
            _ address: String, _ kind: ContactPoint.Kind = .phone, seen: ID<ContactPoint>? = nil, isSure: Bool = false,
            at local: String
        ) throws -> AddressDesk.Outcome {
            let wish = AddressDesk.Wish(
                kind, address, seen: try seen ?? standing(kind)?.point.id, isSure: isSure)
            return try desk.correct(
                [wish], of: try contact(), about: try patient(), by: staff, at: practice.at(local))
        }

        /// Every send as its number and phase.
        func sends() throws -> [String] {
            try practice.db.rows(
                """
                SELECT p.address, s.phase, s.reason FROM send s JOIN contact_point p ON p.id = s.contact_point_id
                ORDER BY s.id
                """
            ).map {
                [$0.text("address"), $0.text("phase"), $0.optionalText("reason")].compactMap(\.self).joined(
                    separator: " ")
            }
        }
    }

    private func with(phone: String? = old, _ body: (Family) throws -> Void) throws {
        try Practice.open { practice in
            let staff = try StaffStore(practice.db).add(
                name: "Ana Ruiz", email: "ana@clinic.example", passwordHash: "none", role: .frontDesk,
                in: practice.clinic.id, at: practice.at("2027-02-01T09:00"))!
            let family = Family(practice: practice, staff: staff)
            try family.tell(phone.map { #""phone":"\#($0)","# } ?? "", at: "2027-03-01T09:00")
            try body(family)
        }
    }

    @Test(
        "a corrected number stands while the booking system tells what it told, and gives way to anything else",
        arguments: [
            // What it had, what it tells after the correction, what then stands and whether that is still a correction.
            (old, #""phone":"+13125550142","#, new, true), (old, "", new, true),
            (old, #""phone":"+13125550199","#, "+13125550199", false),
            // It has learnt what staff knew.
            (old, #""phone":"+13125550177","#, new, false),
            (old, #""phone":null,"#, nil, false), (nil, #""phone":null,"#, new, true), (nil, "", new, true),
            (nil, #""phone":"+13125550142","#, old, false),
        ] as [(String?, String, String?, Bool)])
    func stands(had: String?, tells: String, stands: String?, isCorrected: Bool) throws {
        try with(phone: had) { family in
            #expect(try family.correct(Self.new, at: "2027-03-02T10:00") == .corrected([.phone]))
            let corrected = try #require(try family.standing())
            #expect(corrected.correction?.by == "Ana Ruiz" && corrected.correction?.told == had)
            try family.tell(tells, at: "2027-03-03T10:00")
            // By any child's record, and again.
            try family.tell(tells, of: "P-2", at: "2027-03-03T10:05")
            #expect(try family.standing()?.point.address == stands)
            #expect((try family.standing()?.correction != nil) == isCorrected)
        }
    }

    @Test("however often it is corrected, what the booking system told last counts, and that again is no correction")
    func twice() throws {
        try with { family in
            try family.correct("+13125550188", at: "2027-03-02T10:00")
            try family.correct(Self.new, at: "2027-03-02T11:00")
            #expect(try family.standing()?.correction?.told == Self.old)
            #expect(try family.standing()?.correction?.at == family.practice.at("2027-03-02T11:00"))
            try family.tell(#""phone":"\#(Self.old)","#, at: "2027-03-03T10:00")
            #expect(try family.standing()?.point.address == Self.new)
            try family.correct(Self.old, at: "2027-03-04T10:00")
            #expect(try family.standing()?.point.address == Self.old)
            #expect(try family.standing()?.correction == nil)
            try family.tell(#""phone":"\#(Self.new)","#, at: "2027-03-05T10:00")
            #expect(try family.standing()?.point.address == Self.new)
        }
    }

    @Test("what is to come for every child moves to the corrected number, and back with it; the old one hears nothing")
    func moves() throws {
        try with { family in
            try family.practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
            try family.tell(#""phone":"\#(Self.old)","#, of: "P-2", at: "2027-03-01T09:05")
            for child in ["P-1", "P-2"] {
                try family.practice.visit("A-\(child)", of: child, "2027-03-10T15:00", at: "2027-03-01T10:00")
            }
            try family.practice.tick("2027-03-01T10:00")
            #expect(try family.sends() == ["\(Self.old) READY", "\(Self.old) READY"])
            try family.correct(Self.new, at: "2027-03-02T10:00")
            let lapsed = "\(Self.old) SKIPPED NO_LONGER_RECEIVES"
            #expect(try family.sends() == [lapsed, lapsed, "\(Self.new) READY", "\(Self.new) READY"])
            // The intake's word of yesterday undoes nothing.
            try family.tell(#""phone":"\#(Self.old)","#, at: "2027-03-03T10:00")
            #expect(try family.sends().filter { $0.hasSuffix("READY") } == ["\(Self.new) READY", "\(Self.new) READY"])
            #expect(
                try family.desk.takeBack(
                    .phone, of: family.contact(), about: family.patient(), by: family.staff,
                    at: family.practice.at("2027-03-04T10:00")))
            #expect(try family.sends().filter { $0.hasSuffix("READY") } == ["\(Self.old) READY", "\(Self.old) READY"])
            #expect(
                try !family.desk.takeBack(
                    .phone, of: family.contact(), about: family.patient(), by: family.staff,
                    at: family.practice.at("2027-03-04T10:01")))
            let deeds = try family.practice.db.rows("SELECT verb, noun, data FROM audit_log WHERE staff_id IS NOT NULL")
            #expect(deeds.map { $0.text("verb") } == ["correct", "take_back"])
            #expect(!deeds.contains { $0.text("data").contains("555") || $0.text("noun") != "patient" })
        }
    }

    @Test("a closed number says so and is saved only when it is wanted all the same; nothing is left behind before")
    func closed() throws {
        try with { family in
            try family.practice.hear("STOP", from: Self.new, at: "2027-03-01T12:00")
            let outcome = try family.correct(Self.new, at: "2027-03-02T10:00")
            guard case .refused(let obstacles) = outcome, case .closed(let closure) = obstacles[.phone] else {
                Issue.record("\(outcome)")
                return
            }
            #expect(closure.cause == .optOut && closure.scope == .all)
            #expect(try family.standing()?.point.address == Self.old)
            #expect(try family.correct(Self.new, isSure: true, at: "2027-03-02T10:01") == .corrected([.phone]))
        }
    }

    @Test("who saw another number than stands now changes nothing; who wants what stands already is content")
    func stale() throws {
        try with { family in
            let seen = try #require(try family.standing()?.point.id)
            try family.correct(Self.new, at: "2027-03-02T10:00")
            #expect(
                try family.correct("+13125550188", seen: seen, at: "2027-03-02T10:01") == .refused([.phone: .stale]))
            #expect(try family.practice.count("SELECT COUNT(*) AS n FROM contact_point WHERE address LIKE '%188'") == 0)
            #expect(try family.correct(Self.new, seen: seen, at: "2027-03-02T10:02") == .corrected([]))
            #expect(try family.standing()?.correction?.at == family.practice.at("2027-03-02T10:00"))
            #expect(try family.practice.count("SELECT COUNT(*) AS n FROM audit_log WHERE verb = 'correct'") == 1)
        }
    }

    @Test("somebody of another family, or of another clinic, is not corrected with this patient")
    func others() throws {
        try with { family in
            try family.practice.patient("P-9")
            let wish = AddressDesk.Wish(.phone, Self.new, seen: nil, isSure: true)
            let (contact, now) = (try family.contact(), family.practice.at("2027-03-02T10:00"))
            #expect(
                try family.desk.correct([wish], of: contact, about: family.patient("P-9"), by: family.staff, at: now)
                    == .gone)
            #expect(
                try AddressDesk(family.practice.db, in: ID(999)).correct(
                    [wish], of: contact, about: family.patient(), by: family.staff, at: now) == .gone)
            #expect(try family.standing()?.point.address == Self.old)
        }
    }

    @Test("a failed message tried again goes to the number that stands now, and once to each")
    func retry() throws {
        try with { family in
            let campaign = try family.practice.campaign(on: .appointmentBooked, ["send"])
            try family.practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try family.practice.tick("2027-03-01T10:00")
            _ = try family.practice.db.run("UPDATE send SET phase = 'FAILED', failure = 'permanent'")
            let send = ID<Send>(try family.practice.db.row("SELECT id FROM send")!.int("id"))
            try family.correct(Self.new, at: "2027-03-01T10:30")
            func again() throws -> SendRetry.Outcome {
                try SendRetry(family.practice.db).retry(
                    send, of: campaign, in: family.practice.clinic.id, by: .staff(family.staff),
                    at: family.practice.at("2027-03-01T10:31"))
            }
            guard case .made = try again() else {
                Issue.record("no retry was made")
                return
            }
            try family.practice.tick("2027-03-01T10:32")
            #expect(try family.sends() == ["\(Self.old) FAILED", "\(Self.new) SENT"])
            #expect(try again() == .again)
            // Somebody else's failed row of the same step would go to the same number.
            _ = try family.practice.db.run(
                "UPDATE send SET retry_of = NULL, retry_number = 5, dedupe_key = 'other' WHERE phase = 'SENT'")
            #expect(try again() == .again)
            #expect(try family.sends().count == 2)
        }
    }
}
