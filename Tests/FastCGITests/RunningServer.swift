import FastCGI
import Foundation
import Glibc
import Synchronization

/// A server on a socket of its own in a thread of its own, which is the one that gets the signals.
final class RunningServer: Sendable {
    let path = "/tmp/campanile-fastcgi-\(UUID().uuidString.prefix(8))"
    private let thread = Mutex<pthread_t?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    init(
        bodyLimit: @escaping @Sendable ([String: String]) -> Int = { _ in 1000 },
        respond: @escaping @Sendable (FastCGIRequest) -> FastCGIResponse
    ) {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = unixAddress(path)
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        listen(listener, 64)
        let started = DispatchSemaphore(value: 0)
        Thread { [self] in
            do {
                let server = try FastCGIServer(listener: listener)
                thread.withLock { $0 = pthread_self() }
                started.signal()
                try server.serve(bodyLimit: bodyLimit, respond: respond)
            } catch {
                fatalError("the server failed: \(error)")
            }
            close(listener)
            unlink(path)
            ended.signal()
        }.start()
        started.wait()
    }

    func signal(_ number: Int32) { thread.withLock { _ = pthread_kill($0!, number) } }

    /// False when it still runs after five seconds.
    func hasEnded() -> Bool { ended.wait(timeout: .now() + 5) == .success }

    func stop() -> Bool {
        signal(SIGTERM)
        return hasEnded()
    }
}
