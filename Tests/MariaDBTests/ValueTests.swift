import MariaDB
import TestSupport
import Testing

@Suite("Values on their way to MariaDB and back")
struct ValueTests {
    @Test(
        "a whole number comes back as it went",
        arguments: [
            ("TINYINT", Int64(-128)), ("SMALLINT", -32_768), ("MEDIUMINT", -8_388_608), ("INT", -2_147_483_648),
            ("BIGINT", Int64.min), ("BIGINT", Int64.max), ("BIGINT", 0), ("DECIMAL(20,0)", -9_007_199_254_740_993),
            ("YEAR", 2027), ("BIT(10)", 1023), ("BOOL", 1), ("BIGINT UNSIGNED", Int64.max), ("TINYINT UNSIGNED", 255),
        ])
    func wholeNumbers(type: String, number: Int64) throws {
        let stored = try back(.int(number), through: type) { $0.int("x") as Int64 }
        #expect(stored == number)
    }

    @Test("the largest unsigned number comes back whole")
    func largestUnsigned() throws {
        try withBareDatabase { database in
            let row = try database.row("SELECT 18446744073709551615 AS x")
            #expect(row?.int("x") == UInt64.max)
        }
    }

    @Test("a sum, which is a DECIMAL, reads as a whole number and an average as a double")
    func decimals() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (n INT NOT NULL)")
            try database.run("INSERT INTO t VALUES (?), (?), (?)", [1, 2, 4])
            let row = try #require(try database.row("SELECT SUM(n) AS sum, AVG(n) AS mean, SUM(n) / 2 AS half FROM t"))
            #expect(row.int("sum") == 7)
            #expect(row.double("mean") == 2.3333)
            #expect(row.text("half") == "3.5000")
        }
    }

    @Test("a double comes back to the last bit", arguments: [0, -0.1, 1e300, 5e-324, 0.1 + 0.2])
    func doubles(number: Double) throws {
        let stored = try back(.double(number), through: "DOUBLE") { $0.double("x") }
        #expect(stored == number)
    }

    @Test(
        "a text comes back byte for byte",
        arguments: [
            "", "plain", "it's \"quoted\" \\ and ; split", "Zoë Müller", "😀👩‍👩‍👧", "e\u{301}", "a\0b",
            String(repeating: "x", count: 1024), String(repeating: "ü😀", count: 700),
        ])
    func texts(text: String) throws {
        let stored = try back(.text(text), through: "TEXT") { $0.text("x") }
        #expect(stored.utf8.elementsEqual(text.utf8))
    }

    @Test("a text column that is stored compressed, and a JSON one, read as any other")
    func otherTexts() throws {
        let long = String(repeating: "Dear family, ", count: 9000)
        let stored = try back(.text(long), through: "MEDIUMTEXT COMPRESSED") { $0.text("x") }
        #expect(stored == long)
        let json = try back(.text(#"{"a":"ü"}"#), through: "JSON") { $0.text("x") }
        #expect(json == #"{"a":"ü"}"#)
    }

    @Test(
        "bytes come back as they went",
        arguments: [[], [0], [0xff, 0xfe, 0, 0x27], Array(repeating: 0x80, count: 3_000_000)])
    func bytes(bytes: [UInt8]) throws {
        let stored = try back(.bytes(bytes), through: "LONGBLOB") { $0.bytes("x") }
        #expect(stored == bytes)
    }

    @Test("long and short values in one result do not touch each other")
    func growingBuffers() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (id INT PRIMARY KEY, a MEDIUMTEXT, b MEDIUMTEXT)")
            let sizes = [(70_000, 3), (2, 5000), (0, 1), (200_000, 199_999), (1, 1)]
            for (id, size) in sizes.enumerated() {
                let values: [Value] = [
                    .int(Int64(id)), .text(String(repeating: "a", count: size.0)),
                    .text(String(repeating: "b", count: size.1)),
                ]
                try database.run("INSERT INTO t VALUES (?, ?, ?)", values)
            }
            let rows = try database.rows("SELECT a, b FROM t ORDER BY id")
            #expect(rows.map { [$0.text("a").count, $0.text("b").count] } == sizes.map { [$0.0, $0.1] })
            var streamed: [Int] = []
            try database.each("SELECT a, b FROM t ORDER BY id") { streamed.append($0.text("a").utf8.count) }
            #expect(streamed == sizes.map(\.0))
        }
    }

    @Test("a statement that carried a long value carries a short one next, and a long one again")
    func shrinkingBuffers() throws {
        try withBareDatabase { database in
            for size in [1, 500_000, 3, 70_000, 0, 500_001] {
                let text = String(repeating: "ü", count: size)
                try #expect(database.row("SELECT ? AS x, ? AS y", [.text(text), 7])?.text("x") == text)
            }
        }
    }

    @Test(
        "a time keeps its microsecond and shows as that UTC date",
        arguments: [
            (Int64(0), "1970-01-01 00:00:00.000000"), (-1, "1969-12-31 23:59:59.999999"),
            (1_804_950_000_123_456, "2027-03-13 15:00:00.123456"), (951_782_400_000_000, "2000-02-29 00:00:00.000000"),
            (-2_208_988_800_000_000, "1900-01-01 00:00:00.000000"),
            (-62_135_596_800_000_000, "0001-01-01 00:00:00.000000"),
            (253_402_300_799_999_999, "9999-12-31 23:59:59.999999"), (-1_000_000, "1969-12-31 23:59:59.000000"),
        ])
    func times(microseconds: Int64, shown: String) throws {
        let stored = try back(.timestamp(microseconds), through: "DATETIME(6)") { $0.timestamp("x") }
        #expect(stored == microseconds)
        let text = try withBareDatabase { database in
            try database.row("SELECT CAST(CAST(? AS DATETIME(6)) AS CHAR) AS x", [.timestamp(microseconds)])?.text("x")
        }
        #expect(text == shown)
    }

    @Test("every day of 800 years keeps its date")
    func days() throws {
        try withBareDatabase { database in
            let sql = """
                WITH RECURSIVE day AS (SELECT CAST('1600-01-01' AS DATETIME) AS d, 0 AS n
                    UNION ALL SELECT d + INTERVAL 1 DAY, n + 1 FROM day WHERE n < 292194)
                SELECT d, n FROM day
                """
            try database.run("SET max_recursive_iterations = 300000")
            let first: Int64 = -11_676_096_000_000_000
            var wrong = 0
            try database.each(sql) { row in
                if row.timestamp("d") != first + row.int("n") * 86_400_000_000 { wrong += 1 }
            }
            #expect(wrong == 0)
        }
    }

    @Test("a time that DATETIME cannot hold is refused", arguments: [Int64.max, Int64.min, 253_402_300_800_000_000])
    func impossibleTimes(microseconds: Int64) throws {
        try withBareDatabase { database in
            let error = #expect(throws: DatabaseError.self) { try database.row("SELECT ?", [.timestamp(microseconds)]) }
            #expect(error?.code == .wrongValue)
        }
    }

    @Test("dates and times of day travel as text")
    func dates() throws {
        let date = try back("1959-02-28", through: "DATE") { $0.text("x") }
        #expect(date == "1959-02-28")
        let time = try back("09:00:00", through: "TIME") { $0.text("x") }
        #expect(time == "09:00:00")
    }

    @Test(
        "NULL comes back as nil from every kind of column",
        arguments: ["INT", "DOUBLE", "TEXT", "BLOB", "DATETIME(6)", "DATE", "BIT(3)"])
    func nulls(type: String) throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (x \(type) NULL)")
            try database.run("INSERT INTO t VALUES (?)", [.null])
            let row = try #require(try database.row("SELECT x FROM t"))
            #expect(row.isNull("x"))
            #expect((row.optionalInt("x") as Int64?) == nil)
            #expect(row.optionalBool("x") == nil)
            #expect(row.optionalDouble("x") == nil)
            #expect(row.optionalText("x") == nil)
            #expect(row.optionalBytes("x") == nil)
            #expect(row.optionalTimestamp("x") == nil)
        }
    }

    @Test("a value after a NULL in the same column is not taken for one, nor the other way round")
    func nullsBetween() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n BIGINT, s VARCHAR(20))")
            for value in [Value.null, 7, .null, 8] {
                try database.run("INSERT INTO t (n, s) VALUES (?, ?)", [value, value == .null ? "" : .null])
            }
            let rows = try database.rows("SELECT n, s FROM t ORDER BY id")
            #expect(rows.map { $0.optionalInt("n") } == [nil, 7, nil, 8] as [Int64?])
            #expect(rows.map { $0.optionalText("s") } == ["", nil, "", nil])
        }
    }

    /// Stores the value in a column of the type and reads it back.
    private func back<T>(_ value: Value, through type: String, _ read: (Row) -> T) throws -> T {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (x \(type) NOT NULL)")
            try database.run("INSERT INTO t VALUES (?)", [value])
            return read(try #require(try database.row("SELECT x FROM t")))
        }
    }
}
