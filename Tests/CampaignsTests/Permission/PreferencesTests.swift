import CivilTime
import Testing

@testable import Campaigns

@Suite struct PreferencesTests {
    private typealias Choice = Preferences.Choice

    private static func preferences(
        _ answers: [(Consents.Subject, Channel, Bool)] = [], suppressed: Consents.SuppressionScope? = nil,
        closures: [Channel: Preferences.Closure] = [:]
    ) -> Preferences {
        var consents = Consents()
        for (subject, channel, granted) in answers {
            consents.record(
                Consents.Answer(granted: granted, at: SampleFacts.now, source: .person),
                for: Consents.Key(contact: SampleFacts.mother.id, subject: subject, channel: channel))
        }
        if let suppressed, let email = SampleFacts.mother.email { consents.suppress(email.id, scope: suppressed) }
        return Preferences(of: SampleFacts.mother, consents, closures: closures)
    }

    private static func ticked(_ preferences: Preferences) -> Set<Choice> {
        Set(
            preferences.channels.flatMap { channel in
                Consents.Subject.allCases.filter { preferences.wants($0, by: channel) }.map { Choice($0, channel) }
            })
    }

    @Test("who has said nothing gets care and reminders, and no offers")
    func silent() {
        let preferences = Self.preferences()
        #expect(preferences.channels == [.email, .sms])
        #expect(
            Self.ticked(preferences)
                == [Choice(.care, .email), Choice(.reminder, .email), Choice(.care, .sms), Choice(.reminder, .sms)])
    }

    @Test("offers need a yes, and an address that takes them")
    func offers() {
        #expect(Self.preferences([(.marketing, .email, true)]).wants(.marketing, by: .email))
        #expect(!Self.preferences([(.marketing, .email, true)]).wants(.marketing, by: .sms))
        #expect(!Self.preferences([(.marketing, .email, true)], suppressed: .marketing).wants(.marketing, by: .email))
    }

    @Test("without care messages there are no reminders either")
    func care() {
        let preferences = Self.preferences([(.care, .email, false)])
        #expect(!preferences.wants(.care, by: .email) && !preferences.wants(.reminder, by: .email))
        #expect(preferences.wants(.reminder, by: .sms))
        #expect(!Self.preferences([(.reminder, .sms, false)]).wants(.reminder, by: .sms))
    }

    @Test("less is refused, more is wanted, and what stays is neither")
    func change() {
        let preferences = Self.preferences([(.reminder, .sms, false)])
        let change = preferences.change(
            to: [Choice(.care, .email), Choice(.care, .sms), Choice(.reminder, .sms), Choice(.marketing, .email)])
        #expect(change.refused == [Choice(.reminder, .email)])
        #expect(change.wanted == [Choice(.marketing, .email), Choice(.reminder, .sms)])
        #expect(change.incomplete.isEmpty)
        let same = preferences.change(to: Self.ticked(preferences))
        #expect(same.refused.isEmpty && same.wanted.isEmpty)
    }

    @Test("reminders cannot be had anew without care messages, but are refused with them")
    func incomplete() {
        let change = Self.preferences([(.care, .email, false)]).change(
            to: [Choice(.reminder, .email), Choice(.care, .sms), Choice(.reminder, .sms)])
        #expect(change.incomplete == [.email] && change.wanted.isEmpty && change.refused.isEmpty)
        let less = Self.preferences().change(to: [
            Choice(.reminder, .email), Choice(.care, .sms), Choice(.reminder, .sms),
        ])
        #expect(less.refused == [Choice(.care, .email)] && less.incomplete.isEmpty)
    }

    @Test("an address that is closed has no boxes, and what is ticked for it counts for nothing")
    func closed() {
        let preferences = Self.preferences([(.marketing, .sms, true)], closures: [.sms: .optedOut])
        #expect(preferences.closure(of: .sms) == .optedOut)
        #expect(!preferences.wants(.care, by: .sms))
        let change = preferences.change(to: [Choice(.care, .email), Choice(.reminder, .email), Choice(.care, .sms)])
        #expect(change.refused.isEmpty && change.wanted.isEmpty)
    }
}
