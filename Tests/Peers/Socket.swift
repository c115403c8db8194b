import Glibc

/// One end of a TCP connection on loopback, closed by `close()`; reads and writes block.
struct Socket {
    let descriptor: Int32

    /// The next line without its line end; nil when the other side has gone.
    func line(_ buffer: inout [UInt8]) -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end].filter { $0 != 13 }
                buffer.removeSubrange(...end)
                return String(decoding: line, as: UTF8.self)
            }
            guard receive(into: &buffer) else { return nil }
        }
    }

    func receive(into buffer: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk[..<count])
        return true
    }

    func send(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Says it byte by byte, as somebody who has hardly a line.
    func drip(_ text: String, everyMilliseconds milliseconds: UInt32 = 50) {
        for byte in text.utf8 {
            send(String(decoding: [byte], as: UTF8.self))
            usleep(milliseconds * 1000)
        }
    }

    /// Says the same again and again until the other side goes away, or for five seconds.
    func talkOn(_ text: String) {
        let end = ContinuousClock.now + .seconds(5)
        var bytes = Array(String(repeating: text, count: 65_536 / text.utf8.count).utf8)
        while ContinuousClock.now < end {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
        }
    }

    /// Ends its own side, and goes on listening.
    func halfClose() {
        shutdown(descriptor, Int32(SHUT_WR))
        fallSilent()
    }

    /// Says nothing more until the other side goes away.
    func fallSilent() {
        var ignored: [UInt8] = []
        while receive(into: &ignored) { ignored.removeAll(keepingCapacity: true) }
    }

    /// Ends with a RST instead of a FIN.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    func close() { _ = Glibc.close(descriptor) }
}
