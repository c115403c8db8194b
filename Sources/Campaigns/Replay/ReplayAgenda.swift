/// What is still to be done in a replay, by minute, then by the order of a tick's jobs, then as it was put down.
struct ReplayAgenda<Item> {
    struct Entry {
        let time: Int64
        let job: Int
        let number: Int
        let item: Item

        func precedes(_ other: Entry) -> Bool { (time, job, number) < (other.time, other.job, other.number) }
    }

    /// A binary heap: the first is the next.
    private var heap: [Entry] = []
    private var count = 0

    mutating func add(_ item: Item, at time: Int64, job: Int) {
        heap.append(Entry(time: time, job: job, number: count, item: item))
        count += 1
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> Entry? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < heap.count }
            guard let least = children.min(by: { heap[$0].precedes(heap[$1]) }), heap[least].precedes(heap[place])
            else { return first }
            heap.swapAt(least, place)
            place = least
        }
    }
}
