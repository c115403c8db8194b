import Campaigns
import Logging
import MariaDB
import Tokens

/// What an installation has set, read once at the start and checked.
public struct Configuration: Sendable {
    public let database: DatabaseAddress
    /// The folder with the pages.
    public let templates: String
    /// The folder with the schema's history.
    public let migrations: String
    /// Where messages go while no provider is configured.
    public let outbox: String
    /// The staff's address, without a slash at its end.
    public let staffURL: String
    /// What patients' links begin with, without a slash at its end.
    public let publicURL: String
    /// Whether a caller may say what time it is: for tests and demonstrations alone.
    public let isClockMovable: Bool
    public let mail: MailSettings
    public let text: TextSettings
    public let push: PushSettings
    /// Messages that one commit covers, and so what a crash may leave in doubt.
    public let careGroup: Int
    public let marketingGroup: Int
    public let logLevel: Logger.Level
    private let settings: Settings

    /// - Parameter environment: the process's; it wins over the file that it names.
    /// - Throws: a sentence that names the setting.
    public init(environment: [String: String]) throws(StartRefusal) {
        let settings = try Settings(environment: environment)
        self.settings = settings
        database = try Self.database(settings)
        templates = try settings.required(.templates, because: "it names the folder with the pages.")
        migrations = try settings.required(.migrations, because: "it names the folder with the schema's history.")
        outbox = try settings.required(.outbox, because: "it names the folder for messages without a provider.")
        staffURL = try settings.address(.staffURL)
        publicURL = try settings.address(.publicURL)
        isClockMovable = try settings.isOn(.movedClock)
        mail = try MailSettings(settings)
        text = try TextSettings(settings)
        push = try PushSettings(settings, mailFrom: mail.from)
        careGroup = try settings.number(.careGroup, in: 1...1_000)
        marketingGroup = try settings.number(.marketingGroup, in: 1...1_000)
        guard let level = settings[.logLevel].flatMap(Logger.Level.init(rawValue:)) else {
            throw .settings("\(Setting.logLevel.rawValue) wants debug, info, notice, warning or error.")
        }
        logLevel = level
    }

    /// What signs links, tokens and forms; only programs that sign read the secret.
    public func tokenKeys() throws(StartRefusal) -> TokenKeys {
        let name = Setting.secretFile.rawValue
        let lines = try settings.secretLines(.secretFile, because: "it names the file that signs links and tokens.")
        let secrets = lines.prefix(2).compactMap { MasterSecret($0) }
        guard secrets.count == min(lines.count, 2), let current = secrets.first else {
            throw .settings("The file that \(name) names wants lines NUMBER:SECRET, 32 random bytes in base64url.")
        }
        guard Set(secrets.map(\.number)).count == secrets.count else {
            throw .settings("The two secrets in the file that \(name) names have the same number.")
        }
        return TokenKeys(current: current, previous: secrets.dropFirst().first)
    }

    /// What carries each channel that needs a provider, by its courier's name; push only where there is a key for it.
    public var providers: [Channel: String] {
        var names: [Channel: String] = [.email: mail.server == nil ? "files" : "smtp", .sms: smsProvider]
        if push.sender != nil { names[.push] = "push" }
        return names
    }

    private var smsProvider: String {
        switch text.gateway {
        case .twilio: "twilio"
        case .kannel: "kannel"
        case nil: "files"
        }
    }

    /// What a program must send that asks for metrics; nil where only the machine itself may ask.
    public func metricsToken() throws(StartRefusal) -> BearerToken? {
        guard settings[.metricsTokenFile] != nil else { return nil }
        let lines = try settings.secretLines(.metricsTokenFile, because: "it names the file with the token.")
        guard let token = BearerToken(lines[0]) else {
            let name = Setting.metricsTokenFile.rawValue
            throw .settings(
                "The file that \(name) names wants a word of at least \(BearerToken.shortest) letters and digits.")
        }
        return token
    }

    private static func database(_ settings: Settings) throws(StartRefusal) -> DatabaseAddress {
        let place: DatabaseAddress.Place
        if let socket = settings[.databaseSocket] {
            place = .socket(socket)
        } else {
            let host = try settings.required(.databaseHost, because: "it names MariaDB's host.")
            place = .host(host, port: UInt16(try settings.number(.databasePort, in: 1...65_535)))
        }
        return DatabaseAddress(
            place, user: try settings.required(.databaseUser, because: "it names MariaDB's user."),
            password: settings[.databasePassword] ?? "",
            database: try settings.required(.databaseName, because: "it names the database."))
    }
}
