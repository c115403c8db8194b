import CivilTime

@testable import Campaigns

/// A clinic in Chicago whose phone numbers are all ten digits.
enum IntakeSample {
    static let context = IntakeContext(zone: SampleFacts.zone(), now: SampleFacts.now) { text in
        let digits = text.filter(\.isNumber)
        return digits.count == 10 ? "+1" + digits : nil
    }

    static func json(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

    /// What the reading was refused for.
    static func refusal(_ read: () throws -> Void) -> IntakeRefusal? {
        do {
            try read()
            return nil
        } catch {
            return error as? IntakeRefusal
        }
    }
}
