using System.ComponentModel.DataAnnotations;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>Who runs this installation; section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operator";

    /// <summary>Where customers write to; named on pages.</summary>
    [Required, EmailAddress]
    public string Email { get; set; } = "biuro@alesekretariat.example";

    /// <summary>The firm that answers for the service. The terms show a gap while it, its address or NIP are not set.</summary>
    public string? Name { get; set; }

    /// <summary>Its seat.</summary>
    public string? Address { get; set; }

    /// <summary>Its NIP.</summary>
    public string? Nip { get; set; }

    /// <summary>Who processes data for it: hosting, mail… Named in the privacy notice and the processing agreement.</summary>
    public IList<Subprocessor> Subprocessors { get; } = [];
}

/// <summary>A firm that processes data for the operator.</summary>
public sealed class Subprocessor
{
    /// <summary>Its name and seat.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>What it does.</summary>
    [Required]
    public string Purpose { get; set; } = "";
}
