import CivilTime

extension PortableCampaign {
    /// Reads an exported file.
    ///
    /// - Throws: the first thing that is wrong, with its line and what was expected.
    public init(text: String) throws(PortableProblem) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw PortableProblem(1, "A file has at most \(Self.maximumBytes / 1_000) kB.")
        }
        var cursor = OutlineCursor(try OutlineReader.nodes(text), below: 1)
        guard let format = cursor.optional("campanile campaign") else {
            throw PortableProblem(1, "This is no exported campaign: one begins with “campanile campaign”.")
        }
        guard try format.value(atMost: 40) == "format \(Self.format)" else {
            throw PortableProblem(format.line, "Expected “format \(Self.format)”: this file is of another program.")
        }
        let head = try Self.head(&cursor)
        let triggerNode = try cursor.required("trigger")
        let audience = try cursor.required("audience")
        let exclusions = cursor.optional("exclusions")
        let again = try cursor.required("again")
        let asksAgain = cursor.optional("ask audience again")
        let stepsNode = try cursor.required("steps")
        let messages = try Self.messages(cursor.all(["message"]))
        let segmentNodes = cursor.all(["segment"])
        try cursor.finish()
        let rules = RuleOutline(segments: try Self.names(segmentNodes))
        var reader = PortableStepReader(rules: rules, messages: messages.count)
        outline = CampaignOutline(
            head: head,
            draft: CampaignDraft(
                trigger: try Self.trigger(triggerNode, rules), audience: try rules.rule(audience),
                exclusions: try Self.optional(exclusions, rules), reentryDays: try Self.reentry(again),
                asksAudienceAgain: try asksAgain?.yes() ?? false))
        guard case .entry(_, nil) = stepsNode.content else {
            throw PortableProblem(stepsNode.line, "Expected the steps below this line.")
        }
        try reader.read(stepsNode.children, in: .main, depth: 0)
        steps = reader.steps
        self.messages = messages
        segments = try Self.segments(segmentNodes, rules)
    }

    private static func optional(_ node: OutlineNode?, _ rules: RuleOutline) throws(PortableProblem) -> Rule? {
        guard let node else { return nil }
        return try rules.rule(node)
    }

    private static func head(_ cursor: inout OutlineCursor) throws(PortableProblem) -> CampaignHead {
        let name = try cursor.required("name").value(atMost: CampaignHead.maximumNameLength)
        let description = cursor.optional("description")
        let about = try description?.lines() ?? ""
        if about.unicodeScalars.count > CampaignHead.maximumDescriptionLength {
            throw PortableProblem(
                description?.line ?? 1, "Expected at most \(CampaignHead.maximumDescriptionLength) characters.")
        }
        let type = try cursor.required("type").word(CampaignType.self)
        let purpose = try cursor.required("purpose")
        let head = CampaignHead(
            name: name, description: about, type: type, purpose: try purpose.word(Purpose.self))
        guard try purpose.word(Purpose.self) == head.purpose else {
            throw PortableProblem(purpose.line, "Expected “\(head.purpose.rawValue)”: the type says so.")
        }
        return head
    }

    private static func trigger(_ node: OutlineNode, _ rules: RuleOutline) throws(PortableProblem) -> Trigger? {
        let value = try node.valueIfAny(atMost: 100) ?? ""
        var cursor = OutlineCursor(node.children, below: node.line)
        if value.hasPrefix("event "), let type = EventType(rawValue: String(value.dropFirst(6))) {
            let days = try cursor.optional("days before")?.number(in: Trigger.leadDays) ?? 0
            let rule = try optional(cursor.optional("rule"), rules)
            try cursor.finish()
            return .event(type, rule: rule, leadDays: days)
        }
        if value == "again and again" {
            let recurrence = try cursor.required("recurrence")
            try cursor.finish()
            return .recurring(try self.recurrence(recurrence))
        }
        try cursor.finish()
        if value == "none" { return nil }
        if value.hasPrefix("at "), let local = CivilDateTime(String(value.dropFirst(3))),
            local.text == value.dropFirst(3)
        {
            return .scheduled(local)
        }
        throw PortableProblem(
            node.line, "Expected “event” and its name, “at” and a local time, “again and again” or “none”.")
    }

    private static func recurrence(_ node: OutlineNode) throws(PortableProblem) -> Recurrence {
        do {
            return try Recurrence(json: JSON.parse(Array(node.value(atMost: 2_000).utf8)))
        } catch let problem as PortableProblem {
            throw problem
        } catch let refusal as RecurrenceRefusal {
            throw PortableProblem(node.line, refusal.problems.first?.message ?? "This makes no sense.")
        } catch {
            throw PortableProblem(node.line, "Expected the recurrence as JSON.")
        }
    }

    private static func reentry(_ node: OutlineNode) throws(PortableProblem) -> Int? {
        let value = try node.value(atMost: 40)
        if value == "never" { return nil }
        let words = value.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "after", words[2] == "days", let days = Int(words[1]),
            Reentry.limits.contains(days), String(days) == words[1]
        else { throw PortableProblem(node.line, "Expected “never”, or “after 30 days”.") }
        return days
    }

    private static func messages(_ nodes: [OutlineNode]) throws(PortableProblem) -> [Message] {
        guard nodes.count <= maximumMessages else {
            throw PortableProblem(nodes[maximumMessages].line, "A campaign has at most \(maximumMessages) messages.")
        }
        var messages: [Message] = []
        for (index, node) in nodes.enumerated() {
            guard try node.valueIfAny(atMost: 20) == String(index + 1) else {
                throw PortableProblem(node.line, "Expected message \(index + 1): they are numbered in their order.")
            }
            messages.append(try message(node))
        }
        return messages
    }

    private static func message(_ node: OutlineNode) throws(PortableProblem) -> Message {
        var cursor = OutlineCursor(node.children, below: node.line)
        let name = try cursor.required("name").value(atMost: MessageTemplate.maximumNameLength)
        let channel = try cursor.required("channel").word(Channel.self)
        let nodes = cursor.all(["text"])
        try cursor.finish()
        guard (1...maximumLanguages).contains(nodes.count) else {
            throw PortableProblem(node.line, "Expected a text in one to \(maximumLanguages) languages.")
        }
        var texts: [Text] = []
        for node in nodes {
            let text = try self.text(node, name, channel)
            guard texts.last.map({ $0.language < text.language }) ?? true else {
                throw PortableProblem(node.line, "Expected the languages in the order of their tags, each once.")
            }
            texts.append(text)
        }
        return Message(name: name, channel: channel, texts: texts)
    }

    private static func text(_ node: OutlineNode, _ name: String, _ channel: Channel) throws(PortableProblem) -> Text {
        guard let language = try node.valueIfAny(atMost: 12), LanguageTag.isValid(language) else {
            throw PortableProblem(node.line, "Expected a language's tag, such as en or es-MX.")
        }
        var cursor = OutlineCursor(node.children, below: node.line)
        let subject = cursor.optional("subject")
        let body = try cursor.required("body")
        try cursor.finish()
        let template = MessageTemplate(
            id: ID(0), name: name, channel: channel, number: 0, language: language,
            subject: try subject?.value(atMost: MessageTemplate.maximumSubjectLength) ?? "", body: try body.lines())
        if let problem = template.problems.first {
            let line = problem.place == .subject ? subject?.line ?? node.line : body.line
            throw PortableProblem(line, problem.message)
        }
        return Text(language: language, subject: template.subject, body: template.body)
    }

    private static func names(_ nodes: [OutlineNode]) throws(PortableProblem) -> [String] {
        guard nodes.count <= maximumSegments else {
            throw PortableProblem(
                nodes[maximumSegments].line, "A campaign asks about at most \(maximumSegments) segments.")
        }
        var names: [String] = []
        for node in nodes {
            guard let name = try node.valueIfAny(atMost: Segment.maximumNameLength), !names.contains(name) else {
                throw PortableProblem(node.line, "Expected a segment's name, each once.")
            }
            names.append(name)
        }
        return names
    }

    private static func segments(_ nodes: [OutlineNode], _ rules: RuleOutline) throws(PortableProblem) -> [NamedRule] {
        var segments: [Segment] = []
        for (index, node) in nodes.enumerated() {
            var cursor = OutlineCursor(node.children, below: node.line)
            let rule = try rules.rule(cursor.required("rule"))
            try cursor.finish()
            segments.append(Segment(id: ID(Int64(index + 1)), name: rules.segments[index], rule: rule, version: 1))
        }
        let all = Segments(segments)
        for (segment, node) in zip(segments, nodes) {
            if let problem = all.problem(with: segment.rule, of: segment.id) {
                throw PortableProblem(node.line, problem.message)
            }
        }
        return segments.map { NamedRule(name: $0.name, rule: $0.rule) }
    }
}
