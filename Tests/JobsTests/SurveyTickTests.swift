import Campaigns
import CivilTime
import Foundation
import Storage
import Testing
import Tokens

/// The gallery's survey after visits, from the visit to the answer.
@Suite struct SurveyTickTests {
    private static let done = #"{"status":"completed"}"#

    /// Monday 8 March 2027: a visit from 10:00 on that is completed at 11:00.
    private func come(_ practice: Practice, _ visit: String, _ patient: String, day: String = "2027-03-08") throws {
        try practice.visit(visit, of: patient, "\(day)T10:00", at: "\(day)T08:00")
        try practice.tick("\(day)T08:01")
        try practice.tell("appointments", visit, Self.done, at: "\(day)T11:00")
        try practice.tick("\(day)T11:01")
    }

    @Test("three hours after a visit the link to the survey leaves, with the invitation kept")
    func invited() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try come(practice, "A-1", "P-1")
            #expect(try practice.copies() == 0)
            try practice.tick("2027-03-08T14:00")
            #expect(try practice.sends() == ["EMAIL 2027-03-08T14:00 SENT"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM survey_invitation") == 1)
            let body = try practice.db.row("SELECT body FROM message")?.text("body") ?? ""
            #expect(body.contains("https://go.lakeside.example/p/s/1.") && !body.contains("?score="))
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("the numbers of the mail are links that choose, and store nothing")
    func scores() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try come(practice, "A-1", "P-1")
            try practice.tick("2027-03-08T14:00")
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path).first)
            let mail = try String(contentsOf: practice.outbox.appending(path: name), encoding: .utf8)
                .replacing("=\r\n", with: "").replacing("=\n", with: "").replacing("=3D", with: "=")
            for score in 0...10 { #expect(mail.contains("?score=\(score)\""), "\(score)") }
        }
    }

    @Test("whoever has no e-mail address gets a text with a short code, kept by its hash for thirty days")
    func text() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            try practice.tell(
                "patients", "P-1",
                #"{"firstName":"Sam","lastName":"Winter","birthDate":"1990-01-20","phone":"+13125550142"}"#,
                at: "2027-03-01T09:00")
            try come(practice, "A-1", "P-1")
            try practice.tick("2027-03-08T14:00")
            #expect(try practice.sends() == ["SMS 2027-03-08T14:00 SENT"])
            let body = try practice.db.row("SELECT body FROM message")?.text("body") ?? ""
            let code = try #require(body.firstMatch(of: /\/p\/s\/([A-Za-z0-9_-]{22})/)).1
            let token = try #require(SecretToken(String(code)))
            let link = try #require(try SurveyInvitations(practice.db).link(token))
            #expect(link.endsAt == practice.at("2027-04-07T15:00"))  // thirty days of 24 hours, across the clock change
        }
    }

    @Test("a family with three children is asked once, on the same day and again only after three months")
    func family() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            let mother =
                #"[{"externalId":"M-1","relation":"parent","firstName":"Helena","lastName":"Lindqvist","email":"h@parents.example","receives":["care"]}]"#
            for key in ["P-1", "P-2", "P-3"] {
                try practice.tell(
                    "patients", key,
                    #"{"firstName":"Mia","lastName":"Lindqvist","birthDate":"2015-01-20","contacts":\#(mother)}"#,
                    at: "2027-03-01T09:00")
            }
            for (visit, patient) in [("A-1", "P-1"), ("A-2", "P-2"), ("A-3", "P-3")] {
                try practice.visit(visit, of: patient, "2027-03-08T10:00", at: "2027-03-08T08:00")
            }
            try practice.tick("2027-03-08T08:01")
            for visit in ["A-1", "A-2", "A-3"] {
                try practice.tell("appointments", visit, Self.done, at: "2027-03-08T11:00")
            }
            try practice.tick("2027-03-08T11:01")
            try practice.tick("2027-03-08T14:00")
            try practice.tick("2027-03-08T14:01")
            let sends = try practice.sends()
            #expect(sends.count { $0.hasSuffix("SENT") } == 1 && sends.count == 3, "\(sends)")
            try come(practice, "A-4", "P-2", day: "2027-06-07")
            try practice.tick("2027-06-07T14:00")
            #expect(try practice.copies() == 1)
            try come(practice, "A-5", "P-3", day: "2027-06-09")
            try practice.tick("2027-06-09T14:00")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("nobody is asked within two weeks after a missed visit, or while an invoice is overdue")
    func guarded() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            for key in ["P-1", "P-2", "P-3"] { try practice.patient(key, age: 40) }
            try practice.visit("A-0", of: "P-1", "2027-02-24T10:00", status: "no-show", at: "2027-03-02T08:00")
            try practice.tell(
                "invoices", "I-1",
                #"{"patient":"P-2","amountCents":100,"currency":"USD","dueOn":"2027-03-07","paidCents":0,"status":"open"}"#,
                at: "2027-03-02T08:00")
            for (visit, patient) in [("A-1", "P-1"), ("A-2", "P-2"), ("A-3", "P-3")] {
                try come(practice, visit, patient)
            }
            try practice.tick("2027-03-08T14:00")
            #expect(try practice.sends() == ["EMAIL 2027-03-08T14:00 SENT"])
        }
    }

    @Test("without a survey in use nothing is sent, and the reason is kept")
    func none() throws {
        try Practice.open { practice in
            try practice.start(.visitSurvey, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try come(practice, "A-1", "P-1")
            _ = try practice.db.run("UPDATE survey SET in_use = NULL")
            try practice.tick("2027-03-08T14:00")
            #expect(try practice.sends() == ["EMAIL 2027-03-08T14:00 SKIPPED MISSING_FIELD"])
        }
    }
}
