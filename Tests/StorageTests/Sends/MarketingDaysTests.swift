import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// Which messages the frequency cap counts (rules.md 4).
@Suite struct MarketingDaysTests {
    private static let marketing = 3
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    @Test(
        "what left, is leaving or may have left counts for the cap, of its patient and of its address",
        arguments: ["WIRE", "UNKNOWN", "SENT", "DELIVERED", "FAILED ambiguous", "FAILED bounced", "READY again"])
    func counts(stand: String) throws {
        #expect(try days(stand).map(\.text) == ["2027-03-07", "2027-03-07"])
    }

    @Test(
        "what has not left does not count, nor what is care",
        arguments: [
            "READY", "PARKED", "CLAIMED", "SKIPPED", "FAILED permanent", "FAILED exhausted", "FAILED poison",
            "SENT care",
        ])
    func countsNot(stand: String) throws {
        #expect(try days(stand).isEmpty)
    }

    /// The patient's counted days, then the address's, of one message of the day before that stands so.
    private func days(_ stand: String) throws -> [CivilDate] {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinicID = try rows.clinic()
            let clinic = try #require(try ClinicStore(db).clinic(clinicID))
            let patient = try rows.patient("P-1", in: clinicID)
            let send = try rows.send(
                of: rows.campaign(in: clinicID), to: patient, in: clinicID, plannedAt: now.adding(hours: -24))
            let words = stand.split(separator: " ").map(String.init)
            let failure = words[0] == "FAILED" ? words[1] : nil
            _ = try db.run(
                "UPDATE send SET phase = ?, failure = ?, wires = ?, lane = ? WHERE id = ?",
                [
                    .text(words[0]), .text(failure), .int(words.last == "again" ? 1 : 0),
                    .int(words.last == "care" ? 2 : Int64(Self.marketing)), .int(send.rawValue),
                ])
            let point = ID<ContactPoint>(
                try #require(try db.row("SELECT contact_point_id AS id FROM send")).int("id"))
            let store = MarketingDaysStore(db)
            return try store.days(of: patient, in: clinic, at: now)
                + store.days(of: [point], in: clinic, at: now)[point, default: []]
        }
    }
}
