using System.Collections.Immutable;
using System.Globalization;
using System.Net.Mail;
using System.Text;
using AleSekretariat.Domain.Contacts;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;

namespace AleSekretariat.Web.Accounts;

/// <summary>What a sign-up must satisfy (product.md §7). Passwords: length alone, no composition rules (OWASP ASVS 2.1).</summary>
public static class AccountRules
{
    public const int ShortestPassword = 10;
    public const int LongestPassword = 128;
    public const int LongestEmail = 254;
    public const int LongestCompany = 200;
    public const int LongestDisplayName = 100;

    /// <summary>What is wrong; empty when nothing.</summary>
    public static ImmutableArray<FieldProblem> Check(string? company, string? nip, string? email, string? password) =>
        [.. new[] { CheckCompany(company), CheckNip(nip), CheckEmail(email), CheckPassword(password, email, company, nip) }.OfType<FieldProblem>()];

    /// <summary>The company's name: 1-200 characters.</summary>
    public static FieldProblem? CheckCompany(string? company) => company?.Trim() switch
    {
        null or "" => Problem("company", FieldError.Required),
        var text when !IsText(text) => Problem("company", FieldError.NotText),
        var text when !VisibleText.IsIn(text) => Problem("company", FieldError.Required),
        var text when text.EnumerateRunes().Count() > LongestCompany => Problem("company", FieldError.TooLong, LongestCompany),
        _ => null,
    };

    /// <summary>The company's NIP: none, or ten digits with a right checksum.</summary>
    public static FieldProblem? CheckNip(string? nip) =>
        string.IsNullOrWhiteSpace(nip) || Nip.IsValid(nip) ? null : Problem("nip", FieldError.Checksum);

    /// <summary>An address that mail can be sent to, without a display name.</summary>
    public static FieldProblem? CheckEmail(string? email) => email?.Trim() switch
    {
        null or "" => Problem("email", FieldError.Required),
        var text when !IsText(text) => Problem("email", FieldError.NotText),
        { Length: > LongestEmail } => Problem("email", FieldError.TooLong, LongestEmail),
        var text when !IsAddress(text) => Problem("email", FieldError.Format, "jan@firma.pl"),
        _ => null,
    };

    /// <summary>How a person is called: nothing, or 1-100 visible characters.</summary>
    public static FieldProblem? CheckDisplayName(string? name) => name?.Trim() switch
    {
        null or "" => null,
        var text when !IsText(text) => Problem("displayName", FieldError.NotText),
        var text when !VisibleText.IsIn(text) => Problem("displayName", FieldError.Required),
        var text when text.EnumerateRunes().Count() > LongestDisplayName => Problem("displayName", FieldError.TooLong, LongestDisplayName),
        _ => null,
    };

    /// <summary>10-128 characters of any kind, but not of blanks alone (Identity takes those for none), and none that is guessed first.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="email">The account's address.</param>
    /// <param name="known">What else a stranger knows of the person: company, NIP.</param>
    public static FieldProblem? CheckPassword(string? password, string? email = null, params IReadOnlyList<string?> known) => password switch
    {
        _ when string.IsNullOrWhiteSpace(password) => Problem("password", FieldError.Required),
        _ when !IsText(password) => Problem("password", FieldError.NotText),
        _ when password.EnumerateRunes().Count() < ShortestPassword => Problem("password", FieldError.TooShort, ShortestPassword),
        _ when password.EnumerateRunes().Count() > LongestPassword => Problem("password", FieldError.TooLong, LongestPassword),
        _ when GuessablePasswords.IsMadeOf(password, email, known) => Problem("password", "guessable"),
        _ when GuessablePasswords.IsCommon(password) => Problem("password", "common"),
        _ => null,
    };

    /// <summary>The address as it is kept: trimmed, in Unicode normal form C.</summary>
    public static string NormalizeEmail(string email) => email.Trim().Normalize(NormalizationForm.FormC);

    /// <summary>No control character, no half of a surrogate pair: what the database can keep.</summary>
    public static bool IsText(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
                return false;
            rest = rest[used..];
        }

        return true;
    }

    private static bool IsAddress(string text) =>
        !text.Any(char.IsWhiteSpace)
        && MailAddress.TryCreate(text, out var address)
        && string.Equals(address.Address, text, StringComparison.Ordinal)
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !address.Host.StartsWith('.') && !address.Host.EndsWith('.')
        && !address.Host.StartsWith('[');

    private static FieldProblem Problem(string field, string code, params IReadOnlyList<object> values) =>
        new(field, code, [.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);
}
