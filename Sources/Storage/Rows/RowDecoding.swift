import Campaigns
import CivilTime
import MariaDB

extension Row {
    func id<Entity>(_ column: String) -> ID<Entity> { ID(int(column)) }

    func optionalID<Entity>(_ column: String) -> ID<Entity>? {
        let number: Int64? = optionalInt(column)
        return number.map { ID($0) }
    }

    func instant(_ column: String) -> Instant { Instant(microseconds: timestamp(column)) }

    func optionalInstant(_ column: String) -> Instant? { optionalTimestamp(column).map(Instant.init(microseconds:)) }

    func optionalDate(_ column: String) -> CivilDate? { optionalText(column).flatMap(CivilDate.init) }

    func date(_ column: String) -> CivilDate {
        guard let date = optionalDate(column) else { preconditionFailure("\(column) holds no date") }
        return date
    }

    /// A TIME column at minute grain.
    func clock(_ column: String) -> ClockTime {
        guard let time = ClockTime(String(text(column).prefix(5))) else {
            preconditionFailure("\(column) holds no time of day")
        }
        return time
    }

    func choice<Choice: RawRepresentable>(_ column: String) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text(column)) else {
            preconditionFailure("\(column) holds a word that this program does not know")
        }
        return choice
    }

    func optionalChoice<Choice: RawRepresentable>(_ column: String) -> Choice? where Choice.RawValue == String {
        isNull(column) ? nil : choice(column)
    }

    func optionalZone(_ column: String) -> Zone? { optionalText(column).flatMap(Zone.init) }
}
