import CLibXML2

/// Swift's view of one libxml2 node; valid as long as the `XMLSource` it came from.
struct XMLNode {
    let pointer: xmlNodePtr

    var isElement: Bool { pointer.pointee.type == XML_ELEMENT_NODE }
    var isText: Bool { pointer.pointee.type == XML_TEXT_NODE }
    var isComment: Bool { pointer.pointee.type == XML_COMMENT_NODE }
    var line: Int { xmlGetLineNo(pointer) }
    var name: String { pointer.pointee.name.map { Self.string($0) } ?? "" }
    var text: String { pointer.pointee.content.map { Self.string($0) } ?? "" }

    /// The node's children in document order.
    var children: [XMLNode] {
        var list: [XMLNode] = []
        var next = pointer.pointee.children
        while let child = next {
            list.append(XMLNode(pointer: child))
            next = child.pointee.next
        }
        return list
    }

    /// The element's attributes in source order; the names of prefixed ones hold their colon.
    var attributes: [Attribute] {
        var list: [Attribute] = []
        var next = isElement ? pointer.pointee.properties : nil
        while let attribute = next {
            let prefix = attribute.pointee.ns?.pointee.prefix.map { Self.string($0) + ":" } ?? ""
            let value = xmlNodeListGetString(pointer.pointee.doc, attribute.pointee.children, 1)
            list.append(
                Attribute(
                    name: prefix + Self.string(attribute.pointee.name), value: value.map { Self.string($0) } ?? ""))
            campanile_xml_free(value)
            next = attribute.pointee.next
        }
        return list
    }

    private static func string(_ characters: UnsafePointer<xmlChar>) -> String { String(cString: characters) }
}
