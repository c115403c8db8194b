/// The values that fill one scope, already escaped, all in one array of bytes.
struct Filling {
    let scope: Scope
    private var bytes: [UInt8] = []
    private var contents: [Stretch?]
    private var attributes: [FilledAttribute] = []
    private var kept: [Bool?]
    private var rows: [Stretch?]
    private var lastSlot = 0
    private(set) var mistake: MarkupError?

    init(_ scope: Scope) {
        self.scope = scope
        contents = Array(repeating: nil, count: scope.slots.count)
        kept = Array(repeating: nil, count: scope.whens.count)
        rows = Array(repeating: nil, count: scope.eaches.count)
    }

    /// Makes room for the next row.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        for index in contents.indices { contents[index] = nil }
        for index in kept.indices { kept[index] = nil }
        for index in rows.indices { rows[index] = nil }
    }

    mutating func setText(_ slot: String, _ text: String) {
        guard let number = slotNumber(slot) else { return }
        let start = bytes.count
        bytes.appendText(text)
        contents[number] = Stretch(start: start, end: bytes.count)
    }

    mutating func setAttribute(_ slot: String, _ name: String, _ value: String?) {
        guard let number = slotNumber(slot) else { return }
        if Attribute.holdsCode(name) || name == "style" { note(.inlineCode, name) }
        if let value, Attribute.holdsAddress(name), !Attribute.isSafeAddress(value) { note(.unsafeAddress, name) }
        let start = bytes.count
        if let value { bytes.appendAttribute(name, value) }
        attributes.append(
            FilledAttribute(slot: number, name: name, written: Stretch(start: start, end: bytes.count)))
    }

    mutating func setKept(_ when: String, _ isKept: Bool) {
        guard let number = number(of: when, in: scope.whens, kind: "when") else { return }
        kept[number] = isKept
    }

    mutating func setRows(_ number: Int, _ written: [UInt8]) {
        rows[number] = add(written)
    }

    mutating func addMarkup(_ slot: String, _ written: [UInt8]) {
        guard let number = slotNumber(slot) else { return }
        let before = contents[number].map { Array(bytes[$0.start..<$0.end]) } ?? []
        contents[number] = add(before + written)
    }

    mutating func eachNumber(_ name: String) -> Int? { number(of: name, in: scope.eaches, kind: "each") }

    mutating func note(_ error: MarkupError) {
        if mistake == nil { mistake = error }
    }

    private mutating func note(_ code: MarkupError.Code, _ detail: String) {
        note(MarkupError(code, template: scope.template, detail: detail))
    }

    private mutating func add(_ written: [UInt8]) -> Stretch {
        let start = bytes.count
        bytes.append(contentsOf: written)
        return Stretch(start: start, end: bytes.count)
    }

    /// Slots are mostly filled in the template's order, so the search begins where the last one ended.
    private mutating func slotNumber(_ name: String) -> Int? {
        let slots = scope.slots
        for step in 0..<slots.count {
            let candidate = lastSlot + step < slots.count ? lastSlot + step : lastSlot + step - slots.count
            if slots[candidate] == name {
                lastSlot = candidate
                return candidate
            }
        }
        return number(of: name, in: [], kind: "slot")
    }

    private mutating func number(of name: String, in names: [String], kind: String) -> Int? {
        if let number = names.firstIndex(of: name) { return number }
        note(.unknownMark, "\(kind)=\"\(name)\"")
        return nil
    }
}

extension Filling {
    /// Appends the scope as filled, up to the first mistake.
    func write(to output: inout [UInt8]) throws(MarkupError) {
        if let mistake { throw mistake }
        var unfilled: MarkupError?
        scope.bytes.withUnsafeBufferPointer { template in
            bytes.withUnsafeBufferPointer { values in
                unfilled = write(from: template, values, to: &output)
            }
        }
        if let unfilled { throw unfilled }
    }

    private func write(
        from template: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
    ) -> MarkupError? {
        var next = 0
        while next < scope.operations.count {
            defer { next += 1 }
            switch scope.operations[next] {
            case .fixed(let stretch):
                output.append(stretch, of: template)
            case .when(let number, let end):
                guard let isKept = kept[number] else { return unfilled("when", scope.whens[number]) }
                if !isKept { next = end - 1 }
            case .each(let number):
                guard let written = rows[number] else { return unfilled("each", scope.eaches[number]) }
                output.append(written, of: values)
            case .slot(let number, let element, let close):
                let content = contents[number]
                guard
                    writeOpening(of: scope.elements[element], number, from: template, values, to: &output)
                        || content != nil
                else { return unfilled("slot", scope.slots[number]) }
                guard let content else { continue }
                if scope.elements[element].isVoid { return contentInVoid(scope.slots[number]) }
                output.append(content, of: values)
                next = close - 1
            }
        }
        return nil
    }

    /// Writes the template's attributes with the page's in their places, new ones after them; of two that were set for one
    /// name the later counts. Answers whether any was set.
    private func writeOpening(
        of element: SlotElement, _ slot: Int, from template: UnsafeBufferPointer<UInt8>,
        _ values: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
    ) -> Bool {
        guard attributes.contains(where: { $0.slot == slot }) else {
            output.append(element.opening, of: template)
            return false
        }
        output.append(element.start, of: template)
        for own in element.attributes {
            if let filled = attributes.last(where: { $0.slot == slot && $0.name == own.name }) {
                output.append(filled.written, of: values)
            } else {
                output.append(own.written, of: template)
            }
        }
        for (index, filled) in attributes.enumerated() where filled.slot == slot {
            let isOwn = element.attributes.contains { $0.name == filled.name }
            let isLast = !attributes[(index + 1)...].contains { $0.slot == slot && $0.name == filled.name }
            if !isOwn && isLast { output.append(filled.written, of: values) }
        }
        output.append(element.rest, of: template)
        return true
    }

    private func unfilled(_ kind: String, _ name: String) -> MarkupError {
        MarkupError(.unfilled, template: scope.template, detail: "\(kind)=\"\(name)\"")
    }

    private func contentInVoid(_ slot: String) -> MarkupError {
        MarkupError(.contentInVoid, template: scope.template, detail: "slot=\"\(slot)\"")
    }
}

/// An attribute that a page sets or, when nothing is written for it, removes.
private struct FilledAttribute {
    let slot: Int
    let name: String
    let written: Stretch
}
