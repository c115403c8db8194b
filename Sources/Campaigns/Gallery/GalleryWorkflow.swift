/// A pre-built campaign that a clinic takes as a draft of its own.
public struct GalleryWorkflow: Sendable, Hashable {
    /// Stable name in addresses and rows: "appointment-reminders".
    public let key: String
    public let name: String
    /// What it does, in a sentence.
    public let summary: String
    /// When and why to use it.
    public let advice: String
    public let type: CampaignType
    public let purpose: Purpose
    public let trigger: Trigger
    public let audience: Rule
    /// Who is left out of the audience, asked again when a message leaves.
    public var exclusions: Rule?
    public let steps: [GalleryStep]
    /// Every message that its steps name, once, in the order in which they go out.
    public let messages: [GalleryMessage]

    /// All that the gallery shows, in its order.
    public static let all = [
        appointmentReminders, noShowFollowUp, newPatientWelcome, postBondingCare, elasticsCheckIn, alignerCheckIn,
        phaseTransition, visitSurvey, debondingCare, retainerWear, retainerReorder, recall, reEngagement, paymentDue,
        birthday,
    ]

    public static func named(_ key: String) -> GalleryWorkflow? { all.first { $0.key == key } }

    /// Whether one of its messages leads to the clinic's survey.
    public var asksSurvey: Bool {
        let bodies = messages.flatMap { $0.texts.map(\.words.body) }
        return MergeField.allCases.contains { field in
            field.asksSurvey && bodies.contains { $0.contains(field.rawValue) }
        }
    }

    public func message(_ key: String) -> GalleryMessage? { messages.first { $0.key == key } }
}

/// One card of a gallery workflow; messages go by key, since rows and their ids come with "use this".
public struct GalleryStep: Sendable, Hashable {
    public indirect enum Action: Sendable, Hashable {
        /// The key of a message of the same workflow; its channel is the step's.
        case send(message: String)
        /// A wait expression of rules.md 2.6.
        case wait(String, ifPast: Wait.IfPast)
        /// An empty lane goes on after the step.
        case condition(Rule, yes: [GalleryStep], no: [GalleryStep])
    }

    public let name: String
    public let action: Action

    init(_ name: String, _ action: Action) {
        self.name = name
        self.action = action
    }
}

/// A message template that "use this" makes, in each of the gallery's languages.
public struct GalleryMessage: Sendable, Hashable {
    public let key: String
    public let name: String
    public let channel: Channel
    /// English first, which staff see; Spanish goes to those who read it.
    public let texts: [GalleryText]

    init(_ key: String, _ name: String, _ channel: Channel, en: GalleryText.Words, es: GalleryText.Words) {
        self.key = key
        self.name = name
        self.channel = channel
        texts = [GalleryText(language: "en", words: en), GalleryText(language: "es", words: es)]
    }
}

public struct GalleryText: Sendable, Hashable {
    public struct Words: Sendable, Hashable {
        /// Empty where the channel has no subject.
        public let subject: String
        public let body: String

        init(_ subject: String = "", body: String) {
            self.subject = subject
            self.body = body
        }
    }

    public let language: String
    public let words: Words
}
