using System.Text;
using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Domain.Members;

/// <summary>What an invitation must satisfy (product.md §7).</summary>
public static class InvitationRules
{
    /// <summary>How long the link is good, in real time.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <summary>How many a company may send in 24 hours: nobody's mailbox is flooded through us.</summary>
    public const int MostADay = 30;

    /// <summary>The longest address mail can be sent to.</summary>
    public const int LongestEmail = 254;

    /// <summary>What is wrong, fields "email" and "role"; empty when nothing. Nobody is invited to be the owner.</summary>
    public static IReadOnlyList<FieldError> Validate(string? email, MemberRole role)
    {
        var checks = new FieldChecks();
        checks.Text("email", email, 3, LongestEmail);
        var address = email?.Trim() ?? "";
        if (address.Any(char.IsWhiteSpace) || address.IndexOf('@', StringComparison.Ordinal) is var at && (at < 1 || at == address.Length - 1))
            checks.Add("email", FieldError.Format, "jan@firma.pl");
        if (role is not (MemberRole.Viewer or MemberRole.Office))
            checks.Add("role", FieldError.Unknown);
        return checks.Errors;
    }

    /// <summary>The address as it is kept and shown.</summary>
    public static string Written(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The address as it is compared: the same as an account's.</summary>
    public static string Compared(string email) => Written(email).ToUpperInvariant();
}
