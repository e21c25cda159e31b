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
}
