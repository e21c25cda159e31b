using AleSekretariat.Grains.Abstractions.Tenants;
using Microsoft.AspNetCore.SignalR;

namespace AleSekretariat.Web.Live;

/// <summary>
/// The messages of the hub. Handed to SignalR without waiting: a connection that does not take them must not hold up the
/// others, and SignalR keeps each connection's order.
/// </summary>
public sealed partial class LiveMessages(IHubContext<TenantHub> hub, ILogger<LiveMessages> log)
{
    /// <summary>The group of a tenant's connections.</summary>
    public static string GroupOf(Guid tenantId) => tenantId.ToString("N");

    public void SendStatus(Guid tenantId, TenantSnapshot snapshot) =>
        Forget(hub.Clients.Group(GroupOf(tenantId)).SendAsync("status", StatusBody.From(snapshot)));

    public void SendStatusTo(string connectionId, TenantSnapshot snapshot) =>
        Forget(hub.Clients.Client(connectionId).SendAsync("status", StatusBody.From(snapshot)));

    public void SendEntry(Guid tenantId, EntryAnnouncement entry) =>
        Forget(hub.Clients.Group(GroupOf(tenantId)).SendAsync("entry", Body(entry)));

    public void SendEntryTo(IReadOnlyList<string> connectionIds, EntryAnnouncement entry) =>
        Forget(hub.Clients.Clients(connectionIds).SendAsync("entry", Body(entry)));

    private static EntryBody Body(EntryAnnouncement entry) => new(entry.Kind, entry.Id, entry.Number);

    private void Forget(Task sending)
    {
        if (!sending.IsCompletedSuccessfully)
            _ = sending.ContinueWith(task => LogNotSent(task.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A live message was not sent")]
    private partial void LogNotSent(Exception? fault);
}
