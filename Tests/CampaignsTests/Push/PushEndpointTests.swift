import Testing

@testable import Campaigns

@Suite struct PushEndpointTests {
    private let hosts = PushHosts(PushHosts.usual)!

    @Test(
        "an https address of a listed service is taken",
        arguments: [
            ("https://fcm.googleapis.com/fcm/send/abc:APA91", "https://fcm.googleapis.com"),
            ("https://fcm.googleapis.com:443/x", "https://fcm.googleapis.com"),
            ("https://updates.push.services.mozilla.com/wpush/v2/x", "https://updates.push.services.mozilla.com"),
            ("https://a.b.push.services.mozilla.com/", "https://a.b.push.services.mozilla.com"),
            ("https://wns2-par02p.notify.windows.com/w/?token=BQ%3d", "https://wns2-par02p.notify.windows.com"),
            ("https://web.push.apple.com/Q", "https://web.push.apple.com"),
        ])
    func listed(url: String, origin: String) {
        let endpoint = PushEndpoint(url, of: hosts)
        #expect(endpoint?.url == url)
        #expect(endpoint?.origin == origin)
    }

    @Test(
        "whatever else a browser names is not",
        arguments: [
            "", "https://", "http://fcm.googleapis.com/x", "HTTPS://fcm.googleapis.com/x", "https://fcm.googleapis.com",
            "https://fcm.googleapis.com:80/x", "https://fcm.googleapis.com:0443x/x", "https://fcm.googleapis.com:/x",
            "https://fcm.googleapis.com:443:443/x", "https://FCM.googleapis.com/x", "https://fcm.googleapis.com./x",
            "https://evilfcm.googleapis.com/x", "https://fcm.googleapis.com.evil.example/x",
            "https://evilnotify.windows.com/x", "https://notify.windows.com/x", "https://user@fcm.googleapis.com/x",
            "https://fcm.googleapis.com@evil.example/x", "https://evil.example/#@fcm.googleapis.com/",
            "https://evil.example\\@fcm.googleapis.com/", "https://127.0.0.1/x", "https://[::1]/x",
            "https://localhost/x",
            "https://fcm.googleapis.com/\u{0}", "https://fcm.googleapis.com/a b", "https://fcm.googleapis.com/\r\nX: y",
            "https://fcm.googleapis.com/é", "https://fcm.googleapis.com/\"", "//fcm.googleapis.com/x",
            "https://fcm.googleapis.com/" + String(repeating: "x", count: 1_000),
        ])
    func others(url: String) {
        #expect(PushEndpoint(url, of: hosts) == nil)
    }

    @Test("a list names hosts, with a port only where it says so")
    func lists() throws {
        for text in ["", "  ", "a b/c", "https://a", "*", "*.", "a:b", "a:1:2", "A.example", "a..b", "a,*.*.b"] {
            #expect(PushHosts(text) == nil, "\(text)")
        }
        let own = try #require(PushHosts("push.example, localhost:8443"))
        #expect(own.hasOwnPorts)
        #expect(!hosts.hasOwnPorts)
        #expect(PushEndpoint("https://localhost:8443/x", of: own)?.origin == "https://localhost:8443")
        for url in ["https://localhost/x", "https://localhost:8444/x", "https://push.example:8443/x"] {
            #expect(PushEndpoint(url, of: own) == nil, "\(url)")
        }
    }
}
