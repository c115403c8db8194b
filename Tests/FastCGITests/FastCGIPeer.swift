import Foundation
import Glibc

/// What a web server does: a connection on which it speaks FastCGI's records, byte by byte as the specification has
/// them (FastCGI Specification 1.0, section 8).
final class FastCGIPeer {
    struct Answer: Equatable {
        var text = ""
        var bytes = 0
        /// Whether the record that ends a request came.
        var isWhole = false
    }

    private let descriptor: Int32
    private var keepsConnection = false

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = unixAddress(path)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(descriptor) }

    /// A whole request, cut into records of at most 32 KiB.
    func ask(_ parameters: [String: String], body: [UInt8] = [], keep: Bool = false) {
        begin(parameters, keep: keep)
        for start in stride(from: 0, to: body.count, by: 32_768) {
            send(5, Array(body[start..<min(start + 32_768, body.count)]))
        }
        send(5, [])
    }

    func begin(_ parameters: [String: String], keep: Bool = false) {
        keepsConnection = keep
        send(1, [0, 1, keep ? 1 : 0, 0, 0, 0, 0, 0])
        var pairs: [UInt8] = []
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            pairs += length(name.utf8.count) + length(value.utf8.count) + name.utf8 + value.utf8
        }
        if !pairs.isEmpty { send(4, pairs) }
        send(4, [])
    }

    func send(_ type: UInt8, _ content: [UInt8]) {
        sendRaw([1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 255), 0, 0] + content)
    }

    func sendRaw(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Everything until the server ends the request or closes.
    func answer() -> Answer {
        var content: [UInt8] = []
        var answer = Answer()
        while let header = read(8) {
            guard let body = read(Int(header[4]) << 8 | Int(header[5])), read(Int(header[6])) != nil else { break }
            if header[1] == 6 { content += body }
            if header[1] == 3 {
                answer.isWhole = true
                break
            }
        }
        // As nginx does: until then, or for two seconds, libfcgi reads on.
        if !keepsConnection { shutdown(descriptor, Int32(SHUT_RDWR)) }
        answer.text = String(decoding: content, as: UTF8.self)
        answer.bytes = content.count
        return answer
    }

    /// Waits until the server has closed its side, and closes this one.
    func isClosed() -> Bool {
        defer { shutdown(descriptor, Int32(SHUT_RDWR)) }
        return read(1) == nil
    }

    private func read(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + done, count - done) }
            guard got > 0 else { return nil }
            done += got
        }
        return bytes
    }

    private func length(_ count: Int) -> [UInt8] {
        count < 128
            ? [UInt8(count)]
            : [UInt8(count >> 24 & 127 | 128), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
    }
}

func unixAddress(_ path: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return address
}
