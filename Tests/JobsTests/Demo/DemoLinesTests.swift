import Campaigns
import CivilTime
import Storage
import Testing

@testable import Jobs

@Suite("The demo clinic's history")
struct DemoLinesTests {
    private static let now = Instant("2027-03-03T16:10Z")!

    private func history() -> DemoLines {
        let zone = Zone("America/Chicago")!
        let clinic = DemoClinic.clinic(in: zone, around: zone.civil(at: Self.now).date)
        return DemoLines(clinic, patients: 120, seed: 5, at: Self.now)
    }

    private func lines() -> [JSON] { history().lines }

    private func ofKind(_ kind: String) -> [JSON] { lines().filter { $0["kind"]?.stringValue == kind } }

    @Test("it is the same each time")
    func deterministic() {
        #expect(lines() == lines())
    }

    @Test("every minor has a guardian, and every adult an address of his own")
    func guardians() throws {
        for patient in ofKind("patient") {
            let born = try #require(patient["birthDate"]?.stringValue.flatMap { CivilDate($0) })
            let isMinor = born.adding(months: 18 * 12) > CivilDate("2027-03-03")!
            #expect(patient["contacts"]?.arrayValue?.isEmpty == !isMinor)
            #expect(patient["email"]?.isNull == isMinor)
        }
    }

    @Test("visits lie in open hours, within two years and six weeks, and what is past has an end")
    func visits() throws {
        let zone = Zone("America/Chicago")!
        let clinic = DemoClinic.clinic(in: zone, around: CivilDate("2027-03-03")!)
        for visit in ofKind("appointment") {
            let start = try #require(visit["startsAt"]?.stringValue.flatMap { Instant($0) })
            let local = zone.civil(at: start)
            let hours = try #require(clinic.hours[local.date.weekday])
            #expect(hours.from <= local.time && local.time < hours.to)
            #expect(!clinic.closedDays.map(\.date).contains(local.date))
            #expect(start < Self.now.adding(hours: 24 * 50))
            let isOver = ["completed", "cancelled", "no-show"].contains(visit["status"]?.stringValue)
            #expect(isOver == (start <= Self.now))
        }
    }

    @Test("told bit by bit from a day on, it comes to the same", arguments: [0, 1, 60])
    func tellings(days: Int) throws {
        let history = history()
        let began = Self.now.adding(hours: -24 * days)
        var known: [String: JSON] = [:]
        func take(_ line: JSON) throws {
            let key = try #require(line["externalId"]?.stringValue)
            known["\(line["kind"]?.stringValue ?? "") \(key)"] = line
        }
        for line in history.lines(at: began) { try take(line) }
        var last = began
        for telling in history.tellings(after: began) {
            #expect(telling.at >= last && telling.at <= Self.now)
            last = telling.at
            if telling.line["kind"]?.stringValue != "patient" {
                #expect(known["patient \(telling.line["patient"]?.stringValue ?? "")"] != nil)
            }
            try take(telling.line)
        }
        #expect(Set(known.values) == Set(history.lines) && known.count == history.lines.count)
    }

    @Test("nothing is told of a visit before it is booked, nor that it is over before it begins")
    func order() throws {
        for record in history().records {
            for telling in record.tellings where telling.line["kind"]?.stringValue == "appointment" {
                let booked = try #require(telling.line["bookedAt"]?.stringValue.flatMap { Instant($0) })
                let start = try #require(telling.line["startsAt"]?.stringValue.flatMap { Instant($0) })
                let status = telling.line["status"]?.stringValue ?? ""
                #expect(telling.at >= booked)
                #expect(telling.at >= min(start, Self.now) || !["completed", "no-show"].contains(status))
            }
        }
    }

    @Test("Thanksgiving is the fourth Thursday of November", arguments: [("2026-11-26", 2026), ("2027-11-25", 2027)])
    func thanksgiving(day: String, year: Int) {
        let clinic = DemoClinic.clinic(in: Zone("America/Chicago")!, around: CivilDate(year: year, month: 5, day: 1)!)
        #expect(clinic.closedDays.map(\.date.text).contains(day))
    }
}
