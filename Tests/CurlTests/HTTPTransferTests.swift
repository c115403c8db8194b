import Foundation
import Peers
import Testing

@testable import Curl

@Suite struct HTTPTransferTests {
    @Test("a form arrives as it was, with its credentials, and its answer comes back")
    func form() throws {
        let peer = HTTPPeer { _ in .status(201, body: #"{"sid":"SM1"}"#) }
        let transfer = HTTPTransfer(
            url: peer.url + "/a", form: [("To", "+13125550142"), ("Body", "Zahnärztin & Co = 50 %\n")],
            credentials: Credentials(name: "AC1", password: "geheim:ß"))
        let result = try #require(TransferPool().result(of: .http(transfer)))
        #expect(result.code == .done)
        #expect(result.responseCode == 201)
        #expect(String(decoding: result.answer, as: UTF8.self) == #"{"sid":"SM1"}"#)
        #expect(result.isDrained && result.hasAnswer)
        let request = try #require(peer.requests.first)
        #expect(request.path == "/a")
        #expect(request.body == "To=%2B13125550142&Body=Zahn%C3%A4rztin+%26+Co+%3D+50+%25%0A")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.headers["authorization"] == "Basic " + Data("AC1:geheim:ß".utf8).base64EncodedString())
    }

    @Test("Retry-After is told in seconds")
    func retryAfter() throws {
        let peer = HTTPPeer { _ in .status(429, headers: ["Retry-After: 120"]) }
        let result = try #require(TransferPool().result(of: .form(to: peer)))
        #expect(result.responseCode == 429)
        #expect(result.retryAfterSeconds == 120)
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() throws {
        let peer = HTTPPeer { _ in .status(307, headers: ["Location: /elsewhere"]) }
        #expect(try #require(TransferPool().result(of: .form(to: peer))).responseCode == 307)
        #expect(peer.requests.count == 1)
    }

    @Test("a reused connection that closes without an answer carries the body once, not twice")
    func neverTwice() throws {
        let peer = HTTPPeer { $0 == 1 ? .status(201) : .hangUp }
        let pool = TransferPool(concurrency: 1)
        _ = pool.result(of: .form(to: peer, text: "first"))
        let result = try #require(pool.result(of: .form(to: peer, text: "second")))
        #expect(result.code == .wouldSendAgain)
        #expect(result.isDrained && !result.hasAnswer)
        #expect(peer.requests.map(\.body) == ["Body=first", "Body=second"])
    }

    @Test(
        "a peer that goes after the last byte leaves no answer",
        arguments: [
            HTTPPeer.Answer.hangUp, .reset, .silence, .raw("garbage\r\n"),
        ])
    func noAnswer(answer: HTTPPeer.Answer) throws {
        let peer = HTTPPeer { _ in answer }
        let result = try #require(TransferPool(limits: TransferPool.brief).result(of: .form(to: peer)))
        #expect(result.isDrained)
        #expect(!result.hasAnswer)
        #expect(peer.requests.count == 1)
    }

    @Test("a peer that goes before the last byte has not got the message")
    func resetBeforeBody() throws {
        let peer = HTTPPeer { _ in .resetBeforeBody }
        let long = String(repeating: "x", count: 30_000_000)
        let result = try #require(TransferPool().result(of: .form(to: peer, text: long)))
        #expect(!result.isDrained)
        #expect(!result.hasAnswer)
    }

    @Test("a status counts although its body breaks off")
    func brokenBody() throws {
        let peer = HTTPPeer { _ in .raw("HTTP/1.1 201 Said\r\nContent-Length: 50\r\n\r\n{") }
        let result = try #require(TransferPool().result(of: .form(to: peer)))
        #expect(result.code != .done)
        #expect(result.responseCode == 201 && result.hasAnswer)
    }

    @Test("an answer is kept up to its limit and read to its end")
    func longAnswer() throws {
        let peer = HTTPPeer { _ in .status(200, body: String(repeating: "a", count: 500_000)) }
        let pool = TransferPool(limits: TransferLimits(answerBytes: 1000))
        let result = try #require(pool.result(of: .form(to: peer)))
        #expect(result.code == .done)
        #expect(result.answer.count == 1000)
    }

    @Test("nobody there, no such host, no such scheme: nothing has left")
    func nobody() throws {
        let peer = HTTPPeer { _ in .status(200) }
        peer.stop()
        let refused = try #require(TransferPool().result(of: .form(to: peer)))
        #expect(refused.code == .noConnection && !refused.isDrained && !refused.isReused)
        let file = HTTPTransfer(url: "file:///etc/hostname", form: [], credentials: nil)
        #expect(try #require(TransferPool().result(of: .http(file))).code != .done)
    }
}
