import Campaigns
import CivilTime
import MariaDB

/// A comparison of what the patient has still to pay.
struct InvoiceCondition {
    let test: FieldTest
    let scope: AudienceScope

    var answer: RuleCondition.Answer {
        switch test.field {
        case .openInvoices: .number(test, "COUNT(*)", of: .invoices, where: open, scope)
        case .overdueInvoices: .number(test, "COUNT(*)", of: .invoices, where: overdue, scope)
        case .balance: .number(test, "SUM(i.amount_cents - i.paid_cents) DIV 100", of: .invoices, where: open, scope)
        case .overdueSince: .given(test, if: scope.isAmong(.invoices, where: overdue), oldest)
        default: .never
        }
    }

    private var open: SQLCondition { SQLCondition("i.status = 'open' AND i.paid_cents < i.amount_cents") }

    private var overdue: SQLCondition { .all([open, SQLCondition("i.due_on < ?", [.date(scope.today)])]) }

    private var oldest: RuleCondition.Answer {
        guard let span = test.span(today: scope.today) else { return .never }
        func oldest(_ condition: SQLCondition) -> SQLCondition {
            scope.isAmong(.invoices, where: overdue, having: condition)
        }
        return RuleCondition.Answer(
            isTrue: oldest(scope.day("MIN(i.due_on)", in: span)),
            isFalse: oldest(scope.day("MIN(i.due_on)", outside: span)))
    }
}
