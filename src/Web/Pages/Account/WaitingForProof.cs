namespace AleSekretariat.Web.Pages.Account;

/// <summary>Something an owner asked for that waits for the password; it is asked for again whole, with the password beside it.</summary>
/// <param name="Handler">The page's handler; null for the one without a name, which invites.</param>
/// <param name="AccountId">Whom it is about; null for the company as a whole.</param>
/// <param name="Fields">What else was sent.</param>
public sealed record WaitingForProof(string? Handler, Guid? AccountId, params IReadOnlyList<(string Name, string Value)> Fields);
