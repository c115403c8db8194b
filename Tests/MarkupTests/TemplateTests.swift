import Markup
import Testing

@Suite("Template")
struct TemplateTests {
    @Test("a document begins with HTML5's document type and writes HTML, not XML")
    func document() throws {
        let source =
            #"<html lang="en"><head><title>T</title><script src="/a.js"/></head><body><br/><p/><textarea/></body></html>"#
        #expect(
            try written(page(source)) == """
                <!DOCTYPE html>
                <html lang="en"><head><title>T</title><script src="/a.js"></script></head>\
                <body><br><p></p><textarea>
                </textarea></body></html>
                """)
    }

    @Test("a textarea keeps a first line break of its value")
    func textarea() throws {
        let page = try page(#"<textarea slot="body" name="body"/>"#)
        page.text("body", "\nDear <family>")
        #expect(try written(page) == "<textarea name=\"body\">\n\nDear &lt;family&gt;</textarea>")
    }

    @Test("comments go, blanks with line breaks fold, other blanks stay")
    func blanks() throws {
        #expect(
            try written(page("<p>\n    <b>a</b> <i>b</i>\n<!-- why -->    <u>c\n  d</u></p>"))
                == "<p>\n<b>a</b> <i>b</i>\n    <u>c\nd</u></p>")
    }

    @Test("blanks in pre stay as they are")
    func pre() throws {
        #expect(try written(page("<pre>a\n   b</pre>")) == "<pre>\na\n   b</pre>")
    }

    @Test("SVG keeps the case of its names")
    func svg() throws {
        let page = try page(
            #"<svg viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg"><linearGradient/><rect slot="bar" width="1"/></svg>"#
        )
        page.attribute("bar", "width", "7.5")
        #expect(
            try written(page)
                == #"<svg viewBox="0 0 10 10"><linearGradient></linearGradient><rect width="7.5"></rect></svg>"#)
    }

    @Test("only the fragment is the template; of a body, only its content")
    func fragment() throws {
        let head = "<head><link href='../css/a.css'/></head>"
        #expect(
            try written(page("<html>\(head)<body><nav/><main fragment='here'><p>x</p></main></body></html>"))
                == "<main><p>x</p></main>")
        #expect(
            try written(page("<html>\(head)<body fragment='here'><dt>a</dt><dd>b</dd></body></html>"))
                == "<dt>a</dt><dd>b</dd>")
    }

    @Test("the five entities of XML and numbers are read")
    func entities() throws {
        #expect(
            try written(page(#"<p title="a &quot;b&quot; &amp;">&lt;&#160;&apos;</p>"#))
                == "<p title=\"a &quot;b&quot; &amp;\">&lt;\u{A0}'</p>")
    }

    @Test(
        "what is not well-formed is refused with its line",
        arguments: [
            ("<p>\n<b></p>", 2), ("<p>&nbsp;</p>", 1), ("<p a=1/>", 1), ("<p/><p/>", 1), ("", 1),
            ("<p>\n\n<x:b/></p>", 3),
        ])
    func malformed(source: String, line: Int) throws {
        let error = try #require(throws: MarkupError.self) { try template(source) }
        #expect(error.code == .malformed)
        #expect(error.line == nil || error.line == line)
    }

    @Test("a document type is refused before anything is read")
    func documentType() throws {
        let source = #"<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>"#
        #expect(throws: MarkupError(.documentType, template: "test", detail: "<!DOCTYPE")) { try template(source) }
    }

    @Test(
        "what the content security policy would refuse is refused here",
        arguments: [
            "<p style='color:red'>x</p>", "<div><style>p{}</style></div>", "<p onclick='go()'>x</p>",
            "<script>go()</script>",
            "<iframe srcdoc='x'/>",
        ])
    func inlineCode(source: String) throws {
        #expect(try #require(throws: MarkupError.self) { try template(source) }.code == .inlineCode)
    }

    @Test("two eaches of one name in one scope are refused, in two scopes allowed")
    func doubledEach() throws {
        let error = try #require(throws: MarkupError.self) { try template("<ul><li each='a'/><li each='a'/></ul>") }
        #expect(error.code == .misplacedMark)
        _ = try template("<ul><li each='a'><b each='a'/></li></ul>")
    }
}
