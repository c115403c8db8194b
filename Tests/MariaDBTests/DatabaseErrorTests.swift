import MariaDB
import TestSupport
import Testing

@Suite("What is told when MariaDB refuses")
struct DatabaseErrorTests {
    @Test("a duplicate names its key and neither the value nor what was bound")
    func duplicates() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (address VARCHAR(80), UNIQUE KEY address_once (address))")
            let insert = "INSERT INTO t VALUES (?)"
            for address in ["anna@example.org", "o'hara' for key 'x", String(repeating: "z", count: 80)] {
                try database.run(insert, [.text(address)])
                let error = #expect(throws: DatabaseError.self) { try database.run(insert, [.text(address)]) }
                #expect(error?.code == .duplicateKey)
                #expect(error?.key == "address_once")
                #expect(error?.statement == insert)
                #expect(error.map { "\($0)".contains(address) } == false)
            }
        }
    }

    @Test(
        "no refusal repeats a bound value",
        arguments: [
            ("INT", Value.text("anna"), DatabaseError.Code.wrongText), ("DATE", "anna", .wrongValue),
            ("DATETIME(6)", "anna", .wrongValue), ("VARCHAR(2)", "anna", .tooLong), ("TINYINT", 4242, .outOfRange),
            ("ENUM('a')", "anna", .dataTruncated), ("VARCHAR(9) CHECK (x <> 'anna')", "anna", .checkFailed),
            ("INT NOT NULL", .null, .notNull), ("TEXT", .bytes([0x61, 0x6e, 0x6e, 0x61, 0xff]), .wrongText),
            ("INT", .text(String(repeating: "'anna ", count: 200)), .wrongText),
        ])
    func privacy(type: String, value: Value, code: DatabaseError.Code) throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (x \(type))")
            let error = #expect(throws: DatabaseError.self) { try database.run("INSERT INTO t VALUES (?)", [value]) }
            #expect(error?.code == code)
            #expect(error.map { "\($0)".contains("anna") || "\($0)".contains("4242") } == false)
        }
    }

    @Test("a missing table and bad syntax are told with the statement")
    func statements() throws {
        try withBareDatabase { database in
            let missing = #expect(throws: DatabaseError.self) { try database.rows("SELECT 1 FROM nowhere") }
            #expect(missing?.code == .noSuchTable)
            #expect(missing?.message.contains("nowhere") == true)
            let wrong = #expect(throws: DatabaseError.self) { try database.rows("SELEKT 1") }
            #expect(wrong?.code == .syntax)
            #expect(wrong?.isConnectionLost == false)
            #expect(database.isUsable)
        }
    }

    @Test("a sentence without values is told whole")
    func wholeSentence() throws {
        try withBareDatabase { database in
            try database.run("CREATE TABLE t (n INT)")
            let error = #expect(throws: DatabaseError.self) { try database.run("INSERT INTO t VALUES (1, 2)") }
            #expect(error?.message == "Column count doesn't match value count at row 1")
        }
    }

    @Test("no server at the socket, or at the port, is unavailable")
    func unavailable() throws {
        for place in [DatabaseAddress.Place.socket("/nonexistent/socket"), .host("127.0.0.1", port: 1)] {
            let error = #expect(throws: DatabaseError.self) { try Database(DatabaseAddress(place, user: "x")) }
            #expect(error?.isUnavailable == true)
            #expect(error?.isConnectionLost == false)
        }
    }

    @Test("a wrong name or database is told as that")
    func refused() throws {
        try withBareDatabaseAddress { address in
            var stranger = address
            stranger.user = "nobody"
            stranger.password = "hush"
            let denied = #expect(throws: DatabaseError.self) { try Database(stranger) }
            #expect(denied?.code == .accessDenied)
            #expect(!"\(stranger)".contains("hush"))
            let unknown = #expect(throws: DatabaseError.self) { try Database(address.with(database: "nowhere")) }
            #expect(unknown?.code == .unknownDatabase)
        }
    }

    @Test("a killed session is lost for good, and a new one works")
    func killed() throws {
        try withBareDatabaseAddress { address in
            let database = try Database(address)
            let id: Int64 = try #require(try database.row("SELECT CONNECTION_ID() AS id")).int("id")
            try Database(address).script("KILL \(id)")
            for _ in 1...2 {
                let error = #expect(throws: DatabaseError.self) { try database.row("SELECT 1") }
                #expect(error?.isConnectionLost == true)
            }
            #expect(!database.isUsable)
            try #expect(Database(address).row("SELECT 1 AS n")?.int("n") == 1)
        }
    }

    @Test("a session killed between two rows is told, not taken for the end of the rows")
    func killedWhileStreaming() throws {
        try withBareDatabaseAddress { address in
            let database = try Database(address)
            let id: Int64 = try #require(try database.row("SELECT CONNECTION_ID() AS id")).int("id")
            var count = 0
            let error = #expect(throws: DatabaseError.self) {
                try database.each("SELECT seq FROM seq_1_to_100000") { _ in
                    count += 1
                    if count == 10 { try Database(address).script("KILL \(id)") }
                }
            }
            #expect(error?.isConnectionLost == true)
            #expect(count < 100_000)
        }
    }
}
