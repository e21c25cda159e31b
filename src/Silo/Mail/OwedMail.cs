namespace AleSekretariat.Silo.Mail;

/// <summary>A mail claimed for sending.</summary>
/// <param name="Key">Its key in the outbox: the same mail for ever.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Kind">Which mail: a stable word.</param>
/// <param name="Details">What its text names, invariant; the language under "culture".</param>
/// <param name="OwedAt">When it fell due; of a company's mail on the company's clock.</param>
/// <param name="Attempt">From 1; tells this claim from an earlier one.</param>
internal sealed record OwedMail(
    string Key, string Recipient, string Kind, IReadOnlyDictionary<string, string> Details, DateTimeOffset OwedAt, int Attempt);
