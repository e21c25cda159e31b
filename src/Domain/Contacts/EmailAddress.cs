using System.Net.Mail;

namespace AleSekretariat.Domain.Contacts;

/// <summary>An e-mail address as people write it: one address and nothing beside it.</summary>
public static class EmailAddress
{
    /// <summary>Longest address that a mail may go to.</summary>
    public const int MostCharacters = 254;

    /// <summary>Whether the text is an address; whether somebody reads it is not asked.</summary>
    public static bool IsValid(string text) =>
        MailAddress.TryCreate(text, out var address) && string.Equals(address.Address, text, StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);
}
