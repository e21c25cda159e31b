using AleSekretariat.Testing.Hosts;
using AleSekretariat.Testing.Postgres;
using SmtpServer.Protocol;

namespace AleSekretariat.Mail.Tests;

/// <summary>From the outbox to a real mail server: once each, whatever the server says and whoever dies.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private const string Waiting = "sent_at IS NULL AND given_up_at IS NULL AND claimed_until IS NULL AND attempts = 1 AND next_attempt_at > now() + interval '50 seconds'";

    // As if the wait, or the claim of somebody who died, were over.
    private const string TimePasses = "UPDATE app.mail_outbox SET next_attempt_at = now(), claimed_until = NULL";

    private readonly int _port = HostProcess.FreePort();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Owed_IsSentOnce_WithBothForms()
    {
        await using var office = PostOffice.Open(_port);
        await using var sender = await Sender.StartAsync(_database, _port);

        await Sender.OweAsync(_database, Mails.Of("readOnlyBegan"));
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL AND claimed_until IS NULL AND attempts = 1");

        var mail = Assert.Single(office.Accepted);
        Assert.Equal(["anna@example.com"], office.Recipients);
        Assert.Equal("biuro@example.com", mail.From.Mailboxes.Single().Address);
        Assert.Contains("Zażółć sp. z o.o.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Zażółć sp. z o.o.", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("Konto jest tylko do odczytu: Zażółć sp. z o.o.", mail.Subject);
    }

    [Fact]
    public async Task Company_WithLineBreaks_AddsNoHeaderAndNoRecipient()
    {
        await using var office = PostOffice.Open(_port);
        await using var sender = await Sender.StartAsync(_database, _port);

        await Sender.OweAsync(_database, Mails.Of("readOnlyBegan", company: "A\r\nBcc: evil@example.org\r\n\r\n."));
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL");

        Assert.Equal(["anna@example.com"], office.Recipients);
        Assert.Null(Assert.Single(office.Accepted).Headers["Bcc"]);
    }

    [Fact]
    public async Task StartTls_IsRequired_AndTheCertificateMustBeGood()
    {
        await using var office = PostOffice.Open(_port, tls: true);
        await Sender.OweAsync(_database, Mails.Of("confirmEmail"));
        await using (await Sender.StartAsync(_database, _port, new KeyValuePair<string, string?>("Mail:Smtp:Security", "starttls")))
            await Sender.UntilAsync(_database, Waiting);
        Assert.Empty(office.Accepted);

        var authority = Path.GetTempFileName();
        await File.WriteAllTextAsync(authority, office.Certificate!.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await Sender.ExecuteAsync(_database, TimePasses);
        await using (await Sender.StartAsync(_database, _port, new("Mail:Smtp:Security", "starttls"), new("Mail:Smtp:Authority", authority)))
            await Sender.UntilAsync(_database, "sent_at IS NOT NULL");
        File.Delete(authority);

        Assert.Single(office.Accepted);
        Assert.True(office.Secure);
    }

    [Fact]
    public async Task StartTls_OfAServerWithoutIt_SendsNothing()
    {
        await using var office = PostOffice.Open(_port);
        await using var sender = await Sender.StartAsync(_database, _port, new KeyValuePair<string, string?>("Mail:Smtp:Security", "starttls"));

        await Sender.OweAsync(_database, Mails.Of("confirmEmail"));
        await Sender.UntilAsync(_database, Waiting);

        Assert.Empty(office.Accepted);
    }

    [Theory]
    [InlineData(450, "greylisted", true)]
    [InlineData(550, "5.7.1 relaying denied", true)]
    [InlineData(451, "later", false)]
    [InlineData(554, "5.6.0 not liked", false)]
    public async Task Refused_ByWhatSomebodyCanMend_IsTriedAgain(int code, string text, bool atRecipient)
    {
        await using var office = PostOffice.Open(_port);
        await using var sender = await Sender.StartAsync(_database, _port);
        var no = new SmtpResponse((SmtpReplyCode)code, text);
        office.ToRecipient = _ => atRecipient ? no : null;
        office.AfterText = () => atRecipient ? null : no;

        await Sender.OweAsync(_database, Mails.Of("deletionIn1Day"));
        await Sender.UntilAsync(_database, Waiting + $" AND last_error LIKE '%{text}%'");

        office.ToRecipient = _ => null;
        office.AfterText = () => null;
        await Sender.ExecuteAsync(_database, TimePasses);
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL AND attempts = 2 AND last_error IS NULL");
        Assert.Single(office.Accepted);
    }

    [Fact]
    public async Task NoSuchRecipient_IsGivenUp_AndTheNextIsSent()
    {
        await using var office = PostOffice.Open(_port);
        office.ToRecipient = recipient => recipient.StartsWith("nobody", StringComparison.Ordinal) ? new SmtpResponse((SmtpReplyCode)550, "5.1.1 no such user") : null;
        await Sender.OweAsync(_database, Mails.Of("confirmEmail") with { Key = "1", Recipient = "nobody@example.com" });
        await Sender.OweAsync(_database, Mails.Of("confirmEmail") with { Key = "2", Recipient = "not an address" });
        await Sender.OweAsync(_database, Mails.Of("confirmEmail") with { Key = "3" });
        await using var sender = await Sender.StartAsync(_database, _port);

        await Sender.UntilAsync(_database, "key = '3' AND sent_at IS NOT NULL");
        await Sender.UntilAsync(_database, "key IN ('1', '2') AND given_up_at IS NOT NULL AND attempts = 1 AND last_error IS NOT NULL", 2);
        Assert.Equal(["anna@example.com"], office.Recipients);
    }

    [Fact]
    public async Task OlderThanThreeDays_IsGivenUp()
    {
        await Sender.OweAsync(_database, Mails.Of("confirmEmail"));
        await Sender.ExecuteAsync(_database, "UPDATE app.mail_outbox SET created_at = now() - interval '3 days 1 minute'");
        await using var sender = await Sender.StartAsync(_database, _port);

        await Sender.UntilAsync(_database, "given_up_at IS NOT NULL");
    }

    [Fact]
    public async Task ServerAway_ThenBack_TheMailArrives()
    {
        await using var sender = await Sender.StartAsync(_database, _port);
        await Sender.OweAsync(_database, Mails.Of("confirmEmail"));
        await Sender.UntilAsync(_database, Waiting);

        await using var office = PostOffice.Open(_port);
        await Sender.ExecuteAsync(_database, TimePasses);
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL");

        Assert.Single(office.Accepted);
    }

    [Fact]
    public async Task TwoWorkers_SendEachMailOnce()
    {
        const int mails = 40;
        await using var office = PostOffice.Open(_port);
        for (var i = 0; i < mails; i++)
            await Sender.OweAsync(_database, Mails.Of("confirmEmail") with { Key = $"mail/{i}" });

        await using var one = await Sender.StartAsync(_database, _port);
        await using var other = await Sender.StartAsync(_database, _port);
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL AND attempts = 1", mails);

        Assert.Equal(mails, office.Accepted.Count);
        Assert.Equal(mails, office.Accepted.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task DeadBetweenAcceptedAndMarked_IsSentAgainAsTheSameMail()
    {
        await using var office = PostOffice.Open(_port);
        await Sender.ExecuteAsync(_database, """
            CREATE FUNCTION public.stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled'; END $$;
            CREATE TRIGGER stumble BEFORE UPDATE OF sent_at ON app.mail_outbox FOR EACH ROW EXECUTE FUNCTION public.stumble();
            """);
        await Sender.OweAsync(_database, Mails.Of("confirmEmail"));
        await using (await Sender.StartAsync(_database, _port))
            await Testing.Orleans.Patient.Until(() => Task.FromResult(office.Accepted.Count == 1), "it is accepted");
        // Nobody else's while the claim lasts.
        Assert.Equal(1, await Sender.CountAsync(_database, "sent_at IS NULL AND claimed_until > now() + interval '4 minutes'"));

        await Sender.ExecuteAsync(_database, "DROP FUNCTION public.stumble() CASCADE;" + TimePasses);
        await using var sender = await Sender.StartAsync(_database, _port);
        await Sender.UntilAsync(_database, "sent_at IS NOT NULL AND attempts = 2");

        Assert.Equal(2, office.Accepted.Count);
        Assert.Single(office.Accepted.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Account_ThatIsDeleted_TakesItsMailsAlong()
    {
        await Sender.ExecuteAsync(_database, """
            INSERT INTO app.account (id, user_name, normalized_user_name, email, normalized_email, security_stamp, concurrency_stamp, created_at)
            VALUES ('0199f3a5-1111-7222-8333-444455556666', 'a', 'A', 'a@example.com', 'A@EXAMPLE.COM', 's', 'c', now());
            INSERT INTO app.mail_outbox (key, account_id, recipient, kind, owed_at)
            VALUES ('k', '0199f3a5-1111-7222-8333-444455556666', 'a@example.com', 'confirmEmail', now());
            DELETE FROM app.account;
            """);

        Assert.Equal(0, await Sender.CountAsync(_database, "true"));
    }
}
