/// A scope while its template is read: joins what is fixed into one run of bytes between marks.
struct ScopeBuilder {
    var bytes: [UInt8] = []
    private(set) var operations: [Operation] = []
    private(set) var elements: [SlotElement] = []
    private(set) var slots: [String] = []
    private(set) var whens: [String] = []
    private(set) var eaches: [String] = []
    private(set) var rows: [Scope] = []
    private var fixedStart = 0

    mutating func addSlot(
        _ name: String, tag: String, attributes: [Attribute], content: (inout ScopeBuilder) throws(MarkupError) -> Void
    ) throws(MarkupError) {
        flush()
        let place = operations.count
        let (number, element) = (Self.number(of: name, in: &slots), elements.count)
        elements.append(addOpening(tag, attributes))
        fixedStart = bytes.count
        operations.append(.slot(number: number, element: element, close: 0))
        try content(&self)
        flush()
        operations[place] = .slot(number: number, element: element, close: operations.count)
    }

    mutating func addWhen(
        _ name: String, content: (inout ScopeBuilder) throws(MarkupError) -> Void
    ) throws(MarkupError) {
        flush()
        let place = operations.count
        let number = Self.number(of: name, in: &whens)
        operations.append(.when(number: number, end: 0))
        try content(&self)
        flush()
        operations[place] = .when(number: number, end: operations.count)
    }

    mutating func addEach(_ name: String, rows scope: Scope) {
        flush()
        operations.append(.each(number: eaches.count))
        eaches.append(name)
        rows.append(scope)
    }

    @discardableResult
    mutating func addOpening(_ tag: String, _ attributes: [Attribute]) -> SlotElement {
        let whole = bytes.count
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: tag.utf8)
        let start = Stretch(start: whole, end: bytes.count)
        var written: [SlotAttribute] = []
        for attribute in attributes {
            let begin = bytes.count
            bytes.appendAttribute(attribute.name, attribute.value)
            written.append(SlotAttribute(name: attribute.name, written: Stretch(start: begin, end: bytes.count)))
        }
        let rest = bytes.count
        bytes.append(UInt8(ascii: ">"))
        if HTMLElement.keepsWhitespace.contains(tag) { bytes.append(UInt8(ascii: "\n")) }
        return SlotElement(
            opening: Stretch(start: whole, end: bytes.count), start: start, attributes: written,
            rest: Stretch(start: rest, end: bytes.count), isVoid: HTMLElement.void.contains(tag))
    }

    mutating func flush() {
        let stretch = Stretch(start: fixedStart, end: bytes.count)
        if !stretch.isEmpty { operations.append(.fixed(stretch)) }
        fixedStart = bytes.count
    }

    /// One name may mark several places; they share a number and are filled together.
    private static func number(of name: String, in names: inout [String]) -> Int {
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        return names.count - 1
    }
}
