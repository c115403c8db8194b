import Campaigns

extension Role {
    /// As staff read it.
    var phrase: String {
        switch self {
        case .viewer: "Viewer"
        case .frontDesk: "Front desk"
        case .manager: "Manager"
        case .admin: "Administrator"
        }
    }
}
