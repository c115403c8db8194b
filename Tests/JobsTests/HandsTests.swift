import Campaigns
import CivilTime
import Delivery
import Foundation
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

@Suite("The hands that deliver")
struct HandsTests {
    private static let due = "2027-03-04T10:00"

    /// What became of a tick's delivery.
    private struct Course {
        var callsFor: [Int] = []
        var isAwaited = false
        var isToldToEnd = false
        /// Among how many the provider's sessions were shared, group by group.
        var sharers: [Int] = []
    }

    /// A clinic in which so many people get one message each, by one courier.
    ///
    /// - Parameters:
    ///   - beside: whether another tick that delivers has its colleague.
    ///   - endingIn: the group, from 1, under way when the process is asked to end.
    private func deliver(
        to people: Int, limits: CourierLimits = CourierLimits(), isColleague: Bool = false, canHire: Bool = true,
        beside other: Bool = false, endingIn group: Int = .max
    ) throws -> Course {
        try withTwoConnections { db, another in
            if other { try #expect(ColleagueSeat(another).take()) }
            var course = Course()
            let courier = SharingCourier(limits) { conditions in
                course.sharers.append(conditions.sharers)
                #expect(course.isToldToEnd == false)
                #expect(conditions.isEnding() == (course.sharers.count >= group))
                #expect(course.isToldToEnd == (course.sharers.count >= group))
            }
            let practice = try Practice(db, couriers: [.email: courier])
            let rows = SampleRows(db)
            for number in 1...people {
                _ = try rows.patient("P-\(number)", in: practice.clinic.id, email: "p\(number)@patients.example")
            }
            try practice.campaign(by: .scheduled(CivilDateTime(Self.due)!), made: "2027-03-02T10:00")
            try practice.tick(Self.due, [.schedule, .workflow])
            let place = try practice.workplace(
                at: practice.at(Self.due), isEnding: { course.sharers.count >= group }, isColleague: isColleague
            ) { seconds in
                course.callsFor.append(seconds)
                guard canHire else { return nil }
                return Colleague(tellToEnd: { course.isToldToEnd = true }) { course.isAwaited = true }
            }
            try Tick(place).run([.delivery])
            let sent = min(people, group == .max ? people : group * limits.groupSize(isMarketing: false, isSlow: false))
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'SENT'") == sent)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == people - sent)
            return course
        }
    }

    /// Carries all it is given.
    private final class SharingCourier: Courier {
        let name = "smtp"
        let limits: CourierLimits
        private let note: (DeliveryConditions) -> Void

        init(_ limits: CourierLimits, note: @escaping (DeliveryConditions) -> Void) {
            (self.limits, self.note) = (limits, note)
        }

        func deliver(_ messages: [OutgoingMessage], under conditions: DeliveryConditions) -> [Outcome] {
            note(conditions)
            return messages.map { _ in .accepted(reference: nil) }
        }
    }

    @Test(
        "where there is much, a colleague is called once for the time that is left, shares the sessions, and is waited for"
    )
    func much() throws {
        let course = try deliver(to: 1_100)
        #expect(course.callsFor == [45])
        #expect(course.isAwaited)
        #expect(!course.sharers.isEmpty && course.sharers.allSatisfy { $0 == 2 })
    }

    @Test("asked to end, a tick tells its colleague while its own group is on the wire, and waits for it")
    func ending() throws {
        let course = try deliver(to: 1_100, endingIn: 2)
        #expect(course.sharers.count == 2)
        #expect(course.isToldToEnd)
        #expect(course.isAwaited)
    }

    @Test("few messages go without a colleague")
    func few() throws {
        let course = try deliver(to: 40)
        #expect(course.callsFor.isEmpty)
        #expect(!course.sharers.isEmpty && course.sharers.allSatisfy { $0 == 1 })
    }

    @Test("nobody is called where a provider sets the pace, or takes one message at a time")
    func paced() throws {
        for limits in [CourierLimits(messagesPerSecond: 1_000), CourierLimits(concurrency: 1)] {
            try #expect(deliver(to: 520, limits: limits).callsFor.isEmpty)
        }
    }

    @Test("of ticks side by side, one alone calls a colleague")
    func besides() throws {
        let course = try deliver(to: 520, beside: true)
        #expect(course.callsFor.isEmpty)
        #expect(!course.sharers.isEmpty && course.sharers.allSatisfy { $0 == 1 })
    }

    @Test("a colleague calls nobody, and shares the sessions from the first message on")
    func colleague() throws {
        let course = try deliver(to: 520, isColleague: true)
        #expect(course.callsFor.isEmpty)
        #expect(!course.sharers.isEmpty && course.sharers.allSatisfy { $0 == 2 })
    }

    @Test("where no process can be made, one alone delivers all")
    func alone() throws {
        let course = try deliver(to: 520, canHire: false)
        #expect(!course.callsFor.isEmpty)
        #expect(!course.sharers.isEmpty && course.sharers.allSatisfy { $0 == 1 })
    }
}
