/// An element's attributes, the marks among them taken out.
struct MarkedAttributes {
    private(set) var slot: String?
    private(set) var each: String?
    private(set) var when: String?
    private(set) var isSample = false
    private(set) var plain: [Attribute] = []

    init(_ node: XMLNode) {
        for attribute in node.attributes {
            switch attribute.name {
            case "slot": slot = attribute.value
            case "each": each = attribute.value
            case "when": when = attribute.value
            case "sample": isSample = true
            case "fragment": continue
            default: plain.append(attribute)
            }
        }
    }
}
