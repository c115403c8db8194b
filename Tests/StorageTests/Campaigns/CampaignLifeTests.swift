import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite("The life of a campaign")
struct CampaignLifeTests {
    @Test("activation publishes the draft and sets it going")
    func activation() throws {
        try DraftSample.with { sample in
            try sample.complete()
            let terms = try sample.campaigns.draftTerms(sample.id, in: sample.clinic)
            #expect(try sample.activate(takesUpVisits: true) == .done)
            let campaign = try sample.campaign
            #expect(campaign.status == .active)
            #expect(campaign.activatedAt == sample.now)
            let revision = try #require(campaign.revisionID)
            let published = try RevisionStore(sample.db).terms(revision, of: sample.id, in: sample.clinic)
            #expect(published == terms)
            #expect(try sample.count("campaign", where: "take_up_after = 0") == 1)
            #expect(try sample.activate() == .wrongStatus(.active))
        }
    }

    @Test("activation is refused with every problem, and leaves a draft")
    func refusal() throws {
        try DraftSample.with { sample in
            let wait = try sample.add("wait", try DraftSample.wait("2 days before due date"))
            let send = try sample.add("send", DraftSample.send())
            guard case .refused(let problems) = try sample.activate() else {
                Issue.record("it was activated")
                return
            }
            #expect(problems.map(\.step) == [wait, send])
            #expect(try sample.campaign.status == .draft)
            #expect(try sample.count("revision") == 0)
        }
    }

    @Test("a draft that was changed meanwhile is not activated")
    func stale() throws {
        try DraftSample.with { sample in
            try sample.complete()
            let version = try sample.campaign.version
            try sample.add("more", DraftSample.send(sample.template()))
            let outcome = try sample.life.activate(
                sample.id, .init(version: version, takesUpVisits: false, couriers: [.sms]), in: sample.clinic,
                by: sample.author, at: sample.now)
            #expect(outcome == .stale(version: version + 1))
        }
    }

    @Test("ten may be active, and the refusal of the eleventh names them")
    func limit() throws {
        try DraftSample.with { sample in
            try sample.complete()
            for number in 1...10 { _ = try sample.rows.campaign("Offer \(number)", in: sample.clinic) }
            guard case .refused(let problems) = try sample.activate() else {
                Issue.record("an eleventh was activated")
                return
            }
            #expect(problems.map(\.place) == [.clinic])
            #expect(problems[0].message.contains("“Offer 10”"))
        }
    }

    @Test("who is paused takes no place among the ten")
    func pausedTakesNoPlace() throws {
        try DraftSample.with { sample in
            try sample.complete()
            for number in 1...10 { _ = try sample.rows.campaign("Offer \(number)", in: sample.clinic) }
            _ = try sample.db.run("UPDATE campaign SET status = 'PAUSED' WHERE name = 'Offer 10'")
            #expect(try sample.activate() == .done)
        }
    }

    @Test(
        "a second campaign that reminds of bookings is refused, also while the first is paused",
        arguments: [false, true])
    func secondReminder(isPaused: Bool) throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            if isPaused { #expect(try pause(sample) == .done) }
            let second = try GalleryStore(sample.db).use(
                .appointmentReminders, in: sample.clinic, by: sample.author, at: sample.now)
            guard case .refused(let problems) = try sample.activate(second) else {
                Issue.record("a second reminder was activated")
                return
            }
            #expect(problems.map(\.place) == [.clinic])
        }
    }

    @Test("beside the reminders another campaign may follow bookings, and the other way round")
    func followUpOnBookings() throws {
        try DraftSample.with { sample in
            try sample.complete()
            _ = try sample.db.run("UPDATE campaign SET type = 'FOLLOW_UP'")
            #expect(try sample.activate() == .done)
            let reminders = try GalleryStore(sample.db).use(
                .appointmentReminders, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(try sample.activate(reminders) == .done)
        }
    }

    @Test("a scheduled campaign fires at its local time, which may not have passed")
    func scheduled() throws {
        try DraftSample.with { sample in
            let late = try makeScheduled("2027-03-08T09:00", sample)
            guard case .refused(let problems) = try sample.activate(late) else {
                Issue.record("it was activated for the past")
                return
            }
            #expect(problems.map(\.place) == [.trigger])
            let soon = try makeScheduled("2027-03-14T02:30", sample)
            #expect(try sample.activate(soon) == .done)
            let due = try sample.db.row("SELECT due_at FROM occurrence")?.timestamp("due_at")
            // The clock goes forward at two: half past two is half past three.
            #expect(due == SampleRows.instant("2027-03-14T08:30Z").microseconds)
        }
    }

    @Test("a marketing campaign's links are kept when it is activated, and those of a later publication then")
    func links() throws {
        try DraftSample.with { sample in
            let id = try makeScheduled("2027-04-08T09:00", sample, body: "See https://lakeside.example/white today")
            #expect(try sample.activate(id) == .done)
            func links() throws -> [String] {
                try TrackingStore(sample.db).links(of: id, in: sample.clinic).keys.sorted()
            }
            #expect(try links() == ["https://lakeside.example/white"])
            let more = try sample.template(.email, body: "See https://lakeside.example/floss too")
            _ = try sample.steps.add(
                name: "More", DraftSample.send(more, by: .email), at: .end(of: .main), to: id, in: sample.clinic,
                by: sample.author, at: sample.now)
            let version = try #require(try sample.campaigns.campaign(id, in: sample.clinic)).version
            let publishing = CampaignLife.Publishing(version: version, movesPeople: true, couriers: [.email])
            #expect(
                try sample.life.publish(id, publishing, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            #expect(try links() == ["https://lakeside.example/floss", "https://lakeside.example/white"])
        }
    }

    @Test("a pause can be taken back for ten minutes")
    func undo() throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            #expect(try pause(sample) == .done)
            #expect(try pause(sample) == .wrongStatus(.paused))
            #expect(try sample.campaign.pausedAt == sample.now)
            func undo(afterMinutes minutes: Int) throws -> LifeOutcome {
                try sample.life.undoPause(
                    sample.id, in: sample.clinic, by: sample.author, at: sample.now.adding(minutes: minutes))
            }
            #expect(try undo(afterMinutes: 11) == .tooLate)
            #expect(try undo(afterMinutes: 10) == .done)
            #expect(try sample.campaign.status == .active)
            #expect(try sample.campaign.pausedAt == nil)
            #expect(try sample.count("campaign", where: "unpark_at IS NOT NULL") == 1)
        }
    }

    @Test("what fell due is skipped unless somebody chooses, and of reminders sent", arguments: CampaignType.allCases)
    func usual(type: CampaignType) {
        #expect(CampaignLife.Missed.usual(for: type) == (type == .reminder ? .send : .skip))
    }

    @Test("resume skips what fell due, and only that")
    func resumeSkips() throws {
        try withPaused { sample, id in
            // Parked when it was due, and then its visit moved.
            let patient = try sample.rows.patient("P-9", in: sample.clinic)
            let moved = try sample.rows.send(
                of: id, to: patient, in: sample.clinic, plannedAt: sample.now.adding(hours: 48))
            try sample.db.run(
                "UPDATE send SET phase = 'PARKED', next_at = NULL, reason = 'CAMPAIGN_PAUSED', parked_at = ? WHERE id = ?",
                [.timestamp(sample.now.microseconds), .int(moved.rawValue)])
            let outcome = try sample.life.resume(id, .skip, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(outcome == .done)
            #expect(try sample.count("send", where: "phase = 'PARKED'") == 1)
            #expect(try sample.count("send", where: "phase = 'SKIPPED' AND reason = 'SKIPPED_AT_RESUME'") == 2)
            #expect(try sample.count("send", where: "phase = 'READY'") == 1)
            #expect(try sample.count("send", where: "phase = 'SENT'") == 1)
            let noted = try sample.db.row("SELECT SUM(amount) AS n FROM tally_delta WHERE measure = 'skipped'")
            #expect(noted?.int("n") == 2)
        }
    }

    @Test("resume can leave what fell due to the sender")
    func resumeSends() throws {
        try withPaused { sample, id in
            let outcome = try sample.life.resume(id, .send, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(outcome == .done)
            #expect(try sample.count("send", where: "phase IN ('READY', 'PARKED')") == 3)
            #expect(try ParkStore(sample.db).giveBack(at: sample.now, limit: 100) == 1)
            #expect(try sample.count("send", where: "phase = 'READY'") == 3)
        }
    }

    @Test("resume counts towards the limit too, and then skips nothing")
    func resumeLimit() throws {
        try withPaused { sample, id in
            for number in 1...10 { _ = try sample.rows.campaign("Offer \(number)", in: sample.clinic) }
            let outcome = try sample.life.resume(id, .skip, in: sample.clinic, by: sample.author, at: sample.now)
            guard case .refused = outcome else {
                Issue.record("an eleventh runs")
                return
            }
            #expect(try sample.count("send", where: "phase = 'SKIPPED'") == 0)
        }
    }

    @Test("a pause that is taken back counts towards the limit as well")
    func undoLimit() throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            #expect(try pause(sample) == .done)
            for number in 1...10 { _ = try sample.rows.campaign("Offer \(number)", in: sample.clinic) }
            let outcome = try sample.life.undoPause(
                sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            guard case .refused = outcome else {
                Issue.record("an eleventh runs")
                return
            }
            #expect(try sample.campaign.status == .paused)
        }
    }

    @Test("what waits is counted before it is touched")
    func counts() throws {
        try withPaused { sample, id in
            let counts = try sample.life.counts(of: id, in: sample.clinic)
            #expect(counts.waiting == 3)
            #expect(counts.enrollments == 4)
            #expect(try sample.life.resumeCounts(of: id, in: sample.clinic, at: sample.now).due == 2)
            #expect(try sample.life.counts(of: id, in: sample.other).waiting == 0)
            #expect(try sample.life.resumeCounts(of: id, in: sample.other, at: sample.now).due == 0)
        }
    }

    @Test("archiving ends enrollments and skips what waits")
    func archive() throws {
        try withPaused { sample, id in
            let outcome = try sample.life.archive(id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(outcome == .done)
            let campaign = try #require(try sample.campaigns.campaign(id, in: sample.clinic))
            #expect(campaign.status == .archived)
            #expect(campaign.completedAt == sample.now && campaign.archivedAt == sample.now)
            #expect(try sample.count("enrollment", where: "status = 'running'") == 0)
            #expect(try sample.count("send", where: "reason = 'CAMPAIGN_ENDED'") == 3)
            #expect(try sample.count("send", where: "phase = 'SENT'") == 1)
        }
    }

    @Test("ticks skip what a page has left of an ended campaign, and then forget it")
    func endings() throws {
        try withPaused { sample, id in
            try sample.db.run(
                "UPDATE campaign SET status = 'COMPLETED', unpark_at = paused_at WHERE id = ?", [.int(id.rawValue)])
            try sample.db.run(
                "UPDATE campaign SET unpark_at = '2027-03-01' WHERE id = ?", [.int(id.rawValue)])
            #expect(try EndedSends(sample.db).skip(limit: 10, batches: 5, at: sample.now) == 3)
            #expect(try EndedSends(sample.db).skip(limit: 10, batches: 5, at: sample.now) == 0)
            #expect(try sample.count("campaign", where: "unpark_at IS NOT NULL") == 0)
        }
    }

    @Test("a draft is archived without ever having been completed")
    func archiveDraft() throws {
        try DraftSample.with { sample in
            let outcome = try sample.life.archive(
                sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(outcome == .done)
            #expect(try sample.campaign.completedAt == nil)
            let again = try sample.life.complete(sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(again == .wrongStatus(.archived))
        }
    }

    @Test("another clinic does nothing to it")
    func otherClinic() throws {
        try withPaused { sample, id throws in
            let (life, now) = (sample.life, sample.now)
            let activation = CampaignLife.Activation(version: 1, takesUpVisits: false, couriers: [.sms])
            #expect(try life.activate(id, activation, in: sample.other, by: sample.author, at: now) == .gone)
            #expect(try life.pause(id, in: sample.other, by: sample.author, at: now) == .gone)
            #expect(try life.undoPause(id, in: sample.other, by: sample.author, at: now) == .gone)
            #expect(try life.resume(id, .skip, in: sample.other, by: sample.author, at: now) == .gone)
            #expect(try life.archive(id, in: sample.other, by: sample.author, at: now) == .gone)
            #expect(try life.problems(of: id, in: sample.other, couriers: [.sms], at: now) == nil)
            #expect(try sample.count("send", where: "phase = 'SKIPPED'") == 0)
        }
    }

    private func pause(_ sample: DraftSample) throws -> LifeOutcome {
        try sample.life.pause(sample.id, in: sample.clinic, by: sample.author, at: sample.now)
    }

    /// A marketing campaign of one e-mail for everybody.
    private func makeScheduled(_ local: String, _ sample: DraftSample, body: String = "Come in.") throws -> ID<Campaign>
    {
        let id = try sample.campaigns.create(
            CampaignHead(name: "Whitening", type: .marketing), trigger: .scheduled(CivilDateTime(local)!),
            in: sample.clinic, by: sample.author, at: sample.now)
        let template = try sample.template(.email, body: body)
        _ = try sample.steps.add(
            name: "Offer", DraftSample.send(template, by: .email), at: .end(of: .main), to: id, in: sample.clinic,
            by: sample.author, at: sample.now)
        return id
    }

    /// A paused campaign with one message sent, one parked, one just due and one for tomorrow.
    private func withPaused(_ body: (DraftSample, ID<Campaign>) throws -> Void) throws {
        try DraftSample.with { sample in
            let id = try sample.rows.campaign(in: sample.clinic, status: .paused)
            for (number, minutes) in [-90, -60, -1, 1_440].enumerated() {
                let patient = try sample.rows.patient("P-\(number)", in: sample.clinic)
                let time = sample.now.adding(minutes: minutes)
                let send = try sample.rows.send(
                    of: id, to: patient, in: sample.clinic, plannedAt: time, sentAt: number == 0 ? time : nil)
                guard number == 1 else { continue }
                try sample.db.run(
                    """
                    UPDATE send SET phase = 'PARKED', next_at = NULL, reason = 'CAMPAIGN_PAUSED', parked_at = due_at
                    WHERE id = ?
                    """, [.int(send.rawValue)])
            }
            try body(sample, id)
        }
    }
}
