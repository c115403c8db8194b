import MariaDB
import TestSupport
import Testing

@Suite("A database lent to a test")
struct LendingTests {
    @Test("is empty again for the next one")
    func emptied() throws {
        for _ in 1...3 {
            try withDatabase { database in
                try #expect(database.row("SELECT COUNT(*) AS n FROM schema_migration")?.int("n") == 0)
                try database.run(
                    "INSERT INTO schema_migration (version, name, applied_at) VALUES (1, 'x', ?)", [.timestamp(0)])
            }
        }
    }

    @Test("is not seen by another test at the same time, but by all its own connections")
    func apart() throws {
        let insert = "INSERT INTO schema_migration (version, name, applied_at) VALUES (1, 'x', ?)"
        let count = "SELECT COUNT(*) AS n FROM schema_migration"
        try withTwoConnections { first, second in
            try first.run(insert, [.timestamp(0)])
            try #expect(second.row(count)?.int("n") == 1)
            try withDatabase { other in try #expect(other.row(count)?.int("n") == 0) }
        }
    }
}
