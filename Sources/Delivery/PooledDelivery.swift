import Curl

extension TransferPool {
    /// Carries a group and reads each transfer's result, in the order of `transfers`.
    func outcomes(
        of transfers: [Transfer], limits: CourierLimits, under conditions: DeliveryConditions,
        reading outcome: (TransferResult) -> Outcome
    ) -> [Outcome] {
        var outcomes = [Outcome](repeating: .notBegun, count: transfers.count)
        let share = limits.shared(among: conditions.sharers)
        run(
            transfers, atOnce: share.concurrency, perSecond: share.messagesPerSecond,
            beginWithin: .seconds(CourierLimits.beginSeconds), isEnding: conditions.isEnding
        ) { index, end in
            if case .finished(let result) = end { outcomes[index] = outcome(result) }
        }
        return outcomes
    }
}
