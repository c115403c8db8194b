import Campaigns
import CivilTime
import TestSupport
import Testing
import Tokens

@testable import Storage
@testable import Web

/// Who signs in, and what each may do.
@Suite struct StaffPagesTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .admin)) }
    }

    private func add(_ desk: Desk, _ changes: [String: String] = [:]) -> Response {
        let fields = [
            "name": "Kim Lee", "email": "kim@clinic.example", "role": "front_desk", "password": "a good long sentence",
        ]
        return desk.post("/settings/staff", fields: fields.merging(changes) { $1 })
    }

    @Test("somebody new can sign in by the password that was given, which stands on no page")
    func added() throws {
        try with { site, desk throws in
            #expect(add(desk).header("Location") == "/settings/staff")
            let account = try #require(try StaffStore(site.db).account(email: "kim@clinic.example"))
            #expect(account.staff.role == .frontDesk)
            #expect(PasswordHash.verify("a good long sentence", against: account.passwordHash))
            let page = desk.get("/settings/staff").text
            #expect(page.contains("Kim Lee") && page.contains("kim@clinic.example"))
            // Kim has not come yet; who looks is here.
            #expect(page.components(separatedBy: ">never<").count == 2)
            #expect(
                try site.rows.count("audit_log", where: "verb = 'add' AND noun = 'staff' AND data LIKE '%front_desk%'")
                    == 1)
            #expect(try site.rows.count("audit_log", where: "data LIKE '%kim%'") == 0)
            let twice = add(desk, ["name": "Other"])
            #expect(twice.status == 422)
            #expect(twice.text.contains("Somebody signs in by this address already."))
            #expect(!twice.text.contains("a good long sentence"))
        }
    }

    @Test(
        "what is wrong with somebody new is said beside its field",
        arguments: [
            ("name", " "), ("email", "kim"), ("email", "a@b@c"), ("role", "owner"), ("password", "short"),
            ("password", ""),
        ])
    func refused(field: String, value: String) throws {
        try with { site, desk throws in
            #expect(add(desk, [field: value]).status == 422)
            #expect(try site.rows.count("staff") == 1)
        }
    }

    @Test("the last administrator is neither removed nor made less; one of two is")
    func lastAdmin() throws {
        try with { site, desk throws in
            let path = "/settings/staff/\(desk.staff)"
            let refused = desk.post(path, ["name": "Ana Ruiz", "role": "manager"])
            #expect(refused.status == 422)
            #expect(refused.text.contains("is the last administrator"))
            #expect(desk.post("\(path)/remove").status == 303)
            #expect(desk.get("/settings/staff").text.contains("would be left without an administrator"))
            let second = try Desk(site, role: .admin, name: "Bo Boss")
            #expect(desk.post(path, ["name": "Ana Ruiz", "role": "manager"]).status == 303)
            #expect(desk.get("/settings/staff").status == 403)
            #expect(second.post("/settings/staff/\(second.staff)/remove").status == 303)
            #expect(try site.rows.count("staff", where: "role = 'admin' AND removed_at IS NULL") == 1)
        }
    }

    @Test("one who is removed is signed out at once, and can be let in again with the old role")
    func removed() throws {
        try with { site, desk throws in
            let kim = try Desk(site, role: .frontDesk, name: "Kim Lee")
            #expect(kim.get("/campaigns").status == 200)
            #expect(desk.get("/settings/staff/\(kim.staff)/remove").text.contains("May Kim Lee sign in no more?"))
            for _ in 0..<2 { #expect(desk.post("/settings/staff/\(kim.staff)/remove").status == 303) }
            #expect(kim.get("/campaigns").status != 200)
            #expect(try site.rows.count("session", where: "staff_id = \(kim.staff)") == 0)
            #expect(desk.get("/settings/staff/\(kim.staff)").text.contains("Can sign in no more since"))
            #expect(desk.post("/settings/staff/\(kim.staff)", ["name": "Kim", "role": "viewer"]).status == 303)
            #expect(desk.post("/settings/staff/\(kim.staff)/restore").status == 303)
            #expect(try StaffStore(site.db).staff(kim.staff, in: site.clinic)?.role == .frontDesk)
            #expect(try site.rows.count("audit_log", where: "noun = 'staff'") == 2)
        }
    }

    @Test("a new password signs out whoever has the old one")
    func password() throws {
        try with { site, desk throws in
            let kim = try Desk(site, role: .frontDesk, name: "Kim Lee")
            #expect(desk.post("/settings/staff/\(kim.staff)/password", ["password": "short"]).status == 422)
            #expect(kim.get("/campaigns").status == 200)
            #expect(desk.post("/settings/staff/\(kim.staff)/password", ["password": "another sentence"]).status == 303)
            #expect(kim.get("/campaigns").status != 200)
            let email = try #require(try StaffStore(site.db).staff(kim.staff, in: site.clinic)).email
            let hash = try #require(try StaffStore(site.db).account(email: email)).passwordHash
            #expect(PasswordHash.verify("another sentence", against: hash))
        }
    }
}
