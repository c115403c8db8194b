/// Text in a header, where only printable ASCII may stand (RFC 2047, encoding "B").
enum EncodedWords {
    /// `text` as it is when it is plain and fits the line behind a header's name, else as encoded words, folded.
    static func unstructured(_ text: HeaderText) -> String {
        let isPlain = text.text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.text.contains("=?")
        return isPlain && text.text.utf8.count <= plainLimit && !text.text.hasPrefix(" ") && !text.text.hasSuffix(" ")
            ? text.text : encoded(text.text)
    }

    /// A display name: in quotes when it is plain, else as encoded words.
    static func phrase(_ text: HeaderText) -> String {
        guard unstructured(text) == text.text else { return encoded(text.text) }
        let escaped = text.text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"" + String(escaped) + "\""
    }

    /// Words of at most 75 characters, none of which parts a character, each on a line of its own.
    private static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if word.count + bytes.count > bytesPerWord {
                words.append(wrapped(word))
                word = []
            }
            word += bytes
        }
        words.append(wrapped(word))
        return words.joined(separator: "\r\n ")
    }

    private static func wrapped(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?" + String(decoding: Base64Lines.encode(bytes, lineLength: .max), as: UTF8.self) + "?="
    }

    private static let bytesPerWord = 45
    private static let plainLimit = 60
}
