import CivilTime
import TestSupport
import Testing

@testable import Campaigns

/// What must hold of every plan, whatever the workflow and the booking.
@Suite struct PlanProperties {
    @Test("however many ticks look, and whenever, the rows are the same")
    func ticks() {
        forRandomCases { random in
            let story = RandomStory(&random)
            let end = story.booked.adding(hours: 24 * 60)
            var often = (story: story, book: RowBook())
            var seldom = often
            var now = story.booked
            while now < end {
                often.book.plan(&often.story, at: now)
                now = now.adding(minutes: random.number(in: 1...9_000))
            }
            often.book.plan(&often.story, at: end)
            if random.chance(50) { seldom.book.plan(&seldom.story, at: story.booked) }
            seldom.book.plan(&seldom.story, at: end)
            #expect(often.book.lines == seldom.book.lines, "seed \(random.seed)")
            #expect(often.story.enrollment.decisions == seldom.story.enrollment.decisions, "seed \(random.seed)")
        }
    }

    @Test("a second look at the same moment changes nothing")
    func again() {
        forRandomCases { random in
            var story = RandomStory(&random)
            var book = RowBook()
            let now = story.booked.adding(minutes: random.number(in: 0...40_000))
            book.plan(&story, at: now)
            let lines = book.lines
            book.plan(&story, at: now)
            #expect(book.lines == lines, "seed \(random.seed)")
        }
    }

    @Test("moved away and back before anything of the visit was due or left, the same messages wait at the same times")
    func thereAndBack() {
        var compared = 0
        forRandomCases { random in
            var story = RandomStory(&random)
            var book = RowBook()
            let detour = Detour(from: story, &random)
            book.plan(&story, at: story.booked)
            // Once its first visit-dependent wait is over, what follows counts from the change (rules.md 3.3).
            guard Self.firstVisitWait(story).map({ $0 > detour.back }) ?? true else { return }
            book.leave(until: detour.change)
            // A window lets what is due at night leave the evening before (rules.md 2.7). That it does not go again is
            // held below; what follows it counts its time from the change.
            guard !book.rows.contains(where: { $0.phase == .sent && !$0.planned.wait.isOpening }) else { return }
            let before = book.waiting.filter { $0.planned.plannedAt > detour.back }.map(Self.line).sorted()
            detour.take(&story, &book, &random)
            let after = book.waiting.filter { $0.planned.plannedAt > detour.back }.map(Self.line).sorted()
            #expect(Set(before).isSubset(of: after), "seed \(random.seed): \(before) became \(after)")
            #expect(Set(after).count == after.count, "seed \(random.seed)")
            compared += before.count
        }
        #expect(compared > 1_000)
    }

    @Test("moved away and back, nothing that went from its first wait for the visit on goes again")
    func nothingTwice() {
        var told = 0
        forRandomCases { random in
            var story = RandomStory(&random)
            var book = RowBook()
            let detour = Detour(from: story, &random)
            book.plan(&story, at: story.booked)
            book.plan(&story, at: detour.change)
            book.leave(until: detour.change)
            let gone = book.rows.filter { $0.phase == .sent && !$0.planned.wait.isOpening }
            detour.take(&story, &book, &random)
            book.plan(&story, at: detour.back.adding(hours: 24 * 60))
            let places = Set(gone.map(Self.place))
            #expect(places.isDisjoint(with: book.waiting.map(Self.place)), "seed \(random.seed)")
            told += places.count
        }
        #expect(told > 500)
    }

    @Test("however a visit moves, no step has two messages waiting for one address, and none of an older schedule")
    func moves() {
        forRandomCases { random in
            var story = RandomStory(&random)
            var book = RowBook()
            var now = story.booked
            book.plan(&story, at: now)
            for _ in 0..<random.number(in: 1...5) {
                now = now.adding(minutes: random.number(in: 1...8_000))
                book.leave(until: now)
                let start = now.adding(minutes: random.number(in: -1_000...20_000))
                story.moveVisit(to: start, at: now)
                book.plan(&story, because: .visitChanged(at: now), at: now)
                let waiting = book.waiting
                let places = waiting.map {
                    "\($0.planned.step.id) \($0.planned.recipient?.point.id.description ?? "-")"
                }
                #expect(Set(places).count == places.count, "seed \(random.seed): \(places)")
                let version = story.enrollment.scheduleVersion
                #expect(
                    waiting.allSatisfy { $0.planned.wait.isOpening || $0.planned.version == version },
                    "seed \(random.seed)")
                #expect(
                    waiting.allSatisfy { $0.planned.wait.isOpening || $0.planned.plannedAt > now },
                    "seed \(random.seed)")
            }
        }
    }

    @Test("two visits of a patient are planned together as each alone")
    func together() {
        forRandomCases { random in
            let story = RandomStory(&random)
            var other = story.facts.appointments[0]
            other = other.with(id: ID(8))
            other.startsAt = story.booked.adding(minutes: random.number(in: 1...30_000))
            var both = story.facts
            both.appointments = [story.facts.appointments[0], other].sorted { $0.startsAt < $1.startsAt }
            let now = story.booked.adding(minutes: random.number(in: 0...40_000))
            var alone = story.facts
            for (id, visits) in [(ID<Appointment>(7), story.facts.appointments), (ID(8), [other])] {
                var enrollment = story.enrollment
                enrollment.anchor = Anchor(appointment: id)
                alone.appointments = visits
                let apart = Itinerary(
                    of: enrollment, by: story.terms, facts: alone.about(enrollment.anchor, eventAt: nil), now: now)
                let together = Itinerary(
                    of: enrollment, by: story.terms, facts: both.about(enrollment.anchor, eventAt: nil), now: now)
                #expect(apart == together, "seed \(random.seed)")
            }
        }
    }

    @Test("logical time only rises along the way, and every send lies in its window")
    func wayOfTime() {
        forRandomCases { random in
            let story = RandomStory(&random)
            let itinerary = Itinerary(
                of: story.enrollment, by: story.terms, facts: story.facts, now: story.booked, sight: .forecast)
            var reached = story.enrollment.startedAt
            for passage in itinerary.passages {
                #expect(passage.from >= reached && passage.reached >= passage.from, "seed \(random.seed)")
                reached = passage.reached
            }
            for send in itinerary.sends where send.skip == nil {
                let zone = send.recipient?.contact.zone ?? story.facts.clinic.zone
                #expect(SendWindow.care(in: zone).contains(send.plannedAt), "seed \(random.seed)")
                #expect(send.plannedAt.roundedUpToMinute == send.plannedAt, "seed \(random.seed)")
            }
        }
    }

    private static func firstVisitWait(_ story: RandomStory) -> Instant? {
        let itinerary = Itinerary(
            of: story.enrollment, by: story.terms, facts: story.facts, now: story.booked, sight: .forecast)
        for passage in itinerary.passages {
            if case .waited(let waiting) = passage.turn, waiting.visit != nil { return waiting.due }
        }
        return nil
    }

    /// A visit that moves away and, some minutes later, back to where it was.
    private struct Detour {
        let start: Instant
        let change: Instant
        let back: Instant

        init(from story: RandomStory, _ random: inout SeededGenerator) {
            start = story.facts.appointments[0].startsAt
            change = story.booked.adding(minutes: random.number(in: 1...20_000))
            back = change.adding(minutes: random.number(in: 0...40))
        }

        func take(_ story: inout RandomStory, _ book: inout RowBook, _ random: inout SeededGenerator) {
            story.moveVisit(to: start.adding(minutes: random.number(in: -20_000...20_000)), at: change)
            book.plan(&story, because: .visitChanged(at: change), at: change)
            story.moveVisit(to: start, at: back)
            book.plan(&story, because: .visitChanged(at: back), at: back)
        }
    }

    private static func line(_ row: RowBook.Row) -> String { "\(place(row)) \(row.planned.plannedAt.text)" }

    private static func place(_ row: RowBook.Row) -> String {
        "\(row.planned.step.id) \(row.planned.recipient?.point.id.description ?? "-")"
    }
}
