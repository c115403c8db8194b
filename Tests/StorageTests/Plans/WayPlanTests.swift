import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What is asked about many ways at once is looked up row by row of the list, in a clinic of any size: no table is read
/// whole, and straight after a bulk load, when statistics are stale, it is the same.
@Suite struct WayPlanTests {
    struct Question: Sendable, CustomTestStringConvertible {
        let statement: String
        let values: [Value]
        /// Of each table, by the name that it has in the statement.
        let indexes: [String: Set<String>]
        let name: String

        var testDescription: String { name }
    }

    static let questions = [
        Question(
            statement: AssignmentSQL.parts.rawValue, values: ["[[1,1,1],[1,1,2]]", 1], indexes: ["a": ["PRIMARY"]],
            name: "the parts of tests that patients have"),
        Question(
            statement: ExperimentSQL.winners.rawValue, values: ["[1,2]", 1], indexes: ["x": ["PRIMARY"]],
            name: "the arms that go on"),
        Question(
            statement: ExperimentSQL.counts.rawValue,
            values: [#"[[1,1,"bookings","APPOINTMENT_BOOKED","2027-03-01T00:00:00.000000"]]"#, 1],
            indexes: ["a": ["PRIMARY"], "s": ["send_patient"], "e": ["PRIMARY"], "v": ["clinic_id_3"]],
            name: "what arms came to"),
        Question(
            statement: HouseholdSQL.linked.rawValue, values: ["[1,2]", 1, 1, 1, 1],
            indexes: [
                "p": ["PRIMARY", "clinic_id_5"], "pc": ["PRIMARY", "clinic_id"], "a": ["PRIMARY", "clinic_id"],
            ], name: "to whom shared addresses lead"),
        Question(
            statement: HouseholdSQL.points.rawValue, values: ["[1,2]", 1, "[1,2]", 1],
            indexes: ["p": ["PRIMARY"], "pc": ["PRIMARY"], "a": ["PRIMARY"]],
            name: "where patients are reached"),
        Question(
            statement: HappeningSQL.asked.rawValue,
            values: [#"[[1,"APPOINTMENT_CONFIRMED","2027-03-01T00:00:00.000000"]]"#, 1],
            indexes: ["e": ["clinic_id_3"]], name: "what happened to patients"),
        Question(
            statement: EventDataSQL.data.rawValue, values: ["[1,2]", 1], indexes: ["e": ["PRIMARY"]],
            name: "what events told"),
        Question(
            statement: PlanSQL.existingOfMany.rawValue, values: ["[1,2]", 1], indexes: ["s": ["clinic_id"]],
            name: "what is planned already"),
    ]

    @Test("each is looked up by its index, in an empty clinic and in a large one", arguments: [0, 20_000])
    func plans(rows: Int) throws {
        try withDatabase { db in
            if rows > 0 { try Crowd(db).fill(rows) }
            for question in Self.questions {
                let plan = try db.rows("EXPLAIN " + question.statement, question.values)
                for (table, indexes) in question.indexes {
                    let lines = plan.filter { $0.optionalText("table") == table }
                    #expect(Set(lines.map { $0.optionalText("key") ?? "" }) == indexes, "\(question.name): \(table)")
                    let ways = Set(lines.map { $0.optionalText("type") ?? "" })
                    #expect(ways.isSubset(of: ["ref", "eq_ref"]), "\(question.name): \(table) by \(ways)")
                }
            }
        }
    }
}
