import Glibc

/// A system call of the server that failed: which one, and its errno.
public struct FastCGIError: Error, Hashable, Sendable, CustomStringConvertible {
    public let operation: String
    public let number: Int32

    init(_ operation: String, number: Int32 = errno) {
        self.operation = operation
        self.number = number
    }

    public var description: String { "\(operation): \(String(cString: strerror(number)))" }
}
