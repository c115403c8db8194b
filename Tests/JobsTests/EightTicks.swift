import Foundation
import MariaDB
import Storage
import TestSupport
import Testing

/// Eight ticks at once, each over a connection of its own; none may fail.
func eightTicks(_ practice: Practice, _ address: DatabaseAddress, at local: String) throws {
    let threads = (0..<8).map { _ in TickThread(practice, address, at: local) }
    threads.forEach { $0.start() }
    let errors = threads.compactMap { $0.join() }
    #expect(errors.isEmpty, "\(errors)")
}

/// A tick on a thread of its own.
private final class TickThread: @unchecked Sendable {
    private let practice: Practice
    private let address: DatabaseAddress
    private let local: String
    private let done = DispatchSemaphore(value: 0)
    private var error: (any Error)?

    init(_ practice: Practice, _ address: DatabaseAddress, at local: String) {
        self.practice = practice
        self.address = address
        self.local = local
    }

    func start() {
        Thread { [self] in
            do {
                let hands = try Practice(beside: practice, Database(address))
                try hands.tick(local)
            } catch {
                self.error = error
            }
            done.signal()
        }.start()
    }

    func join() -> (any Error)? {
        done.wait()
        return error
    }
}
