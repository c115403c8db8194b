/// One answer, as plain values.
public struct Response: Sendable {
    public var status: Int
    /// In the order in which they are sent.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page as Markup wrote it.
    static func html(_ body: [UInt8], status: Int = 200) -> Response {
        Response(status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: body)
    }

    /// See other: what every good POST answers.
    static func redirect(to path: String) -> Response { Response(status: 303, headers: [("Location", path)]) }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    mutating func set(_ name: String, _ value: String) {
        headers.removeAll { $0.name == name }
        headers.append((name, value))
    }
}
