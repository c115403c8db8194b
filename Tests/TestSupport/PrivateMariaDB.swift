import Foundation
import Glibc
import MariaDB

/// The one MariaDB of a test process: its own, in a temporary folder, on a unix socket, gone with the process however
/// that ends. `CAMPANILE_TEST_SOCKET` names a server that runs already, so that several runs can share it.
struct PrivateMariaDB: Sendable {
    let address: DatabaseAddress

    /// Started by the first test that asks.
    static let shared = Result(catching: found)

    private static func found() throws -> PrivateMariaDB {
        if let socket = ProcessInfo.processInfo.environment["CAMPANILE_TEST_SOCKET"] {
            return PrivateMariaDB(address: DatabaseAddress(.socket(socket), user: "root"))
        }
        let folder = try makeFolder()
        let address = DatabaseAddress(.socket("\(folder)/socket"), user: "root")
        try start(in: folder)
        return PrivateMariaDB(address: address)
    }

    private static func makeFolder() throws -> String {
        // Not under TMPDIR: the path of a socket may be 107 bytes long.
        let folder = "/tmp/campanile-test-\(UUID().uuidString.prefix(8))"
        let forMeOnly = [FileAttributeKey.posixPermissions: 0o700]
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: forMeOnly)
        return folder
    }

    /// A shell makes the server, and waits on a pipe that nobody writes to. However this process ends, kill -9
    /// included, the pipe is closed, the shell reads the end and takes server and folder away.
    private static func start(in folder: String) throws {
        let pipe = Pipe()
        // Never closed by this process, and not inherited by the programs that it starts.
        guard fcntl(pipe.fileHandleForWriting.fileDescriptor, F_DUPFD_CLOEXEC, 3) >= 0 else {
            throw TestServerError("no pipe: errno \(errno)")
        }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", script, "sh", folder]
        shell.standardInput = pipe.fileHandleForReading
        let answer = Pipe()
        shell.standardOutput = answer
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        // One line: that the server is up, or why not.
        let line = String(decoding: answer.fileHandleForReading.availableData, as: UTF8.self)
        guard line == "up\n" else { throw TestServerError("MariaDB did not start: \(line)") }
    }

    /// Tests need no power cut survived: nothing is synced to the disk.
    private static let script = """
        cd "$1" && mkdir tmp || exit 1
        settings="--no-defaults --tmpdir=$1/tmp"
        settings="$settings --innodb-flush-method=nosync --innodb-log-file-size=32M"
        [ "$(id -u)" = 0 ] && settings="$settings --user=root"
        PATH="$PATH:/usr/sbin"
        mariadb-install-db $settings --datadir="$1/data" --auth-root-authentication-method=normal --skip-test-db \
            > log 2>&1 &&
        mariadbd $settings --datadir="$1/data" --socket="$1/socket" --pid-file="$1/pid" --skip-networking \
            --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=256M --performance-schema=OFF \
            --character-set-server=utf8mb4 --max-connections=300 < /dev/null > log 2>&1 &
        for i in $(seq 600); do
            mariadb-admin --no-defaults --socket="$1/socket" ping > ping 2>&1 && break
            kill -0 $! 2> /dev/null && sleep 0.1
        done
        if grep -q alive ping; then echo up; else tail -c 2000 log ping; fi
        read -r line
        kill -9 "$(cat pid)" $! 2> /dev/null
        wait
        cd / && rm -rf "$1"
        """
}

struct TestServerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
