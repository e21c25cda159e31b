using System.Net;
using AleSekretariat.Keys;
using AleSekretariat.Web.Members;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Members;

/// <summary>Somebody invited on the page, and the path of the link their mail has.</summary>
internal sealed record Guest(string Email, string Link)
{
    public const string Password = "cztery przypadkowe słowa";

    private static int _count;

    /// <summary>Invited by the owner's page; by default an address nobody knows.</summary>
    public static async Task<Guest> InviteAsync(House house, TenantClient tenant, Visitor owner, string role = "office", string? email = null)
    {
        await house.ConfirmAsync(tenant);
        email ??= $"gosc{Interlocked.Increment(ref _count)}@firma.example";
        (await owner.SendAsync("/account/people", ("Email", email), ("Role", role))).Expect(HttpStatusCode.Redirect);
        var id = await house.ScalarAsync<Guid>("SELECT id FROM app.invitation WHERE tenant_id = $1 AND email = $2 ORDER BY created_at DESC LIMIT 1", tenant.TenantId, email);
        return new Guest(email, "/account/invitation/" + house.First.Services.GetRequiredService<LinkSecrets>().TokenOf(Invitations.Purpose, id));
    }

    /// <summary>Opens the link and makes an account; stays signed in.</summary>
    public async Task<Visitor> JoinAsync(WebNode node)
    {
        var visitor = Visitor.Stranger(node);
        var answer = await visitor.SendAsync(Link + "?handler=Join", await visitor.GetAsync(Link), ("Password", Password));
        Assert.Equal("/correspondence", answer.Expect(HttpStatusCode.Redirect).Headers.Location!.ToString());
        return visitor;
    }
}
