import Campaigns
import Storage

/// A campaign as one text file, to be kept, compared or taken in by another clinic.
enum CampaignExportFile {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        guard let portable = try CampaignExport(visit.db).portable(request.id("id"), in: visit.clinicID) else {
            throw HTTPRefusal.notFound
        }
        var response = Response(
            headers: [("Content-Type", "text/plain; charset=utf-8")], body: Array(portable.text.utf8))
        response.set("Content-Disposition", "attachment; filename=\"\(fileName(portable.outline.head.name))\"")
        return response
    }

    /// "recall-at-6-months.campaign.txt": letters and digits of ASCII, so that no header is broken by a name.
    static func fileName(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(60)
        return "\(slug.isEmpty ? "campaign" : slug).campaign.txt"
    }
}
