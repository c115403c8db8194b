import Campaigns

/// The navigation, noun by noun, in the order of the page.
enum Noun: String, CaseIterable {
    case home, campaigns, reminders, gallery, messages, surveys, stats, patients, segments, replies, attention, clinic

    /// Nouns that stand together; the first group has no heading.
    enum Group: CaseIterable {
        case work, people, clinic

        var name: String? {
            switch self {
            case .work: nil
            case .people: "People"
            case .clinic: "Clinic"
            }
        }

        /// Never empty for a viewer, except the clinic's own.
        var nouns: [Noun] { Noun.allCases.filter { $0.group == self } }
    }

    var group: Group {
        switch self {
        case .home, .campaigns, .reminders, .gallery, .messages, .surveys, .stats: .work
        case .patients, .segments, .replies, .attention: .people
        case .clinic: .clinic
        }
    }

    var name: String {
        switch self {
        case .home: "Today"
        case .campaigns: "Campaigns"
        case .reminders: "Reminders"
        case .gallery: "Workflow gallery"
        case .messages: "Message templates"
        case .surveys: "Surveys"
        case .stats: "Statistics"
        case .patients: "Patients"
        case .segments: "Segments"
        case .replies: "Replies"
        case .attention: "Needs attention"
        case .clinic: "Settings"
        }
    }

    var path: String {
        switch self {
        case .home: Path.start
        case .campaigns: Path.campaigns
        case .reminders: Path.reminders
        case .gallery: Path.gallery
        case .messages: Path.messages
        case .surveys: Path.surveys
        case .stats: Path.clinicStats
        case .patients: Path.patients
        case .segments: Path.segments
        case .replies: Path.replies
        case .attention: Path.attention
        case .clinic: Path.clinic
        }
    }

    /// Who is shown it.
    var role: Role {
        switch self {
        case .clinic: .admin
        case .patients: .frontDesk
        default: .viewer
        }
    }
}
