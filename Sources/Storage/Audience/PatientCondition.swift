import Campaigns
import CivilTime
import MariaDB

/// A comparison of what the patient's own row, tags and contact say.
struct PatientCondition {
    let test: FieldTest
    let scope: AudienceScope

    var answer: RuleCondition.Answer {
        switch test.field {
        case .age: .given(test, if: SQLCondition("p.birth_date IS NOT NULL"), age)
        case .sex: choice("p.sex", Sex.self)
        case .status: choice("p.status", PatientStatus.self)
        case .intakeForm: choice("p.intake_form", IntakeForm.self)
        case .preferredChannel: choice("p.preferred_channel", Channel.self)
        case .registeredOn: .given(test, if: SQLCondition("p.registered_at IS NOT NULL"), registered)
        case .tag: .given(test, if: scope.isAmong(.tags, where: .yes), tag)
        default: .given(test, if: .yes, language)
        }
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(_ column: String, _ type: Choice.Type)
        -> RuleCondition.Answer
    {
        .given(
            test, if: SQLCondition("\(column) IS NOT NULL"),
            {
                guard test.seeks("") != nil else { return .never }
                let sought = type.allCases.map(\.rawValue).filter { test.seeks($0) == true }.map { Value.text($0) }
                let isFound = SQLCondition.column(column, in: sought)
                let isOther = SQLCondition.column(column, notIn: sought)
                return test.op == .unequal
                    ? RuleCondition.Answer(isTrue: isOther, isFalse: isFound)
                    : RuleCondition.Answer(isTrue: isFound, isFalse: isOther)
            }())
    }

    private var registered: RuleCondition.Answer {
        guard let span = test.span(today: scope.today) else { return .never }
        return RuleCondition.Answer(
            isTrue: scope.instant("p.registered_at", in: span),
            isFalse: scope.instant("p.registered_at", outside: span))
    }

    private var tag: RuleCondition.Answer {
        guard test.seeks("") != nil else { return .never }
        let sought = scope.words.tags.filter { test.seeks($0) == true }
        let isFound = sought.isEmpty ? .no : scope.isAmong(.tags, where: .text("g.tag", in: sought))
        return .known(test.op == .unequal ? isFound.denied : isFound)
    }

    private var language: RuleCondition.Answer {
        guard let sought = ReceiverCondition.sought(test, "c.language", else: scope.clinic.language) else {
            return .never
        }
        let isFound = SQLCondition(
            "(p.contact_id IN (SELECT c.id FROM contact c WHERE c.clinic_id = ? AND \(sought.text))) IS TRUE",
            [.id(scope.clinic.id)] + sought.values, cost: .visits)
        return .known(test.op == .unequal ? isFound.denied : isFound)
    }

    private var age: RuleCondition.Answer {
        guard case .number(let years)? = test.value else { return .never }
        switch test.op {
        case .less: return under(years)
        case .lessOrEqual: return under(years + 1)
        case .greaterOrEqual: return under(years).turned
        case .greater: return under(years + 1).turned
        case .equal: return exactly(years)
        case .unequal: return exactly(years).turned
        default: return .never
        }
    }

    private func under(_ years: Int) -> RuleCondition.Answer {
        let day = Value.date(CivilDate.latestBirth(ofAge: years, on: scope.today))
        return RuleCondition.Answer(
            isTrue: SQLCondition("p.birth_date > ?", [day]), isFalse: SQLCondition("p.birth_date <= ?", [day]))
    }

    private func exactly(_ years: Int) -> RuleCondition.Answer {
        let (older, younger) = (under(years + 1), under(years))
        return RuleCondition.Answer(
            isTrue: .all([older.isTrue, younger.isFalse]), isFalse: .any([older.isFalse, younger.isTrue]))
    }
}

extension RuleCondition.Answer {
    /// The answer to the contrary question.
    fileprivate var turned: Self { Self(isTrue: isFalse, isFalse: isTrue) }
}

extension CivilDate {
    /// The last day of birth of those who have completed so many years on `day`; one born on 29 February has the birthday
    /// on 28 February of common years (rules.md 2.3).
    static func latestBirth(ofAge years: Int, on day: CivilDate) -> CivilDate {
        let birth = day.adding(months: -12 * years)
        let next = birth.adding(days: 1)
        return next.adding(months: 12 * years) <= day ? next : birth
    }
}
