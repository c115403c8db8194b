/// What staff call a provider.
enum ProviderWords {
    static func name(_ provider: String) -> String {
        switch provider {
        case "smtp": "The e-mail server"
        case "twilio", "kannel": "The SMS gateway"
        case "files": "The outbox folder"
        default: "The provider \(provider)"
        }
    }
}
