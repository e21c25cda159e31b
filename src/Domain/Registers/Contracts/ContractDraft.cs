using AleSekretariat.Domain.Contacts;

namespace AleSekretariat.Domain.Registers.Contracts;

/// <summary>A party as typed: a contact, or a name with a tax number.</summary>
/// <param name="ContactId">A contact of the tenant.</param>
/// <param name="Name">Name, ≤ 300; null with a contact.</param>
/// <param name="Nip">Tax number, optional.</param>
/// <param name="Role">What the party is in the contract, ≤ 100, optional.</param>
/// <param name="Regon">Statistical number, optional.</param>
public sealed record ContractPartyDraft(Guid? ContactId, string? Name, string? Nip, string? Role, string? Regon = null);

/// <summary>What is typed into the contract form or sent to the API, before it is registered. Field rules: product.md §5.</summary>
public sealed record ContractDraft
{
    /// <summary>Required, 3-1000.</summary>
    public string? Subject { get; init; }

    /// <summary>At least one, at most 50.</summary>
    public IReadOnlyList<ContractPartyDraft?>? Parties { get; init; }

    /// <summary>The other side's number, ≤ 100.</summary>
    public string? CounterpartyNumber { get; init; }

    /// <summary>Day of conclusion; null for a draft contract.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>First day in force.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force, inclusive; null for a contract without an end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Net value, ≥ 0 with two places, up to 12 digits before the point.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code; PLN when there is a value and no currency.</summary>
    public string? Currency { get; init; }

    /// <summary>Period of notice, if agreed.</summary>
    public Notice? Notice { get; init; }

    /// <summary>Free text of several lines, ≤ 4000.</summary>
    public string? Notes { get; init; }

    /// <summary>One of the company's kinds of contracts (rodzaj).</summary>
    public string? Kind { get; init; }

    /// <summary>VAT in percent, 0-100 with two places.</summary>
    public decimal? VatRate { get; init; }

    /// <summary>How often the value is paid.</summary>
    public ContractRecurrence? Recurrence { get; init; }

    /// <summary>Automatic prolongation; needs <see cref="ValidTo"/>.</summary>
    public Renewal? Renewal { get; init; }

    /// <summary>Days before both dates on which somebody is reminded.</summary>
    public IReadOnlyList<int> ReminderDays { get; init; } = ContractReminders.Usual;

    /// <summary>Who looks after it: an active user.</summary>
    public Guid? Responsible { get; init; }

    /// <summary>Who does in their absence: another active user.</summary>
    public Guid? Deputy { get; init; }

    /// <summary>Where the paper lies, ≤ 200.</summary>
    public string? OriginalPlace { get; init; }

    /// <summary>Until when it must be kept; says nothing of whether it is in force.</summary>
    public DateOnly? RetentionUntil { get; init; }

    /// <summary>Its number in an earlier register, ≤ 100.</summary>
    public string? EarlierNumber { get; init; }

    /// <summary>The part that annexes may change.</summary>
    public ContractTerms Terms => new()
    {
        ValidTo = ValidTo,
        Value = Value,
        Currency = Currency,
        VatRate = VatRate,
        Recurrence = Recurrence,
        Notice = Notice,
        Renewal = Renewal,
    };

    /// <summary>The draft as it is stored: texts trimmed, blank ones absent, codes in capitals, tax numbers as ten digits.</summary>
    public ContractDraft Normalized() => this with
    {
        Subject = TextOf(Subject),
        CounterpartyNumber = TextOf(CounterpartyNumber),
        Currency = TextOf(Currency)?.ToUpperInvariant() ?? (Value is null ? null : "PLN"),
        Notes = TextOf(Notes),
        Kind = TextOf(Kind),
        ReminderDays = [.. ReminderDays.Distinct().OrderDescending()],
        OriginalPlace = TextOf(OriginalPlace),
        EarlierNumber = TextOf(EarlierNumber),
        Parties = Parties?.Select(party => party is null ? null : party with
        {
            Name = TextOf(party.Name),
            Nip = Nip.Normalize(party.Nip) ?? TextOf(party.Nip),
            Role = TextOf(party.Role),
            Regon = Regon.Normalize(party.Regon) ?? TextOf(party.Regon),
        }).ToList(),
    };

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
