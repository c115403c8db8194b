import Foundation
import MariaDB
import Synchronization
import TestSupport
import Testing

@Suite("A transaction")
struct TransactionTests {
    private struct Refusal: Error {}

    @Test("what its body does is kept, all of it")
    func kept() throws {
        try withBareTwo { database, other in
            try prepare(database)
            let value = try database.transaction {
                try database.run("UPDATE t SET n = 5 WHERE id = 1")
                try #expect(other.row("SELECT n FROM t WHERE id = 1")?.int("n") == 0)
                return 7
            }
            #expect(value == 7)
            try #expect(other.row("SELECT n FROM t WHERE id = 1")?.int("n") == 5)
        }
    }

    @Test("what its body does is undone when it throws")
    func undone() throws {
        try withBareTwo { database, other in
            try prepare(database)
            #expect(throws: Refusal.self) {
                try database.transaction {
                    try database.run("UPDATE t SET n = 5")
                    throw Refusal()
                }
            }
            try #expect(other.row("SELECT SUM(n) AS n FROM t")?.int("n") == 0)
            #expect(!database.isInTransaction)
            let rows = try database.transaction { try database.run("UPDATE t SET n = 1").rows }
            #expect(rows == 2)
        }
    }

    @Test("two that lock the same rows in opposite order both succeed, one of them again")
    func deadlock() throws {
        try withBareDatabaseAddress { address in
            try prepare(Database(address))
            let runs = Atomic(0)
            let held = Atomic(0)
            let failures = Atomic(0)
            let threads = [[1, 2], [2, 1]].map { ids in
                let done = DispatchSemaphore(value: 0)
                Thread {
                    do {
                        let database = try Database(address)
                        try database.transaction {
                            runs.add(1, ordering: .relaxed)
                            for id in ids {
                                try database.run("UPDATE t SET n = n + 1 WHERE id = ?", [.int(Int64(id))])
                                // Both hold their first row before either asks for its second.
                                held.add(1, ordering: .relaxed)
                                while held.load(ordering: .relaxed) < 2 { usleep(1000) }
                            }
                        }
                    } catch {
                        failures.add(1, ordering: .relaxed)
                    }
                    done.signal()
                }.start()
                return done
            }
            threads.forEach { $0.wait() }
            #expect(failures.load(ordering: .relaxed) == 0)
            #expect(runs.load(ordering: .relaxed) == 3)
            try #expect(Database(address).rows("SELECT n FROM t").map { $0.int("n") } == [2, 2])
        }
    }

    @Test("a lock that is never given up is tried for six times, with pauses of 20 to 200 ms between")
    func lockWait() throws {
        try withBareDatabaseAddress { address in
            let holder = try Database(address)
            try prepare(holder)
            var pauses: [ClosedRange<Int>] = []
            let database = try Database(address) { pauses.append($0) }
            try database.run("SET innodb_lock_wait_timeout = 0")
            var runs = 0
            let error = #expect(throws: DatabaseError.self) {
                try holder.transaction {
                    try holder.run("UPDATE t SET n = 9 WHERE id = 1")
                    try database.transaction {
                        runs += 1
                        try database.run("UPDATE t SET n = 1 WHERE id = 2")
                        try database.run("UPDATE t SET n = 1 WHERE id = 1")
                    }
                }
            }
            #expect(error?.code == .lockWaitTimeout)
            #expect(runs == 6)
            #expect(pauses == Array(repeating: 20...200, count: 5))
            try #expect(database.row("SELECT SUM(n) AS n FROM t")?.int("n") == 0)
        }
    }

    @Test("a body that swallows the lost lock does not go on, and is run again")
    func swallowed() throws {
        try withBareDatabaseAddress { address in
            let holder = try Database(address)
            try prepare(holder)
            var pauses = 0
            let database = try Database(address) { _ in pauses += 1 }
            try database.run("SET innodb_lock_wait_timeout = 0")
            var later: DatabaseError?
            _ = #expect(throws: DatabaseError.self) {
                try holder.transaction {
                    try holder.run("UPDATE t SET n = 9 WHERE id = 1")
                    try database.transaction {
                        let first = refusal { try database.run("UPDATE t SET n = 1 WHERE id = 1") }
                        #expect(first?.code == .lockWaitTimeout)
                        later = refusal { try database.run("UPDATE t SET n = 1 WHERE id = 2") }
                    }
                }
            }
            #expect(later?.code == .lockWaitTimeout)
            #expect(pauses == 5)
            try #expect(database.row("SELECT SUM(n) AS n FROM t")?.int("n") == 0)
        }
    }

    @Test("a session lost in its body was not kept, and is not tried again")
    func lostInside() throws {
        try withBareDatabaseAddress { address in
            let database = try Database(address) { _ in Issue.record("a lost session is not tried again") }
            try prepare(database)
            let error = #expect(throws: DatabaseError.self) {
                try database.transaction {
                    try database.run("UPDATE t SET n = 1")
                    try kill(database, at: address)
                    try database.run("UPDATE t SET n = 2")
                }
            }
            #expect(error?.isConnectionLost == true)
            #expect(error?.outcomeUnknown == false)
            try #expect(Database(address).row("SELECT SUM(n) AS n FROM t")?.int("n") == 0)
        }
    }

    @Test("a session lost at COMMIT leaves the outcome unknown")
    func lostAtCommit() throws {
        try withBareDatabaseAddress { address in
            let database = try Database(address)
            try prepare(database)
            let error = #expect(throws: DatabaseError.self) {
                try database.transaction {
                    try database.run("UPDATE t SET n = 1")
                    try kill(database, at: address)
                }
            }
            #expect(error?.outcomeUnknown == true)
            #expect(!database.isUsable)
            #expect(!database.isInTransaction)
        }
    }

    private func withBareTwo(_ body: (Database, Database) throws -> Void) throws {
        try withBareDatabaseAddress { try body(Database($0), Database($0)) }
    }

    /// The error that the work met and that the body does not pass on.
    private func refusal(_ work: () throws -> Change) -> DatabaseError? {
        do {
            _ = try work()
            return nil
        } catch {
            return error as? DatabaseError
        }
    }

    private func prepare(_ database: Database) throws {
        try database.script(
            "CREATE OR REPLACE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 0), (2, 0)")
    }

    private func kill(_ database: Database, at address: DatabaseAddress) throws {
        let id: Int64 = try #require(try database.row("SELECT CONNECTION_ID() AS id")).int("id")
        try Database(address).script("KILL \(id)")
    }
}
