using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace AleSekretariat.Web.Live;

/// <summary>
/// The live channel of a tenant's pages and programs: server to client only. <c>status</c> on connect and with each change,
/// <c>entry</c> for each new or changed entry (api.md).
/// </summary>
[Authorize(Policies.Live)]
public sealed class TenantHub(TenantFeed feed) : Hub
{
    private const string ViewerKey = nameof(Viewer);

    public override async Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext() ?? throw new InvalidOperationException("A live connection begins with an HTTP request.");
        var viewer = ViewerOf(http);
        Context.Items[ViewerKey] = viewer;
        await Groups.AddToGroupAsync(Context.ConnectionId, LiveMessages.GroupOf(viewer.Actor.TenantId));
        await feed.JoinAsync(viewer);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue(ViewerKey, out var viewer))
            feed.Leave((Viewer)viewer!);
        return Task.CompletedTask;
    }

    private Viewer ViewerOf(HttpContext http)
    {
        var actor = http.RequestServices.GetRequiredService<CurrentTenant>().Actor;
        var token = TokenHandler.TokenOf(http.Request);
        var person = token is null ? SignedInPerson.Of(http) : null;
        return new Viewer(
            Context.ConnectionId, actor, person?.SessionId, person?.SecurityStamp,
            token is null ? null : PersonalTokens.HashOf(token), Context.Abort);
    }
}
