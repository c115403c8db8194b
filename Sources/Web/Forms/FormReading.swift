extension Form {
    /// One line without blanks around it.
    ///
    /// - Parameter missing: said when it is empty; nil where it may be.
    mutating func line(_ name: String, limit: Int, missing: String? = nil) -> String {
        let text = trimmed(name)
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            add(name, "Line breaks and control characters cannot stand here.")
            return ""
        }
        return checked(text, name, limit, missing)
    }

    /// Several lines; line ends become `\n`.
    mutating func lines(_ name: String, limit: Int, missing: String? = nil) -> String {
        // "\r\n" is one Character, so its scalars are looked at.
        var text = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in trimmed(name).unicodeScalars {
            if scalar == "\n" && wasReturn { wasReturn = false; continue }
            wasReturn = scalar == "\r"
            text.append(wasReturn ? "\n" : scalar)
        }
        if text.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }) {
            add(name, "Control characters cannot stand here.")
            return ""
        }
        return checked(String(text), name, limit, missing)
    }

    /// One of the choices that the page offered.
    mutating func choice<Choice: RawRepresentable>(
        _ name: String, of type: Choice.Type = Choice.self, missing: String
    ) -> Choice? where Choice.RawValue == String {
        guard let choice = Choice(rawValue: self[name]) else {
            add(name, missing)
            return nil
        }
        return choice
    }

    /// A whole number within bounds, in decimal digits.
    mutating func number(_ name: String, in range: ClosedRange<Int>, missing: String) -> Int? {
        guard let number = Int(trimmed(name)), range.contains(number) else {
            add(name, missing)
            return nil
        }
        return number
    }

    /// A ticked box.
    func isTicked(_ name: String) -> Bool { fields[name] != nil }

    /// The version that the page was drawn from; 0, which no row has, when it is missing.
    var version: Int { Int(self[Self.versionField]) ?? 0 }

    private func trimmed(_ name: String) -> String {
        let scalars = self[name].unicodeScalars
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    private mutating func checked(_ text: String, _ name: String, _ limit: Int, _ missing: String?) -> String {
        if text.isEmpty, let missing { add(name, missing) }
        // The database counts scalars.
        if text.unicodeScalars.count > limit {
            add(name, "This is too long: at most \(Numbers.grouped(limit)) characters.")
        }
        return text
    }
}
