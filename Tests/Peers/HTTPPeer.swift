import Foundation
import Synchronization

/// A provider on loopback that answers each request as it is told, and keeps every copy it was sent.
public final class HTTPPeer: Sendable {
    public struct Request: Sendable {
        public let path: String
        /// Names in lower case.
        public let headers: [String: String]
        public let body: String
        /// Which connection brought it, from 1.
        public let connection: Int
    }

    public enum Answer: Sendable {
        case status(Int, headers: [String] = [], body: String = "")
        case raw(String)
        /// Closes without a word, after all was read.
        case hangUp
        /// Resets the connection after all was read.
        case reset
        /// Resets the connection after the headers were read.
        case resetBeforeBody
        case silence
        /// Closes its own side, and goes on listening.
        case halfClose
        /// Says it at one byte each 50 ms, and then nothing.
        case drip(String)
        /// Says the first once and the second without end.
        case endless(String, String)
    }

    public var port: Int { listener.port }
    public var url: String { "http://127.0.0.1:\(port)" }
    public var requests: [Request] { kept.withLock { $0 } }
    public var connections: Int { listener.connections }

    private let listener: Listener
    private let kept: Shared<[Request]>

    /// - Parameter answer: asked with each request's number, from 1.
    public init(_ answer: @escaping @Sendable (_ number: Int) -> Answer) {
        let kept = Shared<[Request]>([])
        self.kept = kept
        let heads = Shared(0)
        listener = Listener { socket, connection in
            var buffer: [UInt8] = []
            while let head = Self.head(socket, &buffer) {
                let number = heads.withLock { count in
                    count += 1
                    return count
                }
                let answer = answer(number)
                if case .resetBeforeBody = answer { return socket.reset() }
                guard let body = Self.body(socket, &buffer, count: head.length) else { return }
                kept.withLock {
                    $0.append(Request(path: head.path, headers: head.headers, body: body, connection: connection))
                }
                switch answer {
                case .status(let status, let headers, let body):
                    let lines = ["HTTP/1.1 \(status) Said", "Content-Length: \(body.utf8.count)"] + headers
                    socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
                case .raw(let text):
                    socket.send(text)
                    return
                case .hangUp: return
                case .reset, .resetBeforeBody: return socket.reset()
                case .silence: return socket.fallSilent()
                case .halfClose: return socket.halfClose()
                case .drip(let text):
                    socket.drip(text)
                    return socket.fallSilent()
                case .endless(let head, let piece):
                    socket.send(head)
                    return socket.talkOn(piece)
                }
            }
        }
    }

    public func stop() { listener.stop() }

    private static func head(_ socket: Socket, _ buffer: inout [UInt8])
        -> (path: String, headers: [String: String], length: Int)?
    {
        guard let start = socket.line(&buffer) else { return nil }
        var headers: [String: String] = [:]
        while let line = socket.line(&buffer), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1] : ""
        }
        let words = start.split(separator: " ")
        return (words.count > 1 ? String(words[1]) : "", headers, Int(headers["content-length"] ?? "") ?? 0)
    }

    private static func body(_ socket: Socket, _ buffer: inout [UInt8], count: Int) -> String? {
        while buffer.count < count { guard socket.receive(into: &buffer) else { return nil } }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
