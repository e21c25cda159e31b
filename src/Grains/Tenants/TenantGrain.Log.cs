using Microsoft.Extensions.Logging;

namespace AleSekretariat.Grains.Tenants;

/// <content>What the log is told.</content>
public sealed partial class TenantGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: the database is away or too slow")]
    private static partial void LogOutage(ILogger logger, Exception exception, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: another activation claimed it (own epoch {Epoch}); this one ends")]
    private static partial void LogMoved(ILogger logger, Guid tenantId, long? epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: the outcome of a registration is unknown; claiming anew and looking for entry {EntryId}")]
    private static partial void LogUnknownOutcome(ILogger logger, Guid tenantId, Guid entryId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {TenantId}: the counters in memory are not the database's; claiming anew")]
    private static partial void LogGuard(ILogger logger, Exception exception, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: effects of its state could not be written; trying again soon")]
    private static partial void LogUnsettled(ILogger logger, Exception exception, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {TenantId}: the database refuses effects of its state; they stay owed")]
    private static partial void LogRefusedEffects(ILogger logger, Exception exception, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Tenant {TenantId}: its state is missing from grain storage though it has a licence history; restore it, the tenant is not served meanwhile")]
    private static partial void LogStateMissing(ILogger logger, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {TenantId}: its clock was moved by {Offset}, which is ignored: the test clock is off here")]
    private static partial void LogOffsetIgnored(ILogger logger, Guid tenantId, TimeSpan offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: deletion is due by this silo's clock but not by the database's; waiting")]
    private static partial void LogDeletionNotYet(ILogger logger, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: deletion is put off: the mail of a warning has not left, or left too late")]
    private static partial void LogUnwarned(ILogger logger, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {TenantId}: deletion began")]
    private static partial void LogDeletionBegan(ILogger logger, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {TenantId}: deleted")]
    private static partial void LogDeleted(ILogger logger, Guid tenantId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {TenantId}: work in the background failed; trying again")]
    private static partial void LogBackground(ILogger logger, Exception exception, Guid tenantId);
}
