/// The marks that belong together, those of a whole template or those of one `each`, and the steps that write them.
final class Scope: Sendable {
    let template: String
    /// What the stretches of `operations` and `elements` are cut from.
    let bytes: [UInt8]
    let operations: [Operation]
    let elements: [SlotElement]
    let slots: [String]
    let whens: [String]
    let eaches: [String]
    /// The scopes of the rows, one for each name in `eaches`.
    let rows: [Scope]

    init(_ builder: ScopeBuilder, template: String) {
        self.template = template
        bytes = builder.bytes
        operations = builder.operations
        elements = builder.elements
        slots = builder.slots
        whens = builder.whens
        eaches = builder.eaches
        rows = builder.rows
    }
}
