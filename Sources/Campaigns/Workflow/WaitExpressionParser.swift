import CivilTime

extension WaitExpression {
    /// Reads an expression; capitals and the number of spaces do not matter, nor does "1 days" for "1 day".
    ///
    /// - Throws: the first place that cannot be understood, and what was expected there.
    public static func parse(_ text: String) throws(WaitExpressionProblem) -> WaitExpression {
        var parser = WaitExpressionParser(text)
        return try parser.expression()
    }
}

/// Reads the words of one expression from left to right.
struct WaitExpressionParser {
    private struct Word {
        let text: String
        let position: Int
    }

    private let words: [Word]
    private let end: Int
    private var index = 0

    init(_ text: String) {
        var words: [Word] = []
        var letters = ""
        for (position, character) in text.enumerated() {
            if character == " " || character == "\t" {
                if !letters.isEmpty { words.append(Word(text: letters, position: position - letters.count)) }
                letters = ""
            } else {
                letters.append(Self.lowercased(character))
            }
        }
        end = text.count
        if !letters.isEmpty { words.append(Word(text: letters, position: end - letters.count)) }
        self.words = words
    }

    /// Only ASCII: the Kelvin sign is no k.
    private static func lowercased(_ character: Character) -> Character {
        guard let code = character.asciiValue, (65...90).contains(code) else { return character }
        return Character(Unicode.Scalar(code + 32))
    }

    mutating func expression() throws(WaitExpressionProblem) -> WaitExpression {
        let expression = try form()
        guard index == words.count else { throw expected("nothing more") }
        return expression
    }

    private mutating func form() throws(WaitExpressionProblem) -> WaitExpression {
        if skip("for") { return skip("event") ? try event() : .lasting(try span()) }
        if skip("until") { return try until() }
        if skip("next") { return try next() }
        if skip("morning") {
            try need("of")
            return .morning(of: try anchor())
        }
        if skip("day") {
            try need("of")
            let anchor = try anchor()
            try need("at")
            return .day(of: anchor, at: try clock())
        }
        guard let first = word, first.text.first?.isWholeNumber == true else {
            throw expected(
                "“for”, “until”, “next”, “morning of”, “day of”, or a number as in “2 days before appointment”")
        }
        return try offset()
    }

    private mutating func event() throws(WaitExpressionProblem) -> WaitExpression {
        // Words are read in small letters; names of events have capitals only.
        guard let name = word?.text, name.allSatisfy(\.isASCII), let type = EventType(rawValue: name.uppercased())
        else { throw expected("the name of an event, such as APPOINTMENT_CONFIRMED") }
        index += 1
        try need("at")
        try need("most")
        return .event(type, atMost: try span())
    }

    private mutating func offset() throws(WaitExpressionProblem) -> WaitExpression {
        let start = word?.position ?? end
        let span = try span()
        let direction: WaitExpression.Direction
        if skip("before") {
            direction = .before
        } else if skip("after") {
            direction = .after
        } else {
            throw expected("“before” or “after”")
        }
        let anchor = word == nil || word?.text == "at" ? nil : try anchor()
        if direction == .before, !span.unit.isCalendar, let anchor, anchor.isDay {
            throw WaitExpressionProblem(
                position: start, expected: "days, weeks or months, because \(anchor.phrase) is a day without a time")
        }
        let at = word?.position ?? end
        guard skip("at") else { return .offset(span, direction, anchor, at: nil) }
        guard span.unit.isCalendar else {
            throw WaitExpressionProblem(
                position: at, expected: "nothing more: “at” goes only with days, weeks and months")
        }
        return .offset(span, direction, anchor, at: try clock())
    }

    private mutating func until() throws(WaitExpressionProblem) -> WaitExpression {
        if let time = word.flatMap({ ClockTime($0.text) }) {
            index += 1
            return .until(time)
        }
        guard let date = word.flatMap({ CivilDate($0.text) }) else {
            throw expected("a time as HH:MM or a date as YYYY-MM-DD")
        }
        index += 1
        return .untilDate(date, at: word == nil ? nil : try clock())
    }

    private mutating func next() throws(WaitExpressionProblem) -> WaitExpression {
        if skip("opening") { return .nextOpening }
        guard let weekday = Weekday.allCases.first(where: { $0.name.lowercased() == word?.text }) else {
            throw expected("a weekday such as “monday”, or “opening”")
        }
        index += 1
        return .next(weekday, at: skip("at") ? try clock() : nil)
    }
}

extension WaitExpressionParser {
    /// "2 days", "1 day", "2d".
    private mutating func span() throws(WaitExpressionProblem) -> WaitSpan {
        guard let number = word else { throw expected("a number of minutes, hours, days, weeks or months") }
        let digits = number.text.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { throw expected("a number of minutes, hours, days, weeks or months") }
        let letters = number.text.dropFirst(digits.count)
        let unit: WaitSpan.Unit
        if letters.isEmpty {
            index += 1
            let long = WaitSpan.Unit.allCases.first { word?.text == $0.rawValue || word?.text == $0.rawValue + "s" }
            guard let long else { throw expected("“minutes”, “hours”, “days”, “weeks” or “months”") }
            unit = long
        } else {
            guard let short = WaitSpan.Unit.allCases.first(where: { $0.short == letters }) else {
                throw WaitExpressionProblem(
                    position: number.position + digits.count, expected: "“m”, “h”, “d”, “w” or “mo” after the number")
            }
            unit = short
        }
        index += 1
        guard let amount = Int(digits), let span = WaitSpan(amount, unit) else {
            throw WaitExpressionProblem(
                position: number.position, expected: "a number from 1 to \(unit.limit) of \(unit.rawValue)s")
        }
        return span
    }

    private mutating func anchor() throws(WaitExpressionProblem) -> WaitAnchor {
        let rest = words[index...].map(\.text)
        for anchor in WaitAnchor.allCases {
            let parts = anchor.rawValue.split(separator: " ").map(String.init)
            if rest.starts(with: parts) {
                index += parts.count
                return anchor
            }
        }
        throw expected("one of " + WaitAnchor.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", "))
    }

    private mutating func clock() throws(WaitExpressionProblem) -> ClockTime {
        guard let time = word.flatMap({ ClockTime($0.text) }) else { throw expected("a time as HH:MM") }
        index += 1
        return time
    }

    private var word: Word? { index < words.count ? words[index] : nil }

    private mutating func skip(_ text: String) -> Bool {
        guard word?.text == text else { return false }
        index += 1
        return true
    }

    private mutating func need(_ text: String) throws(WaitExpressionProblem) {
        guard skip(text) else { throw expected("“\(text)”") }
    }

    private func expected(_ phrase: String) -> WaitExpressionProblem {
        WaitExpressionProblem(position: word?.position ?? end, expected: phrase)
    }
}
