import Glibc

/// Files that are whole or not there, whatever happens (`open(2)`, `fsync(2)`, `link(2)`).
enum FileWriting {
    /// Writes a file under a name that nothing else has, whole and synced. The folder is not synced.
    ///
    /// - Returns: the file's name: `name.ending`, or `name-2.ending` and so on when that is taken.
    static func write(
        _ bytes: [UInt8], into folder: String, name: String, ending: String
    ) throws(DeliveryError) -> String {
        let draft = "\(folder)/.\(name).\(getpid()).draft"
        defer { unlink(draft) }
        try writeDraft(bytes, at: draft)
        for copy in 1...Int.max {
            let file = copy == 1 ? "\(name).\(ending)" : "\(name)-\(copy).\(ending)"
            // Unlike rename, link never replaces a file.
            if link(draft, "\(folder)/\(file)") == 0 { return file }
            guard errno == EEXIST else { break }
        }
        throw DeliveryError(code: errno, place: "link")
    }

    static func synchronise(folder: String) throws(DeliveryError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DeliveryError(code: errno, place: "open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DeliveryError(code: errno, place: "fsync") }
    }

    private static func writeDraft(_ bytes: [UInt8], at path: String) throws(DeliveryError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DeliveryError(code: errno, place: "open") }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw DeliveryError(code: errno, place: "write") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw DeliveryError(code: errno, place: "fsync") }
    }
}
