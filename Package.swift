// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Campanile",
    products: [
        .executable(name: "campanile-web", targets: ["campanile-web"]),
        .executable(name: "campanile-cron", targets: ["campanile-cron"]),
        .executable(name: "campanile-admin", targets: ["campanile-admin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // Ground: C libraries as Swift sees them.
        .systemLibrary(name: "CFastCGI", providers: [.apt(["libfcgi-dev"])]),
        .systemLibrary(name: "CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCivilTime", linkerSettings: [.linkedLibrary("cctz")]),
        .target(name: "CPhoneNumbers", linkerSettings: [.linkedLibrary("phonenumber")]),

        // First floor: one thin wrapper for each.
        .target(name: "FastCGI", dependencies: ["CFastCGI"]),
        .target(name: "MariaDB", dependencies: ["CMariaDB"]),
        .target(name: "Markup", dependencies: ["CLibXML2"]),
        .target(name: "Curl", dependencies: ["CCurl"]),
        .target(name: "CivilTime", dependencies: ["CCivilTime"]),
        .target(name: "PhoneNumbers", dependencies: ["CPhoneNumbers"]),
        .target(
            name: "Tokens",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),

        // Hearth: the domain.
        .target(name: "Campaigns", dependencies: ["CivilTime"]),

        // Second floor: domain meets SQL, domain meets HTML, domain meets providers.
        .target(name: "Storage", dependencies: ["Campaigns", "CivilTime", "MariaDB", "Tokens"]),
        .target(name: "Letters", dependencies: ["Campaigns", "Markup"]),
        .target(name: "Delivery", dependencies: ["Campaigns", "CivilTime", "Curl", "Tokens"]),

        // Third floor: one request, one tick.
        .target(
            name: "Web",
            dependencies: ["Campaigns", "CivilTime", "Letters", "Markup", "PhoneNumbers", "Storage", "Tokens"]),
        .target(
            name: "Jobs",
            dependencies: ["Campaigns", "CivilTime", "Delivery", "Letters", "Storage", "Tokens"]),

        // Roof: configuration, clock, log.
        .target(
            name: "Wiring",
            dependencies: [
                "Campaigns", "CivilTime", "Curl", "Delivery", "MariaDB", "Storage", "Tokens",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "campanile-web",
            dependencies: [
                "CivilTime", "Delivery", "FastCGI", "MariaDB", "PhoneNumbers", "Storage", "Tokens", "Web", "Wiring",
            ]),
        .executableTarget(
            name: "campanile-cron",
            dependencies: [
                "Campaigns", "CivilTime", "Delivery", "Jobs", "MariaDB", "Storage", "Tokens", "Wiring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "campanile-admin",
            dependencies: [
                "Campaigns", "CivilTime", "Jobs", "MariaDB", "PhoneNumbers", "Storage", "Tokens", "Wiring",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests: one target a floor's room, real parts underneath.
        .target(
            name: "TestSupport", dependencies: ["Campaigns", "CivilTime", "MariaDB", "Storage"],
            path: "Tests/TestSupport"),
        .testTarget(name: "CampaignsTests", dependencies: ["Campaigns", "CivilTime", "TestSupport"]),
        .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime"]),
        .testTarget(name: "PhoneNumbersTests", dependencies: ["PhoneNumbers"]),
        .testTarget(name: "MariaDBTests", dependencies: ["MariaDB", "TestSupport"]),
        .testTarget(name: "FastCGITests", dependencies: ["FastCGI"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .target(name: "Peers", path: "Tests/Peers"),
        .testTarget(name: "CurlTests", dependencies: ["Curl", "Peers"]),
        .testTarget(
            name: "TokensTests", dependencies: ["Tokens", .product(name: "Crypto", package: "swift-crypto")]),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"]),
        .testTarget(name: "LettersTests", dependencies: ["Campaigns", "Letters"]),
        .testTarget(name: "DeliveryTests", dependencies: ["Delivery", "Curl", "Peers", "TestSupport", "Tokens"]),
        .testTarget(
            name: "JobsTests",
            dependencies: ["Campaigns", "CivilTime", "Jobs", "Storage", "TestSupport", "Tokens"]),
        .testTarget(name: "WebTests", dependencies: ["Web", "Markup", "TestSupport"]),
        .testTarget(name: "WiringTests", dependencies: ["Wiring", "TestSupport"]),
        .testTarget(name: "HouseTests", dependencies: ["Markup", "Storage", "Wiring"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
