import CLibXML2

/// A parsed XML document; owns libxml2's tree and frees it.
final class XMLSource {
    let root: xmlNodePtr
    private let document: xmlDocPtr

    /// Reads UTF-8 XML without document type, entities or network (`xmlCtxtReadMemory`).
    init(name: String, bytes: [UInt8]) throws(MarkupError) {
        guard !Self.declaresDocumentType(bytes) else {
            throw MarkupError(.documentType, template: name, detail: "<!DOCTYPE")
        }
        guard let context = xmlNewParserCtxt() else {
            throw MarkupError(.malformed, template: name, detail: "no memory for a parser")
        }
        defer { xmlFreeParserCtxt(context) }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let read = bytes.withUnsafeBytes { source in
            xmlCtxtReadMemory(
                context, source.bindMemory(to: CChar.self).baseAddress, Int32(source.count), nil, "UTF-8",
                Int32(options | XML_PARSE_NOCDATA.rawValue))
        }
        guard let read, context.pointee.nsWellFormed == 1, let root = xmlDocGetRootElement(read) else {
            xmlFreeDoc(read)
            throw Self.error(in: context, name: name)
        }
        self.document = read
        self.root = root
    }

    deinit { xmlFreeDoc(document) }

    private static func declaresDocumentType(_ bytes: [UInt8]) -> Bool {
        let needle = Array("<!DOCTYPE".utf8)
        guard bytes.count >= needle.count else { return false }
        return (0...bytes.count - needle.count).contains { start in
            bytes[start] == needle[0] && bytes[start..<start + needle.count].elementsEqual(needle)
        }
    }

    private static func error(in context: xmlParserCtxtPtr, name: String) -> MarkupError {
        guard let last = xmlCtxtGetLastError(context) else {
            return MarkupError(.malformed, template: name, detail: "no element")
        }
        var message = last.pointee.message.map { String(cString: $0) } ?? "unreadable"
        while message.last?.isNewline == true { message.removeLast() }
        return MarkupError(.malformed, template: name, detail: message, line: Int(last.pointee.line))
    }
}
