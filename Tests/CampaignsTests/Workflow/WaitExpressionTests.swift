import Campaigns
import Testing

@Suite struct WaitExpressionTests {
    @Test(
        "an expression is read and written in its long form",
        arguments: [
            ("for 1 day", "for 1 day"),
            ("FOR 90 Minutes", "for 90 minutes"),
            ("for 1 days", "for 1 day"),
            ("for 2mo", "for 2 months"),
            ("2 days before appointment", "2 days before appointment"),
            ("  2  Days\tbefore APPOINTMENT at 09:00 ", "2 days before appointment at 09:00"),
            ("1 week after treatment start", "1 week after treatment start"),
            ("6 months before due date", "6 months before due date"),
            ("30 minutes after due date", "30 minutes after due date"),
            ("2d before appointment", "2 days before appointment"),
            ("48h before", "48 hours before"),
            ("48 hours before", "48 hours before"),
            ("3w after at 10:30", "3 weeks after at 10:30"),
            ("15m before next appointment", "15 minutes before next appointment"),
            ("1mo before birthday", "1 month before birthday"),
            ("morning of first appointment", "morning of first appointment"),
            ("day of appointment at 07:30", "day of appointment at 07:30"),
            ("next monday", "next monday"),
            ("next SUNDAY at 18:00", "next sunday at 18:00"),
            ("until 18:00", "until 18:00"),
            ("until 2027-03-15", "until 2027-03-15"),
            ("until 2027-03-15 09:00", "until 2027-03-15 09:00"),
            ("Next Opening", "next opening"),
            ("for event APPOINTMENT_CONFIRMED at most 3 days", "for event APPOINTMENT_CONFIRMED at most 3 days"),
            ("For Event lost_retainer AT MOST 36h", "for event LOST_RETAINER at most 36 hours"),
            ("3650 days before event", "3650 days before event"),
        ])
    func reads(text: String, expected: String) throws {
        let expression = try WaitExpression.parse(text)
        #expect(expression.text == expected)
        #expect(try WaitExpression.parse(expression.text) == expression)
    }

    @Test(
        "a bad expression is refused at the place where it goes wrong",
        arguments: [
            ("", 0, "“for”"),
            ("   ", 3, "“for”"),
            ("tomorrow", 0, "“for”"),
            ("for", 3, "a number"),
            ("for ever", 4, "a number"),
            ("for 2", 5, "“minutes”"),
            ("for 2 fortnights", 6, "“minutes”"),
            ("for event", 9, "the name of an event"),
            ("for event 3x at most 2 days", 10, "the name of an event"),
            ("for event straße at most 2 days", 10, "the name of an event"),
            ("for event X", 11, "“at”"),
            ("for event X at 2 days", 15, "“most”"),
            ("for event X at most", 19, "a number"),
            ("for event X at most 2 days more", 27, "nothing more"),
            ("for 2 days at 09:00", 11, "nothing more"),
            ("0 days before appointment", 0, "a number from 1"),
            ("3651 days before appointment", 0, "a number from 1 to 3650"),
            ("99999999999999999999d before", 0, "a number from 1"),
            ("-2 days before appointment", 0, "“for”"),
            ("２ days before appointment", 0, "a number"),
            ("2x before appointment", 1, "“m”"),
            ("2 d before appointment", 2, "“minutes”"),
            ("2days before appointment", 1, "“m”"),
            ("2 days", 6, "“before” or “after”"),
            ("2 days appointment", 7, "“before” or “after”"),
            ("2 days before lunch", 14, "one of “appointment”"),
            ("2 days before treatment", 14, "one of"),
            ("2 days before appointment at", 28, "a time"),
            ("2 days before appointment at 9:00", 29, "a time"),
            ("2 days before appointment at 24:00", 29, "a time"),
            ("2 days before appointment 09:00", 26, "nothing more"),
            ("48 hours before appointment at 09:00", 28, "nothing more: “at”"),
            ("48 hours before due date", 0, "days, weeks or months"),
            ("5m before birthday", 0, "days, weeks or months"),
            ("2h before treatment start", 0, "days, weeks or months"),
            ("morning", 7, "“of”"),
            ("morning of", 10, "one of"),
            ("morning of appointment at 09:00", 23, "nothing more"),
            ("day of appointment", 18, "“at”"),
            ("next", 4, "a weekday"),
            ("next mon", 5, "a weekday"),
            ("next week", 5, "a weekday"),
            ("until", 5, "a time as HH:MM or a date"),
            ("until 2027-02-29", 6, "a time as HH:MM or a date"),
            ("until 2027-03-15 9", 17, "a time"),
            ("until 18:00 tomorrow", 12, "nothing more"),
            ("2 days\nbefore appointment", 2, "“minutes”"),
            ("2 wee\u{212A}s before appointment", 2, "“minutes”"),
        ])
    func refuses(text: String, position: Int, expected: String) {
        let problem = #expect(throws: WaitExpressionProblem.self) { try WaitExpression.parse(text) }
        #expect(problem?.position == position)
        #expect(problem?.expected.hasPrefix(expected) == true, "expected \(problem?.expected ?? "")")
    }

    @Test(
        "the sentence says what hours and days mean",
        arguments: [
            ("48h before appointment", "48 hours before the appointment (counted hour by hour)"),
            ("2d before appointment", "2 days before the appointment, at the same time of day"),
            ("1d before appointment at 09:00", "1 day before the appointment, at 09:00"),
            ("1w before due date", "1 week before the due date, at the clinic's morning time"),
            ("2d before", "2 days before what the trigger is about, at the same time of day"),
            ("for 90 minutes", "for 90 minutes (counted minute by minute)"),
            ("for 1 day", "for 1 day, to the same time of day"),
            ("morning of appointment", "the morning of the appointment"),
            ("day of birthday at 10:00", "the day of the birthday, at 10:00"),
            ("next monday", "next Monday, at the clinic's morning time"),
            ("until 18:00", "until 18:00, tomorrow if that is past"),
            ("next opening", "until the clinic is open"),
        ])
    func sentences(text: String, sentence: String) throws {
        #expect(try WaitExpression.parse(text).sentence == sentence)
    }

    @Test(
        "a wait of elapsed time is a number of minutes, and no other is",
        arguments: [
            ("for 90 minutes", 90), ("for 2 hours", 120), ("for 1 day", nil), ("for 2 weeks", nil),
            ("for 1 month", nil),
            ("2 hours after event", nil), ("until 18:00", nil),
        ])
    func elapsedMinutes(text: String, minutes: Int?) throws {
        #expect(try WaitExpression.parse(text).elapsedMinutes == minutes)
    }

    @Test(
        "a wait knows how it stands to a visit",
        arguments: [
            ("2d before appointment", nil, .before),
            ("2d after first appointment", nil, .after),
            ("morning of next appointment", nil, .dayOf),
            ("day of appointment at 07:00", nil, .dayOf),
            ("2d before", .appointment, .before),
            ("2d before", .dueDate, .none),
            ("2d before", nil, .none),
            ("2d before birthday", .appointment, .none),
            ("for 2 days", .appointment, .none),
            ("until 18:00", .appointment, .none),
        ] as [(String, WaitAnchor?, VisitRelation)])
    func relations(text: String, trigger: WaitAnchor?, relation: VisitRelation) throws {
        #expect(try WaitExpression.parse(text).visitRelation(trigger: trigger) == relation)
    }
}
