/// What a path leads to.
enum RouteLookup {
    case found(Route, parameters: [String: String])
    /// The path is known, but not for this method.
    case wrongMethod(allowed: [String])
    case unknown

    /// - Parameters:
    ///   - path: as it was asked for, without its query.
    ///   - method: `HEAD` finds what `GET` does.
    init(_ path: String, method: String, in routes: [Route]) {
        let method = method == "HEAD" ? "GET" : method
        let isPlain = path.hasPrefix("/") && !path.contains("//") && (path == "/" || !path.hasSuffix("/"))
        let parts = Route.split(path)
        var allowed: [String] = []
        for route in routes where isPlain {
            // A fixed part beats a named one by standing before it in the table.
            guard let parameters = route.parameters(parts) else { continue }
            if route.method == method {
                self = .found(route, parameters: parameters)
                return
            }
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        self = allowed.isEmpty ? .unknown : .wrongMethod(allowed: allowed)
    }
}
