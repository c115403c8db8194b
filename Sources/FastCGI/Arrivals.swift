import CFastCGI
import Glibc

/// Waits for a connection or for the signal to end, whichever comes first. Signals are read from a descriptor, so that
/// none can slip in between looking for it and waiting.
final class Arrivals {
    enum Arrival {
        case connection, end
    }

    private let poll: Int32
    private let signals: Int32

    init(listener: Int32) throws(FastCGIError) {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGTERM, SIGUSR1] { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signals = signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        poll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard signals >= 0, poll >= 0 else { throw FastCGIError("signalfd, epoll_create1") }
        // One connection wakes one of the processes that share the socket, not all of them.
        try watch(listener, EPOLLIN.rawValue | campanile_epoll_exclusive())
        try watch(signals, EPOLLIN.rawValue)
    }

    deinit {
        close(poll)
        close(signals)
    }

    func next() throws(FastCGIError) -> Arrival {
        var events = [epoll_event(), epoll_event()]
        var count: Int32
        repeat { count = epoll_wait(poll, &events, 2, -1) } while count < 0 && errno == EINTR
        guard count > 0 else { throw FastCGIError("epoll_wait") }
        return events.prefix(Int(count)).contains { $0.data.fd == signals } ? .end : .connection
    }

    private func watch(_ descriptor: Int32, _ events: UInt32) throws(FastCGIError) {
        var event = epoll_event()
        event.events = events
        event.data.fd = descriptor
        guard epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw FastCGIError("epoll_ctl") }
    }
}
