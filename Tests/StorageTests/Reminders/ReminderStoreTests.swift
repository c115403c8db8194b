import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("The reminder table and its campaign")
struct ReminderStoreTests {
    private func store(_ sample: DraftSample) -> ReminderStore { ReminderStore(sample.db) }

    private func begin(_ sample: DraftSample) throws -> ID<Campaign> {
        let begun = try store(sample).begin(
            .appointmentReminders, in: sample.clinic, by: sample.author, at: sample.now)
        guard case .begun(let id) = begun else {
            Issue.record("not begun: \(begun)")
            return ID(0)
        }
        return id
    }

    private func campaign(_ id: ID<Campaign>, _ sample: DraftSample) throws -> Campaign {
        try #require(try sample.campaigns.campaign(id, in: sample.clinic))
    }

    private func rules(_ id: ID<Campaign>, _ sample: DraftSample) throws -> [ReminderRule] {
        try store(sample).table(of: id, in: sample.clinic).rules
    }

    private func type(_ name: String, _ sample: DraftSample) throws -> ID<AppointmentType> {
        ID(
            try sample.db.run(
                "INSERT INTO appointment_type (clinic_id, name) VALUES (?, ?)",
                [.int(sample.clinic.rawValue), .text(name)]
            ).lastID)
    }

    private func save(_ rules: [ReminderRule], _ id: ID<Campaign>, _ sample: DraftSample, version: Int? = nil) throws
        -> ReminderStore.Saving
    {
        try store(sample).save(
            rules, of: id, ifVersion: version ?? campaign(id, sample).version, in: sample.clinic, by: sample.author,
            at: sample.now.adding(hours: 1))
    }

    private func isSaved(_ saving: ReminderStore.Saving) -> Bool {
        if case .edited(.done) = saving { true } else { false }
    }

    private func sends(_ id: ID<Campaign>, _ sample: DraftSample) throws -> [ID<Step>] {
        try sample.steps.workflow(of: id, in: sample.clinic).allSteps.compactMap { step in
            if case .send = step.action { step.id } else { nil }
        }
    }

    @Test("begins as the gallery's reminders do: the same steps, a draft that nothing stands against, and one alone")
    func begins() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            let workflow = try sample.steps.workflow(of: id, in: sample.clinic)
            let gallery = GalleryWorkflow.appointmentReminders.workflow
            #expect(workflow.steps.map(\.kind) == gallery.steps.map(\.kind))
            #expect(try campaign(id, sample).isTable)
            #expect(
                try sample.life.problems(of: id, in: sample.clinic, couriers: [.email, .sms], at: sample.now) == [])
            let again = try store(sample).begin(
                .appointmentReminders, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(again == .standing(id))
            #expect(try sample.count("message_template") == 4)
            let elsewhere = try store(sample).standing(in: sample.other).campaign
            #expect(elsewhere == nil)
        }
    }

    @Test("while another campaign reminds of booked visits, no table begins")
    func another() throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            let begun = try store(sample).begin(
                .appointmentReminders, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(begun == .standing(sample.id))
        }
    }

    @Test("a line that is changed keeps its step, one that is removed takes it along, and brought back it has it again")
    func stable() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            let before = try sends(id, sample)
            var edited = try rules(id, sample)
            let place = try #require(edited.firstIndex { $0.lead == .hours(48) })
            edited[place].lead = .days(3)
            edited[place].isOnlyUntilConfirmed = true
            #expect(isSaved(try save(edited, id, sample)))
            #expect(try sends(id, sample) == before)
            #expect(try rules(id, sample) == edited)

            let adjustment = try type("Adjustment", sample)
            let own = ReminderRule(
                type: adjustment, lead: .days(3), channel: .sms, message: edited[place].message)
            #expect(isSaved(try save(edited + [own], id, sample)))
            #expect(Set(try sends(id, sample)).isSuperset(of: before))
            let workflow = try sample.steps.workflow(of: id, in: sample.clinic)
            #expect(workflow.steps.map(\.kind) == ["BRANCH"])
            #expect(workflow.steps.first?.lanes.map(\.name) == ["Adjustment", "Otherwise"])
            #expect(workflow.steps.first?.lanes.map(\.lane.steps.count) == [6, 6])

            #expect(isSaved(try save(edited, id, sample)))
            #expect(try sends(id, sample) == before)
        }
    }

    @Test("keeping what is kept already changes nothing")
    func same() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            let before = try campaign(id, sample)
            #expect(isSaved(try save(try rules(id, sample), id, sample)))
            #expect(try campaign(id, sample) == before)
        }
    }

    @Test("a stale table, a foreign one, and one that makes no sense are refused, and nothing is kept of them")
    func refused() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            let kept = try rules(id, sample)
            var edited = kept
            edited[0].lead = .days(5)
            guard case .edited(.stale(let current, _)) = try save(edited, id, sample, version: 99) else {
                Issue.record("a stale table was kept")
                return
            }
            #expect(current.id == id)
            let foreign = try store(sample).save(
                edited, of: id, ifVersion: current.version, in: sample.other, by: sample.author, at: sample.now)
            guard case .edited(.gone) = foreign else {
                Issue.record("another clinic's table was kept")
                return
            }
            edited[0].lead = .days(0)
            guard case .refused(let problems) = try save(edited, id, sample) else {
                Issue.record("a table without sense was kept")
                return
            }
            #expect(problems.map(\.line) == [0])
            #expect(try rules(id, sample) == kept)
        }
    }

    @Test("a draft that is discarded takes the table back with it")
    func discarded() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            #expect(try sample.activate(id) == .done)
            let kept = try rules(id, sample)
            let steps = try sample.steps.workflow(of: id, in: sample.clinic)
            var edited = kept
            edited.removeLast()
            edited[0].lead = .days(5)
            #expect(isSaved(try save(edited, id, sample)))
            #expect(try store(sample).published(of: campaign(id, sample)) == kept)
            #expect(
                try sample.life.dropDraft(id, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            #expect(try rules(id, sample) == kept)
            #expect(try sample.steps.workflow(of: id, in: sample.clinic) == steps)
            // The lines are the same ones: their steps are found again.
            #expect(isSaved(try save(edited, id, sample)))
            #expect(isSaved(try save(kept, id, sample)))
            #expect(try sends(id, sample).count == 4)
        }
    }

    @Test("an earlier revision that is brought back takes its table along")
    func broughtBack() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            #expect(try sample.activate(id) == .done)
            let kept = try rules(id, sample)
            var edited = kept
            edited[0].lead = .days(5)
            #expect(isSaved(try save(edited, id, sample)))
            let publishing = CampaignLife.Publishing(
                version: try campaign(id, sample).version, movesPeople: true, couriers: [.email, .sms])
            let published = try sample.life.publish(
                id, publishing, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(published == .done)
            let back = try sample.life.bringBack(1, of: id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(back == .done)
            #expect(try rules(id, sample) == kept)
            #expect(try store(sample).published(of: campaign(id, sample)) == edited)
        }
    }

    @Test("while a table says them, steps and trigger are changed by nobody; once detached, by everybody")
    func detached() throws {
        try DraftSample.with { sample in
            let id = try begin(sample)
            let step = try #require(try sample.steps.draft(of: id, in: sample.clinic).first)
            func rename() throws -> Bool {
                try sample.steps.update(
                    step.id, name: "Hello", step.action, ifVersion: step.version, of: id, in: sample.clinic,
                    by: sample.author, at: sample.now
                ).isDone
            }
            func start(_ event: EventType) throws -> Bool {
                try sample.campaigns.update(
                    .event(event, rule: nil), of: id, ifVersion: campaign(id, sample).version, in: sample.clinic,
                    by: sample.author, at: sample.now
                ).isDone
            }
            #expect(try !rename())
            #expect(try !start(.appointmentCancelled))
            let before = try sample.steps.workflow(of: id, in: sample.clinic)
            #expect(try !store(sample).detach(id, in: sample.other, by: sample.author, at: sample.now))
            #expect(try store(sample).detach(id, in: sample.clinic, by: sample.author, at: sample.now))
            #expect(try !store(sample).detach(id, in: sample.clinic, by: sample.author, at: sample.now))
            #expect(try sample.steps.workflow(of: id, in: sample.clinic) == before)
            #expect(try rules(id, sample) == [])
            #expect(try campaign(id, sample).reminderTable == .detached)
            #expect(try rename())
            #expect(try start(.appointmentCancelled))
            guard case .detached = try save([], id, sample) else {
                Issue.record("a table that is gone was kept")
                return
            }
        }
    }

    @Test("a draft with a table can be deleted with it, and one that is over makes room for the next")
    func over() throws {
        try DraftSample.with { sample in
            let first = try begin(sample)
            #expect(
                try sample.campaigns.delete(first, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            #expect(try sample.count("reminder_rule") == 0)
            let second = try begin(sample)
            #expect(try sample.activate(second) == .done)
            #expect(try sample.life.archive(second, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            #expect(try begin(sample) != second)
        }
    }
}

extension Step {
    fileprivate var kind: String {
        switch action {
        case .send: "SEND"
        case .wait: "WAIT"
        case .condition: "CONDITION"
        case .branch: "BRANCH"
        }
    }
}
