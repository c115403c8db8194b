import Campaigns
import CivilTime
import Foundation
import Storage
import Testing

@testable import Web

/// Message templates of the two channels that are read in the inbox.
@Suite struct InboxMessageTests {
    @Test(
        "such a text is written, shown as it will look, and tested in an inbox that only its asker can open",
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
            #expect(page.contains("formaction=\"/messages/test\""))
            #expect(page.contains("test inbox that only you can open"))
            // What cannot be tested is said.
            #expect(page.contains("The notification itself goes to no phone") == (channel == .push))
            let tested = desk.post(
                "/messages/test", fields: fields.map { ($0.key, $0.value) } + [("patient", "\(patient)")])
            let id =
                try #require(try site.db.row("SELECT id FROM test_message WHERE address = 'inbox'")).int("id") as Int
            let form = "/messages/new?channel=\(channel.rawValue.lowercased())&test=\(id)"
            #expect(tested.status == 303 && tested.header("Location") == "\(form)#test-panel")
            let kept = desk.get(form).text
            #expect(kept.contains("stands in your test inbox within a minute or two"))
            #expect(kept.contains("Hello {{patient.first_name}}, see {{link.inbox}}</textarea>"))
            #expect(desk.get("/tests/\(id)/inbox").status == 404)
            let queue = TestMessageQueue(site.db)
            _ = try queue.take(channel, at: SampleSite.now, limit: 1)
            try queue.settle(ID(Int64(id)), as: .sent, at: SampleSite.now)
            let left = desk.get("/tests/\(id)").text
            #expect(left.contains("stands in your test inbox since today at 12:00"))
            #expect(left.contains(">In your inbox</span>"))
            #expect(left.contains("href=\"/tests/\(id)/inbox\""))
            #expect(left.contains("No notification has left") == (channel == .push))
            #expect(left.contains("notice-from\">Lakeside Orthodontics</p>") == (channel == .push))
            let inbox = desk.get("/tests/\(id)/inbox")
            #expect(inbox.status == 200)
            for words in ["[Test]", "Hello Robin, see", "Lakeside Orthodontics", "/m/"] {
                #expect(inbox.text.contains(words), "\(words)")
            }
            #expect(!inbox.text.contains("<form"))
            #expect(try Desk(site, role: .admin, name: "Ben Cole").get("/tests/\(id)/inbox").status == 404)
            #expect(try site.rows.count("send") == 0)
        }
    }

    @Test("a test by mail has no inbox")
    func mail() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.askTest()
            let queue = TestMessageQueue(site.db)
            _ = try queue.take(.email, at: SampleSite.now, limit: 1)
            try queue.settle(id, as: .sent, at: SampleSite.now)
            #expect(!desk.get("/tests/\(id)").text.contains("/tests/\(id)/inbox"))
            #expect(desk.get("/tests/\(id)/inbox").status == 404)
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
