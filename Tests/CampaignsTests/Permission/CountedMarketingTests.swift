import CivilTime
import Testing

@testable import Campaigns

/// Which messages stand in the way of one more (rules.md 4, *Cap*).
@Suite struct CountedMarketingTests {
    private static func message(_ send: Int64, _ day: String, _ campaign: String) -> CountedMarketing.Message {
        .init(send: ID(send), day: CivilDate(day)!, campaign: campaign)
    }

    private static let counted = CountedMarketing(
        ofPatient: [message(1, "2027-03-10", "Whitening"), message(2, "2027-03-03", "Retainers")],
        ofPoints: [
            ID(22): [message(3, "2027-03-12", "Braces"), message(1, "2027-03-10", "Whitening")],
            ID(33): [message(4, "2027-03-09", "Elsewhere")],
        ])

    @Test("those of the patient and of the address within the days of the cap, each once, the earliest first")
    func near() throws {
        func near(_ day: String, _ point: Int64?) throws -> [String] {
            Self.counted.near(try #require(CivilDate(day)), point.map { ID($0) }, by: FrequencyCap()).map(\.campaign)
        }
        #expect(try near("2027-03-14", 22) == ["Whitening", "Braces"])
        #expect(try near("2027-03-14", nil) == ["Whitening"])
        #expect(try near("2027-03-14", 33) == ["Elsewhere", "Whitening"])
        #expect(try near("2027-03-09", nil) == ["Retainers", "Whitening"])
        #expect(try near("2027-03-17", nil) == [])
        #expect(try near("2027-03-16", nil) == ["Whitening"])
    }

    @Test("a message does not stand in its own way")
    func without() {
        let rest = Self.counted.without(ID(1))
        #expect(rest.ofPatient.map(\.campaign) == ["Retainers"])
        #expect(rest.ofPoints[ID(22)]?.map(\.campaign) == ["Braces"])
        #expect(rest.days(of: ID(33)) == [CivilDate("2027-03-09")!])
        #expect(rest.days(of: nil) == [])
    }

    @Test("one that leaves counts from then on, for the patient and for its address")
    func counts() {
        var counted = CountedMarketing()
        let message = Self.message(5, "2027-03-14", "Recall")
        counted.count(message, to: ID(22))
        #expect(counted == CountedMarketing(ofPatient: [message], ofPoints: [ID(22): [message]]))
    }
}
