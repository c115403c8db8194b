import Campaigns
import CivilTime
import Foundation
import Storage
import Testing

@testable import Web

/// Message templates of the two channels that are read in the inbox.
@Suite struct InboxMessageTests {
    @Test(
        "such a text is written, shown as it will look, and offers no test to staff, who have no inbox",
        arguments: [Channel.inApp, .push])
    func written(channel: Channel) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try site.rows.openInbox(of: patient, in: site.clinic)
            let new = desk.get("/messages/new?channel=\(channel.rawValue.lowercased())")
            #expect(new.status == 200)
            #expect(new.text.contains("New \(channel.phrase)"))
            let fields: KeyValuePairs = [
                "version": "0", "channel": channel.rawValue, "name": "A text", "subject": "",
                "body": "Hello {{patient.first_name}}, see {{link.inbox}}",
            ]
            let made = desk.post("/messages", fields)
            #expect(made.status == 303)
            let page = desk.get("\(try #require(made.header("Location")))?patient=\(patient)").text
            #expect(page.contains("Hello Robin, see http://127.0.0.1:9080/m/"))
            #expect(page.contains("notice-words\">Hello Robin, see</p>") == (channel == .push))
            #expect(page.contains("notice-from\">Lakeside Orthodontics</p>") == (channel == .push))
            #expect(!page.contains("formaction=\"/messages/test\""))
            let tested = desk.post("/messages/test", fields)
            #expect(tested.status == 404)
            #expect(try site.rows.count("test_message") == 0)
        }
    }

    @Test("an e-mail without a subject is refused, an in-app message without one is not")
    func subject() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            for (channel, status) in [("EMAIL", 422), ("IN_APP", 303), ("PUSH", 303)] {
                let made = desk.post(
                    "/messages", ["version": "0", "channel": channel, "name": channel, "subject": "", "body": "Hello"])
                #expect(made.status == status, "\(channel)")
            }
        }
    }
}
