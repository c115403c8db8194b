/// A campaign apart from its clinic: what an exported file says, and what an import makes.
///
/// Segments and message templates are its own here, numbered from 1 in the order in which they are first named.
public struct PortableCampaign: Sendable, Hashable {
    public struct NamedRule: Sendable, Hashable {
        public let name: String
        public let rule: Rule

        public init(name: String, rule: Rule) {
            self.name = name
            self.rule = rule
        }
    }

    public struct Message: Sendable, Hashable {
        public let name: String
        public let channel: Channel
        /// By their languages' tags, at least one.
        public let texts: [Text]

        public init(name: String, channel: Channel, texts: [Text]) {
            self.name = name
            self.channel = channel
            self.texts = texts
        }
    }

    public struct Text: Sendable, Hashable {
        public let language: String
        /// Empty where the channel has no subject.
        public let subject: String
        public let body: String

        public init(language: String, subject: String, body: String) {
            self.language = language
            self.subject = subject
            self.body = body
        }
    }

    /// Of the file's shape; a program reads those up to its own.
    public static let format = 1
    /// Bytes that a file may have.
    public static let maximumBytes = 200_000
    static let maximumSegments = 50
    static let maximumMessages = 200
    static let maximumLanguages = 30

    public var outline: CampaignOutline
    public var segments: [NamedRule]
    public var messages: [Message]
    /// Without their rows: ids count the steps from 1 in reading order.
    public var steps: [DraftStep]

    public init(outline: CampaignOutline, segments: [NamedRule], messages: [Message], steps: [DraftStep]) {
        self.outline = outline
        self.segments = segments
        self.messages = messages
        self.steps = steps
    }

    public func message(_ id: ID<MessageTemplate>) -> Message? {
        let index = Int(id.rawValue) - 1
        return messages.indices.contains(index) ? messages[index] : nil
    }

    public func segment(_ id: ID<Segment>) -> NamedRule? {
        let index = Int(id.rawValue) - 1
        return segments.indices.contains(index) ? segments[index] : nil
    }
}
