import Campaigns
import Testing

@testable import Storage

/// The lanes that an enrollment keeps, as its row holds them.
@Suite struct DecisionsTests {
    @Test("they come back as they were kept, and an empty column means none")
    func thereAndBack() {
        let decisions: [ID<Step>: LaneKey] = [ID(12): .yes, ID(15): LaneKey(rawValue: "b2")!]
        #expect(Decisions.decode(Decisions.encode(decisions)) == decisions)
        #expect(Decisions.encode([:]) == nil)
        #expect(Decisions.decode(nil).isEmpty)
    }

    @Test("what cannot be read stops the tick instead of passing for nothing decided")
    func unreadable() async {
        await #expect(processExitsWith: .failure) { _ = Decisions.decode("{") }
        await #expect(processExitsWith: .failure) { _ = Decisions.decode(#"{"twelve":"yes"}"#) }
    }
}
