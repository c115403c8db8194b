/// A template being filled; text enters a page only here, and is escaped here.
///
/// Filling never throws: the first mistake, such as a slot that the template does not have, is kept and thrown by `html()`.
public final class Page {
    private var filling: Filling
    private let isDocument: Bool

    /// An empty page of the template.
    public init(_ template: Template) {
        filling = Filling(template.scope)
        isDocument = template.isDocument
    }

    private init(row scope: Scope) {
        filling = Filling(scope)
        isDocument = false
    }

    /// Replaces the content of every element with this slot by text.
    public func text(_ slot: String, _ text: String) {
        filling.setText(slot, text)
    }

    /// Sets an attribute of every element with this slot; nil removes it. The element's content stays the template's
    /// own unless it is filled too.
    public func attribute(_ slot: String, _ name: String, _ value: String?) {
        filling.setAttribute(slot, name, value)
    }

    /// Keeps every element with this when-mark, or leaves it out with all it holds.
    public func keep(_ when: String, if condition: Bool) {
        filling.setKept(when, condition)
    }

    /// Repeats the element once for each item, in order; none leaves it out.
    ///
    /// - Parameter fill: fills one row. The row is written when `fill` returns and must not be kept.
    public func each<Items: Sequence>(
        _ name: String, _ items: Items, fill: (_ row: Page, Items.Element) throws -> Void
    ) rethrows {
        guard let number = filling.eachNumber(name) else { return }
        let row = Page(row: filling.scope.rows[number])
        var written: [UInt8] = []
        for item in items {
            row.filling.clear()
            try fill(row, item)
            guard add(row, to: &written) else { return }
        }
        filling.setRows(number, written)
    }

    /// Puts another page inside every element with this slot, as that page is now; a second one follows the first.
    public func insert(_ slot: String, _ page: Page) {
        var written: [UInt8] = []
        if add(page, to: &written) { filling.addMarkup(slot, written) }
    }

    /// The page as HTML, in UTF-8; a whole document begins with HTML5's document type.
    ///
    /// - Throws: the first mistake made in filling, or the first mark that is still unfilled. A mark inside something
    ///   left out, or inside content that was replaced, need not be filled.
    public func html() throws(MarkupError) -> [UInt8] {
        var output: [UInt8] = []
        if isDocument { output.append(contentsOf: "<!DOCTYPE html>\n".utf8) }
        try filling.write(to: &output)
        return output
    }

    private func add(_ page: Page, to written: inout [UInt8]) -> Bool {
        do {
            try page.filling.write(to: &written)
            return true
        } catch {
            filling.note(error)
            return false
        }
    }
}
