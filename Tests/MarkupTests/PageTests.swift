import Markup
import Testing

@Suite("Page")
struct PageTests {
    @Test("text is escaped, whatever it holds")
    func escaping() throws {
        let page = try page(#"<p slot="name">Sample</p>"#)
        page.text("name", "Tom & Jerry <b>\"so\"</b> & Zoë 🦷")
        #expect(try written(page) == #"<p>Tom &amp; Jerry &lt;b&gt;"so"&lt;/b&gt; &amp; Zoë 🦷</p>"#)
    }

    @Test("an attribute is escaped and stays one attribute")
    func attributeEscaping() throws {
        let page = try page(#"<input slot="name" value="sample"/>"#)
        page.attribute("name", "value", #"" onfocus="alert(1)" <'&"#)
        #expect(try written(page) == #"<input value="&quot; onfocus=&quot;alert(1)&quot; &lt;'&amp;">"#)
    }

    @Test("characters that HTML forbids are replaced")
    func controlCharacters() throws {
        let page = try page(#"<p slot="name"/>"#)
        page.text("name", "a\u{0}b\u{1B}c\td")
        #expect(try written(page) == "<p>a\u{FFFD}b\u{FFFD}c\td</p>")
    }

    @Test("one name fills every element that carries it")
    func oneNameManyPlaces() throws {
        let page = try page(#"<div><h1 slot="name">A</h1><b slot="name">B</b></div>"#)
        page.text("name", "Recall")
        #expect(try written(page) == "<div><h1>Recall</h1><b>Recall</b></div>")
    }

    @Test("attributes alone leave the template's own content")
    func attributeKeepsContent() throws {
        let page = try page(#"<a slot="edit" href="/sample">Edit <b slot="what">it</b></a>"#)
        page.attribute("edit", "href", "/campaigns/7")
        page.text("what", "step")
        #expect(try written(page) == #"<a href="/campaigns/7">Edit <b>step</b></a>"#)
    }

    @Test("an attribute is replaced in place, added at the end, removed with nil; the last word counts")
    func attributeMerging() throws {
        let page = try page(#"<a slot="x" class="c" href="/s" hidden="hidden">t</a>"#)
        page.attribute("x", "href", "/first")
        page.attribute("x", "href", "/second")
        page.attribute("x", "hidden", nil)
        page.attribute("x", "aria-current", "page")
        #expect(try written(page) == #"<a class="c" href="/second" aria-current="page">t</a>"#)
    }

    @Test("a when-mark keeps or leaves out all it holds, and what is left out need not be filled")
    func when() throws {
        let template = try template(#"<div><p when="draft" slot="note">x</p><i when="live">y</i></div>"#)
        let page = Page(template)
        page.keep("draft", if: false)
        page.keep("live", if: true)
        #expect(try written(page) == "<div><i>y</i></div>")
    }

    @Test("rows repeat in order, each with its own marks; samples are left out")
    func rows() throws {
        let page = try page(
            #"<ul><li each="step" slot="step" class="a"><b slot="name">S</b></li><li sample="">another</li></ul>"#)
        page.each("step", ["Wait", "Send"]) { row, name in
            row.text("name", name)
            row.attribute("step", "id", "step-\(name)")
        }
        #expect(
            try written(page)
                == #"<ul><li class="a" id="step-Wait"><b>Wait</b></li><li class="a" id="step-Send"><b>Send</b></li></ul>"#
        )
    }

    @Test("no rows leave nothing")
    func noRows() throws {
        let page = try page(#"<ul><li each="step">S</li></ul>"#)
        page.each("step", [Int]()) { _, _ in }
        #expect(try written(page) == "<ul></ul>")
    }

    @Test("rows hold rows")
    func nestedRows() throws {
        let page = try page(#"<table><tr each="line"><td each="cell" slot="cell">1</td></tr></table>"#)
        page.each("line", [[1, 2], [3]]) { row, cells in
            row.each("cell", cells) { row, cell in row.text("cell", "\(cell)") }
        }
        #expect(try written(page) == "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>")
    }

    @Test("what one row was given does not reach the next")
    func rowsAreApart() throws {
        let page = try page(#"<ul><li each="step"><b slot="name">S</b></li></ul>"#)
        page.each("step", ["Wait", nil]) { row, name in
            if let name { row.text("name", name) }
        }
        #expect(throws: MarkupError(.unfilled, template: "test", detail: #"slot="name""#)) { try page.html() }
    }

    @Test("inserted pages follow one another and replace the sample")
    func insertion() throws {
        let card = try template(#"<section><h2 slot="name">S</h2></section>"#)
        let page = try page(#"<main slot="steps"><p>Sample</p></main>"#)
        for name in ["A & B", "C"] {
            let part = Page(card)
            part.text("name", name)
            page.insert("steps", part)
        }
        #expect(try written(page) == "<main><section><h2>A &amp; B</h2></section><section><h2>C</h2></section></main>")
    }

    @Test(
        "a mark left unfilled is an error that names it",
        arguments: [
            (#"<p slot="name">x</p>"#, #"slot="name""#),
            (#"<ul><li each="row">x</li></ul>"#, #"each="row""#),
            (#"<p><b when="draft">x</b></p>"#, #"when="draft""#),
        ])
    func unfilled(source: String, mark: String) throws {
        let page = try page(source)
        #expect(throws: MarkupError(.unfilled, template: "test", detail: mark)) { try page.html() }
    }

    @Test("filling a mark that is not there is an error that names it, in a row and in an inserted page too")
    func unknown() throws {
        let list = try page(#"<ul><li each="row" slot="row">x</li></ul>"#)
        list.each("row", [1]) { row, _ in row.text("nam", "x") }
        #expect(throws: MarkupError(.unknownMark, template: "test", detail: #"slot="nam""#)) { try list.html() }

        let outer = try page(#"<p slot="row">x</p>"#)
        outer.insert("row", list)
        #expect(throws: MarkupError(.unknownMark, template: "test", detail: #"slot="nam""#)) { try outer.html() }
    }

    @Test(
        "an address that would run code is refused",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:x", "data:text/html,x",
            "//evil.example/",
            "\\\\evil.example", "vbscript:x",
        ])
    func unsafeAddress(address: String) throws {
        let page = try page(#"<a slot="link" href="/">x</a>"#)
        page.attribute("link", "href", address)
        #expect(throws: MarkupError(.unsafeAddress, template: "test", detail: "href")) { try page.html() }
    }

    @Test(
        "an address that only leads somewhere passes",
        arguments: [
            "/campaigns/7?page=2&sort=name#step-3", "#name", "?status=active", "", "https://lakeview.example/a:b",
            "mailto:a@b.example",
            "tel:+13125550142", "steps/7:8",
        ])
    func safeAddress(address: String) throws {
        let page = try page(#"<a slot="link" href="/">x</a>"#)
        page.attribute("link", "href", address)
        #expect(try written(page) == "<a href=\"\(address.replacing("&", with: "&amp;"))\">x</a>")
    }

    @Test("handlers and styles cannot be set", arguments: ["onclick", "style", "srcdoc"])
    func inlineCode(name: String) throws {
        let page = try page(#"<a slot="link" href="/">x</a>"#)
        page.attribute("link", name, "x")
        #expect(throws: MarkupError(.inlineCode, template: "test", detail: name)) { try page.html() }
    }

    @Test("text in an element that holds none is an error")
    func contentInVoid() throws {
        let page = try page(#"<input slot="name"/>"#)
        page.text("name", "x")
        #expect(throws: MarkupError(.contentInVoid, template: "test", detail: #"slot="name""#)) { try page.html() }
    }

    @Test("one template fills many pages that do not touch each other")
    func manyPages() throws {
        let template = try template(#"<p slot="name">S</p>"#)
        let (first, second) = (Page(template), Page(template))
        first.text("name", "1")
        second.text("name", "2")
        #expect(try written(first) == "<p>1</p>")
        #expect(try written(second) == "<p>2</p>")
    }
}
