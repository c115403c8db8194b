import Foundation
import MariaDB
import Testing
import Wiring

@Suite("Configuration")
struct ConfigurationTests {
    @Test("without any setting the defaults of the README hold")
    func defaults() throws {
        let configuration = try Configuration(environment: [:])
        #expect(configuration.database.place == .host("127.0.0.1", port: 3306))
        #expect(configuration.database.user == "campanile")
        #expect(configuration.database.database == "campanile")
        #expect(configuration.staffURL == "http://127.0.0.1:8080")
        #expect(configuration.mail.server == nil)
        #expect(configuration.text.gateway == nil)
        #expect(configuration.careGroup == 16)
        #expect(!configuration.isClockMovable)
    }

    @Test("the environment wins over the file")
    func order() throws {
        let file = try write("# a comment\n\nCAMPANILE_DB_NAME=of_file\nCAMPANILE_DB_USER = clerk \n")
        let environment = ["CAMPANILE_CONFIG": file, "CAMPANILE_DB_NAME": "of_environment"]
        let configuration = try Configuration(environment: environment)
        #expect(configuration.database.database == "of_environment")
        #expect(configuration.database.user == "clerk")
    }

    @Test(
        "a line that is no setting is refused with its number",
        arguments: [
            ("CAMPANILE_DB_NAME=a\nCAMPANILE_DB_NAM=b", "Line 2", "CAMPANILE_DB_NAM"),
            ("CAMPANILE_DB_NAME=a\nCAMPANILE_DB_NAME=b", "Line 2", "second time"),
            ("colour", "Line 1", "NAME=VALUE"),
        ])
    func unknown(content: String, line: String, reason: String) throws {
        let file = try write(content)
        let refusal = #expect(throws: StartRefusal.self) { try Configuration(environment: ["CAMPANILE_CONFIG": file]) }
        #expect(refusal?.status == 78)
        #expect(refusal?.sentence.contains(line) == true)
        #expect(refusal?.sentence.contains(reason) == true)
    }

    @Test(
        "a value that makes no sense is refused by its setting's name",
        arguments: [
            ("CAMPANILE_DB_PORT", "0"), ("CAMPANILE_MOVED_CLOCK", "yes"), ("CAMPANILE_GROUP_CARE", "none"),
            ("CAMPANILE_STAFF_URL", "campanile"), ("CAMPANILE_LOG_LEVEL", "loud"),
            ("CAMPANILE_SMTP_URL", "mail.example"), ("CAMPANILE_MAIL_FROM", "nobody"),
            ("CAMPANILE_MAIL_FROM", "accueil.é@example.org"), ("CAMPANILE_BOUNCE_ADDRESS", "bounces"),
            ("CAMPANILE_BOUNCE_ADDRESS", "bounces+x@example.org"),
            ("CAMPANILE_BOUNCE_ADDRESS", "a-name-that-leaves-no-room@example.org"), ("CAMPANILE_SMTP_RATE", "-1"),
            ("CAMPANILE_SMS_RATE", "fast"),
        ])
    func wrong(name: String, value: String) {
        let refusal = #expect(throws: StartRefusal.self) { try Configuration(environment: [name: value]) }
        #expect(refusal?.sentence.contains(name) == true)
    }

    @Test("a mail server wants a sender, and its password from a file")
    func mail() throws {
        var environment = ["CAMPANILE_SMTP_URL": "smtp://mail.example:2525", "CAMPANILE_SMTP_USER": "campanile"]
        #expect(throws: StartRefusal.self) { try Configuration(environment: environment) }
        environment["CAMPANILE_MAIL_FROM"] = "clinic@example.org"
        environment["CAMPANILE_SMTP_PASSWORD_FILE"] = try write("pass word\n")
        let server = try Configuration(environment: environment).mail.server
        #expect(server?.port == 2525)
        #expect(server?.security == .startTLS)
        #expect(server?.credentials?.password == "pass word")
    }

    @Test("a Kannel gateway wants a secret that stands in an address, and is told where to report")
    func kannel() throws {
        var environment = [
            "CAMPANILE_SMS_DIALECT": "kannel", "CAMPANILE_SMS_URL": "http://127.0.0.1:13013/",
            "CAMPANILE_SMS_ACCOUNT": "campanile", "CAMPANILE_SMS_TOKEN_FILE": try write("pass word\n"),
            "CAMPANILE_SMS_FROM": "+13125550100",
        ]
        #expect(throws: StartRefusal.self) { try Configuration(environment: environment) }
        for bad in ["short", String(repeating: "a", count: 21), String(repeating: "a/", count: 20)] {
            environment["CAMPANILE_SMS_SECRET_FILE"] = try write(bad)
            let refusal = #expect(throws: StartRefusal.self) { try Configuration(environment: environment) }
            #expect(refusal?.sentence.contains("CAMPANILE_SMS_SECRET_FILE") == true)
        }
        let secret = String(repeating: "aB3-_", count: 5)
        environment["CAMPANILE_SMS_SECRET_FILE"] = try write(secret + "\n")
        let text = try Configuration(environment: environment).text
        guard case .kannel(let account, secret) = text.gateway else {
            Issue.record("no Kannel gateway")
            return
        }
        #expect(account.baseURL == "http://127.0.0.1:13013")
        #expect(account.credentials.password == "pass word")
        #expect(text.receiptsURL("https://go.example") == "https://go.example/webhooks/kannel/\(secret)/receipts/")
        environment["CAMPANILE_SMS_RECEIPTS"] = "0"
        #expect(try Configuration(environment: environment).text.receiptsURL("https://go.example") == nil)
        environment["CAMPANILE_SMS_DIALECT"] = "smpp"
        #expect(throws: StartRefusal.self) { try Configuration(environment: environment) }
    }

    @Test("an authority of one's own is a file with certificates, for the mail server and for either gateway")
    func authorities() throws {
        let file = try write("Ours\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        var environment = [
            "CAMPANILE_SMTP_URL": "smtps://mail.example", "CAMPANILE_MAIL_FROM": "clinic@example.org",
            "CAMPANILE_SMS_URL": "https://sms.example", "CAMPANILE_SMS_ACCOUNT": "AC0",
            "CAMPANILE_SMS_FROM": "+13125550100", "CAMPANILE_SMS_TOKEN_FILE": try write("token\n"),
            "CAMPANILE_SMS_SECRET_FILE": try write(String(repeating: "aB3-_", count: 5)),
        ]
        #expect(try Configuration(environment: environment).mail.server?.authority == nil)
        for name in ["CAMPANILE_SMTP_CA_FILE", "CAMPANILE_SMS_CA_FILE"] {
            for bad in [try write("none"), "/nowhere/authority.pem"] {
                let refusal = #expect(throws: StartRefusal.self) {
                    try Configuration(environment: environment.merging([name: bad]) { $1 })
                }
                #expect(refusal?.sentence.contains(bad) == true)
            }
            environment[name] = file
        }
        #expect(try Configuration(environment: environment).mail.server?.authority == file)
        guard case .twilio(let account) = try Configuration(environment: environment).text.gateway else {
            Issue.record("no gateway in Twilio's dialect")
            return
        }
        #expect(account.authority == file)
        environment["CAMPANILE_SMS_DIALECT"] = "kannel"
        guard case .kannel(let account, _) = try Configuration(environment: environment).text.gateway else {
            Issue.record("no Kannel gateway")
            return
        }
        #expect(account.authority == file)
    }

    @Test("each provider's rate is its courier's alone; none is set by itself")
    func rates() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "outbox-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // a folder left behind harms nobody
        let common = [
            "CAMPANILE_SMTP_URL": "smtp://mail.example", "CAMPANILE_MAIL_FROM": "clinic@example.org",
            "CAMPANILE_OUTBOX": folder.path(),
        ]
        let free = try Couriers(try Configuration(environment: common))
        #expect(free.email.limits.messagesPerSecond == nil)
        let paced = try Couriers(
            try Configuration(environment: common.merging(["CAMPANILE_SMTP_RATE": "5"]) { $1 }))
        #expect(paced.email.limits.messagesPerSecond == 5)
        #expect(paced.sms.limits.messagesPerSecond == nil)
        let configuration = try Configuration(environment: common)
        #expect(free.email.name == configuration.providers[.email])
        #expect(free.sms.name == configuration.providers[.sms])
    }

    @Test("the secret is read with the one before it")
    func secret() throws {
        let key = String(repeating: "A", count: 43)
        let good = try Configuration(environment: ["CAMPANILE_SECRET_FILE": try write("2:\(key)\n1:\(key)\n")])
        _ = try good.tokenKeys()
        let same = try Configuration(environment: ["CAMPANILE_SECRET_FILE": try write("1:\(key)\n1:\(key)\n")])
        #expect(throws: StartRefusal.self) { try same.tokenKeys() }
        let missing = try Configuration(environment: [:])
        #expect(throws: StartRefusal.self) { try missing.tokenKeys() }
    }

    private func write(_ content: String) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString)")
        try content.write(to: url, atomically: true, encoding: .utf8)
        return url.path()
    }
}
