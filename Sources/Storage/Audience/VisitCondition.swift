import Campaigns
import CivilTime
import MariaDB

/// A comparison of the patient's visits.
struct VisitCondition {
    let test: FieldTest
    let scope: AudienceScope

    var answer: RuleCondition.Answer {
        switch test.field {
        case .visitTypes: .given(test, if: scope.isAmong(.visits, where: counted), anyType)
        case .firstVisit: .extreme(test, "MIN(a.starts_at)", of: .visits, where: counted, scope)
        case .lastVisit: .extreme(test, "MAX(a.starts_at)", of: .visits, where: of(.completed), scope)
        case .nextVisit: .extreme(test, "MIN(a.starts_at)", of: .visits, where: expected, scope)
        case .lastMissedVisit: .extreme(test, "MAX(a.starts_at)", of: .visits, where: of(.noShow), scope)
        case .completedVisits: .number(test, "COUNT(*)", of: .visits, where: of(.completed), scope)
        case .upcomingVisits: .number(test, "COUNT(*)", of: .visits, where: expected, scope)
        case .missedVisits: .number(test, "COUNT(*)", of: .visits, where: of(.noShow), scope)
        case .lastVisitType: typeOfOne(of(.completed), isBefore: ">")
        case .nextVisitType: typeOfOne(expected, isBefore: "<")
        default: .never
        }
    }

    private func of(_ statuses: AppointmentStatus...) -> SQLCondition { Self.of(statuses, "a") }

    private static func of(_ statuses: [AppointmentStatus], _ alias: String) -> SQLCondition {
        .column("\(alias).status", in: statuses.map { .choice($0) })
    }

    private var counted: SQLCondition { Self.of(AppointmentStatus.allCases.filter(\.countsAsVisit), "a") }

    private var expected: SQLCondition { Self.expected("a", scope.now) }

    private static func expected(_ alias: String, _ now: Instant) -> SQLCondition {
        .all([of([.booked, .confirmed], alias), SQLCondition("\(alias).starts_at > ?", [.instant(now)])])
    }

    /// The types that the comparison seeks.
    private var sought: SQLCondition {
        .column("a.type_id", in: scope.words.visitTypes.filter { test.seeks($0.name) == true }.map { .int($0.id) })
    }

    private var anyType: RuleCondition.Answer {
        guard test.seeks("") != nil else { return .never }
        let isFound = scope.isAmong(.visits, where: .all([counted, sought]))
        return .known(test.op == .unequal ? isFound.denied : isFound)
    }

    /// Of the one visit of a kind than which no other is earlier, or later.
    private func typeOfOne(_ kind: SQLCondition, isBefore sign: String) -> RuleCondition.Answer {
        .given(
            test, if: scope.isAmong(.visits, where: kind),
            {
                guard test.seeks("") != nil else { return .never }
                let isFound = scope.isAmong(.visits, where: .all([kind, sought, noneBefore(sign)]))
                let isOther = SQLCondition.all([scope.isAmong(.visits, where: kind), isFound.denied])
                return test.op == .unequal
                    ? RuleCondition.Answer(isTrue: isOther, isFalse: isFound)
                    : RuleCondition.Answer(isTrue: isFound, isFalse: isOther)
            }())
    }

    private func noneBefore(_ sign: String) -> SQLCondition {
        let kind = sign == ">" ? Self.of([.completed], "b") : Self.expected("b", scope.now)
        return SQLCondition(
            """
            NOT EXISTS (SELECT 1 FROM appointment b FORCE INDEX (appointment_state) WHERE b.clinic_id = a.clinic_id \
            AND b.patient_id = a.patient_id AND \(kind.text) AND (b.starts_at \(sign) a.starts_at \
            OR (b.starts_at = a.starts_at AND b.id \(sign) a.id)))
            """, kind.values, cost: .history)
    }
}
