/// A part of a whole, as a percentage.
struct Share {
    let part: Int
    let whole: Int

    init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// In tenths of a percent, rounded to the nearest; nil without a whole, and where the part is none of it: what was
    /// sent before a period may be delivered within.
    var tenths: Int? { whole > 0 && (0...whole).contains(part) ? (part * 2_000 + whole) / (2 * whole) : nil }

    /// "98 %", below 10 with its tenth: "4.2 %". nil where there is none.
    var text: String? { tenths.map(Self.text) }

    /// "3,540 of 3,611".
    var counts: String { "\(Numbers.grouped(part)) of \(Numbers.grouped(whole))" }

    static func text(_ tenths: Int) -> String {
        if tenths < 100, tenths % 10 != 0 { return "\(tenths / 10).\(tenths % 10) %" }
        return "\((tenths + 5) / 10) %"
    }
}
