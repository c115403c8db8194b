import Campaigns
import Storage
import Tokens

/// The picture of one transparent dot whose fetching counts as an opening.
enum OpenPixel {
    /// `GET /p/o/TOKEN`
    static func show(_ request: Request, _ call: Call) throws -> Response {
        let token = try PublicPage.token(request)
        switch PublicPage.links(call).readOpen(token, now: call.now.seconds) {
        case .refused: return try PublicPage.gone(call)
        case .expired: return picture
        case .valid(let subject):
            let hit = Hit(kind: .open, send: ID(subject.send), isMachine: MachineHit.isShown(by: request))
            try TrackingStore(call.db).record(hit, in: ID(subject.clinic), at: call.now)
            return picture
        }
    }

    private static var picture: Response {
        let headers = [("Content-Type", "image/gif"), ("Cache-Control", "no-store, private")]
        return Response(headers: headers.map { (name: $0.0, value: $0.1) }, body: gif)
    }

    /// GIF89a, 1 × 1, its one colour transparent.
    private static let gif: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF,
        0xFF, 0x21, 0xF9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00,
        0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3B,
    ]
}
