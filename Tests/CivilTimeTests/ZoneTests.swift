import CivilTime
import Testing

@Suite struct ZoneTests {
    @Test(
        "a local time in a gap moves forward by the gap, one that happens twice means the first",
        arguments: [
            ("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:30Z", Resolution.Kind.gap),
            ("Europe/Berlin", "2027-03-28T02:00", "2027-03-28T01:00Z", .gap),
            ("Europe/Berlin", "2027-03-28T01:59", "2027-03-28T00:59Z", .unique),
            ("Europe/Berlin", "2027-03-28T03:00", "2027-03-28T01:00Z", .unique),
            ("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30Z", .overlap),
            ("Europe/Berlin", "2027-10-31T03:00", "2027-10-31T02:00Z", .unique),
            ("America/Chicago", "2027-03-14T02:30", "2027-03-14T08:30Z", .gap),
            ("America/Chicago", "2027-11-07T01:15", "2027-11-07T06:15Z", .overlap),
            ("America/Chicago", "2027-03-15T09:00", "2027-03-15T14:00Z", .unique),
            ("America/Chicago", "2061-07-01T09:00", "2061-07-01T14:00Z", .unique),
            ("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45Z", .gap),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00Z", .gap),
            ("UTC", "1969-12-31T23:59:59", "1969-12-31T23:59:59Z", .unique),
        ])
    func resolves(zone: String, local: String, instant: String, kind: Resolution.Kind) throws {
        let resolution = try #require(Zone(zone)).resolve(CivilDateTime(local)!)
        #expect(resolution.instant.text == instant)
        #expect(resolution.kind == kind)
    }

    @Test(
        "Vancouver no longer turns its clocks back",
        .enabled(if: Zone.tzdataVersion >= "2026b", "the system's tzdata is older than the change"))
    func vancouver() throws {
        let zone = try #require(Zone("America/Vancouver"))
        #expect(zone.instant(of: CivilDateTime("2026-12-01T09:00")!).text == "2026-12-01T16:00Z")
    }

    @Test(
        "a zone shows an instant on its own clocks",
        arguments: [
            ("America/Chicago", "2027-11-07T06:15Z", "2027-11-07T01:15"),
            ("America/Chicago", "2027-11-07T07:15Z", "2027-11-07T01:15"),
            ("Asia/Kathmandu", "2027-01-01T00:00:30Z", "2027-01-01T05:45:30"),
            ("Africa/Monrovia", "1969-12-31T23:59:59.5Z", "1969-12-31T23:15:29"),
        ])
    func shows(zone: String, instant: String, local: String) throws {
        #expect(try #require(Zone(zone)).civil(at: Instant(instant)!).text == local)
    }

    @Test(
        "a name that tzdata.zi does not have is no zone",
        arguments: [
            "", " ", "Mars/Olympus", "america/chicago", "America/Chicago ", "America/Chicago\0", "America", "EDT",
            "../zoneinfo/Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin", "posix/Europe/Berlin",
            "right/Europe/Berlin",
            "Fixed/UTC+01:00:00", "localtime", "tzdata.zi", "Z", "😀", String(repeating: "A", count: 300),
        ])
    func refuses(name: String) {
        #expect(Zone(name) == nil)
    }

    @Test func everyNameOpensAndLinksKeepTheirName() throws {
        #expect(Zone.names.count > 400)
        #expect(Zone.names == Zone.names.sorted())
        #expect(Zone.names.allSatisfy { Zone($0)?.name == $0 })
        #expect(try #require(Zone("US/Central")) != Zone("America/Chicago"))
    }

    @Test func theVersionOfTzdataIsAYearAndALetter() {
        #expect(Zone.tzdataVersion.wholeMatch(of: /20\d\d[a-z]+/) != nil)
    }

    @Test("local time there and back is the same time, unless the clocks skip it")
    func thereAndBack() throws {
        let names = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns"]
        let start = Instant("2026-01-01T00:00Z")!
        for name in names {
            let zone = try #require(Zone(name))
            // Every 13 minutes of three years meets each clock change at many distances.
            for step in 0..<121_000 {
                let instant = start.adding(minutes: step * 13)
                let local = zone.civil(at: instant)
                let resolution = zone.resolve(local)
                switch resolution.kind {
                case .unique: #expect(resolution.instant == instant)
                case .overlap: #expect(resolution.instant <= instant && zone.civil(at: resolution.instant) == local)
                case .gap: Issue.record("\(name) shows \(local), which its clocks skip")
                }
            }
        }
    }
}
