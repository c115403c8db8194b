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
                "treatment-email", "Welcome to treatment", .email,
                en: .init(
                    "{{patient.first_name}}'s new braces",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}}'s braces are on: the first step to a new smile is done!

                        For a few days teeth and cheeks may be tender. Soft food helps, and so does rinsing with warm salt \
                        water; a little wax over a bracket that rubs works wonders. Brush after every meal, and leave hard and \
                        sticky things for later.

                        If a wire pokes or a bracket comes loose, call us at {{clinic.phone}}. We will help.

                        Well done, {{patient.first_name}}!
                        {{clinic.name}}
                        """),
                es: .init(
                    "Los nuevos brackets de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        {{patient.first_name}} ya lleva brackets: ¡el primer paso hacia una nueva sonrisa está dado!

                        Unos días los dientes y las mejillas pueden estar sensibles. Ayuda comer blando y enjuagarse con agua tibia con sal; un poco de \
                        cera sobre el bracket que roza hace maravillas. Hay que cepillarse después de cada comida y dejar lo duro y lo pegajoso para \
                        más adelante.

                        Si un alambre pincha o un bracket se suelta, llámenos al {{clinic.phone}}. Le ayudaremos.

                        ¡Muy bien, {{patient.first_name}}!
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "tips-sms", "Care tips (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: tips for {{patient.first_name}}: brush after meals, rinse with salt water if sore, no \
                        hard or sticky food. Help: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: consejos para {{patient.first_name}}: cepillarse al acabar de comer, nada duro ni \
                        pegajoso. Ayuda: {{clinic.phone}}
                        """)),
            GalleryMessage(
                "check-in-sms", "Check-in (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: how is {{patient.first_name}} getting on with the braces? If anything pokes or is \
                        loose, call us: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¿todo bien con los brackets de {{patient.first_name}}? Si algo pincha o se suelta: \
                        {{clinic.phone}}
                        """)),
        ])
}
