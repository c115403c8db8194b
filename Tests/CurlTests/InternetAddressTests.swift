import Testing

@testable import Curl

@Suite struct InternetAddressTests {
    @Test(
        "an address of the public internet is told from all others, at the edges of their ranges",
        arguments: [
            ([8, 8, 8, 8], true), ([0, 0, 0, 0], false), ([1, 0, 0, 0], true), ([9, 255, 255, 255], true),
            ([10, 0, 0, 1], false), ([11, 0, 0, 0], true), ([100, 63, 255, 255], true), ([100, 64, 0, 0], false),
            ([100, 127, 255, 255], false), ([100, 128, 0, 0], true), ([127, 0, 0, 1], false), ([128, 0, 0, 0], true),
            ([169, 254, 169, 254], false), ([169, 253, 0, 0], true), ([172, 15, 0, 0], true), ([172, 16, 0, 0], false),
            ([172, 31, 255, 255], false), ([172, 32, 0, 0], true), ([192, 0, 0, 1], false), ([192, 0, 2, 1], false),
            ([192, 0, 3, 1], true), ([192, 167, 0, 0], true), ([192, 168, 0, 1], false), ([192, 169, 0, 0], true),
            ([198, 17, 0, 0], true), ([198, 18, 0, 0], false), ([198, 19, 255, 255], false), ([198, 20, 0, 0], true),
            ([223, 255, 255, 255], true), ([224, 0, 0, 1], false), ([255, 255, 255, 255], false),
        ] as [([UInt8], Bool)])
    func four(bytes: [UInt8], isPublic: Bool) throws {
        #expect(try #require(InternetAddress(bytes)).isPublic == isPublic)
        // The same inside IPv6 is the same.
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + bytes
        #expect(try #require(InternetAddress(mapped)).isPublic == isPublic)
    }

    @Test(
        "in IPv6 only global unicast is public, and not what leads into IPv4",
        arguments: [
            ([0x26, 0x07, 0xF8, 0xB0], true), ([0x20, 0x01, 0x48, 0x60], true), ([0, 0, 0, 0], false),
            ([0x1F, 0xFF, 0, 0], false), ([0x20, 0, 0, 0], true), ([0x3F, 0xFE, 0, 0], true),
            ([0x3F, 0xFF, 0, 0], false),
            ([0x40, 0, 0, 0], false), ([0x20, 0x01, 0, 0], false), ([0x20, 0x01, 0x0D, 0xB8], false),
            ([0x20, 0x02, 0x7F, 0], false), ([0xFC, 0, 0, 0], false), ([0xFD, 0, 0, 0], false),
            ([0xFE, 0x80, 0, 0], false),
            ([0xFF, 0x02, 0, 0], false), ([0, 0x64, 0xFF, 0x9B], false),
        ] as [([UInt8], Bool)])
    func six(first: [UInt8], isPublic: Bool) throws {
        let address = try #require(InternetAddress(first + [UInt8](repeating: 0, count: 11) + [1]))
        #expect(address.isPublic == isPublic)
    }

    @Test("this machine is told by either family")
    func loopback() throws {
        #expect(try #require(InternetAddress([127, 0, 0, 1])).isLoopback)
        #expect(try #require(InternetAddress([UInt8](repeating: 0, count: 15) + [1])).isLoopback)
        #expect(try !#require(InternetAddress([UInt8](repeating: 0, count: 16))).isLoopback)
        #expect(try !#require(InternetAddress([10, 0, 0, 1])).isLoopback)
        #expect(InternetAddress([1, 2, 3]) == nil)
    }

    @Test("no connection is made to this machine for an address that a stranger named")
    func closed() {
        for url in ["https://localhost:9/x", "https://127.0.0.1:9/x", "https://[::1]:9/x"] {
            let transfer = HTTPTransfer(url: url, headers: [], body: [65], reach: .publicHosts)
            var results: [TransferEnd] = []
            TransferPool().run([.http(transfer)]) { _, end in results.append(end) }
            guard case .finished(let result)? = results.first else {
                Issue.record("it did not end")
                return
            }
            #expect(result.code == .noConnection, "\(url): \(result.code)")
            #expect(!result.isDrained)
        }
    }

    @Test("a stranger's address is followed by https alone")
    func scheme() {
        let transfer = HTTPTransfer(url: "http://127.0.0.1:9/x", headers: [], body: [65], reach: .publicHosts)
        var results: [TransferEnd] = []
        TransferPool().run([.http(transfer)]) { _, end in results.append(end) }
        guard case .finished(let result)? = results.first else {
            Issue.record("it did not end")
            return
        }
        #expect(result.code != .done && result.code != .noConnection)
    }
}
