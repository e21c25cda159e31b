namespace AleSekretariat.Web.Pages.Shared;

/// <summary>The form that asks for the reason of annulling.</summary>
/// <param name="Reason">As typed.</param>
/// <param name="Key">The form's hidden key.</param>
/// <param name="Refusal">Why it was refused, in words; null before that.</param>
/// <param name="Back">The entry's page.</param>
public sealed record AnnulForm(string? Reason, string? Key, string? Refusal, string Back);
