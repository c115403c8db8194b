import Campaigns
import CivilTime
import Delivery
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Jobs

/// A provider's trouble, as its row keeps it and the messages feel it (delivery.md 2 and 4).
@Suite struct ProviderWatchTests {
    /// A reminder to a mother by a provider that answers so.
    private func reminder(
        answering outcome: @escaping (Int) -> Outcome, _ body: (Practice, AnsweringCourier) throws -> Void
    ) throws {
        try withDatabase { db in
            let courier = AnsweringCourier("twilio", outcome: outcome)
            let practice = try Practice(db, couriers: [.email: courier, .sms: courier])
            _ = try WireTests.reminder(practice)
            try practice.tick(WireTests.now)
            try body(practice, courier)
        }
    }

    private func state(_ practice: Practice) throws -> ProviderState {
        try ProviderStore(practice.db).state(of: "twilio")
    }

    @Test(
        "each kind of trouble is kept with its code, and the messages wait until the breaker's end",
        arguments: [
            (ProviderTrouble(.busy, code: 429, retryAfterSeconds: 300), ProviderState.Trouble.Kind.busy, 300),
            (ProviderTrouble(.unreachable), .unreachable, 60),
            (ProviderTrouble(.turnedAway, code: 554), .turnedAway, 60),
            (ProviderTrouble(.insecure), .insecure, 60), (ProviderTrouble(.storage), .storage, 60),
        ])
    func trouble(trouble: ProviderTrouble, kind: ProviderState.Trouble.Kind, seconds: Int) throws {
        try reminder(answering: { _ in .providerTrouble(trouble) }) { practice, _ throws in
            let now = practice.at(WireTests.now)
            let state = try state(practice)
            #expect(state.trouble == ProviderState.Trouble(kind, code: trouble.code, at: now))
            #expect(state.openUntil == now.adding(seconds: seconds))
            #expect(state.isWaiting(at: now) && !state.isStopped)
            let waiting =
                "SELECT COUNT(*) AS n FROM send WHERE phase = 'READY' AND wires = 0 AND refusals = 0 AND next_at = ?"
            let row = try practice.db.row(waiting, [.timestamp(now.adding(seconds: seconds).microseconds)])
            #expect(row?.int("n") == 1)
        }
    }

    @Test("refused credentials stop the provider, its messages wait without a time, and a person lets them go")
    func credentials() throws {
        var isMended = false
        try reminder(answering: { _ in isMended ? .accepted(reference: "SM1") : .unauthorised(code: 401) }) {
            practice, courier throws in
            let state = try state(practice)
            #expect(state.isStopped && state.trouble?.kind == .credentials && state.trouble?.code == 401)
            try practice.tick("2027-03-08T15:05")
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 PARKED PROVIDER_STOPPED"])
            #expect(courier.handed == 1)
            isMended = true
            try ProviderStore(practice.db).start("twilio", at: practice.at("2027-03-08T15:06"))
            try practice.tick("2027-03-08T15:07")
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
            #expect(try self.state(practice).unparkAt == nil)
        }
    }

    @Test("a tick that had read the provider's state before does not undo its stop")
    func race() throws {
        try withDatabase { db in
            let practice = try Practice(db)
            let place = try practice.workplace(at: practice.at("2027-03-08T15:00"))
            var (slow, quick) = (try ProviderWatch(place, "smtp"), try ProviderWatch(place, "smtp"))
            quick.note(.unauthorised(code: 535), at: place.clock())
            try quick.save(at: place.clock())
            slow.note(.providerTrouble(ProviderTrouble(.busy, code: 421)), at: place.clock())
            try slow.save(at: place.clock())
            let state = try ProviderStore(db).state(of: "smtp")
            #expect(state.isStopped && state.trouble?.kind == .credentials)
        }
    }

    @Test("what a provider answered is counted by clinic, and looked back on by the hour and the day")
    func counts() throws {
        try reminder(answering: { _ in .accepted(reference: "SM1") }) { practice, _ throws in
            let tallies = ProviderTallyStore(practice.db)
            func counts(_ local: String) throws -> ProviderTallyStore.Counts? {
                try tallies.counts(in: practice.clinic.id, at: practice.at(local))["twilio"]
            }
            let soon = try counts("2027-03-08T15:30")
            #expect(soon?.lastHour == [.accepted: 1] && soon?.lastDay == [.accepted: 1])
            #expect(soon?.acceptedAt == practice.at(WireTests.now))
            #expect(try counts("2027-03-08T16:30")?.lastHour == [:])
            #expect(try counts("2027-03-08T16:30")?.lastDay == [.accepted: 1])
            #expect(try counts("2027-03-09T16:30") == nil)
            #expect(
                try tallies.acceptedAt("twilio", in: practice.clinic.id, at: practice.at("2027-03-12T09:00"))
                    == practice.at(WireTests.now))
            let elsewhere = try SampleRows(practice.db).clinic("Elsewhere")
            #expect(try tallies.counts(in: elsewhere, at: practice.at("2027-03-08T15:30")).isEmpty)
            #expect(try tallies.sweep(at: practice.at("2027-03-17T15:00"), limit: 10) == 1)
        }
    }
}
