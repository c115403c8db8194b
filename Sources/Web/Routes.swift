import Campaigns

/// Every address of the site, in reading order. A line says who may; what stands here not, nobody gets.
///
/// A fixed part stands before a named one of the same place: `/campaigns/new` before `/campaigns/:id`.
enum Routes {
    static let all: [Route] = session + campaigns + workflows + gallery + messages + publicPages + api

    static let session: [Route] = [
        .get("/", .viewer, { _, _ in .redirect(to: Path.campaigns) }),
        .open("GET", "/sign-in", SignIn.show),
    ]

    static let campaigns: [Route] = []

    static let workflows: [Route] = []

    static let gallery: [Route] = []

    static let messages: [Route] = []

    static let publicPages: [Route] = []

    static let api: [Route] = []
}
