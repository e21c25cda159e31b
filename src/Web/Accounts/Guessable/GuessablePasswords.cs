using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AleSekretariat.Web.Accounts;

/// <summary>Passwords that an attacker tries first: those on the lists, and those made of what everybody knows of the person.</summary>
public static class GuessablePasswords
{
    private const string List = "common-passwords.txt.gz";

    /// <summary>A shorter word is in too many good passwords by chance.</summary>
    private const int ShortestWord = 4;

    private static readonly string[] Ours = ["alesekretariat", "sekretariat", "sekretarka"];

    private static readonly Lazy<FrozenSet<string>> Common = new(Read);

    /// <summary>Whether the password, or it without the digits at its end, is on the list, whatever the case.</summary>
    public static bool IsCommon(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var normal = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return Common.Value.Contains(normal) || Common.Value.Contains(normal.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
    }

    /// <summary>Whether nothing is left of the password without digits, marks and the words given, the product's name among them.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="email">The account's address: its mailbox and its host are words too.</param>
    /// <param name="known">Company, NIP.</param>
    public static bool IsMadeOf(string password, string? email, IReadOnlyList<string?> known)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(known);
        var left = Plain(password);
        var words = known.Concat(known.SelectMany(text => text?.Split(' ') ?? [])).Concat([email]).Concat(email?.Split('@', '.') ?? [])
            .Select(Plain).Where(word => word.Length >= ShortestWord).Concat(Ours).OrderByDescending(word => word.Length);
        foreach (var word in words)
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left.Length < Plain(password).Length && left.All(char.IsDigit);
    }

    /// <summary>Letters and digits alone, in small letters and without their marks: what two spellings of a word share.</summary>
    private static string Plain(string? text)
    {
        var plain = new StringBuilder();
        foreach (var letter in (text ?? "").Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(letter))
                plain.Append(letter == 'ł' ? 'l' : letter);
        }

        return plain.ToString();
    }

    private static FrozenSet<string> Read()
    {
        using var packed = typeof(GuessablePasswords).Assembly.GetManifestResourceStream(List) ?? throw new InvalidOperationException($"{List} is not in the assembly.");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        var words = new List<string>();
        while (reader.ReadLine() is { } word)
            words.Add(word);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
