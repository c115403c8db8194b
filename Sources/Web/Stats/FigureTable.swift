import Markup

/// The numbers behind a picture, for readers who cannot see it, and for all who want them exactly.
struct FigureTable {
    /// Of the picture; the way to open it says "… as a table".
    let title: String
    let columns: [String]
    /// Each begins with what the row is.
    let rows: [[String]]
    let templates: Templates

    func page() -> Page {
        let page = templates.page("charts/table.html")
        page.text("summary", "\(title), as a table")
        page.text("caption", title)
        page.each("column", Array(columns.enumerated())) { row, column in
            row.text("column", column.element)
            row.attribute("column", "class", column.offset == 0 ? nil : "number")
        }
        page.each("row", rows) { row, cells in
            row.text("first", cells.first ?? "")
            row.each("cell", cells.dropFirst()) { cell, text in cell.text("cell", text) }
        }
        return page
    }
}
