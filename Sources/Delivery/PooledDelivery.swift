import Curl

extension TransferPool {
    /// Carries a group and reads each transfer's result, in the order of `transfers`.
    func outcomes(
        of transfers: [Transfer], limits: CourierLimits, reading outcome: (TransferResult) -> Outcome
    ) -> [Outcome] {
        var outcomes = [Outcome](repeating: .notBegun, count: transfers.count)
        run(
            transfers, perSecond: limits.messagesPerSecond, beginWithin: .seconds(CourierLimits.beginSeconds)
        ) { index, end in
            if case .finished(let result) = end { outcomes[index] = outcome(result) }
        }
        return outcomes
    }
}
