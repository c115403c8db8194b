/// The lines of a calendar file (RFC 5545, section 3.1).
struct CalendarLines {
    private(set) var text = ""

    /// A property whose value is written as it is: dates, numbers, fixed words.
    mutating func add(_ name: String, _ value: String) { append("\(name):\(value)") }

    /// A property whose value is text that people read.
    mutating func add(_ name: String, text value: String) { append("\(name):\(Self.escaped(value))") }

    private mutating func append(_ line: String) {
        var octets = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > Self.longest {
                text += "\r\n "
                // The blank that begins the next line is one of its octets.
                octets = 1
            }
            text.unicodeScalars.append(scalar)
            octets += width
        }
        text += "\r\n"
    }

    /// Octets of a line without its end; counted in UTF-8, and no character is parted.
    static let longest = 75

    /// Text as section 3.3.11 wants it. Control characters other than line ends have no way to be written.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar {
            case "\\", ";", ",": escaped += ["\\", scalar]
            case "\n" where isAfterReturn: continue
            case "\n", "\r": escaped += ["\\", "n"]
            case _ where scalar.properties.generalCategory == .control: continue
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// A parameter's value in quotes, which itself may hold none (section 3.2).
    static func quoted(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { $0 != "\"" && $0.properties.generalCategory != .control }
        return "\"" + String(String.UnicodeScalarView(kept)) + "\""
    }
}
