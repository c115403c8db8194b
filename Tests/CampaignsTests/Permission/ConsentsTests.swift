import CivilTime
import Testing

@testable import Campaigns

/// Which of several recorded answers counts (rules.md 4, *Consent*).
@Suite struct ConsentsTests {
    private static let key = Consents.Key(contact: ID(1), subject: .marketing, channel: .sms)

    /// `person yes 3`: who said what, in which minute.
    private static func answer(_ text: Substring) -> Consents.Answer {
        let words = text.split(separator: " ")
        return Consents.Answer(
            granted: words[1] == "yes", at: Instant(seconds: 60 * Int64(words[2])!),
            source: Consents.Answer.Source(rawValue: String(words[0]))!)
    }

    private static func granted(_ answers: [Consents.Answer]) -> Bool? {
        var consents = Consents()
        for answer in answers { consents.record(answer, for: key) }
        return consents.granted(key)
    }

    @Test(
        "the latest counts, on a tie no wins, and only the person or staff lift the person's own no",
        arguments: [
            ("person yes 1", true), ("intake no 1", false),
            ("person yes 1, person no 2", false), ("person no 1, person yes 2", true),
            ("person yes 1, person no 1", false), ("intake yes 1, intake no 1", false),
            ("person yes 1, intake no 1", false), ("person yes 1, intake no 2", false),
            ("person yes 2, intake no 1", true), ("intake no 1, intake yes 2", true),
            ("person no 1, intake yes 2", false), ("staff no 1, intake yes 2", false),
            ("person no 1, staff yes 2", true), ("person no 1, staff yes 2, intake yes 3", true),
            // The neighbour's own no in between does not make the person's no one that it may lift.
            ("person no 1, intake no 2, intake yes 3", false),
            ("person no 1, person yes 3, intake yes 5", true),
            ("person no 4, person yes 3, intake yes 5", false),
            ("intake yes 5, person no 1, person yes 3, intake no 4", true),
        ])
    func counts(answers: String, granted: Bool) {
        let said = answers.split(separator: ", ").map(Self.answer)
        for order in Self.orders(of: said) {
            #expect(Self.granted(order) == granted, "\(order)")
        }
    }

    @Test func nothingRecordedIsNoAnswer() {
        #expect(Self.granted([]) == nil)
    }

    @Test("an address that takes nothing at all stays so when marketing is suppressed too")
    func scopes() {
        var consents = Consents()
        consents.suppress(ID(7), scope: .all)
        consents.suppress(ID(7), scope: .marketing)
        #expect(consents.isSuppressed(ID(7), for: .care) && consents.isSuppressed(ID(7), for: .marketing))
        #expect(!consents.isSuppressed(ID(8), for: .marketing))
    }

    private static func orders<T>(of values: [T]) -> [[T]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index in
            var rest = values
            let first = rest.remove(at: index)
            return orders(of: rest).map { [first] + $0 }
        }
    }
}
