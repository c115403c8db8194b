import Foundation
import Testing

@testable import Delivery

@Suite struct FilesCourierTests {
    @Test("each message is one readable file, and a repeat is seen as another")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the test is over either way
        let courier = try FilesCourier(folder: folder)
        let outcomes = courier.deliver([.email(key: "send:1"), .sms(key: "send:2"), .email(key: "send:1")])
        #expect(
            outcomes == [
                .accepted(reference: "send=3A1.eml"), .accepted(reference: "send=3A2.txt"),
                .accepted(reference: "send=3A1-2.eml"),
            ])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == ["send=3A1-2.eml", "send=3A1.eml", "send=3A2.txt"])
        let sms = try String(contentsOfFile: folder + "/send=3A2.txt", encoding: .utf8)
        #expect(sms == "To: +13125550142\nFrom: +13125550100\n\nTomorrow at 9:00, Zoë\n")
        #expect(
            try String(contentsOfFile: folder + "/send=3A1.eml", encoding: .utf8).contains("Subject: Your visit\r\n"))
    }

    @Test("a key cannot lead out of the folder")
    func hostileKey() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // the test is over either way
        let outcomes = try FilesCourier(folder: folder).deliver([.sms(key: "../../etc/x\u{0}")])
        #expect(outcomes == [.accepted(reference: "=2E=2E=2F=2E=2E=2Fetc=2Fx=00.txt")])
    }

    @Test("a folder that went away is the provider's trouble, one that cannot be made an error")
    func noFolder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let courier = try FilesCourier(folder: folder)
        try FileManager.default.removeItem(atPath: folder)
        #expect(courier.deliver([.sms()]) == [.providerTrouble(.init(.storage))])
        #expect(throws: DeliveryError.self) { try FilesCourier(folder: folder + "/a/b") }
    }
}
