/// One step in writing a page. The steps of a scope stand in one flat array of plain numbers, because walking libxml2's
/// tree, or copying it, costs ten times as much for each row of a table.
enum Operation: Sendable {
    /// Writes bytes that are the same on every page.
    case fixed(Stretch)
    /// Writes a slot's opening tag, then its value and goes on at `close`, or goes on with the template's own content.
    case slot(number: Int, element: Int, close: Int)
    /// Goes on with the next step when kept, else at `end`.
    case when(number: Int, end: Int)
    /// Writes the rows of an each.
    case each(number: Int)
}

/// The opening tag of a slot's element, so that a page can exchange its attributes.
struct SlotElement: Sendable {
    /// The whole tag as the template has it.
    let opening: Stretch
    /// The tag's beginning, such as `<a`.
    let start: Stretch
    let attributes: [SlotAttribute]
    /// What follows the attributes: `>`, and the line break that browsers drop in a textarea.
    let rest: Stretch
    let isVoid: Bool
}

/// One of the template's own attributes in a slot's opening tag.
struct SlotAttribute: Sendable {
    let name: String
    /// The attribute as written, with the blank before it.
    let written: Stretch
}
