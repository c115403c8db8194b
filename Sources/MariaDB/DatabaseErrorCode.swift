extension DatabaseError {
    /// A number of MariaDB's server (1000–1999, 4000 up) or of its client library (2000–2999).
    ///
    /// - Source: `mysqld_error.h` and `errmsg.h` of libmariadb-dev.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: UInt32

        public init(rawValue: UInt32) { self.rawValue = rawValue }
    }
}

extension DatabaseError.Code {
    /// The server chose this transaction to end a deadlock, and has rolled it back.
    public static let deadlock = Self(rawValue: 1213)
    /// A row lock was not had in time. Only the statement was rolled back.
    public static let lockWaitTimeout = Self(rawValue: 1205)
    /// The row changed since this transaction's snapshot; the server has rolled the transaction back.
    public static let recordChanged = Self(rawValue: 1020)

    public static let duplicateKey = Self(rawValue: 1062)
    public static let noSuchTable = Self(rawValue: 1146)
    public static let noSuchColumn = Self(rawValue: 1054)
    public static let unknownDatabase = Self(rawValue: 1049)
    public static let accessDenied = Self(rawValue: 1045)
    public static let syntax = Self(rawValue: 1064)
    public static let notNull = Self(rawValue: 1048)
    public static let noDefault = Self(rawValue: 1364)
    public static let tooLong = Self(rawValue: 1406)
    public static let outOfRange = Self(rawValue: 1264)
    public static let wrongValue = Self(rawValue: 1292)
    public static let wrongText = Self(rawValue: 1366)
    public static let dataTruncated = Self(rawValue: 1265)
    /// A row that others refer to cannot go.
    public static let referenced = Self(rawValue: 1451)
    /// A row refers to one that is not there.
    public static let missingReference = Self(rawValue: 1452)
    public static let checkFailed = Self(rawValue: 4025)
    public static let functionUnknown = Self(rawValue: 1305)
    public static let tooManyConnections = Self(rawValue: 1040)

    public static let noSocket = Self(rawValue: 2002)
    public static let noHost = Self(rawValue: 2003)
    public static let unknownHost = Self(rawValue: 2005)
    public static let serverGone = Self(rawValue: 2006)
    public static let handshakeFailed = Self(rawValue: 2012)
    public static let serverLost = Self(rawValue: 2013)
    public static let outOfSync = Self(rawValue: 2014)
    public static let newMetadata = Self(rawValue: 2057)
    public static let serverLostExtended = Self(rawValue: 2055)
    public static let malformedPacket = Self(rawValue: 2027)
    public static let serverShutdown = Self(rawValue: 1053)
    public static let connectionKilled = Self(rawValue: 1927)
    public static let idleTooLong = Self(rawValue: 4031)
}
