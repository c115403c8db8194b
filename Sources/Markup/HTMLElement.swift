/// What HTML says of elements by name (HTML Living Standard, 13.1.2 and 13.2.6.4.7).
enum HTMLElement {
    /// Elements that have neither content nor closing tag.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// Elements whose blanks show. A browser drops their first line break, so each is written with one to drop.
    static let keepsWhitespace: Set<String> = ["pre", "textarea"]
}
