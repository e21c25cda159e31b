using System.Globalization;
using AleSekretariat.Domain.Time;
using AleSekretariat.Web.Legal;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages.Legal;

/// <summary>The terms, the privacy notice, the processing agreement: the version in force or another, for everybody.</summary>
[AllowAnonymous]
public sealed class DocumentModel(LegalArchive archive, TimeProvider time) : PageModel
{
    /// <summary>The version shown.</summary>
    public LegalVersion Shown { get; private set; } = null!;

    /// <summary>The one in force today.</summary>
    public LegalVersion InForce { get; private set; } = null!;

    /// <summary>All there are, the newest first.</summary>
    public IReadOnlyList<LegalVersion> Versions { get; private set; } = [];

    /// <summary>Its words in the reader's language.</summary>
    public LegalText Text { get; private set; } = null!;

    public IActionResult OnGet(string document, string? version)
    {
        Versions = archive.Of(document);
        if (Versions.Count == 0)
            return NotFound();
        InForce = archive.InForce(document, WarsawTime.DateOf(time.GetUtcNow()));
        if ((version is null ? InForce : Versions.FirstOrDefault(known => known.Name == version)) is not { } shown)
            return NotFound();
        Shown = shown;
        Text = archive.Read(shown, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return Page();
    }

    /// <summary>How a version stands to today: <c>InForce</c>, <c>Coming</c> or <c>Former</c>.</summary>
    public string StateOf(LegalVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version == InForce ? "InForce" : version.From > InForce.From ? "Coming" : "Former";
    }
}
