import Glibc

/// Sleeps for a random number of milliseconds inside the range, before a transaction is tried again.
public typealias Pause = (_ milliseconds: ClosedRange<Int>) -> Void

/// The `Pause` of production: the system's randomness, and `usleep`.
public func sleepAtRandom(_ milliseconds: ClosedRange<Int>) {
    usleep(UInt32(Int.random(in: milliseconds)) * 1000)
}
