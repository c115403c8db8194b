import Foundation

/// Mail as servers of several makes send it back, written anew with invented people.
enum BounceSamples {
    static let returnPath = "bounces+1-42-abcdefghijklmnop@clinic.example"
    static let messageID = "<send=3A42@clinic.example>"

    static let postfixUnknown = """
        Return-Path: <>
        Received: by mx.example.net (Postfix) id 4XyZ; Tue, 16 Mar 2027 10:00:02 +0000 (UTC)
        Date: Tue, 16 Mar 2027 10:00:02 +0000 (UTC)
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: \(returnPath)
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4XyZ1.1805191202/mx.example.net"
        Message-Id: <20270316100002.4XyZ2@mx.example.net>

        This is a MIME-encapsulated message.

        --4XyZ1.1805191202/mx.example.net
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.net.

        <anna@example.org>: host mail.example.org[192.0.2.7] said: 550 5.1.1
            <anna@example.org>: Recipient address rejected: User unknown in local
            recipient table (in reply to RCPT TO command)

        --4XyZ1.1805191202/mx.example.net
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        X-Postfix-Queue-ID: 4XyZ1
        X-Postfix-Sender: rfc822; \(returnPath)
        Arrival-Date: Tue, 16 Mar 2027 10:00:01 +0000 (UTC)

        Final-Recipient: rfc822; anna@example.org
        Original-Recipient: rfc822;anna@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <anna@example.org>: Recipient address
            rejected: User unknown in local recipient table

        --4XyZ1.1805191202/mx.example.net
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        Return-Path: <\(returnPath)>
        Date: Tue, 16 Mar 2027 10:00:00 +0000
        From: "Lakeview Orthodontics" <desk@clinic.example>
        To: "Anna Lind" <anna@example.org>
        Subject: Your visit
        Message-ID: \(messageID)

        --4XyZ1.1805191202/mx.example.net--
        """

    static let postfixDelayed = postfixUnknown.replacing("Action: failed", with: "Action: delayed")
        .replacing("Status: 5.1.1", with: "Status: 4.4.1")
        .replacing("550 5.1.1", with: "451 4.4.1")

    static let postfixFull = postfixUnknown.replacing("5.1.1", with: "5.2.2").replacing(
        "User unknown", with: "Quota exceeded")

    static let postfixExpired = postfixUnknown.replacing("Status: 5.1.1", with: "Status: 4.4.7")
        .replacing("550 5.1.1", with: "450 4.4.7")

    static let postfixDelivered = postfixUnknown.replacing("Action: failed", with: "Action: delivered")
        .replacing("Status: 5.1.1", with: "Status: 2.0.0")

    static let exim = """
        Return-path: <>
        Envelope-to: \(returnPath)
        Received: from Debian-exim by mail.example.org with local (Exim 4.96) id 1xyz-0001
        X-Failed-Recipients: anna@example.org
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mail.example.org>
        To: \(returnPath)
        References: \(messageID)
        Content-Type: multipart/report; report-type=delivery-status; boundary=1805191202-eximdsn-1804289383
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1xyz-0001@mail.example.org>

        --1805191202-eximdsn-1804289383
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

          anna@example.org
            Unrouteable address

        --1805191202-eximdsn-1804289383
        Content-type: message/delivery-status

        Reporting-MTA: dns; mail.example.org

        Action: failed
        Final-Recipient: rfc822;anna@example.org
        Status: 5.0.0
        Diagnostic-Code: smtp; Unrouteable address

        --1805191202-eximdsn-1804289383
        Content-type: message/rfc822

        Return-path: <\(returnPath)>
        From: "Lakeview Orthodontics" <desk@clinic.example>
        To: "Anna Lind" <anna@example.org>
        Message-ID: \(messageID)
        Subject: Your visit

        See you.

        --1805191202-eximdsn-1804289383--
        """

    /// As older ones write it: no report, the words alone.
    static let eximPlain = """
        Return-path: <>
        X-Failed-Recipients: anna@example.org
        From: Mail Delivery System <Mailer-Daemon@mail.example.org>
        To: \(returnPath)
        Subject: Mail delivery failed: returning message to sender

        This message was created automatically by mail delivery software.

          anna@example.org
            SMTP error from remote mail server after RCPT TO:<anna@example.org>:
            host mx.example.org [192.0.2.9]: 550 5.1.1 No such user here

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <\(returnPath)>
        Message-ID: \(messageID)
        """

    static let exchange = """
        From: <postmaster@example.onmicrosoft.example>
        To: <\(returnPath.uppercased())>
        Date: Tue, 16 Mar 2027 10:00:02 +0000
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="9B095B5ADSN=_01D7DSN=_"
        Content-Language: en-US
        Message-ID: <b8f2@exchange.example>
        In-Reply-To: \(messageID)
        Subject: Undeliverable: Your visit
        Auto-Submitted: auto-replied
        X-MS-Exchange-Message-Is-Ndr:

        --9B095B5ADSN=_01D7DSN=_
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="b2-alternative"

        --b2-alternative
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Your message to anna@example.org couldn't be delivered.=20

        --b2-alternative
        Content-Type: text/html; charset="us-ascii"

        <html><body>Your message couldn't be delivered.</body></html>

        --b2-alternative--

        --9B095B5ADSN=_01D7DSN=_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;BN8PR.exchange.example
        Received-From-MTA: dns;mail.clinic.example
        Arrival-Date: Tue, 16 Mar 2027 10:00:01 +0000

        Original-Recipient: rfc822;anna@example.org
        Final-Recipient: rfc822;anna@example.org
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@example.org not found by SMTP address lookup

        --9B095B5ADSN=_01D7DSN=_
        Content-Type: message/rfc822

        Received: from mail.clinic.example by BN8PR.exchange.example
        Message-ID: \(messageID)
        From: desk@clinic.example
        To: anna@example.org

        See you.
        --9B095B5ADSN=_01D7DSN=_--
        """

    static let exchangePolicy = exchange.replacing("5.1.10 RESOLVER.ADR.RecipientNotFound", with: "5.7.1 RESOLVER.RST")
        .replacing("5.1.10", with: "5.7.1").replacing("not found by SMTP address lookup", with: "is restricted")

    static let gmail = """
        Delivered-To: \(returnPath)
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
        To: \(returnPath)
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Failure)
        References: \(messageID)
        In-Reply-To: \(messageID)
        X-Failed-Recipients: anna@example.org
        Message-ID: <6051.1c69@mx.example.com>
        Content-Type: multipart/report; boundary="0000000000004b8b"; report-type=delivery-status

        --0000000000004b8b
        Content-Type: multipart/related; boundary="0000000000004b9a"

        --0000000000004b9a
        Content-Type: multipart/alternative; boundary="0000000000004b9b"

        --0000000000004b9b
        Content-Type: text/plain; charset="UTF-8"

        ** Address not found **

        --0000000000004b9b--
        --0000000000004b9a--

        --0000000000004b8b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.example
        Arrival-Date: Tue, 16 Mar 2027 03:00:01 -0700 (PDT)
        X-Original-Message-ID: \(messageID)

        Final-Recipient: rfc822; Anna@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; gmail-smtp-in.l.example
        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
        Last-Attempt-Date: Tue, 16 Mar 2027 03:00:02 -0700 (PDT)

        --0000000000004b8b
        Content-Type: message/rfc822

        Return-Path: <\(returnPath)>
        Message-ID: \(messageID)
        From: desk@clinic.example

        --0000000000004b8b--
        """

    /// A report about an address beyond ASCII, encoded as RFC 6533 has it.
    static let international = """
        From: MAILER-DAEMON@mx.example.net
        To: \(returnPath)
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/global-delivery-status
        Content-Transfer-Encoding: base64

        \(base64("Reporting-MTA: dns; mx\n\nFinal-Recipient: utf-8; josé@example.org\nAction: failed\nStatus: 5.1.1\n"))
        --b--
        """

    static let complaint = """
        From: <feedback@isp.example>
        To: <abuse@clinic.example>
        Subject: FW: Whitening in May
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="part1"

        --part1
        Content-Type: text/plain; charset="US-ASCII"

        This is an email abuse report for a message received on Tue, 16 Mar 2027.
        --part1
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: SomeGenerator/1.0
        Version: 1
        Original-Mail-From: <\(returnPath)>
        Original-Rcpt-To: <anna@example.org>

        --part1
        Content-Type: message/rfc822

        From: <desk@clinic.example>
        To: <anna@example.org>
        Subject: Whitening in May
        Message-ID: \(messageID)

        Spring offer.
        --part1--
        """

    static let outOfOffice = """
        From: "Anna Lind" <anna@example.org>
        To: \(returnPath)
        Subject: Out of office
        Auto-Submitted: auto-replied
        In-Reply-To: \(messageID)

        I am back on Monday. Your last message said 5.1.1.
        """

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
