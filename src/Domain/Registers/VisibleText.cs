using System.Globalization;
using System.Text;

namespace AleSekretariat.Domain.Registers;

/// <summary>
/// Whether a text shows anything: a letter, digit, punctuation mark or symbol. Joiners, direction marks, byte order marks and
/// the letters that Unicode draws as nothing are none; a register read on paper must not hold a blank name.
/// </summary>
public static class VisibleText
{
    /// <summary>False for null, for an empty text and for one of invisible characters only.</summary>
    /// <param name="text">As typed.</param>
    public static bool IsIn(string? text) => text is not null && text.EnumerateRunes().Any(IsVisible);

    private static bool IsVisible(Rune rune) => !IsBlankLetter(rune)
        && (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber
            || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNumber);

    // Hangul fillers and the empty Braille cell.
    private static bool IsBlankLetter(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
