import Campaigns
import CivilTime

/// Times as programs read them: RFC 3339 with the offset of the clinic's zone at that time.
struct APITimes {
    let zone: Zone

    /// "2027-03-13T09:00:00-06:00"
    func text(_ instant: Instant) -> String {
        let local = zone.civil(at: instant)
        let seconds = local.date.daysSince1970 * 86_400 + local.time.minutes * 60 + local.second
        let offset = (seconds - Int(instant.seconds)) / 60
        let sign = offset < 0 ? "-" : "+"
        return "\(local.date.text)T\(local.time.text):\(Self.twoDigits(local.second))\(sign)"
            + "\(Self.twoDigits(abs(offset) / 60)):\(Self.twoDigits(abs(offset) % 60))"
    }

    func json(_ instant: Instant?) -> JSON { instant.map { .string(text($0)) } ?? .null }

    private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension JSON {
    /// An id of ours: a string.
    static func id<Entity>(_ id: ID<Entity>?) -> JSON { id.map { .string($0.description) } ?? .null }

    static func count(_ number: Int) -> JSON { .integer(Int64(number)) }

    static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
}
