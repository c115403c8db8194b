import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing
import Tokens

@testable import Web

/// The page on which people choose what they get.
@Suite struct PreferencesTests {
    private static let now = SampleSite.now

    @Test("it shows boxes for the channels that reach the person, and no more than the first name")
    func shown() throws {
        try withOffer { offer throws in
            let page = offer.get()
            #expect(page.status == 200)
            for word in [
                "Robin’s messages", "Lakeside Orthodontics", "By e-mail", "By text message", "Offers and news",
            ] {
                #expect(page.text.contains(word), "\(word)")
            }
            for word in ["Winter", "patients.example", "3125550142", "P-1", "<script"] {
                #expect(!page.text.contains(word), "\(word)")
            }
            #expect(page.header("Cache-Control") == "no-store" && page.header("Referrer-Policy") == "no-referrer")
            #expect(
                offer.ticked(page) == ["email-reminder", "email-care", "email-marketing", "sms-reminder", "sms-care"])
        }
    }

    @Test("a scanner that fetches it again and again changes nothing")
    func scanner() throws {
        try withOffer { offer throws in
            for method in ["GET", "HEAD", "GET", "HEAD", "GET", "HEAD"] {
                for query in ["", "?save=1", "?saved=1&email=care"] {
                    #expect(offer.site.respond(method, offer.path + query).status == 200)
                }
            }
            #expect(offer.site.respond("GET", offer.path + "/code").status == 405)
            #expect(try offer.answers() == ["marketing EMAIL 1"])
            #expect(try offer.site.rows.count("preference_code") == 0)
        }
    }

    @Test("what is unticked is refused at once, with the words beside the box")
    func less() throws {
        try withOffer { offer throws in
            let saved = offer.save(["email": ["care", "marketing"], "sms": []])
            #expect(saved.status == 303 && saved.header("Location") == offer.path + "?saved=1")
            #expect(
                try offer.answers() == [
                    "care SMS 0", "marketing EMAIL 1", "reminder EMAIL 0", "reminder SMS 0",
                ])
            let words = try offer.site.db.rows(
                "SELECT how, wording, source FROM consent WHERE NOT granted AND purpose = 'reminder' AND channel = 'EMAIL'"
            )
            #expect(words.map { $0.text("wording") } == ["By e-mail: Reminders of visits"])
            #expect(words.map { $0.text("how") } == ["preferences page"] && words[0].text("source") == "person")
            #expect(offer.get(query: "?saved=1").text.contains("Saved."))
            _ = offer.save(["email": ["care", "marketing"], "sms": []])
            #expect(try offer.answers().count == 4, "said again, it is not written again")
        }
    }

    @Test("a no to offers by e-mail goes for everybody with that address, as an unsubscribe link's does")
    func everybody() throws {
        try withOffer { offer throws in
            _ = try offer.site.rows.patient("P-2", in: offer.site.clinic)
            _ = offer.save(["email": ["reminder", "care"], "sms": ["reminder", "care"]])
            #expect(
                try offer.site.rows.count("suppression", where: "scope = 'marketing' AND cause = 'unsubscribe'") == 1)
            #expect(try offer.site.rows.count("consent", where: "NOT granted AND channel = 'EMAIL'") == 2)
        }
    }

    @Test("more waits for a code, which comes to that address and works once")
    func more() throws {
        try withOffer { offer throws in
            let saved = offer.save([
                "email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"],
            ])
            #expect(saved.header("Location") == offer.path)
            #expect(try offer.answers() == ["marketing EMAIL 1"])
            let wish = try offer.wish()
            #expect(wish.channel == "SMS")
            #expect(offer.get().text.contains("Then you get: By text message: Offers and news"))

            #expect(offer.type("12", wish).status == 422)
            let done = offer.type(wish.code, wish)
            #expect(done.status == 303 && done.header("Location") == offer.path + "?saved=1")
            #expect(try offer.answers() == ["marketing EMAIL 1", "marketing SMS 1"])
            let proof = try #require(
                try offer.site.db.row("SELECT how, wording FROM consent WHERE granted AND channel = 'SMS'"))
            #expect(proof.text("how") == "preferences page, by a code sent there")
            #expect(proof.text("wording") == "By text message: Offers and news")
            #expect(offer.type(wish.code, wish).status == 422, "used")
            #expect(!offer.get().text.contains("One more step"))
        }
    }

    @Test("a yes by code opens an address that was unsubscribed, and nobody else's answer")
    func reopened() throws {
        try withOffer { offer throws in
            _ = try offer.site.rows.patient("P-2", in: offer.site.clinic)
            _ = offer.save(["email": ["reminder", "care"], "sms": ["reminder", "care"]])
            _ = offer.save(["email": ["reminder", "care", "marketing"], "sms": ["reminder", "care"]])
            let (wish, later) = (try offer.wish(), Self.now.adding(minutes: 1))
            #expect(offer.type(wish.code, wish, at: later).status == 303)
            #expect(try offer.site.rows.count("suppression", where: "lifted_at IS NULL") == 0)
            #expect(offer.ticked(offer.get(at: later)).contains("email-marketing"))
            #expect(try offer.site.rows.count("consent", where: "granted AND channel = 'EMAIL'") == 2)
            #expect(try offer.site.rows.count("consent", where: "NOT granted AND channel = 'EMAIL'") == 2)
        }
    }

    @Test("five wrong codes end the wish, and the right one comes too late")
    func guessing() throws {
        try withOffer { offer throws in
            _ = offer.save(["email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"]])
            let wish = try offer.wish()
            let wrong = wish.code == "111111" ? "222222" : "111111"
            for left in [4, 3, 2] {
                #expect(offer.type(wrong, wish).text.contains("You can try \(left) more times."))
            }
            #expect(offer.type(wrong, wish).text.contains("You can try once more."))
            #expect(offer.type(wrong, wish).text.contains("This code has ended."))
            #expect(offer.type(wish.code, wish).status == 422)
            #expect(try offer.answers() == ["marketing EMAIL 1"])
        }
    }

    @Test("a code ends after ten minutes")
    func late() throws {
        try withOffer { offer throws in
            _ = offer.save(["email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"]])
            let wish = try offer.wish()
            let end = Self.now.adding(minutes: 10)
            #expect(offer.type(wish.code, wish, at: end).status == 422)
            #expect(offer.type(wish.code, wish, at: end.adding(seconds: -1)).status == 303)
        }
    }

    @Test("an address is asked three times an hour and six times a day at most, and the last code alone counts")
    func limited() throws {
        try withOffer { offer throws in
            let all = ["email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"]]
            var wishes: [Wish] = []
            for _ in 0..<3 {
                #expect(offer.save(all).status == 303)
                wishes.append(try offer.wish())
            }
            let refused = offer.save(all)
            #expect(refused.status == 422)
            #expect(refused.text.contains("try again in 60 minutes"))
            #expect(offer.ticked(refused).contains("sms-marketing"), "what was ticked stays")
            #expect(try offer.site.rows.count("preference_code") == 3)
            for minute in [60, 61, 62] { #expect(offer.save(all, at: Self.now.adding(minutes: minute)).status == 303) }
            let tomorrow = offer.save(all, at: Self.now.adding(minutes: 180))
            #expect(tomorrow.status == 422 && tomorrow.text.contains("try again tomorrow"))
            #expect(offer.save(all, at: Self.now.adding(hours: 24)).status == 303)
            #expect(offer.type(wishes[0].code, wishes[0]).status == 422)
            #expect(offer.type(wishes[2].code, wishes[2]).status == 303)
        }
    }

    @Test("reminders without care messages cannot be had anew")
    func incomplete() throws {
        try withOffer { offer throws in
            _ = offer.save(["email": ["reminder", "care", "marketing"], "sms": []])
            let page = offer.save(["email": ["reminder", "care", "marketing"], "sms": ["reminder"]])
            #expect(page.status == 422 && page.text.contains("tick both, or neither"))
        }
    }

    @Test("a number that said STOP has no boxes, and a form that says otherwise opens nothing")
    func stopped() throws {
        try withOffer { offer throws in
            let point: ID<ContactPoint> = ID(
                try #require(try offer.site.db.row("SELECT id FROM contact_point WHERE kind = 'phone'")).int("id"))
            try offer.site.db.transaction {
                try SuppressionStore(offer.site.db).suppress(
                    point, in: offer.site.clinic, scope: .all, because: .optOut, at: Self.now)
            }
            let page = offer.get()
            #expect(page.text.contains("You answered STOP"))
            #expect(!offer.ticked(page).contains { $0.hasPrefix("sms") } && !page.text.contains("id=\"sms-care\""))
            #expect(offer.save(["email": ["reminder", "care", "marketing"], "sms": ["marketing"]]).status == 303)
            #expect(try offer.site.rows.count("preference_code") == 0)
        }
    }

    @Test("while the clinic holds all its messages no code is promised")
    func held() throws {
        try withOffer { offer throws in
            _ = try offer.site.db.run("UPDATE clinic SET held_at = created_at")
            let page = offer.save([
                "email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"],
            ])
            #expect(page.status == 422 && page.text.contains("No code can be sent just now"))
        }
    }

    @Test("the page is in Spanish for who reads that, and so are the words that are kept")
    func spanish() throws {
        try withOffer { offer throws in
            _ = try offer.site.db.run("UPDATE contact SET language = 'es-MX'")
            let page = offer.get()
            #expect(page.text.contains("lang=\"es\"") && page.text.contains("Mensajes de Robin"))
            _ = offer.save(["email": ["reminder", "care"], "sms": ["reminder", "care"]])
            let wording = try offer.site.db.row("SELECT wording FROM consent WHERE NOT granted")?.text("wording")
            #expect(wording == "Por correo electrónico: Ofertas y novedades")
            let unsubscribe = offer.site.respond("GET", offer.unsubscribe)
            #expect(unsubscribe.text.contains("lang=\"es\"") && unsubscribe.text.contains("¿Dejar de recibir"))
        }
    }

    @Test(
        "an empty or foreign POST changes nothing",
        arguments: ["", "List-Unsubscribe=One-Click", "email=care", "a=\u{FF}&b"])
    func foreign(body: String) throws {
        try withOffer { offer throws in
            #expect(offer.site.respond("POST", offer.path, body: Array(body.utf8)).status == 400)
            #expect(offer.site.respond("POST", offer.path + "/code", body: Array(body.utf8)).status == 400)
            #expect(try offer.answers() == ["marketing EMAIL 1"])
        }
    }

    @Test(
        "hostile values cost a page, never an error",
        arguments: ["wish=9999&code-9999=1", "wish=-1", "wish=1&code-1=%00"])
    func hostile(body: String) throws {
        try withOffer { offer throws in
            #expect(offer.site.respond("POST", offer.path + "/code", body: Array(body.utf8)).status == 422)
            let save = "save=1&email=marketing&email=marketing&email=nonsense&sms=care&sms=reminder&x=y"
            #expect([303, 422].contains(offer.site.respond("POST", offer.path, body: Array(save.utf8)).status))
        }
    }

    @Test("another's wish cannot be confirmed, with its code or without")
    func foreignWish() throws {
        try withOffer { offer throws in
            let all = ["email": ["reminder", "care", "marketing"], "sms": ["reminder", "care", "marketing"]]
            _ = offer.save(all)
            let wish = try offer.wish()
            let other = try offer.beside("P-2", email: "kim@patients.example")
            #expect(offer.type(wish.code, wish, path: other).status == 422)
            #expect(try offer.site.rows.count("preference_code", where: "state = 'waiting' AND tries = 0") == 1)
        }
    }

    @Test("forged links lead nowhere, old ones say so, and so does one to an address that is somebody else's by now")
    func tokens() throws {
        try withOffer { offer throws in
            #expect(offer.site.respond("GET", offer.path + "A").status == 404)
            #expect(offer.site.respond("GET", offer.unsubscribe.replacing("/p/u/", with: "/p/f/")).status == 404)
            #expect(offer.get(at: Self.now.adding(hours: 24 * 500)).status == 410)
            let other = try offer.site.rows.clinic("Elsewhere")
            let elsewhere = offer.site.links.preferences(
                send: offer.send.rawValue, clinic: other.rawValue, now: Self.now.seconds)
            #expect(offer.site.respond("GET", SampleSite.path(elsewhere)).status == 404)
            _ = try offer.site.db.run("DELETE FROM contact_address WHERE kind = 'email'")
            #expect(offer.get().status == 404)
            #expect(offer.save(["email": []]).status == 404)
        }
    }

    @Test("a link to it lives as long as its offer may be kept, and the page costs a fixed few statements")
    func cost() throws {
        try withOffer { offer throws in
            #expect(offer.get(at: Self.now.adding(hours: 24 * 400)).status == 200)
            // A site asks for its schema's version now and then.
            _ = offer.get()
            let before = offer.site.statements()
            _ = offer.get()
            let few = offer.site.statements() - before
            for number in 0..<20 { _ = try offer.beside("X-\(number)", email: "robin@patients.example") }
            let then = offer.site.statements()
            _ = offer.get()
            #expect(offer.site.statements() - then == few)
            #expect(few <= 10)
        }
    }

    private func withOffer(_ body: (Offer) throws -> Void) throws { try SampleSite.with { try body(Offer($0)) } }
}

private struct Wish {
    let id: Int64
    let channel: String
    let code: String
}

/// An offer that was sent two hours ago to one who agreed to it by e-mail, and who has a telephone, too.
private struct Offer {
    let site: SampleSite
    let send: ID<Send>
    let path: String
    let unsubscribe: String
    private let campaign: ID<Campaign>

    init(_ site: SampleSite) throws {
        self.site = site
        campaign = try site.rows.campaign(in: site.clinic)
        let patient = try site.rows.patient("P-1", in: site.clinic)
        let sentAt = SampleSite.now.adding(hours: -2)
        send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: sentAt, sentAt: sentAt)
        let (id, clinic, now) = (send.rawValue, site.clinic.rawValue, sentAt.seconds)
        path = SampleSite.path(site.links.preferences(send: id, clinic: clinic, now: now))
        unsubscribe = SampleSite.path(site.links.unsubscribe(send: id, clinic: clinic, now: now))
        let made: Value = .timestamp(SampleRows.made.microseconds)
        let phone = try site.db.run(
            "INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, 'phone', '+13125550142', ?)",
            [.int(clinic), made]
        ).lastID
        _ = try site.db.run(
            """
            INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
            SELECT clinic_id, contact_id, 'phone', ? FROM patient WHERE id = ?
            """, [.int(phone), .int(patient.rawValue)])
        _ = try site.db.run(
            """
            INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
            SELECT clinic_id, contact_id, 'marketing', 'EMAIL', TRUE, ?, 'intake', ? FROM patient WHERE id = ?
            """, [made, made, .int(patient.rawValue)])
    }

    /// The page of another person who got the same offer.
    func beside(_ key: String, email: String) throws -> String {
        let patient = try site.rows.patient(key, in: site.clinic, email: email)
        let sentAt = SampleSite.now.adding(hours: -2)
        let send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: sentAt, sentAt: sentAt)
        return SampleSite.path(
            site.links.preferences(send: send.rawValue, clinic: site.clinic.rawValue, now: sentAt.seconds))
    }

    func get(query: String = "", at now: Instant = SampleSite.now) -> Response {
        site.respond("GET", path + query, at: now)
    }

    func save(_ boxes: [String: [String]], at now: Instant = SampleSite.now) -> Response {
        let fields = boxes.flatMap { name, values in values.map { "\(name)=\($0)" } }
        return site.respond("POST", path, body: Array((["save=1"] + fields).joined(separator: "&").utf8), at: now)
    }

    func type(_ code: String, _ wish: Wish, path: String? = nil, at now: Instant = SampleSite.now) -> Response {
        let body = "wish=\(wish.id)&code-\(wish.id)=\(code)"
        return site.respond("POST", (path ?? self.path) + "/code", body: Array(body.utf8), at: now)
    }

    /// The last that was asked for, and its code, as the tick would send it.
    func wish() throws -> Wish {
        let row = try #require(
            try site.db.row("SELECT id, channel, nonce FROM preference_code ORDER BY id DESC LIMIT 1"))
        return Wish(
            id: row.int("id"), channel: row.text("channel"), code: site.links.codes.text(of: row.bytes("nonce")))
    }

    /// The ids of the boxes that are ticked.
    func ticked(_ page: Response) -> Set<String> {
        let boxes = page.text.matches(of: /<input[^>]*type="checkbox"[^>]*>/).map { String($0.output) }
        return Set(
            boxes.filter { $0.contains("checked=\"checked\"") }.compactMap { box in
                box.firstMatch(of: /\ id="([^"]+)"/).map { String($0.1) }
            })
    }

    /// Everybody's answers.
    func answers() throws -> [String] {
        try site.db.rows("SELECT purpose, channel, granted FROM consent").map {
            "\($0.text("purpose")) \($0.text("channel")) \($0.bool("granted") ? 1 : 0)"
        }.sorted()
    }
}
