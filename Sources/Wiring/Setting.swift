import Campaigns

/// The settings that an installation knows, by the names of the README's table.
public enum Setting: String, CaseIterable, Sendable {
    case databaseSocket = "CAMPANILE_DB_SOCKET"
    case databaseHost = "CAMPANILE_DB_HOST"
    case databasePort = "CAMPANILE_DB_PORT"
    case databaseUser = "CAMPANILE_DB_USER"
    case databasePassword = "CAMPANILE_DB_PASSWORD"
    case databaseName = "CAMPANILE_DB_NAME"
    case secretFile = "CAMPANILE_SECRET_FILE"
    case templates = "CAMPANILE_TEMPLATES"
    case migrations = "CAMPANILE_MIGRATIONS"
    case outbox = "CAMPANILE_OUTBOX"
    case staffURL = "CAMPANILE_STAFF_URL"
    case publicURL = "CAMPANILE_PUBLIC_URL"
    case movedClock = "CAMPANILE_MOVED_CLOCK"
    case mailFrom = "CAMPANILE_MAIL_FROM"
    case bounceAddress = "CAMPANILE_BOUNCE_ADDRESS"
    case bounceFolder = "CAMPANILE_BOUNCE_MAILDIR"
    case smtpURL = "CAMPANILE_SMTP_URL"
    case smtpTLS = "CAMPANILE_SMTP_TLS"
    case smtpAuthority = "CAMPANILE_SMTP_CA_FILE"
    case smtpUser = "CAMPANILE_SMTP_USER"
    case smtpPasswordFile = "CAMPANILE_SMTP_PASSWORD_FILE"
    case smsDialect = "CAMPANILE_SMS_DIALECT"
    case smsURL = "CAMPANILE_SMS_URL"
    case smsAuthority = "CAMPANILE_SMS_CA_FILE"
    case smsAccount = "CAMPANILE_SMS_ACCOUNT"
    case smsTokenFile = "CAMPANILE_SMS_TOKEN_FILE"
    case smsFrom = "CAMPANILE_SMS_FROM"
    case smsSecretFile = "CAMPANILE_SMS_SECRET_FILE"
    case smsReceipts = "CAMPANILE_SMS_RECEIPTS"
    case smtpRate = "CAMPANILE_SMTP_RATE"
    case smsRate = "CAMPANILE_SMS_RATE"
    case pushKeyFile = "CAMPANILE_PUSH_KEY_FILE"
    case pushContact = "CAMPANILE_PUSH_CONTACT"
    case pushHosts = "CAMPANILE_PUSH_HOSTS"
    case pushLoopbackCA = "CAMPANILE_PUSH_LOOPBACK_CA"
    case careGroup = "CAMPANILE_GROUP_CARE"
    case marketingGroup = "CAMPANILE_GROUP_MARKETING"
    case metricsTokenFile = "CAMPANILE_METRICS_TOKEN_FILE"
    case logLevel = "CAMPANILE_LOG_LEVEL"

    /// The environment variable that names the file with the others.
    public static let fileName = "CAMPANILE_CONFIG"

    /// What holds where nothing is set; nil for none.
    var standard: String? {
        switch self {
        case .databaseHost: "127.0.0.1"
        case .databasePort: "3306"
        case .databaseUser, .databaseName: "campanile"
        case .databasePassword: ""
        case .templates: "templates"
        case .migrations: "db/migrations"
        case .outbox: "var/outbox"
        case .staffURL: "http://127.0.0.1:8080"
        case .publicURL: "http://127.0.0.1:9080"
        case .movedClock: "0"
        case .smtpRate, .smsRate: "0"
        case .smtpTLS: "starttls"
        case .smsDialect: "twilio"
        case .smsReceipts: "1"
        case .pushHosts: PushHosts.usual
        case .careGroup: "16"
        case .marketingGroup: "128"
        case .logLevel: "info"
        case .databaseSocket, .secretFile, .mailFrom, .bounceAddress, .bounceFolder, .smtpURL, .smtpAuthority,
            .smtpUser, .smtpPasswordFile, .smsURL, .smsAuthority, .smsAccount, .smsTokenFile, .smsFrom, .smsSecretFile,
            .metricsTokenFile, .pushKeyFile, .pushContact, .pushLoopbackCA:
            nil
        }
    }
}
