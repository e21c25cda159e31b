using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using Npgsql;

namespace AleSekretariat.Grains.Tenants;

/// <content>
/// Opening. The reminder first, then the tenant's row, then the state: a crash in between leaves either a reminder that
/// finds nothing and goes, or a tenant whose state the next activation makes.
/// </content>
public sealed partial class TenantGrain
{
    private DateTimeOffset? _armedAtOpening;

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> Open(OpenTenant command, Actor actor)
    {
        var company = command.Company?.Trim() ?? "";
        if (CompanyProblem(company) is { } code)
            return Refuse<TenantSnapshot>(Refusals.Invalid("company", code));
        if (!string.IsNullOrWhiteSpace(command.Nip) && !Nip.IsValid(command.Nip))
            return Refuse<TenantSnapshot>(Refusals.Invalid("nip", FieldError.Checksum));

        await EnsureLoaded();
        if (_presence == Presence.Unknown)
        {
            _armedAtOpening = await Arm(MaxReminderDue);
            try
            {
                if (!await _tenants.Open(TenantId, company, Nip.Normalize(command.Nip), command.OwnerId, Now))
                    return Refuse<TenantSnapshot>(new Refusal.Conflict("too-many-companies"));
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
            {
                return Refuse<TenantSnapshot>(Refusals.Invalid("ownerId", "notFound"));
            }
            catch (Exception e) when (Registers.DatabaseFaults.IsOutage(e))
            {
                LogOutage(_logger, e, TenantId);
                _loading = null;
                throw new TenantUnavailableException();
            }

            _loading = null;
        }

        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        return await Ask(() => _tenants.IsOwner(TenantId, command.OwnerId))
            ? Snapshot(Now)
            : Refuse<TenantSnapshot>(new Refusal.Conflict("tenant-exists"));
    }

    private static string? CompanyProblem(string company) =>
        company.Length == 0 ? FieldError.Required
        : company.EnumerateRunes().Count() > 200 ? FieldError.TooLong
        : company.Any(c => char.IsControl(c)) || !IsWellFormed(company) ? FieldError.NotText
        : null;

    /// <summary>No half of a surrogate pair, which PostgreSQL would not take.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
