import CivilTime
import Storage
import Testing

@testable import Jobs

@Suite struct HeartbeatTests {
    @Test("a tick with nothing to do leaves its trace in one row; one job alone is no tick")
    func beats() throws {
        try Practice.open { practice in
            let beats = HeartbeatStore(practice.db)
            #expect(try beats.last() == nil)
            try practice.tick("2027-03-08T15:00", [.sweep])
            #expect(try beats.last() == nil)
            try practice.tick("2027-03-08T15:00")
            try practice.tick("2027-03-08T15:01")
            let last = try #require(try beats.last())
            #expect(last.ticks == 2 && last.endedAt == practice.at("2027-03-08T15:01"))
            #expect(try practice.count("SELECT COUNT(*) AS n FROM heartbeat") == 1)
        }
    }

    @Test("how long ticks took is kept to the millisecond, for the last and for all")
    func duration() throws {
        try Practice.open { practice in
            let beats = HeartbeatStore(practice.db)
            let start = practice.at("2027-03-08T15:00")
            for milliseconds: Int64 in [1_500, 250] {
                let end = Instant(microseconds: start.microseconds + milliseconds * 1_000)
                try beats.beat(beganAt: start, endedAt: end)
            }
            let last = try #require(try beats.last())
            #expect(last.milliseconds == 250 && last.millisecondsInAll == 1_750)
        }
    }
}
