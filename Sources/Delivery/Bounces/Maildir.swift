import Glibc

/// A folder into which a mail server puts mail: `new/` what nobody has looked at, `cur/` the rest.
public struct Maildir {
    private let path: String

    public init(path: String) { self.path = path }

    /// The names of what is new, in the order in which it came, at most `limit`.
    public func fresh(limit: Int) throws(DeliveryError) -> [String] {
        guard let folder = opendir("\(path)/new") else { throw DeliveryError(code: errno, place: "opendir") }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        // A name begins with the second in which its mail came.
        return Array(names.sorted().prefix(limit))
    }

    /// The beginning of a new mail, at most `longest` bytes; nil when another has taken it in the meantime.
    public func read(_ name: String, longest: Int) throws(DeliveryError) -> [UInt8]? {
        let descriptor = open("\(path)/new/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw DeliveryError(code: errno, place: "open")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: longest)
        var filled = 0
        while filled < longest {
            let count = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return Glibc.read(descriptor, rest.baseAddress, rest.count)
            }
            guard count >= 0 else { throw DeliveryError(code: errno, place: "read") }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    /// Puts a mail that was looked at aside, where whoever wants can read it.
    public func setAside(_ name: String) throws(DeliveryError) {
        // "S" is seen.
        guard rename("\(path)/new/\(name)", "\(path)/cur/\(name):2,S") == 0 || errno == ENOENT else {
            throw DeliveryError(code: errno, place: "rename")
        }
    }
}
