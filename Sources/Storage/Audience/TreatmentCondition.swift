import Campaigns
import CivilTime
import MariaDB

/// Comparisons that are asked of one and the same treatment of the patient, or of all of them where there is only one
/// comparison: `Rule.matches` without an anchor.
struct TreatmentCondition {
    /// Never empty.
    let tests: [FieldTest]
    let scope: AudienceScope

    func isTrue() -> SQLCondition { tests.count == 1 ? single.isTrue : together.isTrue }

    func isFalse() -> SQLCondition { tests.count == 1 ? single.isFalse : together.isFalse }

    /// Of all treatments: what one of them has, the patient has.
    private var single: RuleCondition.Answer {
        let test = tests[0]
        guard test.op != .missing else {
            return .known(scope.isAmong(.treatments, where: row(test).isTrue.denied).denied)
        }
        let isFound = scope.isAmong(.treatments, where: row(test.sought).isTrue)
        switch (test.op, test.field.kind) {
        case (.exists, _): return .known(isFound)
        case (.unequal, _): return test.seeks("") == nil ? .never : .known(isFound.denied)
        case (_, .date):
            let isKnown = scope.isAmong(.treatments, where: row(test.existence).isTrue)
            guard test.span(today: scope.today) != nil else { return .never }
            return RuleCondition.Answer(isTrue: isFound, isFalse: .all([isKnown, isFound.denied]))
        default: return test.seeks("") == nil ? .never : .known(isFound)
        }
    }

    /// Of one after the other; where there is none, of none.
    private var together: RuleCondition.Answer {
        let rows = tests.map(row)
        let hasNone = scope.isAmong(.treatments, where: .yes).denied
        let allTrue = scope.isAmong(.treatments, where: .all(rows.map(\.isTrue)))
        let oneIsNotFalse = scope.isAmong(.treatments, where: SQLCondition.any(rows.map(\.isFalse)).denied)
        let ofNone = ofNone
        return RuleCondition.Answer(
            isTrue: ofNone == true ? .any([hasNone, allTrue]) : allTrue,
            isFalse: ofNone == false
                ? oneIsNotFalse.denied : .all([scope.isAmong(.treatments, where: .yes), oneIsNotFalse.denied]))
    }

    /// The answer for a patient without a treatment, who has no text, and no day that anybody knows.
    private var ofNone: Bool? {
        let answers = tests.map { test -> Bool? in
            switch (test.op, test.field.kind) {
            case (.exists, _): false
            case (.missing, _): true
            case (_, .date): nil
            case (.unequal, _): test.seeks("").map { _ in true }
            default: test.seeks("").map { _ in false }
            }
        }
        return answers.contains(false) ? false : answers.contains(nil) ? nil : true
    }

    /// Of the treatment `t` alone.
    private func row(_ test: FieldTest) -> RuleCondition.Answer {
        switch test.field {
        case .treatmentType: text(test, "t.type", scope.words.treatmentTypes)
        case .treatmentStatus: text(test, "t.status", TreatmentStatus.allCases.map(\.rawValue))
        case .treatmentPhase: text(test, "t.phase", scope.words.phases)
        case .treatmentStart: day(test, "t.started_at")
        case .treatmentEnd: day(test, "t.ended_at")
        default: day(test, "t.phase_started_at")
        }
    }

    private func text(_ test: FieldTest, _ column: String, _ words: [String]) -> RuleCondition.Answer {
        .given(
            test, if: test.field == .treatmentPhase ? SQLCondition("CHAR_LENGTH(\(column)) > 0") : .yes,
            {
                guard test.seeks("") != nil else { return .never }
                let sought = words.filter { !$0.isEmpty && test.seeks($0) == true }
                let isFound =
                    test.field == .treatmentStatus
                    ? SQLCondition.column(column, in: sought.map { .text($0) }) : .text(column, in: sought)
                return .known(test.op == .unequal ? isFound.denied : isFound)
            }())
    }

    private func day(_ test: FieldTest, _ column: String) -> RuleCondition.Answer {
        .given(
            test, if: SQLCondition("\(column) IS NOT NULL"),
            {
                guard let span = test.span(today: scope.today) else { return .never }
                return RuleCondition.Answer(
                    isTrue: scope.instant(column, in: span), isFalse: scope.instant(column, outside: span))
            }())
    }
}

extension FieldTest {
    /// What is looked for: `unequal` excludes those who have it.
    fileprivate var sought: FieldTest { FieldTest(field: field, op: op == .unequal ? .equal : op, value: value) }

    fileprivate var existence: FieldTest { FieldTest(field: field, op: .exists, value: nil) }
}
