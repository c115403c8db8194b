import MariaDB
import TestSupport
import Testing
import Wiring

@Suite("Opening the database")
struct OpenDatabaseTests {
    @Test("a database that is away ends a program with 75")
    func away() throws {
        let configuration = try Configuration(environment: ["CAMPANILE_DB_SOCKET": "/nowhere/socket"])
        let refusal = #expect(throws: StartRefusal.self) { try openDatabase(configuration) }
        #expect(refusal?.status == 75)
    }

    @Test("an empty database is refused with the command that fills it")
    func empty() throws {
        try withBareDatabase { db in
            let refusal = #expect(throws: StartRefusal.self) { try requireCurrentSchema(db) }
            #expect(refusal?.status == 75)
            #expect(refusal?.sentence.contains("campanile-admin migrate") == true)
        }
    }

    @Test("a program that waits for its database is told of one that does not fit, and of no other")
    func waiting() throws {
        #expect(schemaRefusal(try Configuration(environment: ["CAMPANILE_DB_SOCKET": "/nowhere/socket"])) == nil)
        try withBareDatabaseAddress { address in
            guard case .socket(let socket) = address.place else { return }
            let configuration = try Configuration(environment: [
                "CAMPANILE_DB_SOCKET": socket, "CAMPANILE_DB_USER": address.user,
                "CAMPANILE_DB_NAME": address.database ?? "",
            ])
            #expect(schemaRefusal(configuration)?.sentence.contains("campanile-admin migrate") == true)
        }
    }
}
