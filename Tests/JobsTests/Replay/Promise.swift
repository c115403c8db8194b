/// What rules.md promises for one booking, worked out anew with nothing but minutes of a calendar without clock changes:
/// none falls between a visit of the data and its reminders.
struct Promise {
    private static let careFrom = 7 * 60
    private static let careTo = 21 * 60
    private static let morning = 8 * 60
    private static let minutesPerDay = 1440
    /// A message so soon after the confirmation would tell nothing new.
    private static let justTold = 120
    private static let daysBeforeMonth = [1: 0, 2: 31, 3: 60, 4: 91]

    /// `A-1 SMS 2016-04-27T10:15`, one for each message, in no order.
    static func messages(for booking: RealBooking) -> [String] {
        let visit = minutes("\(RealBooking.day)T00:00") + booking.startMinute
        let confirmation = inWindow(minutes(booking.bookedAt))
        let channel = booking.isByEmail ? "EMAIL" : "SMS"
        // Only the confirmation goes by e-mail.
        let reminders = booking.isByEmail ? [] : [visit - 48 * 60, dayOf(visit)]
        let sent = [confirmation] + reminders.filter { $0 - confirmation >= justTold }
        return sent.map { "A-\(booking.visit) \(channel) \(booking.address) \(text($0))" }
    }

    /// A booking at night is confirmed when the window opens.
    private static func inWindow(_ time: Int) -> Int {
        let (day, minute) = (time / minutesPerDay, time % minutesPerDay)
        if minute < careFrom { return day * minutesPerDay + careFrom }
        return minute < careTo ? time : (day + 1) * minutesPerDay + careFrom
    }

    private static func dayOf(_ visit: Int) -> Int {
        let eight = visit / minutesPerDay * minutesPerDay + morning
        return visit - eight < 60 ? visit - 60 : eight
    }

    /// Minutes since the year 2016 began.
    private static func minutes(_ local: String) -> Int {
        let month = Int(local.dropFirst(5).prefix(2))!
        let day = Int(local.dropFirst(8).prefix(2))!
        return (daysBeforeMonth[month]! + day - 1) * minutesPerDay + RealBooking.minute(of: local)
    }

    private static func text(_ time: Int) -> String {
        let (days, minute) = (time / minutesPerDay, time % minutesPerDay)
        let month = daysBeforeMonth.filter { $0.value <= days }.max { $0.value < $1.value }!
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "2016-\(two(month.key))-\(two(days - month.value + 1))T\(two(minute / 60)):\(two(minute % 60))"
    }
}
