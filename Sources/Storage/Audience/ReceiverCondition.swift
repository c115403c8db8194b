import Campaigns
import CivilTime
import MariaDB

/// A comparison of what is known about those who would receive for the patient (rules.md 4, *Who receives*): the patient,
/// or for a minor each who receives for the purpose.
struct ReceiverCondition {
    let test: FieldTest
    let scope: AudienceScope

    var answer: RuleCondition.Answer {
        switch test.field {
        case .contactLanguage: texts("c.language", else: scope.clinic.language)
        case .contactZone: texts("c.zone", else: scope.clinic.zone.name)
        case .hasEmail: hasAddress(.email)
        case .hasPhone: hasAddress(.sms)
        case .consent(let subject, let channel): consent(subject, channel)
        default: .never
        }
    }

    private func texts(_ column: String, else clinics: String) -> RuleCondition.Answer {
        .given(
            test, if: .yes,
            {
                guard let sought = Self.sought(test, column, else: clinics) else { return .never }
                let isFound = Receivers(purpose: .care, scope: scope).include(Receivers.people(sought, scope))
                return .known(test.op == .unequal ? isFound.denied : isFound)
            }())
    }

    /// Whether a word of a contact, or else the clinic's, is sought. The columns hold ASCII, of which MariaDB and Swift make
    /// the same small letters.
    static func sought(_ test: FieldTest, _ column: String, else clinics: String) -> SQLCondition? {
        let word = "LOWER(CONVERT(COALESCE(\(column), ?) USING utf8mb4)) COLLATE utf8mb4_nopad_bin"
        switch (test.op, test.value) {
        case (.equal, .text(let text)?), (.unequal, .text(let text)?):
            return SQLCondition("\(word) = ?", [.text(clinics), .text(text.lowercased())])
        case (.contains, .text(let text)?) where test.field.kind != .text:
            return SQLCondition("\(word) = ?", [.text(clinics), .text(text.lowercased())])
        case (.contains, .text(let text)?):
            return SQLCondition("LOCATE(?, \(word)) > 0", [.text(text.lowercased()), .text(clinics)])
        case (.in, .list(let list)?):
            return .any(
                list.map { SQLCondition("\(word) = ?", [.text(clinics), .text($0.lowercased())]) })
        default: return nil
        }
    }

    private func hasAddress(_ channel: Channel) -> RuleCondition.Answer {
        let isReached = Receivers(purpose: .care, scope: scope).include(Receivers.reached(by: channel, scope))
        return .given(
            test, if: .yes,
            {
                guard case .yesNo(let wanted)? = test.value, test.op == .equal || test.op == .unequal else {
                    return .never
                }
                return .known(wanted == (test.op == .equal) ? isReached : isReached.denied)
            }())
    }

    private func consent(_ subject: Consents.Subject, _ channel: Channel) -> RuleCondition.Answer {
        let receivers = Receivers(purpose: subject == .marketing ? .marketing : .care, scope: scope)
        func have(_ answer: Receivers.Said) -> SQLCondition {
            receivers.recipients(by: channel, include: Receivers.whoSaid(answer, subject, channel, scope))
        }
        let saidYes = have(.yes)
        let answered = have(.something)
        return .given(
            test, if: answered,
            {
                guard case .yesNo(let wanted)? = test.value, test.op == .equal || test.op == .unequal else {
                    return .never
                }
                let saidNo = SQLCondition.all([answered, saidYes.denied])
                return wanted == (test.op == .equal)
                    ? RuleCondition.Answer(isTrue: saidYes, isFalse: saidNo)
                    : RuleCondition.Answer(isTrue: saidNo, isFalse: saidYes)
            }())
    }
}
