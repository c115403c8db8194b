import Campaigns
import CivilTime
import Foundation
import MariaDB

/// The test messages that staff ask for: pages write them, and the delivery tick sends them.
public struct TestMessageStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How many one member of staff may ask for in so many minutes.
    public static let limit = 5
    public static let limitMinutes = 10
    /// For how long the latest test is worth telling of.
    static let shownHours = 12

    /// What is to be sent to the one who asks.
    public struct Wish: Sendable, Hashable {
        /// As a patient would get it; it is marked as a test here.
        public let message: RenderedMessage
        /// Tag of the message's language.
        public let language: String
        /// The message template whose text it is; nil for a test of a provider.
        public let template: ID<MessageTemplate>?
        /// An e-mail address, or a number in E.164; `inbox` for what is read in an inbox.
        public let address: String

        /// The form from which it was asked for; nil for a test of a provider.
        public let typed: TypedText?

        /// Stands for the address of a test that only its asker can open.
        public static let inbox = "inbox"

        public init(
            message: RenderedMessage, language: String, template: ID<MessageTemplate>?, address: String,
            typed: TypedText? = nil
        ) {
            self.message = message
            self.language = language
            self.template = template
            self.address = address
            self.typed = typed
        }
    }

    /// What stood in the form of a message template, saved or not, so that it stands there again beside its test.
    public struct TypedText: Sendable, Hashable, Codable {
        public let name: String
        public let subject: String
        public let body: String
        /// The version that was edited.
        public let version: Int
        /// For whom it was shown.
        public let patient: ID<Patient>?

        public init(name: String, subject: String, body: String, version: Int, patient: ID<Patient>?) {
            self.name = name
            self.subject = subject
            self.body = body
            self.version = version
            self.patient = patient
        }
    }

    public enum Asked: Sendable, Hashable {
        case asked(ID<TestMessage>)
        /// The next is taken from then on.
        case tooMany(until: Instant)
        /// All messages of the clinic are stopped.
        case held
        /// Whoever has this address wants no message of the clinic, or cannot be reached there.
        case stopped
        case gone
    }

    /// Takes a test message in, in a transaction of its own, for the next delivery tick. The same wish again, while the
    /// first waits, is that first one.
    public func ask(_ wish: Wish, for staff: ID<Staff>, in clinic: ID<Clinic>, at now: Instant) throws -> Asked {
        let message = wish.message.markedAsTest
        let text = try Self.text(message)
        let typed = try wish.typed.map(Self.text).map(Value.text) ?? .null
        return try db.transaction {
            guard try db.row(TestMessageSQL.lockStaff.rawValue, [.id(clinic), .id(staff)]) != nil else { return .gone }
            if try ClinicHold(db).since(clinic) != nil { return .held }
            let since = Value.instant(now.adding(minutes: -Self.limitMinutes))
            let same = try db.row(
                TestMessageSQL.same.rawValue,
                [.id(clinic), .id(staff), since, .choice(message.channel), .text(wish.address), .text(text)])
            if let same {
                let id: ID<TestMessage> = same.id("id")
                _ = try db.run(TestMessageSQL.retype.rawValue, [typed, .id(clinic), .id(id)])
                return .asked(id)
            }
            if let recent = try db.row(TestMessageSQL.recent.rawValue, [.id(clinic), .id(staff), since]),
                recent.int("asked") >= Self.limit
            {
                return .tooMany(until: recent.instant("first").adding(minutes: Self.limitMinutes))
            }
            guard try !isStopped(wish.address, message.channel, in: clinic) else { return .stopped }
            let change = try db.run(
                TestMessageSQL.ask.rawValue,
                [
                    .id(clinic), .id(staff), .id(wish.template), .choice(message.channel), .text(wish.address),
                    .text(wish.language), .text(text), typed, .instant(now),
                ])
            let id = ID<TestMessage>(change.lastID)
            let data = JSON.object(["channel": .string(message.channel.rawValue)])
            try AuditStore(db).note(
                Deed(.test, .testMessage, id, data: data), by: .staff(staff), in: clinic, at: now)
            return .asked(id)
        }
    }

    private func isStopped(_ address: String, _ channel: Channel, in clinic: ID<Clinic>) throws -> Bool {
        try db.row(
            TestMessageSQL.stopped.rawValue, [.id(clinic), .choice(channel.addressKind), .text(address)]) != nil
    }

    /// A test of this member of staff; nil for anybody else's.
    public func test(_ id: ID<TestMessage>, of staff: ID<Staff>, in clinic: ID<Clinic>) throws -> TestMessage? {
        try db.row(TestMessageSQL.own.rawValue, [.id(clinic), .id(staff), .id(id)]).map(Self.decode)
    }

    /// The latest test by this channel of the last hours; nil without one.
    ///
    /// - Parameter template: nil for tests of the provider.
    public func latest(
        of template: ID<MessageTemplate>?, by channel: Channel, for staff: ID<Staff>, in clinic: ID<Clinic>,
        at now: Instant
    ) throws -> TestMessage? {
        let since = Value.instant(now.adding(hours: -Self.shownHours))
        return try db.row(
            TestMessageSQL.latest.rawValue,
            [.id(clinic), .id(staff), since, .id(template), .choice(channel)]
        ).map(Self.decode)
    }

    /// What was typed for a test of this member of staff; nil for anybody else's, and for one about another template.
    ///
    /// - Parameter template: nil for a template that is not saved yet.
    public func typed(
        _ id: ID<TestMessage>, about template: ID<MessageTemplate>?, of staff: ID<Staff>, in clinic: ID<Clinic>
    ) throws -> TypedText? {
        try db.row(TestMessageSQL.typed.rawValue, [.id(clinic), .id(staff), .id(id), .id(template)]).map { row in
            try JSONDecoder().decode(TypedText.self, from: Data(row.text("typed").utf8))
        }
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode(_ row: Row) throws -> TestMessage {
        TestMessage(
            id: row.id("id"), template: row.optionalID("template_id"),
            message: try JSONDecoder().decode(RenderedMessage.self, from: Data(row.text("message").utf8)),
            language: row.text("language"), address: row.text("address"), state: row.choice("state"),
            failure: row.optionalChoice("failure"), code: row.optionalInt("code"),
            createdAt: row.instant("created_at"), endedAt: row.optionalInstant("ended_at"))
    }
}
