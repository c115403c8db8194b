import CMariaDB

/// The columns that a statement yields: their names, and the memory into which `mysql_stmt_fetch` puts one row.
final class ResultColumns {
    let names: [String]
    private let kinds: [ColumnKind]
    private let binds: UnsafeMutablePointer<MYSQL_BIND>
    private let lengths: UnsafeMutablePointer<UInt>
    private let nulls: UnsafeMutablePointer<my_bool>
    private let cut: UnsafeMutablePointer<my_bool>

    init(_ fields: UnsafeBufferPointer<MYSQL_FIELD>) {
        names = fields.map { String(cString: $0.name) }
        kinds = fields.map(ColumnKind.init)
        binds = .allocate(capacity: fields.count)
        lengths = .allocate(capacity: fields.count)
        nulls = .allocate(capacity: fields.count)
        cut = .allocate(capacity: fields.count)
        binds.initialize(repeating: MYSQL_BIND(), count: fields.count)
        lengths.initialize(repeating: 0, count: fields.count)
        nulls.initialize(repeating: 0, count: fields.count)
        cut.initialize(repeating: 0, count: fields.count)
        for index in fields.indices { prepare(index, fields[index]) }
    }

    deinit {
        for index in kinds.indices { binds[index].buffer.deallocate() }
        binds.deallocate()
        lengths.deallocate()
        nulls.deallocate()
        cut.deallocate()
    }

    /// Gives back what long values have made large, before the next run.
    func shrink() {
        for index in kinds.indices where binds[index].buffer_length > Self.keptCapacity {
            resize(index, to: Self.keptCapacity)
        }
    }

    func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
        mysql_stmt_bind_result(statement, binds) == 0
    }

    /// After `MYSQL_DATA_TRUNCATED`: gives each column that was cut the room it needs and fetches it again.
    func fetchCutColumns(of statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
        var hasGrown = false
        for index in kinds.indices where kinds[index].isOfBytes && nulls[index] == 0 {
            guard lengths[index] > binds[index].buffer_length else { continue }
            resize(index, to: max(Int(lengths[index]), 2 * Int(binds[index].buffer_length)))
            guard mysql_stmt_fetch_column(statement, binds + index, UInt32(index), 0) == 0 else {
                return false
            }
            hasGrown = true
        }
        return !hasGrown || bind(to: statement)
    }

    /// Copies the fetched row out.
    func row() -> Row {
        var size = 0
        for index in kinds.indices where kinds[index].isOfBytes && nulls[index] == 0 { size += Int(lengths[index]) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var cells: [Cell] = []
        cells.reserveCapacity(kinds.count)
        for index in kinds.indices { cells.append(nulls[index] == 0 ? cell(index, &bytes) : .null) }
        return Row(columns: names, cells: cells, bytes: bytes)
    }

    private func cell(_ index: Int, _ bytes: inout [UInt8]) -> Cell {
        guard let buffer = binds[index].buffer else { preconditionFailure("a column without its buffer") }
        switch kinds[index] {
        case .int: return .int(buffer.load(as: Int64.self))
        case .unsigned: return .unsigned(buffer.load(as: UInt64.self))
        case .double: return .double(buffer.load(as: Double.self))
        case .dateTime: return .timestamp(buffer.load(as: MYSQL_TIME.self).microseconds)
        case .bits: return .unsigned(content(index).reduce(0) { $0 << 8 | UInt64($1) })
        case .bytes:
            let start = bytes.count
            bytes.append(contentsOf: content(index))
            return .bytes(start..<bytes.count)
        }
    }

    private func content(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: binds[index].buffer, count: Int(lengths[index]))
    }

    private func prepare(_ index: Int, _ field: MYSQL_FIELD) {
        // Long texts are rare in a column that could hold some: it grows when the first one comes.
        let capacity = kinds[index].isOfBytes ? min(max(Int(field.length), 32), 1024) : MemoryLayout<MYSQL_TIME>.size
        binds[index].buffer_type = kinds[index].bufferType
        binds[index].is_unsigned = kinds[index] == .unsigned ? 1 : 0
        binds[index].buffer = .allocate(byteCount: capacity, alignment: MemoryLayout<MYSQL_TIME>.alignment)
        binds[index].buffer_length = UInt(capacity)
        binds[index].length = lengths + index
        binds[index].is_null = nulls + index
        binds[index].error = cut + index
    }

    private func resize(_ index: Int, to capacity: Int) {
        binds[index].buffer.deallocate()
        binds[index].buffer = .allocate(byteCount: capacity, alignment: MemoryLayout<MYSQL_TIME>.alignment)
        binds[index].buffer_length = UInt(capacity)
    }

    private static let keptCapacity = 65_536
}
