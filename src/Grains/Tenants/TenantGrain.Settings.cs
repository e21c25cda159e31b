using AleSekretariat.Domain.Company;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Grains.Registers;

namespace AleSekretariat.Grains.Tenants;

/// <content>The company's settings: checked against what stands, written in one statement, seen by everybody at once.</content>
public sealed partial class TenantGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> ChangeSettings(ChangeSettings command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        if (Gate(kind: null, Now) is { } refusal)
            return Refuse<TenantSnapshot>(refusal);

        var wanted = Wanted(command);
        var problems = CompanyRules.Validate(wanted, await Ask(() => _settings.EarlierMasks(TenantId)));
        if (problems.Count > 0)
            return Refuse<TenantSnapshot>(Refusals.Of(problems));
        wanted = wanted.Normalized();
        var changed = Differences(await Ask(() => _settings.Read(TenantId)), wanted).ToList();
        if (changed.Count == 0)
            return Snapshot(Now);

        try
        {
            if (!await _settings.Write(TenantId, Own.Facts.Epoch, wanted, changed, actor))
                throw LostClaim();
        }
        catch (Exception e) when (DatabaseFaults.IsOutage(e))
        {
            // Written or not: the next call claims anew, and a repeat that finds nothing changed writes nothing.
            LogOutage(_logger, e, TenantId);
            _loading = null;
            throw new TenantUnavailableException();
        }

        _committed = Own.Next() with { Facts = Own.Facts with { Company = wanted.Company, Nip = wanted.Nip, Masks = [.. wanted.Masks.Select(Mask)] } };
        // The operator's list has the name too.
        return await Change(Licence, history: null);
    }

    /// <inheritdoc/>
    public async Task<Outcome<TenantSnapshot>> DecideSecondFactor(DecideSecondFactor command, Actor actor)
    {
        if (await Absent() is { } gone)
            return Refuse<TenantSnapshot>(gone);
        if (Gate(kind: null, Now) is { } refusal)
            return Refuse<TenantSnapshot>(refusal);
        var people = await Ask(() => _members.Read(TenantId));
        if (!IsOwner([.. people.Select(person => person.Member)], actor))
            return Refuse<TenantSnapshot>(new Refusal.Forbidden("role"));
        await WriteFenced(epoch => _settings.WriteSecondFactorRule(TenantId, epoch, command.Required, actor));
        return Snapshot(Now);
    }

    private static CompanySettings Wanted(ChangeSettings command) => new()
    {
        Company = command.Company ?? "",
        Nip = command.Nip,
        Address = command.Address,
        InvoiceName = command.InvoiceName,
        InvoiceNip = command.InvoiceNip,
        InvoiceAddress = command.InvoiceAddress,
        InvoiceEmail = command.InvoiceEmail,
        Masks = [.. command.Masks.IsDefault ? [] : command.Masks.Select(mask => mask ?? "")],
        LetterKinds = [.. command.LetterKinds.IsDefault ? [] : command.LetterKinds.Select(kind => kind ?? "")],
        ContractKinds = [.. command.ContractKinds.IsDefault ? [] : command.ContractKinds.Select(kind => kind ?? "")],
    };

    /// <summary>The fields that differ, by the names of the form: the audit names them without their values.</summary>
    private static IEnumerable<string> Differences(CompanySettings before, CompanySettings after)
    {
        (string Field, string? Before, string? After)[] texts =
        [
            ("company", before.Company, after.Company),
            ("nip", before.Nip, after.Nip),
            ("address", before.Address, after.Address),
            ("invoiceName", before.InvoiceName, after.InvoiceName),
            ("invoiceNip", before.InvoiceNip, after.InvoiceNip),
            ("invoiceAddress", before.InvoiceAddress, after.InvoiceAddress),
            ("invoiceEmail", before.InvoiceEmail, after.InvoiceEmail),
            .. Enum.GetValues<Series>().Select(series => (CompanyRules.MaskField(series), (string?)before.Masks[(int)series], (string?)after.Masks[(int)series])),
        ];
        foreach (var (field, was, isNow) in texts)
        {
            if (!string.Equals(was, isNow, StringComparison.Ordinal))
                yield return field;
        }

        if (!before.LetterKinds.SequenceEqual(after.LetterKinds, StringComparer.Ordinal))
            yield return "letterKinds";
        if (!before.ContractKinds.SequenceEqual(after.ContractKinds, StringComparer.Ordinal))
            yield return "contractKinds";
    }

    private static NumberMask Mask(string text) =>
        NumberMask.TryParse(text, out var mask, out _) ? mask : throw new InvalidOperationException($"\"{text}\" was checked before.");
}
