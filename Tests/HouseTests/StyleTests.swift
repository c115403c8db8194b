import Testing

@Suite("The style")
struct StyleTests {
    @Test("no file is longer than 400 lines, and few are longer than 200")
    func length() throws {
        let lengths = try House.sources().map { (path: $0.path, count: $0.lines.count) }
        for file in lengths { #expect(file.count <= 400, "\(file.path) has \(file.count) lines") }
        let long = lengths.filter { $0.count > 200 }
        #expect(long.count <= 5, "over 200 lines: \(long.map(\.path))")
    }

    @Test("no type has a name that says nothing")
    func names() throws {
        let declaration = /\b(?:struct|class|enum|protocol|actor) (\w*(?:Manager|Helper|Util|Utils|Service|Info))\b/
        for file in try House.sources() {
            for line in file.code {
                #expect(line.firstMatch(of: declaration) == nil, "\(file.path): \(line)")
            }
        }
    }

    @Test("there is no actor, lock, async function or unchecked promise")
    func oneThread() throws {
        let word = /\b(actor \w|async |await |NSLock|Mutex<|@unchecked Sendable|nonisolated\(unsafe\))/
        for file in try House.sources() {
            for line in file.code { #expect(line.firstMatch(of: word) == nil, "\(file.path): \(line)") }
        }
    }

    @Test("an open end is an issue with a number")
    func openEnds() throws {
        for file in try House.sources() {
            for line in file.lines where line.firstMatch(of: /\b(TODO|FIXME|XXX|HACK)\b/) != nil {
                #expect(line.firstMatch(of: /#\d+/) != nil, "\(file.path): \(line)")
            }
        }
    }

    @Test("whoever lets a failure pass says why")
    func passedOver() throws {
        for file in try House.sources() {
            for (number, (line, code)) in zip(file.lines, file.code).enumerated() where code.contains(/\btry\?/) {
                let above = number > 0 ? file.lines[number - 1].drop { $0 == " " } : ""
                let isSaid = line.contains(" // ") || above.hasPrefix("// ")
                #expect(isSaid, "\(file.path): \(line)")
            }
        }
    }

    @Test("a class is drawn in one stylesheet, so that no page's component takes on another's shape")
    func oneSheet() throws {
        var sheets: [String: Set<String>] = [:]
        for sheet in try House.files(in: "public/css", ending: ".css") {
            // What stands at the margin holds everywhere; a narrow screen and print say more about it.
            for line in sheet.lines {
                guard let rule = line.prefixMatch(of: /\.([a-z-]+) \{/) else { continue }
                sheets[String(rule.1), default: []].insert(sheet.name)
            }
        }
        #expect(!sheets.isEmpty)
        for (name, places) in sheets where places.count > 1 {
            Issue.record(".\(name) is drawn in \(places.sorted().joined(separator: " and "))")
        }
    }
}
