import Campaigns
import CivilTime
import Testing

/// rules.md 1.7 and 2.2, most of it asked as `calc` asks.
@Suite struct RecurrenceTests {
    @Test(
        "a recurrence falls on these days",
        arguments: [
            // The n-th day clamps to the month's end, always from the rule.
            (#"{"frequency":"MONTHLY","monthDay":31}"#, "2027-01-31", "2027-01-31", "02-28 03-31 04-30 05-31"),
            (#"{"frequency":"MONTHLY","monthDay":30}"#, "2028-01-30", "2028-01-30", "02-29 03-30"),
            (#"{"frequency":"MONTHLY","monthDay":29}"#, "2027-01-01", "2027-01-01", "01-29 02-28 03-29"),
            (#"{"frequency":"MONTHLY","interval":3,"monthDay":31}"#, "2027-11-30", "2027-11-30", "02-29 05-31"),
            (#"{"frequency":"MONTHLY"}"#, "2027-01-31", "2027-01-31", "02-28 03-31"),
            // A start that does not match is no occurrence; a day of its month before it neither.
            (#"{"frequency":"MONTHLY","monthDay":10}"#, "2027-01-15", "2026-12-31", "02-10 03-10"),
            (#"{"frequency":"MONTHLY","interval":2,"monthDay":10}"#, "2027-01-15", "2026-12-31", "03-10 05-10"),
            (#"{"frequency":"MONTHLY","monthDay":20}"#, "2027-01-15", "2026-12-31", "01-20 02-20"),
            (#"{"frequency":"WEEKLY","weekdays":["FR"]}"#, "2027-01-04", "2027-01-01", "01-08 01-15"),
            // The start itself, where it matches.
            (#"{"frequency":"WEEKLY","weekdays":["MO"]}"#, "2027-01-04", "2027-01-03", "01-04 01-11"),
            (#"{"frequency":"WEEKLY"}"#, "2027-01-07", "2027-01-01", "01-07 01-14"),
            // Weeks begin on Monday and are counted from the one with the start.
            (
                #"{"frequency":"WEEKLY","interval":2,"weekdays":["SU","MO"]}"#, "2027-01-06", "2027-01-01",
                "01-10 01-18 01-24"
            ),
            (#"{"frequency":"WEEKLY","interval":2,"weekdays":["MO"]}"#, "2027-01-10", "2027-01-01", "01-18 02-01"),
            (
                #"{"frequency":"WEEKLY","interval":2,"weekdays":["TU","TH"]}"#, "2027-01-05", "2027-01-05",
                "01-07 01-19 01-21"
            ),
            // The n-th weekday; a month without it is skipped.
            (
                #"{"frequency":"MONTHLY","nth":{"week":2,"weekday":"TU"}}"#, "2027-01-01", "2027-01-01",
                "01-12 02-09 03-09"
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":5,"weekday":"MO"}}"#, "2027-01-01", "2027-01-01",
                "03-29 05-31 08-30"
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":-1,"weekday":"FR"}}"#, "2027-01-01", "2027-01-01",
                "01-29 02-26 03-26"
            ),
            (#"{"frequency":"MONTHLY","nth":{"week":-5,"weekday":"FR"}}"#, "2027-01-01", "2026-12-31", "01-01 04-02"),
            (#"{"frequency":"MONTHLY","nth":{"week":1,"weekday":"FR"}}"#, "2027-01-02", "2027-01-02", "02-05 03-05"),
            (
                #"{"frequency":"MONTHLY","interval":12,"nth":{"week":5,"weekday":"TU"}}"#, "2027-02-01", "2027-02-01",
                "02-29 02-29"
            ),
            // Days from the start; years by its month and day.
            (#"{"frequency":"DAILY","interval":3}"#, "2027-02-26", "2027-02-26", "03-01 03-04"),
            (#"{"frequency":"DAILY"}"#, "2028-02-28", "2028-02-28", "02-29 03-01"),
            (#"{"frequency":"YEARLY"}"#, "2028-02-29", "2028-02-29", "02-28 02-28 02-28 02-29"),
            (#"{"frequency":"YEARLY","interval":2}"#, "2027-05-31", "2027-05-31", "05-31 05-31"),
            // The last day belongs to it.
            (#"{"frequency":"DAILY","until":"2027-01-03"}"#, "2027-01-01", "2026-12-31", "01-01 01-02 01-03 end"),
            (#"{"frequency":"WEEKLY","weekdays":["TU"],"until":"2027-01-04"}"#, "2027-01-01", "2026-12-31", "end"),
            (#"{"frequency":"DAILY","count":2}"#, "2027-01-01", "2026-12-31", "01-01 01-02 end"),
            (#"{"frequency":"DAILY","count":3}"#, "2027-01-01", "2027-01-02", "01-03 end"),
            // A skipped month does not count.
            (
                #"{"frequency":"MONTHLY","nth":{"week":5,"weekday":"MO"},"count":2}"#, "2027-01-01", "2027-01-01",
                "03-29 05-31 end"
            ),
            // A fifth Friday in February of odd years, which never comes.
            (
                #"{"frequency":"MONTHLY","interval":24,"nth":{"week":5,"weekday":"FR"}}"#, "2027-02-01", "2027-02-01",
                "end"
            ),
        ])
    func days(rule: String, start: String, after: String, days: String) throws {
        let line = """
            {"op":"recurrence","zone":"America/Chicago","start":"\(start)T09:00","rule":\(rule),"after":"\(after)T09:00",\
            "count":4}
            """
        let answer = try Self.answer(line)
        let expected = days.split(separator: " ").filter { $0 != "end" }.map { "\($0)T09:00" }
        let next = try #require(
            answer["next"]?.arrayValue?.compactMap { $0.stringValue?.dropFirst(5) }, "\(answer.text)")
        #expect(next.count == (days.hasSuffix("end") ? expected.count : 4))
        #expect(next.prefix(expected.count).elementsEqual(expected) { String($0) == $1 }, "\(answer.text)")
    }

    @Test(
        "clock changes move what they skip, and what happens twice happens the first time, once",
        arguments: [
            ("DAILY", "02:30", "2027-03-13T12:00Z", ["2027-03-14T08:30Z", "2027-03-15T07:30Z"]),
            ("DAILY", "02:30", "2027-03-14T08:29Z", ["2027-03-14T08:30Z"]),
            ("DAILY", "02:30", "2027-03-14T08:30Z", ["2027-03-15T07:30Z"]),
            ("DAILY", "01:30", "2027-11-06T12:00Z", ["2027-11-07T06:30Z", "2027-11-08T07:30Z"]),
            ("DAILY", "01:30", "2027-11-07T06:30Z", ["2027-11-08T07:30Z"]),
        ])
    func clockChanges(frequency: String, at: String, after: String, next: [String]) throws {
        let json = try JSON.parse(
            Array(#"{"frequency":"\#(frequency)","at":"\#(at)","start":"2027-01-01"}"#.utf8))
        let recurrence = try Recurrence(json: json)
        let zone = try #require(Zone("America/Chicago"))
        #expect(recurrence.next(next.count, after: Instant(after)!, in: zone) == next.map { Instant($0)! })
    }

    @Test("a day that an island skipped is no second occurrence on the next")
    func skippedDay() throws {
        let zone = try #require(Zone("Pacific/Apia"))
        let daily = Recurrence(.daily, at: ClockTime("09:00")!, start: CivilDate("2011-12-01")!)
        let next = daily.next(4, after: zone.instant(of: CivilDateTime("2011-12-28T12:00")!), in: zone)
        #expect(
            next.map { zone.civil(at: $0).text } == [
                "2011-12-29T09:00", "2011-12-31T09:00", "2012-01-01T09:00", "2012-01-02T09:00",
            ])
    }

    @Test("a start with a time leaves out the occurrence before it on its day")
    func startWithTime() throws {
        let answer = try Self.answer(
            #"{"op":"recurrence","zone":"UTC","start":"2027-01-01T10:00","rule":{"frequency":"DAILY","at":"09:00","count":2},"after":"2026-01-01T00:00","count":9}"#
        )
        #expect(answer.text == #"{"next":["2027-01-02T09:00","2027-01-03T09:00"]}"#)
    }

    @Test(
        "what makes no sense is refused with its place",
        arguments: [
            (#"[]"#, [""]),
            (#"{}"#, ["frequency", "start", "at"]),
            (#"{"frequency":"HOURLY","at":"09:00","start":"2027-01-01"}"#, ["frequency"]),
            (#"{"frequency":"daily","at":"09:00","start":"2027-01-01"}"#, ["frequency"]),
            (#"{"frequency":"DAILY","at":"9:00","start":"2027-01-01"}"#, ["at"]),
            (#"{"frequency":"DAILY","at":"24:00","start":"2027-01-01"}"#, ["at"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-02-29"}"#, ["start"]),
            (#"{"frequency":"DAILY","at":"09:00","start":20270101}"#, ["start"]),
            (#"{"frequency":"DAILY","interval":0,"at":"09:00","start":"2027-01-01"}"#, ["interval"]),
            (#"{"frequency":"DAILY","interval":1000,"at":"09:00","start":"2027-01-01"}"#, ["interval"]),
            (#"{"frequency":"DAILY","interval":1.5,"at":"09:00","start":"2027-01-01"}"#, ["interval"]),
            (#"{"frequency":"DAILY","interval":"2","at":"09:00","start":"2027-01-01"}"#, ["interval"]),
            (#"{"frequency":"DAILY","weekdays":["MO"],"at":"09:00","start":"2027-01-01"}"#, ["weekdays"]),
            (#"{"frequency":"DAILY","monthDay":1,"nth":{},"at":"09:00","start":"2027-01-01"}"#, ["monthDay", "nth"]),
            (#"{"frequency":"YEARLY","monthDay":1,"at":"09:00","start":"2027-01-01"}"#, ["monthDay"]),
            (#"{"frequency":"WEEKLY","weekdays":[],"at":"09:00","start":"2027-01-01"}"#, ["weekdays"]),
            (#"{"frequency":"WEEKLY","weekdays":["MO","MO"],"at":"09:00","start":"2027-01-01"}"#, ["weekdays"]),
            (#"{"frequency":"WEEKLY","weekdays":["Monday"],"at":"09:00","start":"2027-01-01"}"#, ["weekdays"]),
            (#"{"frequency":"WEEKLY","weekdays":"MO","at":"09:00","start":"2027-01-01"}"#, ["weekdays"]),
            (#"{"frequency":"MONTHLY","monthDay":0,"at":"09:00","start":"2027-01-01"}"#, ["monthDay"]),
            (#"{"frequency":"MONTHLY","monthDay":32,"at":"09:00","start":"2027-01-01"}"#, ["monthDay"]),
            (
                #"{"frequency":"MONTHLY","monthDay":1,"nth":{"week":1,"weekday":"MO"},"at":"09:00","start":"2027-01-01"}"#,
                ["monthDay"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":0,"weekday":"MO"},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.week"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":6,"weekday":"MO"},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.week"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":-6,"weekday":"MO"},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.week"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":-9223372036854775808,"weekday":"MO"},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.week"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":1,"weekday":"XX"},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.weekday"]
            ),
            (
                #"{"frequency":"MONTHLY","nth":{"week":1,"weekday":"MO","hour":9},"at":"09:00","start":"2027-01-01"}"#,
                ["nth.hour"]
            ),
            (#"{"frequency":"MONTHLY","nth":2,"at":"09:00","start":"2027-01-01"}"#, ["nth"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-01-02","until":"2027-01-01"}"#, ["until"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-01-02","until":"soon"}"#, ["until"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-01-02","until":"2027-02-01","count":2}"#, ["count"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-01-02","count":0}"#, ["count"]),
            (#"{"frequency":"DAILY","at":"09:00","start":"2027-01-02","every":"day"}"#, ["every"]),
        ])
    func refuses(text: String, fields: [String]) throws {
        let json = try JSON.parse(Array(text.utf8))
        let refusal = #expect(throws: RecurrenceRefusal.self) { try Recurrence(json: json) }
        #expect(refusal?.problems.map(\.field) == fields)
        #expect(refusal?.problems.allSatisfy { $0.message.hasSuffix(".") } == true)
    }

    @Test("calc names the member of a rule that makes no sense")
    func calcRefuses() throws {
        let answer = try Self.answer(
            #"{"op":"recurrence","zone":"UTC","start":"2027-01-01T10:00","rule":{"frequency":"MONTHLY","monthDay":32},"after":"2027-01-01T10:00","count":1}"#
        )
        #expect(answer["error"]?.stringValue == "rule.monthDay: Give a whole number from 1 to 31.")
    }

    @Test(
        "what it writes as JSON reads as the same recurrence",
        arguments: [
            #"{"frequency":"WEEKLY","interval":2,"at":"09:00","weekdays":["MO","SU"],"monthDay":null,"nth":null,"start":"2027-01-04","until":null,"count":5}"#,
            #"{"frequency":"MONTHLY","interval":1,"at":"23:59","weekdays":null,"monthDay":31,"nth":null,"start":"2027-01-04","until":"2027-12-31","count":null}"#,
            #"{"frequency":"MONTHLY","interval":1,"at":"00:00","weekdays":null,"monthDay":null,"nth":{"week":-5,"weekday":"SA"},"start":"2027-01-04T08:30","until":null,"count":null}"#,
            #"{"frequency":"YEARLY","interval":4,"at":"09:00","weekdays":null,"monthDay":null,"nth":null,"start":"2028-02-29","until":null,"count":null}"#,
        ])
    func roundTrip(text: String) throws {
        let recurrence = try Recurrence(json: JSON.parse(Array(text.utf8)))
        #expect(recurrence.json.text == text)
    }

    @Test(
        "a recurrence reads as a sentence",
        arguments: [
            (#""DAILY""#, "Every day at 09:00, from Mon 4 Jan 2027"),
            (#""DAILY","interval":2,"count":1"#, "Every 2 days at 09:00, from Mon 4 Jan 2027, once"),
            (#""WEEKLY""#, "Every Monday at 09:00, from Mon 4 Jan 2027"),
            (
                #""WEEKLY","interval":2,"weekdays":["TH","MO"],"until":"2027-12-31""#,
                "Every 2 weeks on Monday and Thursday at 09:00, from Mon 4 Jan 2027 until Fri 31 Dec 2027"
            ),
            (#""MONTHLY","monthDay":15,"count":6"#, "Every month on day 15 at 09:00, from Mon 4 Jan 2027, 6 times"),
            (
                #""MONTHLY","monthDay":31"#,
                "Every month on day 31, or the month’s last, at 09:00, from Mon 4 Jan 2027"
            ),
            (
                #""MONTHLY","nth":{"week":2,"weekday":"TU"}"#,
                "Every month on the second Tuesday at 09:00, from Mon 4 Jan 2027"
            ),
            (
                #""MONTHLY","interval":3,"nth":{"week":-1,"weekday":"FR"}"#,
                "Every 3 months on the last Friday at 09:00, from Mon 4 Jan 2027"
            ),
            (#""YEARLY""#, "Every year on 4 Jan at 09:00, from Mon 4 Jan 2027"),
        ])
    func sentences(members: String, sentence: String) throws {
        let text = #"{"frequency":\#(members),"at":"09:00","start":"2027-01-04"}"#
        #expect(try Recurrence(json: JSON.parse(Array(text.utf8))).sentence == sentence)
    }

    private static func answer(_ line: String) throws -> JSON {
        try JSON.parse(Array(Calc { _, _ in nil }.answer(Array(line.utf8)).utf8))
    }
}

extension RecurrenceTests {
    @Test("a replay takes the occurrences of its span, the first instant and none of the last")
    func replayed() throws {
        let zone = try #require(Zone("America/Chicago"))
        let daily = Recurrence(.daily, at: ClockTime("09:00")!, start: CivilDate("2027-03-02")!)
        let terms = Terms(
            type: .marketing, purpose: .marketing, trigger: .recurring(daily), audience: .everybody,
            workflow: Workflow(steps: []))
        let at = { (local: String) in zone.instant(of: CivilDateTime(local)!) }
        let span = at("2027-03-03T09:00")..<at("2027-03-05T09:00")
        let found = ReplayQuestion.occurrences(of: terms, in: span, zone: zone)
        #expect(found == [at("2027-03-03T09:00"), at("2027-03-04T09:00")])
    }
}
