using System.Net;
using AleSekretariat.Web.Audit;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Audit;

/// <summary>The owner's audit page: the company's rows and its people's, nobody else's, in words.</summary>
public sealed class AuditPageTests(House house)
{
    private const string Page = "/account/audit";

    [Fact]
    public async Task Owner_SeesTheCompanysEventsAndItsPeoples_AndNobodyElses()
    {
        var (mine, theirs) = (await house.SignUpAsync(), await house.SignUpAsync());
        var colleague = await Colleague.JoinAsync(house, mine, role: 1);
        await WriteAsync(mine.TenantId, null, "Jan z firmy", AuditKinds.TokenIssued);
        await WriteAsync(null, await AccountOfAsync(colleague), "Kolega", "lockedOut", succeeded: false);
        await WriteAsync(theirs.TenantId, null, "Obcy z firmy", AuditKinds.TokenIssued);
        await WriteAsync(null, await AccountOfAsync(theirs), "Obcy sam", AuditKinds.SignedIn);
        await WriteAsync(mine.TenantId, null, "Ktoś nowy", "kindOfTomorrow");

        var page = (await (await InAsync(mine)).GetAsync(house.First, Page)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("Jan z firmy", page, StringComparison.Ordinal);
        Assert.Contains("Nowy token API", page, StringComparison.Ordinal);
        Assert.Contains("odmowa", page, StringComparison.Ordinal);
        Assert.Contains("kindOfTomorrow", page, StringComparison.Ordinal);
        Assert.Contains("Założenie firmy w aplikacji", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Obcy", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_ComeInOrder_WithoutGapsOrRepeats()
    {
        var tenant = await house.SignUpAsync();
        for (var i = 0; i < 120; i++)
            await WriteAsync(tenant.TenantId, null, $"numer-{i:D3}", AuditKinds.TokenRevoked);
        var browser = await InAsync(tenant);

        var seen = new List<string>();
        for (var next = Page + "?group=access"; next is not null;)
        {
            var page = (await browser.GetAsync(house.First, next)).Expect(HttpStatusCode.OK).Text;
            seen.AddRange(System.Text.RegularExpressions.Regex.Matches(page, "class=\"who\"[^>]*>(numer-[0-9]{3})<").Select(match => match.Groups[1].Value));
            var link = System.Text.RegularExpressions.Regex.Match(page, "href=\"(/account/audit\\?cursor=[^\"]+)\"");
            next = link.Success ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => $"numer-{i:D3}"), seen);
    }

    [Fact]
    public async Task WhatTheCompanysGrainRecords_SaysFromWhere()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Pages.Visitor.OfAsync(tenant);
        var guest = await Members.Guest.InviteAsync(house, tenant, owner);
        (await guest.JoinAsync(house.First)).Dispose();
        var id = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", guest.Email);
        var taken = await house.ScalarAsync<Guid>("SELECT id FROM app.invitation WHERE tenant_id = $1", tenant.TenantId);
        await Members.Guest.InviteAsync(house, tenant, owner);
        var open = await house.ScalarAsync<Guid>("SELECT id FROM app.invitation WHERE tenant_id = $1 AND id <> $2", tenant.TenantId, taken);
        foreach (var (handler, field, value) in ((string, string, string)[])
            [("Revoke", "invitationId", open.ToString()), ("Role", "role", "viewer"), ("Suspend", "role", ""), ("Remove", "role", ""), ("Factor", "required", "true")])
        {
            (await owner.SendAsync("/account/people?handler=" + handler, await owner.GetAsync("/account/people"), ("accountId", id.ToString()), (field, value))).Expect(HttpStatusCode.Redirect);
        }

        Assert.Equal(
            "memberInvited memberJoined memberInvited invitationRevoked roleChanged memberSuspended memberRemoved secondFactorRequired",
            await house.ScalarAsync<string>("SELECT string_agg(kind, ' ' ORDER BY audit_id) FROM app.audit WHERE tenant_id = $1 AND kind <> 'tokenIssued' AND host(address) = '127.0.0.1'", tenant.TenantId));
        var other = await house.SignUpAsync();
        var browser = await InAsync(other);
        (await browser.PostAsync(house.First, "/account/settings", [new("Form.Company", "Inna nazwa"), new("Form.MaskIncoming", "RPW/{seq}/{yyyy}"), new("Form.MaskOutgoing", "WYS/{seq}/{yyyy}"), new("Form.MaskInternal", "WEW/{seq}/{yyyy}"), new("Form.MaskContracts", "UM/{seq}/{yyyy}")], tokenFrom: "/account/settings")).Expect(HttpStatusCode.Redirect);
        Assert.Equal("127.0.0.1", await house.ScalarAsync<string>("SELECT host(address) FROM app.audit WHERE tenant_id = $1 AND kind = 'settingsChanged'", other.TenantId));
    }

    [Theory]
    [InlineData("?group=unknown")]
    [InlineData("?group=1")]
    [InlineData("?cursor=%00")]
    [InlineData("?cursor=AAAA")]
    [InlineData("?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OS9h")]
    public async Task NonsenseInTheAddress_IsNotFound(string query)
    {
        var tenant = await house.SignUpAsync();

        (await (await InAsync(tenant)).GetAsync(house.First, Page + query)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Groups_ShowTheirOwn()
    {
        var tenant = await house.SignUpAsync();
        await WriteAsync(tenant.TenantId, null, "Żetoniarz", AuditKinds.TokenIssued);
        var browser = await InAsync(tenant);

        Assert.Contains("Żetoniarz", (await browser.GetAsync(house.First, Page + "?group=access")).Text, StringComparison.Ordinal);
        var company = (await browser.GetAsync(house.First, Page + "?group=company")).Text;
        Assert.DoesNotContain("Żetoniarz", company, StringComparison.Ordinal);
        Assert.Contains("Założenie firmy w aplikacji", company, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryKindOfTheWebNode_HasWords()
    {
        var texts = new System.Resources.ResourceManager("AleSekretariat.Web.Resources.AuditTexts", typeof(WebHosting).Assembly);
        var kinds = typeof(AuditKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Concat(AuditGroups.Known);

        Assert.All(kinds, kind => Assert.NotNull(texts.GetString("Kind." + kind, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(typeof(AuditKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Except(AuditGroups.Known, StringComparer.Ordinal));
    }

    private Task<BrowserSession> InAsync(TenantClient tenant) => BrowserSession.SignInAsync(house.First, tenant.Email, tenant.Password);

    private Task<Guid> AccountOfAsync(TenantClient person) => house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", person.Email);

    private Task WriteAsync(Guid? tenantId, Guid? accountId, string by, string kind, bool succeeded = true) =>
        house.First.Services.GetRequiredService<AuditLog>().WriteAsync(
            new AuditEvent(kind, accountId, by) { TenantId = tenantId, Succeeded = succeeded, Address = IPAddress.Loopback },
            TestContext.Current.CancellationToken);
}
