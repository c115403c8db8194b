import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct InvoiceStoreTests {
    @Test("each payment is told once")
    func payments() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try rows.patient("P-1", in: clinic)
            func put(_ json: JSON) throws -> Saved {
                let context = IntakeContext(zone: Zone("America/Chicago")!, now: now) { _ in nil }
                let intake = try InvoiceIntake(externalID: "I-1", json: json, context: context)
                return try InvoiceStore(db, revisions: RevisionStore(db)).save(
                    intake, in: ClinicStore(db).clinic(clinic)!, at: now)
            }
            let bill: JSON = [
                "patient": "P-1", "amountCents": 20_000, "currency": "USD", "dueOn": "2027-04-01", "status": "open",
            ]
            #expect(try put(bill) == .made)
            #expect(try put(bill) == .kept)
            #expect(try rows.count("event") == 0)
            for _ in 0..<2 { #expect(try put(["paidCents": 5_000]) == .kept) }
            #expect(try put(["paidCents": 20_000, "status": "paid"]) == .kept)
            #expect(try rows.count("event", where: "type = 'PAYMENT_RECEIVED'") == 2)
            #expect(try put(["patient": "P-2"]) != .kept)
        }
    }

    private let now = SampleRows.instant("2027-03-08T16:00Z")
}
