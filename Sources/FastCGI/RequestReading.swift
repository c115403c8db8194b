import CFastCGI

extension FastCGIRequest {
    /// Reads parameters and body; nil when the client went away before the end of the body (`FCGX_GetStr`).
    init?(reading exchange: FCGX_Request, bodyLimit: ([String: String]) -> Int) {
        let parameters = Self.parameters(exchange.envp)
        let limit = bodyLimit(parameters)
        let announced = parameters["CONTENT_LENGTH"].flatMap { Int($0) } ?? 0
        guard announced <= limit else {
            self.init(parameters: parameters, isTooLarge: true)
            return
        }
        // A body without an announced length may still be too long: one byte more than allowed tells.
        guard let body = Self.body(exchange.in, upTo: limit + 1), body.count >= announced else { return nil }
        let isTooLarge = body.count > limit
        self.init(parameters: parameters, body: isTooLarge ? [] : body, isTooLarge: isTooLarge)
    }

    private static func parameters(_ entries: FCGX_ParamArray?) -> [String: String] {
        guard var entry = entries else { return [:] }
        var parameters: [String: String] = [:]
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { parameters[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return parameters
    }

    private static func body(_ stream: UnsafeMutablePointer<FCGX_Stream>, upTo limit: Int) -> [UInt8]? {
        var body: [UInt8] = []
        while body.count < limit {
            let size = min(chunkSize, limit - body.count)
            let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = buffer.withMemoryRebound(to: CChar.self) { text in
                    Int(FCGX_GetStr(text.baseAddress, Int32(size), stream))
                }
            }
            body += chunk
            if chunk.count < size { break }
        }
        return FCGX_GetError(stream) == 0 ? body : nil
    }

    private static let chunkSize = 16_384
}
