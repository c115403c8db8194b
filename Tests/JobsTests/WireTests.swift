import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

/// Between the claim and the wire the world may change: then nothing starts to leave (delivery.md 1).
@Suite struct WireTests {
    /// What happens while a confirmation is claimed, and where that leaves it.
    enum Meanwhile: String, CaseIterable, CustomTestStringConvertible {
        case nothing, cancelled, missed, moved, paused, archived, held, unsubscribed, stopped, refused, deceased,
            readdressed, corrected

        var end: String {
            switch self {
            case .nothing: "WIRE"
            case .cancelled: "SKIPPED VISIT_CANCELLED"
            case .missed: "SKIPPED VISIT_MISSED"
            case .moved: "SKIPPED VISIT_MOVED"
            case .paused: "PARKED CAMPAIGN_PAUSED"
            case .archived: "SKIPPED CAMPAIGN_ENDED"
            case .held: "PARKED CLINIC_HELD"
            case .unsubscribed, .stopped: "SKIPPED SUPPRESSED"
            case .refused: "SKIPPED NO_CONSENT"
            case .deceased: "SKIPPED PATIENT_DECEASED"
            case .readdressed, .corrected: "SKIPPED NO_LONGER_RECEIVES"
            }
        }

        var testDescription: String { rawValue }
    }

    static let now = "2027-03-08T15:00"
    static let letter = WireStore.Letter(
        message: RenderedMessage(channel: .sms, subject: "", paragraphs: []), language: "en", smsParts: 1,
        unsubscribeURL: nil, pixelURL: nil)

    /// A reminder by SMS that is due now.
    static func reminder(_ practice: Practice) throws -> ID<Campaign> {
        let campaign = try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
        try practice.patient("P-1", age: 40, at: "2027-03-01T09:00")
        try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
        try practice.tick("2027-03-01T10:00")
        return campaign
    }

    @Test("the verdict is asked again at the wire", arguments: Meanwhile.allCases)
    func wire(meanwhile: Meanwhile) throws {
        try Practice.open { practice in
            let campaign = try Self.reminder(practice)
            let token = try practice.workplace(at: practice.at(Self.now)).claimToken()
            let claimed = try SendStore(practice.db)
                .claim(.sms, .reminder, at: practice.at(Self.now), limit: 10, token: token)
            #expect(claimed.count == 1)
            try Self.happen(meanwhile, practice, campaign)
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: practice.at(Self.now),
                compose: { _ in Self.letter })
            try #expect(practice.sends().first == "SMS 2027-03-08T15:00 \(meanwhile.end)")
            #expect(result.wired.count == (meanwhile == .nothing ? 1 : 0))
        }
    }

    @Test("what lacks a required field is skipped for that, and nothing of it leaves")
    func missingField() throws {
        try Practice.open { practice in
            _ = try Self.reminder(practice)
            let token = try practice.workplace(at: practice.at(Self.now)).claimToken()
            let claimed = try SendStore(practice.db)
                .claim(.sms, .reminder, at: practice.at(Self.now), limit: 10, token: token)
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: practice.at(Self.now)
            ) { _ in nil }
            try #expect(practice.sends().first == "SMS 2027-03-08T15:00 SKIPPED MISSING_FIELD")
            #expect(result.wired.isEmpty)
        }
    }

    static func happen(_ meanwhile: Meanwhile, _ practice: Practice, _ campaign: ID<Campaign>) throws {
        let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
        let now = practice.at(Self.now)
        func visit(_ json: String) throws { try practice.tell("appointments", "A-1", json, at: Self.now) }
        func patient(_ json: String) throws { try practice.tell("patients", "P-1", json, at: Self.now) }
        switch meanwhile {
        case .nothing: return
        case .cancelled: try visit(#"{"status":"cancelled"}"#)
        case .missed: try visit(#"{"status":"no-show"}"#)
        case .moved: try visit(#"{"startsAt":"2027-03-12T15:00"}"#)
        case .paused: _ = try life.pause(campaign, in: practice.clinic.id, by: .program, at: now)
        case .archived: _ = try life.archive(campaign, in: practice.clinic.id, by: .program, at: now)
        case .held: _ = try practice.db.run("UPDATE clinic SET held_at = ?", [.timestamp(now.microseconds)])
        case .unsubscribed:
            let point =
                try #require(
                    try practice.db.row("SELECT contact_point_id AS id FROM send")
                ).int("id") as Int64
            try SuppressionStore(practice.db).suppress(
                ID(point), in: practice.clinic.id, scope: .all, because: .optOut, at: now)
        case .stopped: #expect(try practice.hear("STOP", at: Self.now) == .kept)
        case .refused:
            try patient(
                #"{"consents":[{"contact":null,"purpose":"reminder","channel":"SMS","granted":false,"at":"2027-03-08T14:59Z","how":"form"}]}"#
            )
        case .deceased: try patient(#"{"status":"deceased"}"#)
        case .readdressed: try patient(#"{"phone":"+13125550177"}"#)
        case .corrected:
            let row = try #require(
                try practice.db.row("SELECT contact_id, patient_id, contact_point_id AS point FROM send"))
            let staff = try #require(
                try StaffStore(practice.db).add(
                    name: "Ana Ruiz", email: "ana@clinic.example", passwordHash: "none", role: .frontDesk,
                    in: practice.clinic.id, at: now))
            let wish = AddressDesk.Wish(.phone, "+13125550177", seen: ID(row.int("point")), isSure: false)
            _ = try AddressDesk(practice.db, in: practice.clinic.id).correct(
                [wish], of: ID(row.int("contact_id")), about: ID(row.int("patient_id")), by: staff, at: now)
        }
    }
}
