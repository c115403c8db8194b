import Campaigns
import CivilTime
import Foundation
import Storage
import Testing

/// Which mails carry the visit as a calendar file.
@Suite struct CalendarLetterTests {
    private func files(_ practice: Practice) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path).filter { $0.hasSuffix(".eml") }
            .sorted()
            .map { try String(contentsOf: practice.outbox.appending(path: $0), encoding: .utf8) }
    }

    private func visitFile(in mail: String) -> String? {
        guard let part = mail.components(separatedBy: "Content-Type: text/calendar").dropFirst().first,
            let text = part.components(separatedBy: "\r\n\r\n").dropFirst().first?.components(separatedBy: "\r\n--")
                .first,
            let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters)
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    @Test("the confirmation does, for the child, and the reminders behind it do not")
    func confirmation() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T09:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-02T09:00")
            try practice.tick("2027-03-02T09:01")
            let mails = try files(practice)
            #expect(mails.count == 1)
            let calendar = try #require(visitFile(in: mails[0]))
            #expect(calendar.contains("SUMMARY:Visit at Lakeside Orthodontics (Mia)"))
            #expect(calendar.contains("DTSTART:20270320T200000Z"))
            #expect(!calendar.contains("Lindqvist"))
            for local in ["2027-03-18T15:01", "2027-03-20T08:01"] { try practice.tick(local) }
            #expect(try files(practice).compactMap(visitFile).count == 1)
        }
    }

    @Test("what leaves after the visit was moved carries the newest time and a higher number")
    func rendersAsItIsThen() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T09:00")
            try practice.campaign(
                "Moved", by: .event(.appointmentMoved, rule: nil), body: "Moved!", made: "2027-03-01T09:00")
            try practice.patient("P-1", age: 40)
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-02T09:00")
            try practice.tick("2027-03-02T09:01")
            try practice.visit("A-1", of: "P-1", "2027-03-21T10:00", at: "2027-03-03T09:00")
            try practice.tick("2027-03-03T09:11")
            let calendars = try files(practice).compactMap(visitFile)
            #expect(calendars.count == 2)
            #expect(calendars.contains { $0.contains("SEQUENCE:0\r\n") && $0.contains("DTSTART:20270320T200000Z") })
            #expect(calendars.contains { $0.contains("SEQUENCE:2\r\n") && $0.contains("DTSTART:20270321T150000Z") })
        }
    }
}
