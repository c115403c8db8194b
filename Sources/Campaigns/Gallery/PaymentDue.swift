extension GalleryWorkflow {
    public static let paymentDue = GalleryWorkflow(
        key: "payment-due",
        name: "Payment Due",
        summary: "Tells of a payment three days before it is due, and asks once, a week after, if it is still open.",
        advice: """
            Use it instead of calls that nobody likes to make. An invoice that is paid is never mentioned again: each message \
            asks the books when it leaves.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(.paymentDue, rule: nil, leadDays: 3),
        audience: .everybody,
        steps: [
            GalleryStep("Payment e-mail", .send(message: "payment-email")),
            GalleryStep("Until a week after", .wait("1 week after due date", ifPast: .skip)),
            GalleryStep("Still open e-mail", .send(message: "open-email")),
        ],
        messages: [
            GalleryMessage(
                "payment-email", "Payment due soon", .email,
                en: .init(
                    "A payment is due on {{invoice.due_date}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        a payment of {{invoice.amount}} for {{patient.first_name}}'s treatment is due on \
                        {{invoice.due_date}}.

                        If you have paid already, thank you, and please forget this note. If the date is difficult, call \
                        us at {{clinic.phone}}; we will find a way.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Un pago vence el {{invoice.due_date}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Un pago de {{invoice.amount}} por el tratamiento de {{patient.first_name}} vence el \
                        {{invoice.due_date}}.

                        Si ya lo ha hecho, gracias, y no tenga en cuenta este aviso. Si la fecha le resulta difícil, \
                        llámenos al {{clinic.phone}} y encontraremos una solución.

                        Un saludo,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "open-email", "Payment still open", .email,
                en: .init(
                    "A payment is still open",
                    body: """
                        Hello {{contact.first_name|there}},

                        {{invoice.amount}} for {{patient.first_name}}'s treatment was due on {{invoice.due_date}} and has \
                        not reached us yet.

                        Perhaps it crossed with this note. If not, please pay when you can, or call us at \
                        {{clinic.phone}}.

                        Kind regards,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Un pago sigue pendiente",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        El pago de {{invoice.amount}} por el tratamiento de {{patient.first_name}} vencía el \
                        {{invoice.due_date}} y todavía no nos ha llegado.

                        Quizá se ha cruzado con este aviso. Si no, le pedimos que lo haga cuando pueda o que nos llame al \
                        {{clinic.phone}}.

                        Un saludo,
                        {{clinic.name}}
                        """)),
        ])
}
