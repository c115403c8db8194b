import Campaigns
import CivilTime
import MariaDB

/// The second evaluator of rules: for whole clinics, in SQL over `patient p`.
///
/// Of each rule it knows when it is true and when it is false; where neither, it is unknown, as `Rule.matches` says. `not`
/// only changes the one for the other, so no condition is ever denied that could be NULL. Days are computed here, in the
/// clinic's zone; MariaDB compares instants.
struct RuleCondition {
    let scope: AudienceScope

    func isTrue(_ rule: Rule) -> SQLCondition {
        switch rule {
        case .all(let parts): .all(answers(parts, isTrue, TreatmentCondition.isTrue))
        case .any(let parts): .any(parts.map(isTrue))
        case .not(let part): isFalse(part)
        case .test(let test): isTrue(test)
        case .segment: .no
        }
    }

    func isFalse(_ rule: Rule) -> SQLCondition {
        switch rule {
        case .all(let parts): .any(answers(parts, isFalse, TreatmentCondition.isFalse))
        case .any(let parts): .all(parts.map(isFalse))
        case .not(let part): isTrue(part)
        case .test(let test): isFalse(test)
        case .segment: .no
        }
    }

    /// Tests of treatments that stand side by side are asked of one and the same treatment.
    private func answers(
        _ parts: [Rule], _ each: (Rule) -> SQLCondition, _ together: (TreatmentCondition) -> () -> SQLCondition
    ) -> [SQLCondition] {
        let (treatment, others) = parts.partedByTreatment
        let one = treatment.isEmpty ? [] : [together(TreatmentCondition(tests: treatment, scope: scope))()]
        return others.map(each) + one
    }

    private func isTrue(_ test: FieldTest) -> SQLCondition { answer(test).isTrue }

    private func isFalse(_ test: FieldTest) -> SQLCondition { answer(test).isFalse }

    private func answer(_ test: FieldTest) -> Answer {
        switch test.field.group {
        case .patient: PatientCondition(test: test, scope: scope).answer
        case .contact, .consent: ReceiverCondition(test: test, scope: scope).answer
        case .visits: VisitCondition(test: test, scope: scope).answer
        case .invoices: InvoiceCondition(test: test, scope: scope).answer
        case .messages:
            .extreme(test, "MAX(s.sent_at)", of: .sends, where: SQLCondition("s.sent_at IS NOT NULL"), scope)
        case .surveys: SurveyCondition(test: test, scope: scope).answer
        // Without an enrollment there is no event that it is by, and no visit or invoice that it is about.
        case .event, .appointment, .invoice: .unknown(test)
        case .treatment:
            Answer(
                isTrue: TreatmentCondition(tests: [test], scope: scope).isTrue(),
                isFalse: TreatmentCondition(tests: [test], scope: scope).isFalse())
        }
    }

    /// When a comparison is true, and when it is false.
    struct Answer {
        let isTrue: SQLCondition
        let isFalse: SQLCondition

        static let never = Answer(isTrue: .no, isFalse: .no)

        /// One that is always either.
        static func known(_ isTrue: SQLCondition) -> Answer { Answer(isTrue: isTrue, isFalse: isTrue.denied) }
    }
}

extension RuleCondition.Answer {
    /// Of a field without a value.
    static func unknown(_ test: FieldTest) -> Self {
        switch test.op {
        case .exists: Self(isTrue: .no, isFalse: .yes)
        case .missing: Self(isTrue: .yes, isFalse: .no)
        default: .never
        }
    }

    /// Of a field that has one where `exists` holds.
    static func given(_ test: FieldTest, if exists: SQLCondition, _ answer: @autoclosure () -> Self) -> Self {
        switch test.op {
        case .exists: .known(exists)
        case .missing: .known(exists.denied)
        default: answer()
        }
    }

    /// Of a number of rows, which is 0 where there are none.
    ///
    /// - Parameter number: the aggregate: `COUNT(*)`.
    static func number(
        _ test: FieldTest, _ number: String, of rows: AudienceScope.Rows, where condition: SQLCondition,
        _ scope: AudienceScope
    ) -> Self {
        given(
            test, if: .yes,
            {
                guard case .number(let limit)? = test.value, let isTrueOfNone = test.compare(0) else { return .never }
                let comparison = SQLCondition("\(number) \(test.op.sql) ?", [.number(limit)])
                if isTrueOfNone {
                    return .known(
                        scope.isAmong(rows, where: condition, having: comparison.denied).denied)
                }
                return .known(scope.isAmong(rows, where: condition, having: comparison))
            }())
    }

    /// Of the day of the first or last of some rows.
    ///
    /// - Parameter instant: the aggregate: `MAX(a.starts_at)`.
    static func extreme(
        _ test: FieldTest, _ instant: String, of rows: AudienceScope.Rows, where condition: SQLCondition,
        _ scope: AudienceScope
    ) -> Self {
        given(
            test, if: scope.isAmong(rows, where: condition),
            {
                guard let span = test.span(today: scope.today) else { return .never }
                return Self(
                    isTrue: scope.isAmong(rows, where: condition, having: scope.instant(instant, in: span)),
                    isFalse: scope.isAmong(rows, where: condition, having: scope.instant(instant, outside: span)))
            }())
    }
}

extension FieldTest.Operator {
    /// How MariaDB writes a comparison of numbers.
    var sql: String { self == .unequal ? "<>" : rawValue }
}
