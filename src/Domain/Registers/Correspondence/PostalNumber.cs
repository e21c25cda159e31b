namespace AleSekretariat.Domain.Registers.Correspondence;

/// <summary>
/// Number of an item of Poczta Polska (nr nadawczy): 20 digits, a GS1 serial shipping code with "00" before it, or the
/// international form of 13 characters ("RR123456785PL"). A wrong one is warned about, never refused (product.md §4).
/// </summary>
public static class PostalNumber
{
    private static readonly int[] InternationalWeights = [8, 6, 4, 2, 3, 5, 9, 7];

    /// <summary>Whether the text, spaces and brackets apart, has the right length and check digit.</summary>
    public static bool IsValid(string? text)
    {
        if (text is null or { Length: > 60 })
            return false;
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('(' or ')' or '-')));
        return bare.Length switch
        {
            20 => bare.All(char.IsAsciiDigit) && DomesticCheckDigit(bare) == bare[19] - '0',
            13 => IsInternational(bare),
            _ => false,
        };
    }

    /// <summary>GS1: the digits before the last, from the right weighted 3, 1, 3, …, made up to a multiple of ten.</summary>
    private static int DomesticCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 18; i >= 0; i--)
            sum += (digits[i] - '0') * ((18 - i) % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10;
    }

    /// <summary>UPU S10: two letters, eight digits, check digit, country.</summary>
    private static bool IsInternational(string text)
    {
        if (!text[..2].All(char.IsAsciiLetter) || !text[2..11].All(char.IsAsciiDigit) || !text[11..].All(char.IsAsciiLetter))
            return false;
        var sum = 0;
        for (var i = 0; i < InternationalWeights.Length; i++)
            sum += (text[2 + i] - '0') * InternationalWeights[i];
        var check = 11 - sum % 11;
        return text[10] - '0' == (check switch { 10 => 0, 11 => 5, _ => check });
    }
}
