/// Why a message template cannot be used as it is.
public struct MessageProblem: Sendable, Hashable {
    public enum Place: String, Sendable { case name, subject, body }

    public let place: Place
    /// Characters before it in the place's text, counted from 1; nil when the whole is meant.
    public let position: Int?
    /// A sentence that says what was expected.
    public let message: String

    public init(place: Place, position: Int? = nil, message: String) {
        self.place = place
        self.position = position
        self.message = message
    }
}

extension MessageTemplate {
    public static let maximumNameLength = 120
    public static let maximumSubjectLength = 300
    /// In characters; an e-mail's.
    public static let maximumBodyLength = 12_000
    /// In characters; every other channel's.
    public static let maximumShortBodyLength = 1_600

    /// What is wrong with the text itself, whatever uses it; empty when it may be saved.
    public var problems: [MessageProblem] {
        nameProblems + subjectProblems + bodyProblems + parseProblems
    }

    /// What is wrong with the text in a campaign of this trigger, besides `problems`: fields without a value there.
    ///
    /// - Parameter visitsAreAwaited: whether a wait for the first or next appointment brings a visit.
    public func problems(trigger: Trigger, visitsAreAwaited: Bool = false) -> [MessageProblem] {
        var brought: Set<AnchorKind> = visitsAreAwaited ? [.appointment] : []
        if let own = trigger.event?.anchor { brought.insert(own) }
        let isVisitOver = !visitsAreAwaited && trigger.event.map { !$0.concernsComingVisit } ?? true
        return texts.flatMap { place, text in
            text.fieldsWithoutDefault.compactMap { field in
                guard let needed = field.anchor else { return nil }
                let subject = field.phrase.capitalisedFirst
                if !brought.contains(needed) {
                    return MessageProblem(
                        place: place,
                        message: "\(subject) is not known here: the trigger brings no \(needed.rawValue).")
                }
                guard field.asksAboutVisit, isVisitOver else { return nil }
                return MessageProblem(
                    place: place, message: "\(subject) leads nowhere here: the trigger's visit is not to come.")
            }
        }
    }

    /// The places that parse.
    private var texts: [(MessageProblem.Place, MessageText)] {
        [(.subject, subject), (.body, body)].compactMap { place, source in
            // What does not parse is told by `problems`.
            (try? MessageText(parsing: source)).map { (place, $0) }
        }
    }

    private var nameProblems: [MessageProblem] {
        guard name.trimmed.isEmpty || name.unicodeScalars.count > Self.maximumNameLength else { return [] }
        return [MessageProblem(place: .name, message: "Give a name of at most \(Self.maximumNameLength) characters.")]
    }

    private var subjectProblems: [MessageProblem] {
        guard channel.hasSubject else {
            return subject.isEmpty ? [] : [MessageProblem(place: .subject, message: "An SMS has no subject.")]
        }
        if channel == .email, subject.trimmed.isEmpty {
            return [MessageProblem(place: .subject, message: "Give a subject.")]
        }
        if subject.unicodeScalars.count > Self.maximumSubjectLength {
            let message = "Keep the subject under \(Self.maximumSubjectLength) characters."
            return [MessageProblem(place: .subject, message: message)]
        }
        if subject.hasControlCharacter {
            return [MessageProblem(place: .subject, message: "Keep the subject on one line.")]
        }
        return []
    }

    private var bodyProblems: [MessageProblem] {
        let limit = channel == .email ? Self.maximumBodyLength : Self.maximumShortBodyLength
        if body.trimmed.isEmpty { return [MessageProblem(place: .body, message: "Write the message.")] }
        if body.unicodeScalars.count > limit {
            return [MessageProblem(place: .body, message: "Keep the message under \(limit) characters.")]
        }
        if body.filter({ !$0.isNewline && $0 != "\t" }).hasControlCharacter {
            return [MessageProblem(place: .body, message: "The message holds a control character.")]
        }
        return []
    }

    private var parseProblems: [MessageProblem] {
        [(MessageProblem.Place.subject, subject), (.body, body)].flatMap { place, source in
            MessageText.problems(in: source).map {
                MessageProblem(place: place, position: $0.position, message: $0.message)
            }
        }
    }
}

extension MessageText {
    fileprivate var fieldsWithoutDefault: [MergeField] {
        fields.filter { field in
            pieces.contains { piece in
                if case .field(field, default: nil) = piece { true } else { false }
            }
        }
    }
}

extension String {
    /// Line breaks, NUL and their kind; they cut headers and hide text.
    var hasControlCharacter: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
            default: false
            }
        }
    }

    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
