using System.Net;
using System.Text.Json;
using AleSekretariat.Web.Deadlines;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Deadlines;

/// <summary>From asking for the digest to the mail of a working day. Days long ago: no other test's people are due then.</summary>
public sealed class DigestTests(House house)
{
    private static readonly DateTimeOffset Friday = new(2035, 11, 30, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Digest_IsWrittenOnceOnAWorkingDay_WithWhatPresses()
    {
        var tenant = await SubscribedAsync();
        await DeadlinesPageTests.RegisterAsync(tenant, "Odwołanie do sądu", "2026-01-02", "2035-11-30");
        await DeadlinesPageTests.RegisterAsync(tenant, "Na później", "2026-01-02", "2035-12-31");
        (await tenant.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Tajne pismo", receivedOn = "2026-01-02", dueOn = "2035-11-20", confidential = true })).Expect(HttpStatusCode.Created);

        Assert.Null(await MailAsync(tenant, Friday.AddMinutes(-1))); // 7:29
        Assert.Null(await MailAsync(tenant, Friday.AddDays(1))); // a Saturday
        var mail = (await MailAsync(tenant, Friday))!.RootElement;
        await WriteAsync(house.Second, Friday.AddHours(3));

        Assert.Equal("1 po terminie, 1 na dziś", mail.GetProperty("summary").GetString());
        Assert.Equal("30.11, dziś", mail.GetProperty("when02").GetString());
        Assert.EndsWith(": Odwołanie do sądu", mail.GetProperty("what02").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Tajne pismo", mail.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Na później", mail.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1L, await house.ScalarAsync<long>("SELECT count(*) FROM app.mail_outbox WHERE tenant_id = $1 AND kind = 'digest'", tenant.TenantId));
    }

    [Fact]
    public async Task QuietDay_HasNone_AndWhoSwitchedItOffGetsNone()
    {
        var quiet = await SubscribedAsync();
        var off = await SubscribedAsync();
        await DeadlinesPageTests.RegisterAsync(off, "Pilne", "2026-01-02", "2036-01-04");
        using (var visitor = await Visitor.OfAsync(off))
            await SetAsync(visitor, wanted: false);

        Assert.Null(await MailAsync(quiet, Friday.AddDays(35)));
        Assert.Null(await MailAsync(off, Friday.AddDays(35)));
    }

    [Fact]
    public async Task UnconfirmedAddress_GetsNone()
    {
        var tenant = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(tenant);
        await SetAsync(visitor, wanted: true);
        await DeadlinesPageTests.RegisterAsync(tenant, "Pilne", "2026-01-02", "2035-11-30");

        Assert.Contains("po potwierdzeniu adresu", (await visitor.GetAsync("/deadlines")).Text, StringComparison.Ordinal);
        Assert.Null(await MailAsync(tenant, Friday));
    }

    private async Task<TenantClient> SubscribedAsync()
    {
        var tenant = await house.SignUpAsync();
        await house.ScalarAsync<Guid>("UPDATE app.account SET email_confirmed = true WHERE email = $1 RETURNING id", tenant.Email);
        using var visitor = await Visitor.OfAsync(tenant);
        await SetAsync(visitor, wanted: true);
        return tenant;
    }

    private static async Task SetAsync(Visitor visitor, bool wanted)
    {
        var page = await visitor.GetAsync("/deadlines");
        (await visitor.SendAsync("/deadlines?handler=Digest", page, ("wanted", wanted ? "true" : "false"))).Expect(HttpStatusCode.Redirect);
    }

    private async Task<JsonDocument?> MailAsync(TenantClient tenant, DateTimeOffset now)
    {
        await WriteAsync(house.First, now);
        var details = await house.ScalarAsync<string>("SELECT coalesce((SELECT details::text FROM app.mail_outbox WHERE tenant_id = $1 AND kind = 'digest'), '')", tenant.TenantId);
        return details.Length == 0 ? null : JsonDocument.Parse(details);
    }

    private static Task<int> WriteAsync(WebNode node, DateTimeOffset now) => node.Services.GetRequiredService<DigestWorker>().WriteAsync(now, CancellationToken.None);
}
