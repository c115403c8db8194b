import Campaigns
import CivilTime
import MariaDB

extension Value {
    static func id<Entity>(_ id: ID<Entity>) -> Value { .int(id.rawValue) }

    static func id<Entity>(_ id: ID<Entity>?) -> Value { id.map { .int($0.rawValue) } ?? .null }

    static func instant(_ instant: Instant) -> Value { .timestamp(instant.microseconds) }

    static func instant(_ instant: Instant?) -> Value { instant.map { .timestamp($0.microseconds) } ?? .null }

    static func date(_ date: CivilDate) -> Value { .text(date.text) }

    static func date(_ date: CivilDate?) -> Value { date.map { .text($0.text) } ?? .null }

    static func number(_ number: Int) -> Value { .int(Int64(number)) }

    static func number(_ number: Int?) -> Value { number.map { .int(Int64($0)) } ?? .null }

    static func choice<Choice: RawRepresentable>(_ choice: Choice) -> Value where Choice.RawValue == String {
        .text(choice.rawValue)
    }

    static func choice<Choice: RawRepresentable>(_ choice: Choice?) -> Value where Choice.RawValue == String {
        choice.map { .text($0.rawValue) } ?? .null
    }

    /// A JSON array of ids, for `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$'))`: rising, because rows joined to it are
    /// locked in its order, and delivery.md 3 wants them locked by id.
    static func ids<Entity>(_ ids: some Sequence<ID<Entity>>) -> Value {
        sequence(ids.sorted())
    }

    /// The same in an order that means something.
    static func sequence<Entity>(_ ids: some Sequence<ID<Entity>>) -> Value {
        var list = "["
        for id in ids {
            if list.utf8.count > 1 { list += "," }
            list += String(id.rawValue)
        }
        return .text(list + "]")
    }
}
