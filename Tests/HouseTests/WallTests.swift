import Testing

/// The README's map, held against every import line: the compiler lets transitive imports through.
@Suite("The walls of the house")
struct WallTests {
    private static let firstFloor: Set = [
        "FastCGI", "MariaDB", "Markup", "Curl", "CivilTime", "PhoneNumbers", "Tokens",
    ]

    /// What each room may import, itself never.
    private static let mayImport: [String: Set<String>] = [
        "FastCGI": ["CFastCGI", "Foundation", "Glibc"],
        "MariaDB": ["CMariaDB", "Foundation", "Glibc"],
        "Markup": ["CLibXML2", "Foundation", "Glibc"],
        "Curl": ["CCurl", "Foundation", "Glibc"],
        "CivilTime": ["CCivilTime"],
        "PhoneNumbers": ["CPhoneNumbers"],
        "Tokens": ["Crypto", "CryptoExtras", "Foundation"],
        "Campaigns": ["CivilTime", "Foundation"],
        "Storage": ["Campaigns", "CivilTime", "Foundation", "MariaDB", "Tokens"],
        "Letters": ["Campaigns", "Markup"],
        "Delivery": ["Campaigns", "CivilTime", "Curl", "Foundation", "Glibc", "Tokens"],
        "Web": ["Campaigns", "CivilTime", "Foundation", "Letters", "Markup", "PhoneNumbers", "Storage", "Tokens"],
        "Jobs": ["Campaigns", "CivilTime", "Delivery", "Foundation", "Letters", "Storage", "Tokens"],
        "Wiring": [
            "Campaigns", "CivilTime", "Curl", "Delivery", "Foundation", "Glibc", "Logging", "MariaDB", "Storage",
            "Tokens",
        ],
        "campanile-web": firstFloor.union(["Campaigns", "Foundation", "Glibc", "Storage", "Web", "Wiring"]),
        "campanile-cron": firstFloor.union([
            "ArgumentParser", "Campaigns", "Delivery", "Foundation", "Glibc", "Jobs", "Storage", "Wiring",
        ]),
        "campanile-admin": firstFloor.union([
            "ArgumentParser", "Campaigns", "Foundation", "Glibc", "Jobs", "Storage", "Wiring",
        ]),
    ]

    @Test("imports run downwards only, never sideways and never past a floor to the ground")
    func imports() throws {
        for file in try House.sources() {
            guard let allowed = Self.mayImport[file.room] else {
                Issue.record("\(file.path) stands in a room that the map does not know")
                continue
            }
            for line in file.code where line.firstMatch(of: #/^(@\w+ )?(public )?import\s/#) != nil {
                let module = line.split(separator: " ").last.map(String.init) ?? ""
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test("SQL stands in Storage alone")
    func statements() throws {
        let statement = /\b(SELECT [a-z*].* FROM [a-z]|INSERT INTO [a-z]|UPDATE [a-z_]+ SET |DELETE FROM [a-z])/
        for file in try House.sources() where file.room != "Storage" {
            for line in file.code { #expect(line.firstMatch(of: statement) == nil, "\(file.path): \(line)") }
        }
    }

    @Test("only main.swift reads the clock of the day")
    func clock() throws {
        let reading = /\bDate\(\)|\bDate\.now|\btime\(nil|gettimeofday|clock_gettime|CFAbsoluteTimeGetCurrent/
        for file in try House.sources() where file.name != "main.swift" {
            for line in file.code { #expect(line.firstMatch(of: reading) == nil, "\(file.path): \(line)") }
        }
    }

    @Test("only transfers and main.swift measure how long something takes")
    func stopwatch() throws {
        for file in try House.sources() where file.name != "main.swift" && file.room != "Curl" {
            for line in file.code {
                #expect(line.firstMatch(of: /ContinuousClock|SuspendingClock/) == nil, "\(file.path): \(line)")
            }
        }
    }

    @Test("one statement asks the database what time it is, and no other")
    func databaseClock() throws {
        let reading = /\b(NOW\(|UTC_TIMESTAMP|CURRENT_TIMESTAMP|SYSDATE|CURDATE|UNIX_TIMESTAMP\(\))/
        let files = try House.sources() + House.files(in: "db/migrations", ending: ".sql")
        let readers = files.filter { file in file.code.contains { $0.firstMatch(of: reading) != nil } }
        #expect(readers.map(\.name) == ["DatabaseClock.swift"])
    }
}
