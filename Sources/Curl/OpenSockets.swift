import CCurl
import Glibc

/// The sockets that libcurl opened for a connection, so that it can be ended without libcurl's farewell.
///
/// libcurl ends an SMTP session with QUIT and waits up to two minutes for the reply, in the calling thread and beyond
/// every limit of the transfer. A socket that is shut down first makes that fail at once.
final class OpenSockets {
    private var descriptors: Set<curl_socket_t> = []

    func shutDownAll() {
        for descriptor in descriptors { Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    /// Makes libcurl tell `self` of each socket; `self` must live as long as the connections.
    func watch(_ options: inout EasyOptions) {
        options.set(Self.opened, context: CURLOPT_SOCKOPTDATA, self)
        options.set(Self.closed, context: CURLOPT_CLOSESOCKETDATA, self)
    }

    private static let opened: curl_sockopt_callback = { context, descriptor, _ in
        guard let context else { return CURL_SOCKOPT_ERROR }
        Unmanaged<OpenSockets>.fromOpaque(context).takeUnretainedValue().descriptors.insert(descriptor)
        return CURL_SOCKOPT_OK
    }

    private static let closed: curl_closesocket_callback = { context, descriptor in
        guard let context else { return 1 }
        Unmanaged<OpenSockets>.fromOpaque(context).takeUnretainedValue().descriptors.remove(descriptor)
        return Glibc.close(descriptor)
    }
}
