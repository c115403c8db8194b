import CivilTime

/// What reading a neighbour's document needs to know of the clinic.
public struct IntakeContext: Sendable {
    /// The clinic's: times without offset are read in it.
    public let zone: Zone
    public let now: Instant
    /// The E.164 form of what people type in the clinic's region; nil when it is no phone number.
    public let normalisePhone: @Sendable (String) -> String?

    public init(zone: Zone, now: Instant, normalisePhone: @escaping @Sendable (String) -> String?) {
        self.zone = zone
        self.now = now
        self.normalisePhone = normalisePhone
    }

    var today: CivilDate { zone.civil(at: now).date }

    /// An RFC 3339 time, or a local time of the clinic without offset; nil outside the years 1900 to 2199.
    func instant(_ text: String) -> Instant? {
        guard let instant = Instant(text) ?? CivilDateTime(text).map(zone.instant(of:)) else { return nil }
        return Self.sensible.contains(instant.seconds) ? instant : nil
    }

    private static let sensible: Range<Int64> = -2_208_988_800..<7_258_118_400
}
