extension GalleryWorkflow {
    public static let postBondingCare = GalleryWorkflow(
        key: "post-bonding-care",
        name: "Post-Bonding Care",
        summary: "Guides patients through the first ten days with new braces: a welcome, care tips, a check-in.",
        advice: """
            Use it to answer the questions that come after bonding before they are asked, and to hear early of wires \
            that poke and brackets that came loose.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(
            .treatmentStarted, rule: .test(FieldTest(field: .treatmentType, op: .equal, value: .text("braces")))),
        audience: .everybody,
        steps: [
            GalleryStep("Welcome to treatment", .send(message: "treatment-email")),
            GalleryStep("Three days", .wait("for 3 days", ifPast: .skip)),
            GalleryStep("Care tips SMS", .send(message: "tips-sms")),
            GalleryStep("Seven days", .wait("for 7 days", ifPast: .skip)),
            GalleryStep("Check-in SMS", .send(message: "check-in-sms")),
        ],
        messages: [
            GalleryMessage(
                "treatment-email", "Welcome to treatment", .email, subject: "{{patient.first_name}}'s new braces",
                """
                Hello {{contact.first_name|there}},

                {{patient.first_name}}'s braces are on: the first step to a new smile is done!

                For a few days teeth and cheeks may be tender. Soft food helps, and so does rinsing with warm salt \
                water; a little wax over a bracket that rubs works wonders. Brush after every meal, and leave hard and \
                sticky things for later.

                If a wire pokes or a bracket comes loose, call us at {{clinic.phone}}. We will help.

                Well done, {{patient.first_name}}!
                {{clinic.name}}
                """),
            GalleryMessage(
                "tips-sms", "Care tips (SMS)", .sms,
                """
                {{clinic.name}}: tips for {{patient.first_name}}: brush after meals, rinse with salt water if sore, no \
                hard or sticky food. Help: {{clinic.phone}}
                """),
            GalleryMessage(
                "check-in-sms", "Check-in (SMS)", .sms,
                """
                {{clinic.name}}: how is {{patient.first_name}} getting on with the braces? If anything pokes or is \
                loose, call us: {{clinic.phone}}
                """),
        ])
}
