namespace AleSekretariat.Web.Pages.Shared;

/// <summary>What the bar under a form depends on.</summary>
/// <param name="Refused">Whether the entry was just refused: then saving is trying again, and Packages is the filled button.</param>
/// <param name="Leave">Where leaving leads.</param>
public sealed record SaveBar(bool Refused, string Leave);
