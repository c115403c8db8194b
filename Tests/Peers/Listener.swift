import Foundation
import Glibc
import Synchronization

/// Accepts connections on a free loopback port, each served by a thread of its own, until it is stopped or the tests end.
final class Listener: Sendable {
    let port: Int

    private let descriptor: Int32
    private let open = Mutex<Set<Int32>>([])
    private let accepted = Mutex(0)
    private let isStopped = Mutex(false)

    init(serve: @escaping @Sendable (_ socket: Socket, _ number: Int) -> Void) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        port = Self.bindToLoopback(descriptor)
        precondition(listen(descriptor, 128) == 0, "cannot listen")
        Thread(block: {
            while true {
                let connection = accept(self.descriptor, nil, nil)
                guard connection >= 0 else { break }
                self.begin(Socket(descriptor: connection), serve)
            }
            // Closed here, where nobody can be waiting at it: its number may soon be another test's.
            Socket(descriptor: self.descriptor).close()
        }).start()
    }

    /// How many connections were accepted so far.
    var connections: Int { accepted.withLock { $0 } }

    /// Ends every connection and refuses new ones.
    func stop() {
        let wasStopped = isStopped.withLock { stopped in
            defer { stopped = true }
            return stopped
        }
        guard !wasStopped else { return }
        shutdown(descriptor, Int32(SHUT_RDWR))
        open.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    private func begin(_ socket: Socket, _ serve: @escaping @Sendable (Socket, Int) -> Void) {
        var one: Int32 = 1
        setsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        open.withLock { _ = $0.insert(socket.descriptor) }
        let number = accepted.withLock { count in
            count += 1
            return count
        }
        Thread(block: {
            serve(socket, number)
            self.forget(socket)
            socket.close()
        }).start()
    }

    private func forget(_ socket: Socket) {
        open.withLock { _ = $0.remove(socket.descriptor) }
    }

    private static func bindToLoopback(_ descriptor: Int32) -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(bind(descriptor, pointer, size) == 0, "cannot bind")
                getsockname(descriptor, pointer, &size)
            }
            return Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
    }
}
