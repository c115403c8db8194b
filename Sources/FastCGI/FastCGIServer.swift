import CFastCGI
import Glibc

/// A FastCGI responder on a listening socket that other processes may share; one request at a time (libfcgi).
///
/// `fastcgi_keep_conn` belongs off. libfcgi would serve a kept connection until nginx closes it, and leave all others
/// waiting: with more connections in nginx's cache than workers, requests starve beside idle workers. So this server
/// closes each connection after its answer, whatever was asked for. An nginx that believes to keep it may meet the
/// closed one and has to ask again, which it does not do for a POST.
///
/// libfcgi itself drops a connection that sends nothing in the first two seconds, and after an answer waits, at most
/// two seconds, until the client closes too; nginx does so at once.
public final class FastCGIServer {
    private let listener: Int32
    private let arrivals: Arrivals

    /// From here on SIGTERM and SIGUSR1 wait until the request at hand is answered, and SIGPIPE is ignored.
    ///
    /// - Parameter listener: the listening socket; spawn-fcgi and multiwatch leave it as descriptor 0. It is made
    ///   non-blocking, for every process that shares it.
    public init(listener: Int32 = 0) throws(FastCGIError) {
        precondition(Self.libraryIsReady, "libfcgi did not start")
        // A client that has gone away would else end the worker with it.
        signal(SIGPIPE, SIG_IGN)
        let flags = fcntl(listener, F_GETFL)
        guard flags >= 0, fcntl(listener, F_SETFL, flags | O_NONBLOCK) >= 0 else { throw FastCGIError("fcntl") }
        self.listener = listener
        arrivals = try Arrivals(listener: listener)
    }

    /// Whether a descriptor is a socket that listens: false for a program started from a shell (`SO_ACCEPTCONN`).
    public static func isListening(_ descriptor: Int32 = 0) -> Bool {
        var answer: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer != 0
    }

    /// Answers one request after the other, and returns after SIGTERM or SIGUSR1 (`FCGX_Accept_r`).
    ///
    /// A request whose client went away before its end was read is not answered. A response with a header that could
    /// end its line becomes an empty 500.
    ///
    /// - Parameters:
    ///   - bodyLimit: how many bytes of body a request with these parameters may have. Above it the body is not kept.
    ///   - respond: makes the answer.
    public func serve(
        bodyLimit: (_ parameters: [String: String]) -> Int, respond: (FastCGIRequest) -> FastCGIResponse
    ) throws(FastCGIError) {
        var exchange = FCGX_Request()
        guard FCGX_InitRequest(&exchange, listener, 0) == 0 else { throw FastCGIError("FCGX_InitRequest") }
        defer { FCGX_Free(&exchange, 1) }
        while try arrivals.next() == .connection {
            let status = FCGX_Accept_r(&exchange)
            // Another process was quicker, or the client was gone before it had asked.
            if status == -EAGAIN || status == -EINTR { continue }
            guard status == 0 else { throw FastCGIError("FCGX_Accept_r", number: -status) }
            if let request = FastCGIRequest(reading: exchange, bodyLimit: bodyLimit) {
                respond(request).write(to: exchange.out)
            }
            FCGX_Finish_r(&exchange)
            FCGX_Free(&exchange, 1)
        }
    }

    /// Once a process (`FCGX_Init`).
    private static let libraryIsReady = FCGX_Init() == 0
}
