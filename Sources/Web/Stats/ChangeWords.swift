/// How a number stands against the one of the period before, by a sign and in words.
struct ChangeWords {
    /// "the 30 days before".
    let before: String

    /// Below so many a percentage says more than is known.
    private static let few = 20

    /// "▲ 12 % more than in the 30 days before"; nil where both are none.
    func count(_ now: Int, _ then: Int) -> String? {
        guard now != 0 || then != 0 else { return nil }
        if now == then { return "= as many as in \(before)" }
        if then <= 0 { return "▲ none in \(before)" }
        let (sign, word) = now > then ? ("▲", "more") : ("▼", "fewer")
        let difference = abs(now - then)
        let percent = (difference * 200 + then) / (2 * then)
        let amount = then < Self.few || percent == 0 ? Numbers.grouped(difference) : "\(Numbers.grouped(percent)) %"
        return "\(sign) \(amount) \(word) than in \(before)"
    }

    /// "▲ up from 96 % in the 30 days before"; nil where one of them is none.
    func share(_ now: Share, _ then: Share) -> String? {
        guard let new = now.tenths, let old = then.tenths else { return nil }
        if Share.text(new) == Share.text(old) { return "= as in \(before)" }
        return "\(new > old ? "▲ up" : "▼ down") from \(Share.text(old)) in \(before)"
    }
}
