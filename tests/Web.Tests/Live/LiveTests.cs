using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using AleSekretariat.Domain.Licensing;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Live;

public sealed class LiveTests(House house)
{
    [Fact]
    public async Task Connect_ReceivesTheStatusOfTheApi()
    {
        var tenant = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.First, tenant.Token);

        var live = await hub.StatusWithUsedAsync(0);

        var asked = await tenant.StatusAsync();
        Assert.Equal(asked.EnumerateObject().Select(p => p.Name), live.EnumerateObject().Select(p => p.Name));
        Assert.Equal(asked.GetProperty("validUntil").GetString(), live.GetProperty("validUntil").GetString());
        Assert.Equal(tenant.TenantId, live.GetProperty("tenantId").GetGuid());
    }

    [Fact]
    public async Task Registration_OnOneNode_ShowsOnTheOtherWithinASecondOrSo()
    {
        var tenant = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.Second, tenant.Token);
        await hub.StatusWithUsedAsync(0);

        var clock = Stopwatch.StartNew();
        var letter = await tenant.RegisterLetterAsync();
        await hub.StatusWithUsedAsync(1);

        // The promise is a second; the margin is for a busy machine. A renewal alone would take up to three.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2.5), $"It took {clock.Elapsed}.");
        var entry = await hub.EntryAsync();
        Assert.Equal("correspondence", entry.GetProperty("kind").GetString());
        Assert.Equal(letter.GetProperty("id").GetGuid(), entry.GetProperty("id").GetGuid());
        Assert.Equal(letter.GetProperty("number").GetString(), entry.GetProperty("number").GetString());
    }

    [Fact]
    public async Task ManyChanges_ArriveWithVersionsThatOnlyGrow()
    {
        var tenant = await house.SignUpAsync(Package.Gold);
        await using var hub = await HubClient.ConnectAsync(house.Second, tenant.Token);
        await using var another = await HubClient.ConnectAsync(house.First, tenant.Token);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => tenant.RegisterLetterAsync()));

        await hub.StatusWithUsedAsync(40);
        await another.StatusWithUsedAsync(40);
        Assert.False(hub.VersionWentBack);
        Assert.False(another.VersionWentBack);
    }

    [Fact]
    public async Task Reconnected_ReceivesWhatHappenedMeanwhile()
    {
        var tenant = await house.SignUpAsync();
        var hub = await HubClient.ConnectAsync(house.Second, tenant.Token);
        await hub.StatusWithUsedAsync(0);
        await hub.DisposeAsync();

        await tenant.RegisterLettersAsync(2);

        await using var again = await HubClient.ConnectAsync(house.Second, tenant.Token);
        await again.StatusWithUsedAsync(2);
        await tenant.RegisterLetterAsync();
        await again.StatusWithUsedAsync(3);
    }

    [Fact]
    public async Task Green_AndClock_ShowAtOnce()
    {
        var tenant = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.Second, tenant.Token);

        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P1Y1D" })).Expect(HttpStatusCode.OK);
        await hub.StatusAsync(status => status.GetProperty("state").GetString() == "readOnly");

        (await tenant.PostAsync("/api/v1/licence/green", null)).Expect(HttpStatusCode.OK);
        await hub.StatusAsync(status => status.GetProperty("state").GetString() == "active");
    }

    [Fact]
    public async Task OtherTenants_HearNothing()
    {
        var tenant = await house.SignUpAsync();
        var other = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.First, tenant.Token);
        await using var foreign = await HubClient.ConnectAsync(house.First, other.Token);
        await foreign.StatusWithUsedAsync(0);

        await tenant.RegisterLetterAsync();
        await hub.EntryAsync();
        await other.RegisterLetterAsync();

        var first = await foreign.StatusWithUsedAsync(1);
        Assert.Equal(other.TenantId, first.GetProperty("tenantId").GetGuid());
        await foreign.EntryAsync();
        Assert.Empty(foreign.WaitingEntries());
    }

    [Fact]
    public async Task ConfidentialEntry_IsAnnouncedOnlyToWhoMaySeeIt()
    {
        var owner = await house.SignUpAsync(Package.Silver);
        var clerk = await Colleague.JoinAsync(house, owner, role: 1);
        await using var owners = await HubClient.ConnectAsync(house.First, owner.Token);
        await using var clerks = await HubClient.ConnectAsync(house.First, clerk.Token);

        var secret = (await owner.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Poufne", confidential = true })).Expect(HttpStatusCode.Created);
        var open = await owner.RegisterLetterAsync();

        Guid[] both = [secret.Json.GetProperty("id").GetGuid(), open.GetProperty("id").GetGuid()];
        Assert.Equal(both.Order(), new[] { await owners.EntryAsync(), await owners.EntryAsync() }.Select(entry => entry.GetProperty("id").GetGuid()).Order());
        Assert.Equal(both[1], (await clerks.EntryAsync()).GetProperty("id").GetGuid());
        var more = await owner.RegisterLetterAsync();
        Assert.Equal(more.GetProperty("id").GetGuid(), (await clerks.EntryAsync()).GetProperty("id").GetGuid());
        Assert.Empty(clerks.WaitingEntries());
    }

    [Fact]
    public async Task ConfidentialEntry_GivenToSomebody_IsAnnouncedToThemFromThenOn_AndStillToNobodyElse()
    {
        var owner = await house.SignUpAsync(Package.Silver);
        var (boss, clerk) = (await Colleague.JoinAsync(house, owner, role: 0), await Colleague.JoinAsync(house, owner, role: 1));
        var account = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", boss.Email);
        var secret = (await owner.PostAsync("/api/v1/correspondence", new { direction = "incoming", subject = "Poufne", confidential = true })).Expect(HttpStatusCode.Created).String("id");
        await using var bosses = await HubClient.ConnectAsync(house.First, boss.Token);
        await using var clerks = await HubClient.ConnectAsync(house.First, clerk.Token);
        await bosses.StatusWithUsedAsync(1);
        await clerks.StatusWithUsedAsync(1);

        (await owner.PostAsync($"/api/v1/correspondence/{secret}/assign", new { accountId = account })).Expect(HttpStatusCode.OK);
        (await owner.PostAsync($"/api/v1/correspondence/{secret}/status", new { status = "done" })).Expect(HttpStatusCode.OK);
        var open = await owner.RegisterLetterAsync();

        Assert.Equal(secret, (await bosses.EntryAsync()).GetProperty("id").GetString());
        Assert.Equal(open.GetProperty("id").GetString(), (await clerks.EntryAsync()).GetProperty("id").GetString());
        Assert.Empty(clerks.WaitingEntries());
        (await clerk.GetAsync($"/api/v1/correspondence/{secret}")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await boss.GetAsync($"/api/v1/correspondence/{secret}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RevokedToken_IsDisconnectedAndRefused()
    {
        var tenant = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.First, tenant.Token);
        await hub.StatusWithUsedAsync(0);

        var clock = Stopwatch.StartNew();
        await house.ScalarAsync<int>("WITH gone AS (UPDATE app.personal_token SET revoked_at = now() WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM gone", tenant.TenantId);

        await hub.ClosedAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(7), $"It took {clock.Elapsed}.");
        while ((await tenant.GetAsync("/api/v1/status")).Status != HttpStatusCode.Unauthorized)
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(7), "The token still works.");
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.First, tenant.Token));
    }

    [Fact]
    public async Task SuspendedMember_IsDisconnected()
    {
        var owner = await house.SignUpAsync(Package.Silver);
        var clerk = await Colleague.JoinAsync(house, owner, role: 1);
        await using var owners = await HubClient.ConnectAsync(house.First, owner.Token);
        await using var clerks = await HubClient.ConnectAsync(house.First, clerk.Token);
        await clerks.StatusWithUsedAsync(0);

        await house.ScalarAsync<int>("WITH s AS (UPDATE app.membership SET suspended = true WHERE tenant_id = $1 AND role = 1 RETURNING 1) SELECT count(*)::int FROM s", owner.TenantId);

        await clerks.ClosedAsync();
        await owner.RegisterLetterAsync();
        await owners.StatusWithUsedAsync(1);
    }

    [Fact]
    public async Task DeletedTenant_IsDisconnected()
    {
        var tenant = await house.SignUpAsync();
        await using var hub = await HubClient.ConnectAsync(house.Second, tenant.Token);
        await hub.StatusWithUsedAsync(0);

        (await tenant.PostAsync("/api/v1/test-clock", new { advance = "P2Y" })).Expect(HttpStatusCode.OK);

        await hub.ClosedAsync();
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("", HttpStatusCode.SwitchingProtocols)]
    public async Task Origin_OfAnotherSite_IsRefused(string? origin, HttpStatusCode expected)
    {
        var tenant = await house.SignUpAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin.Length == 0 ? house.First.Address.GetLeftPart(UriPartial.Authority) : origin);
        var address = new UriBuilder(house.First.Address) { Scheme = "ws", Path = "/hubs/tenant", Query = "access_token=" + tenant.Token }.Uri;

        var connecting = socket.ConnectAsync(address, CancellationToken.None);
        await Task.WhenAny(connecting);

        Assert.Equal(expected, socket.HttpStatusCode);
        Assert.Equal(expected == HttpStatusCode.SwitchingProtocols, connecting.IsCompletedSuccessfully);
        _ = connecting.Exception;
    }
}
