import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

/// The clinic's surveys, and which of them is asked.
@Suite struct SurveyStoreTests {
    private static let now = SampleRows.instant("2027-03-08T18:00Z")

    private func withStore(_ body: (SurveyStore, SampleRows, ID<Clinic>) throws -> Void) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            try body(SurveyStore(db), rows, rows.clinic())
        }
    }

    @Test("the first survey is asked at once, a second when it is chosen, and never two")
    func use() throws {
        try withStore { store, rows, clinic in
            #expect(try store.inUse(in: clinic) == nil)
            let first = try store.create(.standard, in: clinic, by: .program, at: Self.now)
            let second = try store.create(.standard, in: clinic, by: .program, at: Self.now)
            #expect(try store.inUse(in: clinic) == first)
            #expect(try store.use(second, in: clinic, by: .program, at: Self.now))
            #expect(try store.inUse(in: clinic) == second)
            #expect(try store.all(in: clinic).map(\.id) == [second, first])
            let elsewhere = try rows.clinic("Elsewhere")
            #expect(try !store.use(second, in: elsewhere, by: .program, at: Self.now))
            #expect(try store.survey(second, in: elsewhere) == nil)
        }
    }

    @Test("what is stored is read back whole, choices and languages included")
    func whole() throws {
        try withStore { store, _, clinic in
            var draft = SurveyDraft.standard
            draft.questions.append(
                SurveyQuestion(
                    .choice,
                    ["en": .init("Which \"one\"?", choices: ["A", "B"]), "es": .init("¿Cuál?", choices: ["Á", "É"])]))
            let id = try store.create(draft, in: clinic, by: .program, at: Self.now)
            #expect(try store.survey(id, in: clinic)?.draft == draft)
        }
    }

    @Test("a change needs the version that was read, and ends once somebody was invited")
    func change() throws {
        try withStore { store, rows, clinic in
            let id = try store.create(.standard, in: clinic, by: .program, at: Self.now)
            var draft = SurveyDraft.standard
            draft.questions.removeLast()
            #expect(try store.save(draft, as: id, ifVersion: 1, in: clinic, by: .program, at: Self.now) == .saved)
            #expect(try store.survey(id, in: clinic)?.questions.count == 2)
            guard
                case .stale(let current, _) = try store.save(
                    .standard, as: id, ifVersion: 1, in: clinic, by: .program, at: Self.now)
            else {
                Issue.record("not stale")
                return
            }
            #expect(current.version == 2 && current.draft == draft)
            try rows.invite(rows.patient("P-1", in: clinic), in: clinic, at: Self.now)
            #expect(try store.isAsked(id, in: clinic))
            #expect(
                try store.save(.standard, as: id, ifVersion: 2, in: clinic, by: .program, at: Self.now) == .asked)
            #expect(try store.save(draft, as: id, ifVersion: 2, in: clinic, by: .program, at: Self.now) == .saved)
            #expect(try store.survey(id, in: clinic)?.draft == draft)
        }
    }

    @Test("a clinic that asks something gets no standard survey besides")
    func provide() throws {
        try withStore { store, _, clinic in
            try store.provide(in: clinic, by: .program, at: Self.now)
            try store.provide(in: clinic, by: .program, at: Self.now)
            #expect(try store.all(in: clinic).count == 1)
        }
    }
}
