/// One browser of a contact that takes push messages.
public struct PushSubscription: Sendable, Hashable {
    public let id: ID<PushSubscription>
    /// As the browser named it, of a listed service when it was taken.
    public let endpoint: String
    /// A point of P-256, uncompressed.
    public let publicKey: [UInt8]
    public let auth: [UInt8]

    public init(id: ID<PushSubscription>, endpoint: String, publicKey: [UInt8], auth: [UInt8]) {
        (self.id, self.endpoint, self.publicKey, self.auth) = (id, endpoint, publicKey, auth)
    }
}
