import Campaigns
import CivilTime
import Testing

/// Chicago turns its clocks forward on Sunday 2027-03-14 at 02:00 and back on Sunday 2027-11-07 at 02:00.
@Suite struct WaitExpressionDueTests {
    @Test(
        "hours elapse, days keep the clock time",
        arguments: [
            ("2 days before appointment", "2027-03-15T09:00", "2027-03-13T15:00Z"),
            ("48 hours before appointment", "2027-03-15T09:00", "2027-03-13T14:00Z"),
            ("day of appointment at 07:30", "2027-03-15T09:00", "2027-03-15T12:30Z"),
            ("1 week before appointment at 18:00", "2027-03-15T09:00", "2027-03-09T00:00Z"),
            ("2 hours after appointment", "2027-03-14T01:30", "2027-03-14T09:30Z"),
            ("1 day before appointment", "2027-03-15T02:30", "2027-03-14T08:30Z"),
            ("1 day before appointment", "2027-11-08T01:30", "2027-11-07T06:30Z"),
            ("24 hours before appointment", "2027-11-08T01:30", "2027-11-07T07:30Z"),
            ("1 month before appointment", "2027-03-31T09:00", "2027-02-28T15:00Z"),
            ("6 months after appointment", "2027-08-31T09:00", "2028-02-29T15:00Z"),
            ("1 month after appointment", "2027-01-31T09:00", "2027-02-28T15:00Z"),
            ("2 days before appointment", "2027-03-15T09:00:01", "2027-03-13T15:01Z"),
            ("1 hour before appointment", "2027-03-15T09:00:01", "2027-03-15T13:01Z"),
        ])
    func aroundVisits(expression: String, visit: String, due: String) throws {
        #expect(try Self.due(expression, anchor: .instant(Self.chicago(visit))).text == due)
    }

    @Test(
        "the morning of a visit is the clinic's morning time, or an hour before an early visit",
        arguments: [
            ("2027-03-15T15:00", "2027-03-15T13:00Z"),
            ("2027-03-15T09:00", "2027-03-15T13:00Z"),
            ("2027-03-15T08:59", "2027-03-15T12:59Z"),
            ("2027-03-15T08:15", "2027-03-15T12:15Z"),
            ("2027-03-15T07:00", "2027-03-15T11:00Z"),
        ])
    func mornings(visit: String, due: String) throws {
        #expect(try Self.due("morning of appointment", anchor: .instant(Self.chicago(visit))).text == due)
    }

    @Test(
        "a day without a time means the clinic's morning time",
        arguments: [
            ("2 days before due date", "2027-03-13T14:00Z"),
            ("2 days before due date at 10:00", "2027-03-13T16:00Z"),
            ("2 hours after due date", "2027-03-15T15:00Z"),
            ("morning of birthday", "2027-03-15T13:00Z"),
            ("3 days after treatment start", "2027-03-18T13:00Z"),
        ])
    func days(expression: String, due: String) throws {
        #expect(try Self.due(expression, anchor: .date(CivilDate("2027-03-15")!)).text == due)
    }

    @Test(
        "waits without an anchor count from where the enrollment has got to",
        arguments: [
            ("for 1 day", "2027-03-13T02:30", "2027-03-14T08:30Z"),
            ("for 1 day", "2027-11-06T01:15", "2027-11-07T06:15Z"),
            ("for 24 hours", "2027-11-06T01:15", "2027-11-07T06:15Z"),
            ("for 25 hours", "2027-11-06T01:15", "2027-11-07T07:15Z"),
            ("for 1 month", "2027-01-31T09:00", "2027-02-28T15:00Z"),
            ("for 2 months", "2027-01-31T09:00", "2027-03-31T14:00Z"),
            ("for 90 minutes", "2027-03-14T01:00:30", "2027-03-14T08:31Z"),
            ("for 1440 minutes", "2027-03-13T12:00", "2027-03-14T18:00Z"),
            ("next monday", "2027-03-15T07:00", "2027-03-22T13:00Z"),
            ("next monday at 10:00", "2027-03-14T23:00", "2027-03-15T15:00Z"),
            ("next sunday", "2027-03-13T12:00", "2027-03-14T13:00Z"),
            ("until 18:00", "2027-03-15T17:59", "2027-03-15T23:00Z"),
            ("until 18:00", "2027-03-15T18:00", "2027-03-15T23:00Z"),
            ("until 18:00", "2027-03-15T18:00:01", "2027-03-16T23:00Z"),
            ("until 02:30", "2027-03-14T01:00", "2027-03-14T08:30Z"),
            ("until 2027-04-01", "2027-03-15T09:00", "2027-04-01T13:00Z"),
            ("until 2027-04-01 07:15", "2027-05-15T09:00", "2027-04-01T12:15Z"),
            ("next opening", "2027-03-12T17:00", "2027-03-16T14:00Z"),
            ("next opening", "2027-03-12T16:59", "2027-03-12T22:59Z"),
        ])
    func fromReached(expression: String, reached: String, due: String) throws {
        #expect(try Self.due(expression, reached: Self.chicago(reached)).text == due)
    }

    @Test(
        "the morning is the time that the clinic has set",
        arguments: [
            ("morning of appointment", "2027-03-16T11:45Z"), ("2 days before due date", "2027-03-14T11:45Z"),
            ("next monday", "2027-03-15T11:45Z"), ("until 2027-04-01", "2027-04-01T11:45Z"),
        ])
    func ownMorning(expression: String, due: String) throws {
        let calendar = ClinicCalendar(
            zone: Zone("America/Chicago")!, morning: ClockTime("06:45")!, hours: Array(repeating: nil, count: 7))
        let anchor: AnchorTime =
            expression.hasSuffix("due date")
            ? .date(CivilDate("2027-03-16")!) : .instant(Self.chicago("2027-03-16T15:00"))
        let expression = try WaitExpression.parse(expression)
        #expect(expression.due(from: Self.chicago("2027-03-12T10:00"), anchor: anchor, calendar: calendar).text == due)
    }

    @Test func aClinicThatNeverOpensStillHasMornings() throws {
        let closed = ClinicCalendar(zone: Zone("America/Chicago")!, hours: Array(repeating: nil, count: 7))
        let due = try WaitExpression.parse("next opening")
            .due(from: Self.chicago("2027-03-15T09:00"), anchor: nil, calendar: closed)
        #expect(due.text == "2027-03-16T13:00Z")
    }

    @Test(
        "the next birthday is today or later, on 28 February in common years",
        arguments: [
            ("2012-02-29", "2027-02-28", "2027-02-28"),
            ("2012-02-29", "2027-03-01", "2028-02-29"),
            ("2012-05-01", "2027-05-01", "2027-05-01"),
            ("2012-05-01", "2027-05-02", "2028-05-01"),
            ("2027-05-01", "2026-01-01", "2027-05-01"),
        ])
    func birthdays(born: String, day: String, next: String) {
        #expect(CivilDate(born)!.birthday(onOrAfter: CivilDate(day)!).text == next)
    }

    private static func due(
        _ text: String, reached: Instant = Instant(seconds: 0), anchor: AnchorTime? = nil
    ) throws -> Instant {
        let nine = OpeningHours(from: ClockTime("09:00")!, to: ClockTime("17:00")!)
        let calendar = ClinicCalendar(
            zone: Zone("America/Chicago")!, hours: [nil, nine, nine, nine, nine, nine, nil],
            closed: [CivilDate("2027-03-15")!])
        return try WaitExpression.parse(text).due(from: reached, anchor: anchor, calendar: calendar)
    }

    private static func chicago(_ local: String) -> Instant {
        Zone("America/Chicago")!.instant(of: CivilDateTime(local)!)
    }
}
