import CFastCGI

extension FastCGIResponse {
    /// Writes status, headers and body (`FCGX_PutStr`). A client that has gone away is nobody's loss: not an error.
    func write(to stream: UnsafeMutablePointer<FCGX_Stream>) {
        guard let head else { return FastCGIResponse(status: 500).write(to: stream) }
        Self.put(head, stream)
        Self.put(body, stream)
    }

    private static func put(_ bytes: [UInt8], _ stream: UnsafeMutablePointer<FCGX_Stream>) {
        bytes.withUnsafeBytes { buffer in
            let text = buffer.bindMemory(to: CChar.self)
            _ = FCGX_PutStr(text.baseAddress, Int32(text.count), stream)
        }
    }
}
