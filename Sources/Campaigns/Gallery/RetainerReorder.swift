extension GalleryWorkflow {
    public static let retainerReorder = GalleryWorkflow(
        key: "retainer-reorder",
        name: "Retainer Reorder",
        summary: "Offers a new retainer when the present one is a year old, and asks once more a month later.",
        advice: """
            Use it because retainers wear out before people notice. It offers something for sale, so it goes only to those who \
            agreed to marketing, and it counts for their weekly limit.
            """,
        type: .followUp,
        purpose: .marketing,
        trigger: .event(.retainerReorderDue, rule: nil),
        audience: .everybody,
        steps: [
            GalleryStep("New retainer e-mail", .send(message: "reorder-email")),
            GalleryStep("One month", .wait("for 1 month", ifPast: .skip)),
            GalleryStep("Second e-mail", .send(message: "reorder-again-email")),
        ],
        messages: [
            GalleryMessage(
                "reorder-email", "A new retainer", .email,
                en: .init(
                    "Time for a new retainer for {{patient.first_name}}?",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{patient.first_name}}'s retainer is about a year old. Plastic grows thin and a little loose with \
                        the months, mostly unnoticed.

                        If you would like a new one, call us at {{clinic.phone}}. With the model we have, it is often \
                        ready without a new impression.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "¿Un nuevo retenedor para {{patient.first_name}}?",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        El retenedor de {{patient.first_name}} tiene ya cerca de un año. Con los meses el plástico se \
                        desgasta y afloja un poco, casi siempre sin que se note.

                        Si desea uno nuevo, llámenos al {{clinic.phone}}. Con el modelo que guardamos, muchas veces no \
                        hace falta tomar medidas otra vez.

                        Un saludo,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "reorder-again-email", "A new retainer, once more", .email,
                en: .init(
                    "{{patient.first_name}}'s retainer",
                    body: """
                        Hello {{contact.first_name|there}},

                        a month ago we wrote about a new retainer for {{patient.first_name}}. If the present one still \
                        fits well, all is fine, and you need do nothing.

                        If it has become loose, cracked or cloudy, call us at {{clinic.phone}}; this is our last note \
                        about it.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "El retenedor de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Hace un mes le escribimos sobre un nuevo retenedor para {{patient.first_name}}. Si el actual \
                        sigue encajando bien, no hace falta hacer nada.

                        Si está flojo, agrietado o turbio, llámenos al {{clinic.phone}}. Este es nuestro último aviso.

                        Un saludo,
                        {{clinic.name}}
                        """)),
        ])
}
