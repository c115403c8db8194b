import MariaDB
import TestSupport
import Testing

@Suite("A connection")
struct DatabaseTests {
    @Test("the session is READ COMMITTED, strict, in UTC and utf8mb4, and waits five seconds for a lock")
    func session() throws {
        try withBareDatabase { database in
            let sql = """
                SELECT @@tx_isolation AS isolation, @@time_zone AS zone, @@character_set_client AS charset,
                    @@innodb_lock_wait_timeout AS wait, @@sql_mode LIKE '%STRICT_ALL_TABLES%' AS strict
                """
            let row = try #require(try database.row(sql))
            #expect(row.text("isolation") == "READ-COMMITTED")
            #expect(row.text("zone") == "+00:00")
            #expect(row.text("charset") == "utf8mb4")
            #expect(row.int("wait") == 5)
            #expect(row.bool("strict"))
        }
    }

    @Test("a change tells its rows and the id that it made")
    func changes() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, k INT UNIQUE, n INT)")
            try #expect(database.run("INSERT INTO t (k, n) VALUES (1, 1), (2, 2)").lastID == 1)
            try #expect(database.run("INSERT INTO t (k, n) VALUES (?, 3)", [3]).lastID == 3)
            try #expect(database.run("UPDATE t SET n = 2 WHERE k IN (1, 2)").rows == 1)
            try #expect(database.run("DELETE FROM t WHERE k = 9").rows == 0)
            let once = "INSERT INTO t (k, n) VALUES (?, 0) ON DUPLICATE KEY UPDATE id = id"
            try #expect(database.run(once, [3]).rows == 0)
            try #expect(database.run(once, [4]).rows == 1)
        }
    }

    @Test("a row is nil when the statement finds none, and the first when it finds several")
    func oneRow() throws {
        try withBareDatabase { database in
            try #expect(database.row("SELECT 1 AS n FROM DUAL WHERE FALSE") == nil)
            try #expect(database.row("SELECT 1 AS n UNION SELECT 2 UNION SELECT 3")?.int("n") == 1)
            try #expect(database.rows("SELECT 5 AS n").map { $0.int("n") } == [5])
        }
    }

    @Test("an INSERT that returns its row gives it")
    func returning() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)")
            try #expect(database.row("INSERT INTO t (n) VALUES (?) RETURNING id", [5])?.int("id") == 1)
        }
    }

    @Test("a hundred thousand rows stream by while other statements run on the same connection")
    func streaming() throws {
        try withBareDatabase { database in
            var sum = 0
            var asked = 0
            try database.each("SELECT seq, REPEAT('x', 100) AS text FROM seq_1_to_100000 WHERE seq > ?", [0]) { row in
                sum += row.int("seq")
                guard row.int("seq") % 10_000 == 0 else { return }
                asked += try #require(try database.row("SELECT ? AS n", [1])).int("n") as Int
            }
            #expect(sum == 5_000_050_000)
            #expect(asked == 10)
        }
    }

    @Test("a stream that is left early leaves the connection usable")
    func leftEarly() throws {
        struct Enough: Error {}
        try withBareDatabase { database in
            let sql = "SELECT seq FROM seq_1_to_100000"
            #expect(throws: Enough.self) { try database.each(sql) { _ in throw Enough() } }
            try #expect(database.row("SELECT 1 AS n")?.int("n") == 1)
            try #expect(database.row(sql)?.int("seq") == 1)
        }
    }

    @Test("what the server keeps no cursor for streams as well, again and again")
    func withoutCursor() throws {
        try withBareDatabase { database in
            try database.script("CREATE TABLE a (n INT); CREATE TABLE b (n INT)")
            for _ in 1...3 {
                var tables = 0
                try database.each("SHOW TABLES") { _ in tables += 1 }
                #expect(tables == 2)
                try database.each("SELECT n FROM b") { _ in Issue.record("there is no row") }
            }
        }
    }

    @Test("a stream goes on across a COMMIT in its body")
    func acrossCommit() throws {
        try withBareDatabase { database in
            var count = 0
            try database.each("SELECT seq FROM seq_1_to_1000") { _ in
                count += 1
                if count % 100 == 0 { try database.transaction { _ = try database.row("SELECT 1") } }
            }
            #expect(count == 1000)
        }
    }

    @Test("a statement may run again while its own rows stream by")
    func nested() throws {
        try withBareDatabase { database in
            let sql = "SELECT seq FROM seq_1_to_3"
            var pairs = 0
            try database.each(sql) { _ in try database.each(sql) { _ in pairs += 1 } }
            #expect(pairs == 9)
        }
    }

    @Test("a script runs all its statements, and stops at the first that fails")
    func scripts() throws {
        try withBareDatabase { database in
            try database.script("CREATE TABLE a (n INT); SELECT 1; INSERT INTO a VALUES (1), (2);\n-- the end\n")
            try #expect(database.row("SELECT COUNT(*) AS n FROM a")?.int("n") == 2)
            let error = #expect(throws: DatabaseError.self) {
                try database.script("INSERT INTO a VALUES (3); INSERT INTO b VALUES (1); INSERT INTO a VALUES (4)")
            }
            #expect(error?.code == .noSuchTable)
            try #expect(database.row("SELECT COUNT(*) AS n FROM a")?.int("n") == 3)
        }
    }

    @Test("a second statement behind a semicolon is refused outside a script")
    func stacked() throws {
        try withBareDatabase { database in
            let error = #expect(throws: DatabaseError.self) { try database.run("SELECT 1; SELECT 2") }
            #expect(error?.code == .syntax)
        }
    }

    @Test("preparing checks a statement and runs nothing")
    func preparing() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (n INT)")
            try database.prepare("INSERT INTO t VALUES (?)")
            try #expect(database.row("SELECT COUNT(*) AS n FROM t")?.int("n") == 0)
            let error = #expect(throws: DatabaseError.self) { try database.prepare("SELECT missing FROM t") }
            #expect(error?.code == .noSuchColumn)
        }
    }

    @Test("each run counts as one statement")
    func counting() throws {
        try withBareDatabase { database in
            try database.rows("SELECT 1").forEach { _ in }
            try database.run("SET @x = 1")
            try database.each("SELECT seq FROM seq_1_to_1000") { _ in }
            #expect(database.statementCount == 3)
        }
    }

    @Test("more texts than are kept prepared all run")
    func manyTexts() throws {
        try withBareDatabase { database in
            for number in 0..<1100 { try #expect(database.row("SELECT \(number) AS n")?.int("n") == number) }
        }
    }

    @Test("a statement goes on after another connection changed its table")
    func changedTable() throws {
        try withBareDatabaseAddress { address in
            let database = try Database(address)
            let other = try Database(address)
            try database.run("CREATE TABLE t (n INT, s TEXT)")
            try database.run("INSERT INTO t VALUES (1, 'x')")
            let sql = "SELECT * FROM t"
            try #expect(database.row(sql)?.int("n") == 1)
            try other.run("ALTER TABLE t MODIFY n BIGINT, MODIFY s VARCHAR(3)")
            try #expect(database.row(sql)?.text("s") == "x")
        }
    }
}
