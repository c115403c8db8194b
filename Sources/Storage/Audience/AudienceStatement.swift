import Campaigns
import MariaDB

/// The statements that an audience becomes. Their text follows from the shape of its rules alone; values are bound.
struct AudienceStatement {
    private let scope: AudienceScope
    private let isIn: SQLCondition

    init(_ audience: Audience, _ scope: AudienceScope) {
        self.scope = scope
        let rule = RuleCondition(scope: scope)
        let exclusion = audience.exclusions.map { rule.isTrue($0).denied }
        isIn = .all([rule.isTrue(audience.rule)] + [exclusion].compactMap(\.self))
    }

    /// One row: how many patients are in the audience.
    var count: SQLCondition { select("COUNT(*) AS amount", isIn) }

    /// One row per patient of the audience, in the order of their ids.
    func patients(limit: Int) -> SQLCondition { select("p.id", isIn, order: limit) }

    /// One row per patient who is not in it, in the order of their ids.
    func others(limit: Int) -> SQLCondition { select("p.id", isIn.denied, order: limit) }

    private func select(_ columns: String, _ condition: SQLCondition, order limit: Int? = nil) -> SQLCondition {
        SQLCondition(
            """
            SELECT \(columns) FROM patient p FORCE INDEX (patient_audience) WHERE p.clinic_id = ? AND p.id > ? \
            AND p.id <= ? AND \(condition.text)\(limit == nil ? "" : " ORDER BY p.id LIMIT ?")
            """,
            [.id(scope.clinic.id), .id(scope.after), .id(scope.upTo)] + condition.values
                + (limit.map { [.number($0)] } ?? []))
    }
}
