import FastCGI
import Foundation
import Synchronization
import Testing

@Suite("The FastCGI server, spoken to in bytes")
struct FastCGIServerTests {
    @Test("a request arrives with its parameters and its body, and its answer goes back")
    func exchange() throws {
        let server = RunningServer { request in
            FastCGIResponse(
                status: 201, headers: [("Content-Type", "text/plain"), ("X-Who", request.parameters["WHO"] ?? "")],
                body: Array(request.body.reversed()))
        }
        let peer = try FastCGIPeer(server.path)
        peer.ask(["WHO": "Zoë=1", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "3"], body: Array("abc".utf8))
        let answer = peer.answer()
        #expect(answer.text == "Status: 201\r\nContent-Type: text/plain\r\nX-Who: Zoë=1\r\n\r\ncba")
        #expect(answer.isWhole)
        #expect(server.stop())
    }

    @Test("long parameters, an empty one and bytes that are no UTF-8 all arrive")
    func parameters() throws {
        let long = String(repeating: "x", count: 5000)
        let server = RunningServer { request in
            let isGood = request.parameters["LONG"] == long && request.parameters["EMPTY"] == ""
            return FastCGIResponse(status: isGood && request.body == [0xff, 0] ? 200 : 500)
        }
        let peer = try FastCGIPeer(server.path)
        peer.ask(["LONG": long, "EMPTY": ""], body: [0xff, 0])
        #expect(peer.answer().text == "Status: 200\r\n\r\n")
        #expect(server.stop())
    }

    @Test(
        "a body goes up to its limit and no further",
        arguments: [(0, false), (999, false), (1000, false), (1001, true), (300_000, true)], [true, false])
    func limits(_ size: (bytes: Int, isTooLarge: Bool), isAnnounced: Bool) throws {
        let server = RunningServer { FastCGIResponse(status: $0.isTooLarge ? 413 : 200, body: $0.body) }
        let peer = try FastCGIPeer(server.path)
        let body = [UInt8](repeating: 65, count: size.bytes)
        peer.ask(isAnnounced ? ["CONTENT_LENGTH": "\(size.bytes)"] : [:], body: body)
        let answer = peer.answer()
        let expected =
            size.isTooLarge ? "Status: 413\r\n\r\n" : "Status: 200\r\n\r\n" + String(decoding: body, as: UTF8.self)
        #expect(answer.text == expected)
        #expect(server.stop())
    }

    @Test("the limit follows the parameters")
    func limitByParameters() throws {
        let server = RunningServer(bodyLimit: { $0["REQUEST_URI"] == "/import" ? 10_000_000 : 10 }) {
            FastCGIResponse(status: $0.isTooLarge ? 413 : 200, body: $0.body)
        }
        for (path, status, bytes) in [("/import", 200, 3_000_000), ("/form", 413, 0)] {
            let peer = try FastCGIPeer(server.path)
            peer.ask(["REQUEST_URI": path], body: [UInt8](repeating: 66, count: 3_000_000))
            let answer = peer.answer()
            #expect(answer.text.hasPrefix("Status: \(status)\r\n"))
            #expect(answer.bytes == bytes + "Status: 200\r\n\r\n".utf8.count)
        }
        #expect(server.stop())
    }

    @Test(
        "a header that could end its line is never sent",
        arguments: ["a\nSet-Cookie: b", "a\r\nb", "a\r", "a\0b", "\u{7f}"])
    func headers(value: String) throws {
        let server = RunningServer { _ in FastCGIResponse(status: 303, headers: [("Location", value)], body: [65]) }
        let peer = try FastCGIPeer(server.path)
        peer.ask([:])
        #expect(peer.answer().text == "Status: 500\r\n\r\n")
        #expect(server.stop())
    }

    @Test("a header name with a colon, a blank or nothing in it is never sent", arguments: ["", "A B", "A:", "Ä"])
    func headerNames(name: String) throws {
        let server = RunningServer { _ in FastCGIResponse(status: 200, headers: [(name, "x")]) }
        let peer = try FastCGIPeer(server.path)
        peer.ask([:])
        #expect(peer.answer().text == "Status: 500\r\n\r\n")
        #expect(server.stop())
    }

    @Test("a client that goes away at any point leaves the server answering others")
    func clientGone() throws {
        let server = RunningServer { _ in FastCGIResponse(status: 200, body: [UInt8](repeating: 67, count: 500_000)) }
        try FastCGIPeer(server.path).sendRaw([])
        try FastCGIPeer(server.path).sendRaw([1, 1, 0])
        try FastCGIPeer(server.path).begin(["A": "b"])
        try FastCGIPeer(server.path).ask(["A": "b"])
        try FastCGIPeer(server.path).sendRaw(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        let peer = try FastCGIPeer(server.path)
        peer.ask([:])
        #expect(peer.answer().bytes == 500_000 + "Status: 200\r\n\r\n".utf8.count)
        #expect(server.stop())
    }

    @Test("a request whose body ends early is not answered as if it were whole")
    func cutBody() throws {
        let answered = Mutex(0)
        let server = RunningServer { _ in
            answered.withLock { $0 += 1 }
            return FastCGIResponse(status: 200)
        }
        do {
            let peer = try FastCGIPeer(server.path)
            peer.begin(["CONTENT_LENGTH": "100"])
            peer.send(5, Array("only this".utf8))
        }
        let short = try FastCGIPeer(server.path)
        short.ask(["CONTENT_LENGTH": "100"], body: Array("only this".utf8))
        #expect(short.answer().text.isEmpty)
        #expect(server.stop())
        #expect(answered.withLock { $0 } == 0)
    }

    @Test("a connection that asks to be kept is closed, so that nobody waits behind it")
    func kept() throws {
        let server = RunningServer { _ in FastCGIResponse(status: 200) }
        let first = try FastCGIPeer(server.path)
        first.ask([:], keep: true)
        #expect(first.answer().isWhole)
        let second = try FastCGIPeer(server.path)
        second.ask([:])
        #expect(first.isClosed())
        #expect(second.answer().isWhole)
        #expect(server.stop())
    }

    @Test("a signal to end lets the request at hand finish", arguments: [SIGTERM, SIGUSR1])
    func ending(signal: Int32) throws {
        let isWorking = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let server = RunningServer { _ in
            isWorking.signal()
            mayGoOn.wait()
            return FastCGIResponse(status: 200)
        }
        let peer = try FastCGIPeer(server.path)
        peer.ask([:])
        isWorking.wait()
        server.signal(signal)
        mayGoOn.signal()
        #expect(peer.answer().isWhole)
        #expect(server.hasEnded())
    }

    @Test("an idle server ends at once")
    func endingIdle() throws {
        #expect(RunningServer { _ in FastCGIResponse(status: 200) }.stop())
    }
}
