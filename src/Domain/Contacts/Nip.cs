namespace AleSekretariat.Domain.Contacts;

/// <summary>The Polish tax number: ten digits, the last a check digit.</summary>
public static class Nip
{
    private static readonly int[] Weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

    /// <summary>
    /// The ten digits, without the dashes, spaces and "PL" people write; null when what is left is not ten ASCII digits.
    /// The check digit is not looked at.
    /// </summary>
    public static string? Normalize(string? text)
    {
        var bare = Digits.Strip(text);
        if (bare.StartsWith("PL", StringComparison.OrdinalIgnoreCase))
            bare = bare[2..];
        return Digits.AreExactly(bare, 10) ? bare : null;
    }

    /// <summary>Whether the text, however written, is a tax number with a right check digit.</summary>
    public static bool IsValid(string? text) =>
        Normalize(text) is { } digits
        && !string.Equals(digits, "0000000000", StringComparison.Ordinal)
        && Digits.Weighted(digits, Weights) % 11 == digits[9] - '0';
}

/// <summary>The Polish statistical number: nine digits, or fourteen for a local unit, the last a check digit.</summary>
public static class Regon
{
    private static readonly int[] Weights9 = [8, 9, 2, 3, 4, 5, 6, 7];
    private static readonly int[] Weights14 = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

    /// <summary>The nine or fourteen digits without dashes and spaces; null otherwise.</summary>
    public static string? Normalize(string? text)
    {
        var bare = Digits.Strip(text);
        return Digits.AreExactly(bare, 9) || Digits.AreExactly(bare, 14) ? bare : null;
    }

    /// <summary>Whether the text is a number with right check digits; of fourteen digits the first nine are checked too.</summary>
    public static bool IsValid(string? text) =>
        Normalize(text) is { } digits
        && digits.AsSpan().ContainsAnyExcept('0')
        && Digits.Weighted(digits, Weights9) % 11 % 10 == digits[8] - '0'
        && (digits.Length == 9 || Digits.Weighted(digits, Weights14) % 11 % 10 == digits[13] - '0');
}

internal static class Digits
{
    public static string Strip(string? text) =>
        text is null or { Length: > 40 } ? "" : string.Concat(text.Where(c => c != '-' && !char.IsWhiteSpace(c)));

    public static bool AreExactly(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    public static int Weighted(string digits, int[] weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }
}
