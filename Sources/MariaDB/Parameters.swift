import CMariaDB

/// The bind structures of a statement's `?`, and the memory that they point to; reused from one run to the next.
final class Parameters {
    private let count: Int
    private let binds: UnsafeMutablePointer<MYSQL_BIND>
    /// One slot a parameter, for what has a fixed size: numbers and times.
    private let slots: UnsafeMutablePointer<MYSQL_TIME>
    /// Texts and bytes of all parameters, one after the other.
    private var buffer: UnsafeMutableRawPointer
    private var capacity = 64

    init(count: Int) {
        self.count = count
        binds = .allocate(capacity: count)
        binds.initialize(repeating: MYSQL_BIND(), count: count)
        slots = .allocate(capacity: count)
        slots.initialize(repeating: MYSQL_TIME(), count: count)
        buffer = .allocate(byteCount: capacity, alignment: 1)
    }

    deinit {
        binds.deallocate()
        slots.deallocate()
        buffer.deallocate()
    }

    /// Copies the values to where `mysql_stmt_execute` reads them.
    ///
    /// - Throws: `wrongValue` for a timestamp outside the years that DATETIME can hold.
    func bind(_ values: [Value], to statement: UnsafeMutablePointer<MYSQL_STMT>, sql: String) throws(DatabaseError) {
        precondition(values.count == count, "\(values.count) values for \(count) marks in: \(sql)")
        guard !values.isEmpty else { return }
        reserve(values.reduce(0) { $0 + $1.byteCount })
        var end = 0
        for (index, value) in values.enumerated() {
            switch value {
            case .null:
                binds[index].buffer_type = MYSQL_TYPE_NULL
            case .int(let number):
                store(number, at: index, as: MYSQL_TYPE_LONGLONG)
            case .double(let number):
                store(number, at: index, as: MYSQL_TYPE_DOUBLE)
            case .timestamp(let microseconds):
                guard let time = MYSQL_TIME(microseconds: microseconds) else {
                    throw DatabaseError(code: .wrongValue, message: "a time outside the years 0–9999", statement: sql)
                }
                store(time, at: index, as: MYSQL_TYPE_DATETIME)
            case .text(var text):
                text.withUTF8 { append(UnsafeRawBufferPointer($0), at: index, as: MYSQL_TYPE_STRING, end: &end) }
            case .bytes(let bytes):
                bytes.withUnsafeBytes { append($0, at: index, as: MYSQL_TYPE_BLOB, end: &end) }
            }
        }
        guard mysql_stmt_bind_param(statement, binds) == 0 else { throw Statement.error(statement, sql) }
    }

    private func reserve(_ count: Int) {
        let isWasteful = capacity > Self.keptCapacity && count <= Self.keptCapacity
        guard capacity < count || isWasteful else { return }
        buffer.deallocate()
        capacity = isWasteful ? Self.keptCapacity : max(count, 2 * capacity)
        buffer = .allocate(byteCount: capacity, alignment: 1)
    }

    /// One large import must not keep its memory for the life of the process.
    private static let keptCapacity = 65_536

    private func store<T: BitwiseCopyable>(_ value: T, at index: Int, as type: enum_field_types) {
        let slot = UnsafeMutableRawPointer(slots + index)
        slot.storeBytes(of: value, as: T.self)
        binds[index].buffer_type = type
        binds[index].buffer = slot
    }

    private func append(_ bytes: UnsafeRawBufferPointer, at index: Int, as type: enum_field_types, end: inout Int) {
        // Never nil, not even for an empty text: the library takes a nil buffer for NULL.
        let place = buffer + end
        if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
        end += bytes.count
        binds[index].buffer_type = type
        binds[index].buffer = place
        binds[index].buffer_length = UInt(bytes.count)
    }
}

extension Value {
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .null, .int, .double, .timestamp: 0
        }
    }
}
