/// Which of the gallery's workflows somebody looks for; what is not asked for lets all through.
public struct GalleryFilter: Sendable, Hashable {
    /// Words that stand in its name, what is said about it, or its messages' names and texts: all of them, in any order.
    public var words: String
    public var purpose: Purpose?
    public var trigger: EventType?
    public var channel: Channel?

    public init(words: String = "", purpose: Purpose? = nil, trigger: EventType? = nil, channel: Channel? = nil) {
        self.words = words
        self.purpose = purpose
        self.trigger = trigger
        self.channel = channel
    }

    public var isEmpty: Bool { self == GalleryFilter() }

    /// In the gallery's order.
    public var workflows: [GalleryWorkflow] { GalleryWorkflow.all.filter(lets) }

    private func lets(_ workflow: GalleryWorkflow) -> Bool {
        if let purpose, workflow.purpose != purpose { return false }
        if let trigger, workflow.trigger.event != trigger { return false }
        if let channel, !workflow.messages.contains(where: { $0.channel == channel }) { return false }
        let wanted = words.lowercased().split(whereSeparator: \.isWhitespace)
        guard !wanted.isEmpty else { return true }
        let text = workflow.searchText
        return wanted.allSatisfy { text.contains($0) }
    }

    /// The events that some workflow of the gallery is started by, in its order.
    public static let triggers: [EventType] = GalleryWorkflow.all.compactMap(\.trigger.event).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
    }
}

extension GalleryWorkflow {
    /// Whether it reminds of booked visits, which a clinic has one campaign for.
    public var isReminder: Bool { type == .reminder && trigger.event == .appointmentBooked }

    /// In lower case.
    fileprivate var searchText: String {
        let texts = messages.flatMap { message in
            [message.name] + message.texts.flatMap { [$0.words.subject, $0.words.body] }
        }
        return ([name, summary, advice, trigger.phrase] + texts).joined(separator: "\n").lowercased()
    }
}
