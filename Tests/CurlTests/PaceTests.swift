import Testing

@testable import Curl

@Suite struct PaceTests {
    @Test(
        "a batch begins one at once and the others evenly",
        arguments: [(10, 0, 1), (10, 99, 1), (10, 100, 2), (10, 950, 10), (1, 999, 1), (1, 1_000, 2), (0, 1_000, 2)])
    func turns(perSecond: Int, milliseconds: Int, turns: Int) {
        #expect(Pace(perSecond: perSecond).turns(after: .milliseconds(milliseconds)) == turns)
    }

    @Test("many small batches begin no more in a second than one large one")
    func smallBatches() {
        var pace = Pace(perSecond: 10)
        var (now, begun) = (Duration.zero, 0)
        // Each batch holds one message, and ends in the moment in which its turn has come and it was answered at once.
        while now < .seconds(1) {
            let wait = pace.owed
            #expect(pace.turns(after: wait) == 1)
            if wait > .zero { #expect(pace.turns(after: wait - .nanoseconds(1)) == 0) }
            pace.note(begun: 1, after: wait)
            now += wait
            begun += 1
        }
        #expect(begun == 11)
    }

    @Test(
        "what a batch took itself is not waited for again",
        arguments: [(5, 400, 100), (5, 500, 0), (5, 60_000, 0), (0, 0, 0)])
    func owed(begun: Int, milliseconds: Int, owed: Int) {
        var pace = Pace(perSecond: 10)
        pace.note(begun: begun, after: .milliseconds(milliseconds))
        #expect(pace.owed == .milliseconds(owed))
    }
}
