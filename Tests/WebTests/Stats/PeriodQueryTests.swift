import Campaigns
import CivilTime
import Testing

@testable import Web

@Suite("The period of a page with numbers")
struct PeriodQueryTests {
    private static let today = CivilDate("2027-03-08")!
    private static let beginning = CivilDate("2026-12-24")!

    private func query(_ text: String) -> PeriodQuery {
        PeriodQuery(
            Request(method: "GET", target: "/?\(text)").query, today: Self.today, beginning: Self.beginning)
    }

    @Test(
        "a word or two days name it; what means nothing is the last 30 days",
        arguments: [
            ("", "2027-02-07", "2027-03-08"), ("period=7", "2027-03-02", "2027-03-08"),
            ("period=month", "2027-03-01", "2027-03-08"), ("period=all", "2026-12-24", "2027-03-08"),
            ("from=2027-01-01&to=2027-01-31", "2027-01-01", "2027-01-31"),
            ("from=2027-01-01", "2027-01-01", "2027-03-08"),
            ("period=7&from=2027-01-01&to=2027-01-02", "2027-01-01", "2027-01-02"),
            ("period=8", "2027-02-07", "2027-03-08"), ("period=days", "2027-02-07", "2027-03-08"),
            ("period=99999999999999999999", "2027-02-07", "2027-03-08"), ("days=7", "2027-02-07", "2027-03-08"),
        ])
    func named(text: String, first: String, last: String) {
        let query = query(text)
        #expect(query.period.first.text == first)
        #expect(query.period.last.text == last)
        #expect(query.problems.isEmpty)
    }

    @Test(
        "days that make no sense are said, and kept as they were typed",
        arguments: [
            ("from=x&to=2027-03-01", ["from"]), ("to=2027-03-01", ["from"]), ("from=2027-02-30&to=y", ["from", "to"]),
            ("from=2027-03-02&to=2027-03-01", ["from"]), ("from=2024-01-01&to=2027-03-01", ["from"]),
            ("from=0001-01-01&to=0001-01-02", ["from"]), ("from=9999-12-30&to=9999-12-31", ["from"]),
        ])
    func refused(text: String, fields: [String]) {
        let query = query(text)
        #expect(query.problems.map(\.field) == fields)
        #expect(query.choice == PeriodQuery.usual)
        #expect(query.from.isEmpty || text.contains(query.from))
    }

    @Test("its address leads back to it", arguments: ["", "period=7", "period=all", "from=2027-01-01&to=2027-01-31"])
    func back(text: String) {
        #expect(Path.with("/", query(text).fields) == (text.isEmpty ? "/" : "/?\(text)"))
    }
}

@Suite("Numbers beside those of the days before")
struct ChangeWordsTests {
    @Test(
        "a count is compared by a sign and in words",
        arguments: [
            (0, 0, nil), (5, 0, "▲ none in the day before"), (0, 5, "▼ 5 fewer than in the day before"),
            (5, 5, "= as many as in the day before"), (7, 5, "▲ 2 more than in the day before"),
            (112, 100, "▲ 12 % more than in the day before"), (1_001, 1_000, "▲ 1 more than in the day before"),
            (5_000, 100, "▲ 4,900 % more than in the day before"),
        ] as [(Int, Int, String?)])
    func counts(now: Int, then: Int, words: String?) {
        #expect(ChangeWords(before: "the day before").count(now, then) == words)
    }

    @Test("a share is compared with the share before, where there was one")
    func shares() {
        let words = ChangeWords(before: "the day before")
        #expect(words.share(Share(98, of: 100), Share(96, of: 100)) == "▲ up from 96 % in the day before")
        #expect(words.share(Share(42, of: 1_000), Share(51, of: 1_000)) == "▼ down from 5.1 % in the day before")
        #expect(words.share(Share(981, of: 1_000), Share(979, of: 1_000)) == "= as in the day before")
        #expect(words.share(Share(1, of: 2), Share(0, of: 0)) == nil)
    }

    @Test(
        "a small share keeps its tenth, and more than the whole is none",
        arguments: [
            (0, 10, "0 %"), (42, 1_000, "4.2 %"), (4, 100, "4 %"), (98, 100, "98 %"), (995, 1_000, "100 %"),
            (99, 1_000, "9.9 %"), (1, 3, "33 %"), (11, 10, nil), (0, 0, nil), (-1, 10, nil),
        ] as [(Int, Int, String?)])
    func text(part: Int, whole: Int, text: String?) {
        #expect(Share(part, of: whole).text == text)
    }
}

@Suite("A table for a spreadsheet")
struct CSVTests {
    @Test(
        "what it would run is text, and what it would part is quoted",
        arguments: [
            ("Reminder", "Reminder"), ("=1+1", "\"'=1+1\""), ("+49", "\"'+49\""), ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""), (" =1", "\"' =1\""), ("\t=1", "\"'\t=1\""), ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\r\nb", "\"a\r\nb\""), ("Erinnerung für Ä", "Erinnerung für Ä"),
            ("", ""),
            ("|cmd", "\"'|cmd\""), ("%x", "\"'%x\""), ("it’s =1", "it’s =1"),
        ])
    func cells(text: String, cell: String) {
        #expect(CSV.cell(text) == cell)
    }
}
