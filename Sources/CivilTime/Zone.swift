import CCivilTime

/// A time zone of the system's tzdata.
public struct Zone: Hashable, Sendable {
    /// As it was asked for: a link such as "US/Central" keeps its name.
    public let name: String
    /// Where the shim keeps the zone that cctz loaded; it keeps every one until the process ends.
    private let handle: Int32

    /// - Returns: nil unless the name stands, letter by letter, in tzdata.zi, which lies in `/usr/share/zoneinfo`
    ///   or where the environment's TZDIR says. Wraps `cctz::load_time_zone`.
    public init?(_ name: String) {
        // A NUL would cut the C string short and let the rest of the name through.
        guard !name.utf8.contains(0) else { return nil }
        let handle = civiltime_open(name)
        guard handle >= 0 else { return nil }
        self.name = name
        self.handle = handle
    }

    /// The instant of a local time: in a gap moved forward by the gap, of two the first (rules.md 2.2).
    public func instant(of local: CivilDateTime) -> Instant { resolve(local).instant }

    /// The instant of a local time, and whether the clocks skip or repeat it. Wraps `cctz::time_zone::lookup`.
    public func resolve(_ local: CivilDateTime) -> Resolution {
        let found = civiltime_resolve(handle, CivilTimeFields(local))
        let kind: Resolution.Kind =
            switch found.kind {
            case CivilTimeGap: .gap
            case CivilTimeOverlap: .overlap
            default: .unique
            }
        return Resolution(instant: Instant(seconds: found.seconds), kind: kind)
    }

    /// The time on the zone's clocks, to the second, fractions dropped. Wraps `cctz::time_zone::lookup`.
    public func civil(at instant: Instant) -> CivilDateTime {
        CivilDateTime(civiltime_civil(handle, instant.seconds))
    }

    /// All zone and link names of the system's tzdata in byte order; empty when tzdata.zi is missing.
    public static let names: [String] = (0..<civiltime_name_count()).map { String(cString: civiltime_name($0)) }

    /// The version of the system's tzdata, such as "2026b"; empty when tzdata.zi is missing.
    public static let tzdataVersion = String(cString: civiltime_version())

    public static func == (left: Zone, right: Zone) -> Bool { left.handle == right.handle }

    public func hash(into hasher: inout Hasher) { hasher.combine(handle) }
}

extension Zone: CustomStringConvertible {
    public var description: String { name }
}

extension CivilTimeFields {
    fileprivate init(_ local: CivilDateTime) {
        self.init(
            year: Int64(local.date.year), month: Int32(local.date.month), day: Int32(local.date.day),
            hour: Int32(local.hour), minute: Int32(local.minute), second: Int32(local.second))
    }
}

extension CivilDateTime {
    fileprivate init(_ fields: CivilTimeFields) {
        self.init(
            date: CivilDate(checkedYear: Int(fields.year), month: Int(fields.month), day: Int(fields.day)),
            time: ClockTime(minutes: Int(fields.hour) * 60 + Int(fields.minute)), second: Int(fields.second))
    }
}
