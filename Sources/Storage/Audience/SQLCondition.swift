import MariaDB

/// A piece of a WHERE clause with the values that it binds.
struct SQLCondition {
    let text: String
    let values: [Value]
    /// How much it takes to ask, roughly; the cheap ones are asked first.
    let cost: Cost

    enum Cost: Int, Comparable {
        case constant, column, lookup, small, visits, consent, history

        static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    init(_ text: String, _ values: [Value] = [], cost: Cost = .column) {
        self.text = text
        self.values = values
        self.cost = cost
    }

    static let yes = SQLCondition("TRUE", cost: .constant)
    static let no = SQLCondition("FALSE", cost: .constant)

    static func constant(_ answer: Bool) -> SQLCondition { answer ? .yes : .no }

    static func all(_ parts: [SQLCondition]) -> SQLCondition { joined(parts, by: " AND ", none: .yes) }

    static func any(_ parts: [SQLCondition]) -> SQLCondition { joined(parts, by: " OR ", none: .no) }

    /// Not true: false or unknown.
    var denied: SQLCondition { SQLCondition("((\(text)) IS NOT TRUE)", values, cost: cost) }

    /// MariaDB asks the parts in the order in which they stand, and no further than it must.
    private static func joined(_ parts: [SQLCondition], by word: String, none: SQLCondition) -> SQLCondition {
        if parts.isEmpty { return none }
        if parts.count == 1 { return parts[0] }
        let order = parts.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
        let sorted = order.map(\.element)
        return SQLCondition(
            "(" + sorted.map(\.text).joined(separator: word) + ")", sorted.flatMap(\.values),
            cost: sorted.map(\.cost).max() ?? .constant)
    }
}

extension SQLCondition {
    /// Whether a column holds one of these; never true for NULL.
    static func column(_ column: String, in values: [Value]) -> SQLCondition {
        guard !values.isEmpty else { return .no }
        return SQLCondition("\(column) IN (\(marks(values.count)))", values)
    }

    /// Whether a column holds something else; never true for NULL.
    static func column(_ column: String, notIn values: [Value]) -> SQLCondition {
        guard !values.isEmpty else { return SQLCondition("\(column) IS NOT NULL") }
        return SQLCondition("\(column) NOT IN (\(marks(values.count)))", values)
    }

    /// The same for texts, letter by letter, whatever the column's collation takes for equal.
    static func text(_ column: String, in texts: [String]) -> SQLCondition {
        guard !texts.isEmpty else { return .no }
        let values = texts.map { Value.text($0) }
        let marks = marks(texts.count)
        return SQLCondition(
            "(\(column) IN (\(marks)) AND \(column) COLLATE utf8mb4_nopad_bin IN (\(marks)))", values + values)
    }

    private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
