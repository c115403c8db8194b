import CivilTime
import Testing

@testable import Delivery

@Suite struct BreakerTests {
    @Test("the pause begins at a minute and doubles up to an hour")
    func doubles() {
        var breaker = Breaker.closed
        var now = start
        var pauses: [Int] = []
        for _ in 1...9 {
            breaker = breaker.afterTrouble(at: now)
            pauses.append(breaker.openUntil!.seconds(since: now))
            #expect(breaker.isOpen(at: now) && !breaker.isOpen(at: breaker.openUntil!))
            now = breaker.openUntil!
        }
        #expect(pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
    }

    @Test("a whole group's troubles count once")
    func group() {
        let first = Breaker.closed.afterTrouble(at: start)
        #expect((1...15).reduce(first) { breaker, _ in breaker.afterTrouble(at: start) } == first)
    }

    @Test(
        "the provider's own wish is kept, within a day", arguments: [(5, 5), (120, 120), (0, 1), (1_000_000, 86_400)])
    func retryAfter(wish: Int, pause: Int) {
        let breaker = Breaker.closed.afterTrouble(at: start, retryAfterSeconds: wish)
        #expect(breaker.openUntil == start.adding(seconds: pause))
    }

    @Test("the longest wish of a group counts")
    func wishes() {
        let breaker = Breaker.closed.afterTrouble(at: start).afterTrouble(at: start, retryAfterSeconds: 300)
        #expect(breaker.openUntil == start.adding(seconds: 300))
        #expect(breaker.afterTrouble(at: start, retryAfterSeconds: 10).openUntil == start.adding(seconds: 300))
    }

    private let start = Instant(seconds: 1_800_000_000)
}
