/// Someone of the clinic who signs in.
public struct Staff: Sendable, Hashable {
    public let id: ID<Staff>
    public let clinicID: ID<Clinic>
    public var name: String
    public var email: String
    public var role: Role

    public init(id: ID<Staff>, clinicID: ID<Clinic>, name: String, email: String, role: Role) {
        self.id = id
        self.clinicID = clinicID
        self.name = name
        self.email = email
        self.role = role
    }
}

/// What a member of staff may do; each role may all that the one before it may.
public enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    case viewer
    case frontDesk = "front_desk"
    case manager
    case admin

    public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .frontDesk: 1
        case .manager: 2
        case .admin: 3
        }
    }
}
