import CivilTime

extension CivilDate {
    /// The next birthday of somebody born on this date, today included; 29 February is 28 February in common years
    /// (rules.md 2.3).
    public func birthday(onOrAfter day: CivilDate) -> CivilDate {
        let years = max(0, day.year - year)
        let thisYear = adding(months: 12 * years)
        return thisYear >= day ? thisYear : adding(months: 12 * (years + 1))
    }
}
