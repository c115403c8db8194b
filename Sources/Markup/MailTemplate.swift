/// The mail's own template, kept beside the code that fills it: Delivery has no folder of templates.
enum MailTemplate {
    static let parsed: Template = {
        do {
            return try Template(name: "mail", source: Array(source.utf8), allowsInlineStyle: true)
        } catch {
            preconditionFailure("the mail's template does not parse: \(error)")
        }
    }()

    private static let source = """
        <html slot="document" lang="en">
        <head>
        <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="supported-color-schemes" content="light dark"/>
        <title slot="title">Subject</title>
        <style>
        @media (prefers-color-scheme: dark) {
        .ground { background: #12191d !important; }
        .sheet { background: #1b252a !important; border-color: #2f3c43 !important; color: #e8eef0 !important; }
        .quiet, .quiet a { color: #a9b7bd !important; }
        .link { color: #6fc8cc !important; }
        }
        </style>
        </head>
        <body class="ground" style="margin:0;padding:0;background:#f3f6f7">
        <table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f6f7"><tr>
        <td align="center" style="padding:24px 12px">
        <table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #dbe3e6;border-radius:10px;color:#15232b;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"><tr>
        <td align="left" style="padding:28px 28px 16px;overflow-wrap:anywhere">
        <p class="quiet" slot="sender" style="margin:0 0 20px;font-size:14px;font-weight:600;color:#52646d">Lakeview Orthodontics</p>
        <div each="paragraph" style="margin:0 0 16px">
        <p when="prose" style="margin:0"><span each="run"><span when="text" slot="text">Your visit is on Tuesday.</span><a when="link" class="link" slot="link" href="https://example.org/" style="color:#0b6e73">Read more</a><br when="break"/></span></p>
        <p when="button" style="margin:8px 0"><a slot="button" href="https://example.org/" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6e73;color:#ffffff;font-weight:600;text-decoration:none">Confirm the visit</a></p>
        </div>
        </td></tr></table>
        <table role="presentation" when="footer" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr>
        <td align="left" class="quiet" style="padding:16px 28px;font:13px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#52646d">
        <p each="line" style="margin:0 0 6px"><span each="run"><span when="text" slot="text">12 Lake Street, Chicago</span><a when="link" slot="link" href="https://example.org/" style="color:#52646d">Unsubscribe</a><br when="break"/></span></p>
        </td></tr></table>
        <img when="pixel" slot="pixel" src="https://example.org/pixel.gif" width="1" height="1" alt="" style="display:block;border:0"/>
        </td></tr></table>
        </body>
        </html>
        """
}
