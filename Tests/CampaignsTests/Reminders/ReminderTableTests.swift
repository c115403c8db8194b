import CivilTime
import Testing

@testable import Campaigns

@Suite("The reminder table")
struct ReminderTableTests {
    private static let adjustment = AppointmentType(id: ID(3), name: "Adjustment")
    private static let bonding = AppointmentType(id: ID(4), name: "Bonding")

    private static func line(
        _ id: Int64, _ lead: ReminderLead, _ channel: Channel = .sms, for type: AppointmentType? = nil,
        sends message: Int64? = 1, untilConfirmed: Bool = false
    ) -> ReminderRule {
        ReminderRule(
            id: ID(id), type: type?.id, lead: lead, channel: channel, message: message.map { ID($0) },
            isOnlyUntilConfirmed: untilConfirmed)
    }

    private static func table(_ rules: [ReminderRule]) -> ReminderTable {
        ReminderTable(rules: rules, types: [adjustment, bonding])
    }

    /// The gallery's, in no order.
    private static let shared = [
        line(4, .morning), line(1, .atBooking, .email), line(3, .hours(48)), line(2, .atBooking),
    ]

    private static let said: [(rules: [ReminderRule], words: String)] = [
        ([ReminderRule](), "nothing"),
        (shared, "e-mail and SMS at booking; SMS 48 hours before; SMS on the morning"),
        (
            shared + [line(5, .hours(48), for: adjustment, untilConfirmed: true)],
            "e-mail and SMS at booking; SMS 48 hours before, unless confirmed; SMS on the morning"
        ),
        (
            shared + [line(5, .hours(48), for: adjustment, sends: nil), line(6, .days(1), for: adjustment)],
            "e-mail and SMS at booking; SMS 1 day before; SMS on the morning"
        ),
        (
            shared + [line(5, .hours(48), .email, for: adjustment, untilConfirmed: true)],
            """
            e-mail and SMS at booking; e-mail 48 hours before, unless confirmed; SMS 48 hours before; SMS on the \
            morning
            """
        ),
        (
            shared + [line(5, .days(7), for: bonding)],
            "e-mail and SMS at booking; SMS 48 hours before; SMS on the morning"
        ),
        (shared.map { line($0.id.rawValue, $0.lead, $0.channel, for: adjustment, sends: nil) }, "nothing"),
    ]

    @Test("what a type gets is said in a sentence", arguments: said)
    func sentence(_ rules: [ReminderRule], _ words: String) {
        #expect(Self.table(rules).sentence(for: Self.adjustment.id) == words)
    }

    @Test("without types of their own it comes to one lane, and what sends at the same time shares a wait")
    func oneLane() throws {
        let cards = Self.table(Self.shared + [Self.line(5, .hours(48), .email)]).cards
        #expect(cards.allSatisfy { $0.parent == nil && $0.lane == nil })
        #expect(cards.map(\.position) == Array(1...7))
        #expect(cards.map(\.key) == ["send-1", "send-2", "wait-3", "send-5", "send-3", "wait-4", "send-4"])
        let waits = cards.compactMap { card in
            if case .wait(let wait) = card.action { wait.expression.text } else { nil }
        }
        #expect(waits == ["48 hours before appointment", "morning of appointment"])
    }

    @Test(
        "a type of its own gets a lane of a branch, with what holds for every type in it; otherwise is for the others")
    func lanes() throws {
        let own = Self.line(5, .hours(48), for: Self.adjustment, sends: 9, untilConfirmed: true)
        let cards = Self.table(Self.shared + [own]).cards
        let fork = try #require(cards.first)
        guard case .branch(let branch) = fork.action else {
            Issue.record("no branch first")
            return
        }
        #expect(fork.parent == nil)
        #expect(branch.lanes.map(\.name) == ["Adjustment"])
        #expect(branch.lanes.map(\.key.rawValue) == ["t3"])
        #expect(branch.lanes.map(\.rule.sentence) == ["appointment type is Adjustment"])
        let lane = cards.filter { $0.lane?.rawValue == "t3" }
        #expect(lane.map(\.key) == ["send-1-3", "send-2-3", "wait-5", "send-5", "wait-4-3", "send-4-3"])
        #expect(lane.allSatisfy { $0.parent == fork.key })
        let otherwise = cards.filter { $0.lane == .otherwise }
        #expect(otherwise.map(\.key) == ["send-1", "send-2", "wait-3", "send-3", "wait-4", "send-4"])
        let send = lane.compactMap { card in if case .send(let send) = card.action { send } else { nil } }[2]
        #expect(send == SendStep(channel: .sms, template: ID(9), isOnlyUntilConfirmed: true))
    }

    @Test("a line keeps its step's key whatever else changes: its time, its message, the lines around it")
    func keys() {
        let before = Set(Self.table(Self.shared).cards.map(\.key))
        var edited = Self.shared
        edited[2].lead = .days(3)
        edited[2].message = ID(8)
        let after = Self.table(edited + [Self.line(9, .days(7), .email)]).cards.map(\.key)
        #expect(before.subtracting(after).isEmpty)
        #expect(Set(after).subtracting(before) == ["wait-9", "send-9"])
    }

    private static let refused: [(rules: [ReminderRule], line: Int, words: String)] = [
        ([line(1, .days(0))], 0, "up to 90 days"), ([line(1, .days(91))], 0, "up to 90 days"),
        ([line(1, .hours(241))], 0, "up to 240 hours"),
        ([line(1, .morning, sends: nil)], 0, "“Send nothing” is for a type"),
        ([line(1, .morning), line(2, .morning)], 1, "A line above says the same"),
        ([line(1, .morning, for: AppointmentType(id: ID(77), name: "Elsewhere"))], 0, "no such appointment type"),
    ]

    @Test("what cannot be kept is said at its line", arguments: refused)
    func problems(_ rules: [ReminderRule], _ line: Int, _ words: String) {
        let problems = Self.table(rules).problems
        #expect(problems.map(\.line) == [line])
        #expect(problems.first?.message.contains(words) == true, "\(problems)")
    }

    @Test("the most days and hours, and the same line for two types, are kept")
    func bounds() {
        let rules = [
            Self.line(1, .days(90)), Self.line(2, .hours(240)), Self.line(3, .days(1)), Self.line(4, .hours(1)),
            Self.line(5, .morning, for: Self.adjustment), Self.line(6, .morning, for: Self.bonding),
        ]
        #expect(Self.table(rules).problems == [])
    }

    @Test("more lanes or steps than a workflow takes are refused as a whole")
    func tooMany() {
        let types = (1...21).map { AppointmentType(id: ID($0), name: "Type \($0)") }
        let rules = types.map { Self.line($0.id.rawValue, .morning, for: $0) }
        #expect(ReminderTable(rules: Array(rules.prefix(20)), types: types).problems == [])
        #expect(ReminderTable(rules: rules, types: types).problems.map(\.line) == [nil])
    }

    private static let crossing: [(lead: ReminderLead, words: String?)] = [
        (ReminderLead.hours(2), "A visit before 10:00 gets only the one on the morning, not the one 2 hours before."),
        (.hours(8), "A visit after 16:00 gets only the one 8 hours before, not the one on the morning."),
        (.hours(12), nil), (.hours(48), nil), (.days(1), nil),
    ]

    @Test("lines of hours and of the morning that cross are told with the hour", arguments: crossing)
    func collision(_ lead: ReminderLead, _ words: String?) {
        let table = Self.table([Self.line(1, .morning), Self.line(2, lead)])
        #expect(table.collision(for: nil, morning: ClockTime(minutes: 8 * 60)) == words)
    }

    @Test("what differs is said for each kind of visit that gets something else")
    func changes() {
        let before = Self.table(Self.shared)
        #expect(before.changes(since: before) == [])
        let other = Self.table(Self.shared + [Self.line(5, .hours(48), for: Self.adjustment, untilConfirmed: true)])
        #expect(
            other.changes(since: before) == [
                """
                Adjustment: e-mail and SMS at booking; SMS 48 hours before, unless confirmed; SMS on the morning. Until \
                now: e-mail and SMS at booking; SMS 48 hours before; SMS on the morning.
                """
            ])
        var reworded = Self.shared
        reworded[0].message = ID(8)
        #expect(
            Self.table(reworded).changes(since: before) == [
                """
                Every visit: other messages at the same times (e-mail and SMS at booking; SMS 48 hours before; SMS on \
                the morning).
                """
            ])
        // A line that says what holds anyway changes nothing for anybody.
        let same = Self.table(Self.shared + [Self.line(6, .morning, for: Self.bonding)])
        #expect(same.changes(since: before) == [])
    }
}
