import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

@testable import Jobs

/// A provider that refuses our account parks messages until a person acts (delivery.md 2, 4).
@Suite struct ProviderParkTests {
    @Test("a provider that was started meanwhile parks nothing: who read that it was stopped asks again")
    func startedMeanwhile() throws {
        try Practice.open { practice in
            _ = try WireTests.reminder(practice)
            let now = practice.at(WireTests.now)
            let place = try practice.workplace(at: now)
            _ = try practice.db.run(
                "INSERT INTO provider_state (provider, state, updated_at) VALUES ('files', 'stopped', ?)",
                [.timestamp(now.microseconds)])
            let budget = TimeBudget(place, startedAt: now)
            var route = try DeliveryRoute(
                place, .sms, .reminder, #require(place.couriers[.sms]), LetterShelf(place), Hands(place, budget))
            try ProviderStore(practice.db).start("files", at: now)
            // Gives back all that the stop has parked, which is nothing yet, and looks no more.
            try practice.tick(WireTests.now, [.recover])
            try route.run(budget)
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
        }
    }

    @Test("one that is stopped parks what is due, and started again it gives that back")
    func stopped() throws {
        try Practice.open { practice in
            _ = try WireTests.reminder(practice)
            let now = practice.at(WireTests.now)
            _ = try practice.db.run(
                "INSERT INTO provider_state (provider, state, updated_at) VALUES ('files', 'stopped', ?)",
                [.timestamp(now.microseconds)])
            try practice.tick(WireTests.now)
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 PARKED PROVIDER_STOPPED"])
            try ProviderStore(practice.db).start("files", at: now)
            try practice.tick("2027-03-08T15:01")
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
        }
    }
}
