/// One line of the clinic's reminder table: for visits of a type, so long before, by a channel, this message.
public struct ReminderRule: Sendable, Hashable, Codable {
    /// 0 until the line is kept.
    public var id: ID<ReminderRule>
    /// nil for the lines that hold for every type, unless the type has its own.
    public var type: ID<AppointmentType>?
    public var lead: ReminderLead
    public var channel: Channel
    /// nil sends nothing: it takes away what holds for every type.
    public var message: ID<MessageTemplate>?
    /// Left out once the patient has confirmed the visit.
    public var isOnlyUntilConfirmed: Bool

    public init(
        id: ID<ReminderRule> = ID(0), type: ID<AppointmentType>? = nil, lead: ReminderLead, channel: Channel,
        message: ID<MessageTemplate>?, isOnlyUntilConfirmed: Bool = false
    ) {
        self.id = id
        self.type = type
        self.lead = lead
        self.channel = channel
        self.message = message
        self.isOnlyUntilConfirmed = isOnlyUntilConfirmed
    }

    /// What a type's own line takes the place of.
    struct Cell: Hashable {
        let lead: ReminderLead
        let channel: Channel
    }

    var cell: Cell { Cell(lead: lead, channel: channel) }
}

/// A kind of visit, as the booking system calls it.
public struct AppointmentType: Sendable, Hashable {
    public let id: ID<AppointmentType>
    public let name: String

    public init(id: ID<AppointmentType>, name: String) {
        self.id = id
        self.name = name
    }
}

/// How a campaign stands to the clinic's reminder table.
public enum ReminderBinding: String, Sendable {
    /// The table says its steps.
    case bound
    /// It was made of the table, which is gone; its steps are its own.
    case detached
}

extension Campaign {
    /// Whether its trigger and steps are changed by the reminder table alone.
    public var isTable: Bool { reminderTable == .bound }

    /// Whether it is still a campaign that the reminder table can be, once it says this.
    public func mayStandBesideTable(_ outline: CampaignOutline) -> Bool {
        !isTable || (outline.head.type == type && outline.draft.trigger == trigger)
    }

    /// Whether its steps may be changed one by one: not once it is over, and not while a table says them.
    public var mayStepsBeEdited: Bool { status.mayBeEdited && !isTable }
}
