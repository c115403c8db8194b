import Campaigns
import CivilTime
import MariaDB

/// Those who receive for `patient p`, as `Circle.receivers` and `Circle.recipients` name them.
struct Receivers {
    let purpose: Purpose
    let scope: AudienceScope

    /// A set of contacts: whether the one whose id stands in a column is in it, never NULL.
    typealias People = (_ column: String) -> SQLCondition

    /// Whether one of them is among `people`.
    func include(_ people: People) -> SQLCondition {
        .any([
            .all([receivesAlone, people("p.contact_id")]),
            .all([isMinor, isAmongOthers("patient_contact m", people("m.contact_id"))]),
        ])
    }

    /// The same of those whom a message by `channel` goes to: of two at one address the first.
    func recipients(by channel: Channel, include people: People) -> SQLCondition {
        let kind = channel.addressKind.rawValue
        let own = SQLCondition(
            """
            EXISTS (SELECT 1 FROM contact_address o WHERE o.clinic_id = ? AND o.contact_id = p.contact_id AND o.kind = ?)
            """, [.id(scope.clinic.id), .text(kind)], cost: .history)
        let isFirst = SQLCondition(
            """
            NOT EXISTS (SELECT 1 FROM patient_contact f JOIN contact_address y ON y.clinic_id = f.clinic_id \
            AND y.contact_id = f.contact_id AND y.kind = x.kind WHERE f.clinic_id = m.clinic_id \
            AND f.patient_id = m.patient_id AND f.contact_id < m.contact_id AND f.\(receives) \
            AND y.contact_point_id = x.contact_point_id)
            """, cost: .history)
        let others = isAmongOthers(
            """
            patient_contact m JOIN contact_address x ON x.clinic_id = m.clinic_id AND x.contact_id = m.contact_id \
            AND x.kind = ?
            """, .all([people("m.contact_id"), isFirst]), bound: [.text(kind)])
        return .any([
            .all([receivesAlone, people("p.contact_id"), own]),
            .all([isMinor, others]),
        ])
    }

    private var receives: String { purpose == .marketing ? "receives_marketing" : "receives_care" }

    private var comingOfAge: Value {
        .date(CivilDate.latestBirth(ofAge: scope.clinic.ageOfMajority, on: scope.today))
    }

    private var isMinor: SQLCondition { SQLCondition("p.birth_date > ?", [comingOfAge]) }

    /// An adult, or a minor for whom nobody else receives.
    private var receivesAlone: SQLCondition {
        .any([
            SQLCondition("p.birth_date IS NULL"), SQLCondition("p.birth_date <= ?", [comingOfAge]),
            isAmongOthers("patient_contact m", .yes).denied,
        ])
    }

    /// Whether one of those who receive beside the patient is such.
    private func isAmongOthers(_ from: String, _ condition: SQLCondition, bound: [Value] = []) -> SQLCondition {
        scope.isAmong(
            AudienceScope.Rows(from: from, alias: "m", cost: max(condition.cost, .small), values: bound),
            where: SQLCondition("m.\(receives) AND \(condition.text)", condition.values))
    }
}

extension Receivers {
    /// Contacts of whom the condition over `contact c` holds.
    static func people(_ condition: SQLCondition, _ scope: AudienceScope) -> People {
        among(
            "SELECT c.id FROM contact c WHERE c.clinic_id = ? AND \(condition.text)",
            [.id(scope.clinic.id)] + condition.values)
    }

    /// Contacts with an address of the channel.
    static func reached(by channel: Channel, _ scope: AudienceScope) -> People {
        among(
            "SELECT o.contact_id FROM contact_address o WHERE o.clinic_id = ? AND o.kind = ?",
            [.id(scope.clinic.id), .text(channel.addressKind.rawValue)])
    }

    private static func among(_ ids: String, _ values: [Value], cost: SQLCondition.Cost = .visits) -> People {
        { SQLCondition("(\($0) IN (\(ids))) IS TRUE", values, cost: cost) }
    }

    enum Said {
        case yes, something
    }

    /// Contacts whose answer that counts is this (`Consents.granted`): the latest, on a tie no; a neighbour system's yes
    /// never lifts a no that the person gave us.
    ///
    /// Most say yes and never no, or nothing at all: only where both were said the times are compared.
    static func whoSaid(
        _ answer: Said, _ subject: Consents.Subject, _ channel: Channel, _ scope: AudienceScope
    ) -> People {
        let question: [Value] = [.id(scope.clinic.id), .choice(subject), .choice(channel)]
        let answers = "WHERE k.clinic_id = ? AND k.purpose = ? AND k.channel = ?"
        func said(_ wanted: String) -> People {
            among(
                "SELECT k.contact_id FROM consent k FORCE INDEX (consent_answer) \(answers) AND \(wanted)", question,
                cost: .consent)
        }
        guard answer == .yes else { return said("TRUE") }
        return { column in
            let latest = SQLCondition(
                "(SELECT \(saidYes) FROM consent k FORCE INDEX (clinic_id) \(answers) AND k.contact_id = \(column)) IS TRUE",
                question, cost: .history)
            return .all([said("k.granted")(column), .any([said("NOT k.granted")(column).denied, latest])])
        }
    }

    private static let saidYes = """
        MAX(IF(k.granted, k.given_at, NULL)) > COALESCE(MAX(IF(k.granted, NULL, k.given_at)), '1000-01-01') \
        AND (MAX(IF(k.granted OR k.source = 'intake', NULL, k.given_at)) IS NULL \
        OR MAX(IF(k.granted AND k.source <> 'intake', k.given_at, NULL)) \
        > MAX(IF(k.granted OR k.source = 'intake', NULL, k.given_at)))
        """
}
