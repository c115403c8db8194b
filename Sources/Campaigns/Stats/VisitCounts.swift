/// What became of visits in a stretch of days.
public struct VisitCounts: Sendable, Hashable {
    /// Neither cancelled nor merely proposed.
    public var visits: Int
    public var confirmed: Int
    /// The patient came, with what the booking system told so far.
    public var kept: Int
    public var missed: Int

    public init(visits: Int = 0, confirmed: Int = 0, kept: Int = 0, missed: Int = 0) {
        self.visits = visits
        self.confirmed = confirmed
        self.kept = kept
        self.missed = missed
    }

    /// Those of which it is known whether the patient came.
    public var settled: Int { kept + missed }

    static func - (all: VisitCounts, some: VisitCounts) -> VisitCounts {
        VisitCounts(
            visits: all.visits - some.visits, confirmed: all.confirmed - some.confirmed, kept: all.kept - some.kept,
            missed: all.missed - some.missed)
    }
}

/// The visits of a stretch of days, by what a campaign told about them.
public struct VisitOutcomes: Sendable, Hashable {
    /// Every visit of the clinic.
    public var all: VisitCounts
    /// Those about which the campaign sent something before they began.
    public var told: VisitCounts
    /// Those of which it reminded: something that waited for its time, and not the confirmation alone.
    public var reminded: VisitCounts

    public init(
        all: VisitCounts = VisitCounts(), told: VisitCounts = VisitCounts(), reminded: VisitCounts = VisitCounts()
    ) {
        self.all = all
        self.told = told
        self.reminded = reminded
    }

    public var unreminded: VisitCounts { all - reminded }
}
