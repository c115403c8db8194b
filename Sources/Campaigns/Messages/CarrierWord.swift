/// An answer that an SMS asks for in a word which carriers take for themselves (lessons.md 5).
public enum CarrierWord: Sendable, Hashable {
    /// Whoever answers so gets no SMS of the clinic any more, and with a shared number nobody of the family does.
    case stopsAll(String)
    /// Read as a wish to hear more by a number that said STOP; as the only answer word it cannot be told from that.
    case onlyYes(String)

    /// What is wrong, in a sentence.
    public var sentence: String {
        switch self {
        case .stopsAll(let word):
            "Do not ask for the answer “\(word)”: carriers take it as STOP, and the whole family gets no SMS any more. Ask for another word, or give a link."
        case .onlyYes(let word):
            "“\(word)” is the only answer this asks for, and carriers read it as a wish to hear more after STOP. Ask for a word such as C, or give a link."
        }
    }

    /// Each such word that the text asks for, once, in reading order.
    ///
    /// "Reply STOP to opt out" is no such thing: that is what the word is for.
    public static func all(in text: String) -> [CarrierWord] {
        let asked = askedAnswers(in: text)
        var found: [CarrierWord] = []
        for answer in asked {
            let word: CarrierWord? =
                if stops.contains(answer.word), !answer.isOptOut {
                    .stopsAll(answer.word)
                } else if answer.word == "YES", asked.allSatisfy({ $0.word == "YES" || $0.isOptOut }) {
                    .onlyYes(answer.word)
                } else {
                    nil
                }
            if let word, !found.contains(word) { found.append(word) }
        }
        return found
    }

    private static let stops: Set = ["CANCEL", "END", "QUIT", "STOP", "STOPALL", "UNSUBSCRIBE"]

    private struct Answer {
        /// In capitals.
        let word: String
        /// Whether the text says that the word ends its messages.
        let isOptOut: Bool
    }

    /// The words after "reply", "text" or "send", and those joined to them by "or" and "and".
    private static func askedAnswers(in text: String) -> [Answer] {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
        var answers: [Answer] = []
        var place = 0
        while place < words.count {
            defer { place += 1 }
            guard askers.contains(words[place]) else { continue }
            var next = place + 1
            while next < words.count, fillers.contains(words[next]) { next += 1 }
            while next < words.count {
                let isOptOut = optOuts.contains { phrase in words[(next + 1)...].starts(with: phrase) }
                answers.append(
                    Answer(word: words[next].uppercased(), isOptOut: isOptOut && words[next].hasPrefix("stop")))
                guard next + 2 < words.count, joints.contains(words[next + 1]) else { break }
                next += 2
            }
            place = max(place, next - 1)
        }
        return answers
    }

    private static let askers: Set = [
        "reply", "text", "send", "answer", "respond", "responda", "envíe", "envie", "conteste", "escriba",
    ]
    private static let fillers: Set = ["with", "back", "just", "the", "word", "us", "con", "la", "palabra"]
    private static let joints: Set = ["or", "and", "o", "y"]
    private static let optOuts = [
        "to opt out", "to end", "to stop", "to unsubscribe", "to quit", "and we", "para darse", "para no", "para dejar",
        "para cancelar mensajes", "2 end", "to hear no", "to get no", "to receive no",
    ].map { $0.split(separator: " ").map(String.init) }
}
