using System.Globalization;

namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>What a change of a contract truly changes: nothing typed again as it was makes a line of history.</summary>
public static class ContractDifferences
{
    /// <summary>The fields that differ, in the order of the form.</summary>
    /// <param name="before">As stored; each party with its name.</param>
    /// <param name="after">As it would be stored (<see cref="ContractDraft.Normalized"/>); each party with its name.</param>
    public static IReadOnlyList<FieldChange> Between(ContractDraft before, ContractDraft after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. Texts(before).Zip(Texts(after), (was, is_) => new FieldChange(was.Field, was.Text, is_.Text))
            .Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal))];
    }

    private static IEnumerable<(string Field, string? Text)> Texts(ContractDraft contract)
    {
        yield return ("subject", contract.Subject);
        yield return ("parties", string.Join("; ", (contract.Parties ?? []).OfType<ContractPartyDraft>().Select(TextOf)));
        yield return ("counterpartyNumber", contract.CounterpartyNumber);
        yield return ("kind", contract.Kind);
        yield return ("signedOn", TermText.Of(contract.SignedOn));
        yield return ("validFrom", TermText.Of(contract.ValidFrom));
        foreach (var field in Enum.GetValues<TermField>())
            yield return (field.Name(), TermText.Of(contract.Terms, field));
        yield return ("responsible", contract.Responsible?.ToString("D"));
        yield return ("deputy", contract.Deputy?.ToString("D"));
        yield return ("reminderDays", string.Join(", ", contract.ReminderDays.Select(days => days.ToString(CultureInfo.InvariantCulture))));
        yield return ("originalPlace", contract.OriginalPlace);
        yield return ("retentionUntil", TermText.Of(contract.RetentionUntil));
        yield return ("earlierNumber", contract.EarlierNumber);
        yield return ("notes", contract.Notes);
    }

    private static string TextOf(ContractPartyDraft party)
    {
        var about = string.Join(", ", new[]
        {
            party.Nip is { } nip ? "NIP " + nip : null,
            party.Regon is { } regon ? "REGON " + regon : null,
            party.Role,
        }.OfType<string>());
        return about.Length == 0 ? party.Name ?? "" : $"{party.Name} ({about})";
    }
}
