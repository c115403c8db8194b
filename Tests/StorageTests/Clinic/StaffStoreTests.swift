import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing
import Tokens

@Suite("Staff, sessions and keys")
struct StaffStoreTests {
    private let now = SampleRows.instant("2027-03-08T15:00Z")

    @Test("staff sign in by their address, whatever its capitals")
    func account() throws {
        try withDatabase { db in
            let clinic = try SampleRows(db).clinic()
            let store = StaffStore(db)
            let id = try #require(try add("Ana Bell", "ana@lakeside.example", .manager, in: clinic, store))
            let account = try #require(try store.account(email: "ANA@Lakeside.example"))
            #expect(
                account.staff
                    == Staff(id: id, clinicID: clinic, name: "Ana Bell", email: "ana@lakeside.example", role: .manager))
            #expect(account.passwordHash == "hash")
            #expect(try store.account(email: "nobody@lakeside.example") == nil)
        }
    }

    @Test("one address signs in for one clinic")
    func oneAddress() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (clinic, other) = (try rows.clinic(), try rows.clinic("Hillside"))
            let store = StaffStore(db)
            #expect(try add("Ana", "ana@lakeside.example", .admin, in: clinic, store) != nil)
            #expect(try add("Anna", "ana@lakeside.example", .viewer, in: other, store) == nil)
            #expect(try rows.count("staff") == 1)
        }
    }

    @Test("removed staff sign in no more, and their session ends")
    func removed() throws {
        try withDatabase { db in
            let clinic = try SampleRows(db).clinic()
            let store = StaffStore(db)
            let id = try #require(try add("Ana", "ana@lakeside.example", .admin, in: clinic, store))
            let token = secret()
            try SessionStore(db).start(token, for: #require(try store.staff(id, in: clinic)), at: now)
            #expect(try VisitorStore(db).visitor(session: token.hash) != nil)
            #expect(try store.remove(id, in: clinic, at: now))
            #expect(try store.account(email: "ana@lakeside.example") == nil)
            #expect(try store.all(in: clinic).isEmpty)
            #expect(try VisitorStore(db).visitor(session: token.hash) == nil)
        }
    }

    @Test("another clinic finds, changes and removes nobody")
    func otherClinic() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (clinic, other) = (try rows.clinic(), try rows.clinic("Hillside"))
            let store = StaffStore(db)
            let id = try #require(try add("Ana", "ana@lakeside.example", .admin, in: clinic, store))
            #expect(try store.staff(id, in: other) == nil)
            #expect(try store.all(in: other).isEmpty)
            #expect(try !store.remove(id, in: other, at: now))
            try store.setPassword("new", of: id, in: other)
            #expect(try store.account(email: "ana@lakeside.example")?.passwordHash == "hash")
        }
    }

    @Test("a session ends by signing out, and is swept once nobody has used it")
    func sessions() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let staff = StaffStore(db)
            let clinic = try rows.clinic()
            let id = try #require(try add("Ana", "ana@lakeside.example", .admin, in: clinic, staff))
            let ana = try #require(try staff.staff(id, in: clinic))
            let store = SessionStore(db)
            let (first, second) = (secret(), secret())
            try store.start(first, for: ana, at: now)
            try store.start(second, for: ana, at: now.adding(minutes: 20))
            #expect(try store.sweep(unusedSince: now.adding(minutes: 10), limit: 100) == 1)
            #expect(try VisitorStore(db).visitor(session: first.hash) == nil)
            try store.end(second.hash)
            #expect(try rows.count("session") == 0)
        }
    }

    @Test("a key opens what its scopes say until it is revoked")
    func keys() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let (clinic, other) = (try rows.clinic(), try rows.clinic("Hillside"))
            let store = APIKeyStore(db)
            let token = secret()
            let id = try store.add(token, name: "Booking", scopes: [.intake, .read], in: clinic, at: now)
            #expect(try store.key(token)?.scopes == [.intake, .read])
            #expect(try store.key(token)?.clinicID == clinic)
            #expect(try store.key(secret()) == nil)
            #expect(try store.all(in: other).isEmpty)
            #expect(try !store.revoke(id, in: other, at: now))
            #expect(try store.revoke(id, in: clinic, at: now))
            #expect(try store.key(token) == nil)
        }
    }

    @Test("ten failures of an account, in a quarter of an hour, are enough")
    func limit() throws {
        try withDatabase { db in
            let limit = SignInLimit(db)
            for minute in 0..<10 {
                #expect(try !limit.isReached(email: "Ana@lakeside.example", address: "10.0.0.1", at: now))
                try limit.noteFailure(
                    email: "ana@lakeside.example", address: "10.0.0.\(minute)", at: now.adding(minutes: minute - 10))
            }
            #expect(try limit.isReached(email: "ANA@lakeside.example", address: "10.0.0.1", at: now))
            #expect(try !limit.isReached(email: "ben@lakeside.example", address: "10.0.0.1", at: now))
            #expect(
                try !limit.isReached(email: "ana@lakeside.example", address: "10.0.0.1", at: now.adding(minutes: 5)))
        }
    }

    @Test("many failures from one address are enough, and signing in forgives the account")
    func address() throws {
        try withDatabase { db in
            let limit = SignInLimit(db)
            for number in 0..<50 {
                try limit.noteFailure(email: "p\(number)@lakeside.example", address: "10.0.0.1", at: now)
            }
            #expect(try limit.isReached(email: "ana@lakeside.example", address: "10.0.0.1", at: now))
            #expect(try !limit.isReached(email: "ana@lakeside.example", address: "10.0.0.2", at: now))
            try limit.forgive(email: "p1@lakeside.example")
            #expect(try !limit.isReached(email: "ana@lakeside.example", address: "10.0.0.1", at: now))
            #expect(try limit.sweep(at: now.adding(minutes: 16), limit: 100) == 49)
        }
    }

    private func add(_ name: String, _ email: String, _ role: Role, in clinic: ID<Clinic>, _ store: StaffStore) throws
        -> ID<Staff>?
    {
        try store.add(name: name, email: email, passwordHash: "hash", role: role, in: clinic, at: now)
    }

    private func secret() -> SecretToken {
        var random = SystemRandomNumberGenerator()
        return SecretToken(using: &random)
    }
}
