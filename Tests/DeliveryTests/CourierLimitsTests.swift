import Testing

@testable import Delivery

@Suite struct CourierLimitsTests {
    @Test(
        "a group is as large as a crash may leave ambiguous, and no larger than can begin in 10 s",
        arguments: [
            (CourierLimits(), false, false, 16), (CourierLimits(), true, false, 128),
            (CourierLimits(messagesPerSecond: 1), true, false, 9),
            (CourierLimits(messagesPerSecond: 100), true, false, 128),
            (CourierLimits(), true, true, 16), (CourierLimits(concurrency: 4), false, true, 4),
            (CourierLimits(messagesPerSecond: 0), false, false, 9),
            (CourierLimits(messagesPerSecond: 13), true, false, 128),
            (CourierLimits(messagesPerSecond: 12), true, false, 119),
        ])
    func size(limits: CourierLimits, isMarketing: Bool, isSlow: Bool, size: Int) {
        #expect(limits.groupSize(isMarketing: isMarketing, isSlow: isSlow) == size)
    }
}
