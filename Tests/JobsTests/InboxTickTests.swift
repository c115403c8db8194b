import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing
import Tokens

/// In-app messages: rows of ours, so that nothing about them is ever in doubt (delivery.md 1 and 2).
@Suite struct InboxTickTests {
    @Test("an in-app message stands in its inbox from the commit on that calls it sent, and once")
    func once() throws {
        try Practice.open { practice in
            try Self.greet(practice)
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 SENT"])
            for _ in 0..<2 { try practice.tick("2027-03-02T10:05") }
            #expect(try practice.copies() == 0)
            for table in ["inbox_message", "message", "send_attempt"] {
                #expect(try practice.count("SELECT COUNT(*) AS n FROM \(table)") == 1, "\(table)")
            }
            try #expect(
                practice.count(
                    "SELECT COUNT(*) AS n FROM send_attempt WHERE outcome = 'accepted' AND ended_at IS NOT NULL")
                    == 1)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM send WHERE wires = 1 AND sent_at IS NOT NULL") == 1)
            try #expect(practice.count("SELECT SUM(sent) AS n FROM tally") == 1)
        }
    }

    @Test("a tick that loses its claim leaves nothing in the inbox, and the next delivers it once")
    func lostClaim() throws {
        try Practice.open { practice in
            try Self.greet(practice, ticking: false)
            try practice.tick("2027-03-02T10:00", [.events, .workflow])
            let store = SendStore(practice.db)
            let now = practice.at("2027-03-02T10:00")
            let (mine, other) = (
                try practice.workplace(at: now).claimToken(), try practice.workplace(at: now).claimToken()
            )
            let claimed = try store.claim(.inApp, .followUp, at: now, limit: 10, token: mine)
            #expect(claimed.count == 1)
            let wire = WireStore(practice.db, revisions: RevisionStore(practice.db))
            #expect(throws: ClaimLost.self) {
                try wire.post(claimed, of: practice.clinic.id, token: other, at: now) { _ in WireTests.letter }
            }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM inbox_message") == 0)
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 CLAIMED"])
            // The claim's lease is over by then.
            try practice.tick("2027-03-02T10:04")
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 SENT"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM inbox_message") == 1)
        }
    }

    @Test("a recorded no to the channel is heard")
    func consent() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.tell(
                "patients", "P-1",
                #"{"consents":[{"contact":null,"purpose":"care","channel":"IN_APP","granted":false,"at":"2027-03-01T15:00Z","how":"form"}]}"#,
                at: "2027-03-01T09:00")
            try Self.greet(practice, registering: false)
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 SKIPPED NO_CONSENT"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM inbox_message") == 0)
        }
    }

    @Test("a mother finds what is about her child in her own inbox, with the child's name")
    func mother() throws {
        try Practice.open { practice in
            try practice.patient("P-1")
            try Self.greet(practice, registering: false, saying: "Hello!")
            let owner = try #require(
                try practice.db.row(
                    "SELECT c.first_name, i.content FROM inbox_message i JOIN contact c ON c.id = i.contact_id"))
            #expect(owner.text("first_name") == "Helena")
            #expect(owner.text("content").contains("For Mia: Hello!"))
        }
    }

    @Test("what its reader says was read is opened and delivered, counted once, by the tick")
    func read() throws {
        try Practice.open { practice in
            try Self.greet(practice)
            let row = try #require(try practice.db.row("SELECT id, contact_id FROM inbox_message"))
            let (id, contact) = (ID<Send>(row.int("id")), ID<Contact>(row.int("contact_id")))
            let inbox = InboxStore(practice.db)
            #expect(try inbox.unread(of: contact, in: practice.clinic.id) == 1)
            // However soon: a press is no machine's.
            for minute in 0..<2 {
                #expect(
                    try inbox.read(
                        id, of: contact, in: practice.clinic.id,
                        at: practice.at("2027-03-02T10:00").adding(minutes: minute)))
            }
            #expect(try inbox.unread(of: contact, in: practice.clinic.id) == 0)
            for _ in 0..<2 { try practice.tick("2027-03-02T10:05") }
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 DELIVERED"])
            try #expect(
                practice.count(
                    "SELECT COUNT(*) AS n FROM send WHERE opened_at = '2027-03-02 16:00:00' AND delivered_at = opened_at"
                )
                    == 1)
            try #expect(practice.count("SELECT SUM(opened) * 10 + SUM(delivered) AS n FROM tally") == 11)
            #expect(
                try !inbox.read(
                    ID(id.rawValue + 1), of: contact, in: practice.clinic.id, at: practice.at("2027-03-02T11:00")))
        }
    }

    @Test("an offer in the inbox says how to hear no more, and needs a recorded yes")
    func marketing() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.tell(
                "patients", "P-1",
                #"{"consents":[{"contact":null,"purpose":"marketing","channel":"IN_APP","granted":true,"at":"2027-03-01T15:00Z","how":"form"}]}"#,
                at: "2027-03-01T09:00")
            try Self.greet(practice, .marketing, registering: false, saying: "See https://lakeside.example/offer")
            #expect(try practice.sends() == ["IN_APP 2027-03-02T10:00 SENT"])
            let text = try #require(try practice.db.row("SELECT content FROM inbox_message")).text("content")
            #expect(text.contains("https://go.lakeside.example/p/u/"))
            #expect(text.contains("https://go.lakeside.example/p/c/"))
        }
    }

    @Test("the link to the inbox is signed in a mail and a short code in an SMS", arguments: [Channel.email, .sms])
    func link(channel: Channel) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try Self.greet(practice, registering: false, by: channel, saying: "Read it here: {{link.inbox}}")
            let text = try #require(try practice.db.row("SELECT body FROM message")).text("body")
            let url = try #require(text.split(separator: " ").last)
            let token = String(url.split(separator: "/").last!)
            let links = try Practice.sender().links
            let now = practice.at("2027-03-02T10:00")
            let contact = try practice.db.row("SELECT contact_id FROM patient")!.int("contact_id") as Int64
            let wanted = InboxLink(clinic: practice.clinic.id.rawValue, contact: contact)
            switch links.readInbox(token, now: now.seconds) {
            case .valid(let link): #expect(channel == .email && link == wanted)
            case .short(let code):
                #expect(channel == .sms)
                let store = InboxLinkStore(practice.db)
                #expect(try store.link(code, at: now) == .valid(wanted))
                #expect(try store.link(code, at: now.adding(hours: 24 * 30 - 1)) == .valid(wanted))
                #expect(try store.link(code, at: now.adding(hours: 24 * 30)) == .expired)
            case .expired, .refused: Issue.record("a link that does not hold")
            }
        }
    }

    /// A message to a patient who registers on Tuesday morning.
    static func greet(
        _ practice: Practice, _ type: CampaignType = .followUp, registering: Bool = true, by channel: Channel = .inApp,
        saying body: String = "Hello {{patient.first_name|you}}", ticking: Bool = true
    ) throws {
        try practice.campaign(type, on: .appointmentBooked, ["send"], by: channel, saying: body)
        if registering { try practice.patient("P-1", age: 40) }
        try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-02T10:00")
        if ticking { try practice.tick("2027-03-02T10:00") }
    }
}
