using AleSekretariat.Domain.Contacts;
using CsCheck;

namespace AleSekretariat.Domain.Tests.Contacts;

/// <summary>NIP and REGON of any digits: which check digit is right, and what of a typing mistake it notices.</summary>
public sealed class CheckDigitProperties
{
    [Fact]
    public void Nip_AtMostOneLastDigitIsRight() => Digits(9).Sample(digits => LastDigits(digits).Count(Nip.IsValid) <= 1);

    [Fact]
    public void Nip_WithOneDigitMistyped_IsNeverValid() =>
        Gen.Select(Digits(9), Gen.Int[0, 9], Gen.Int[1, 9]).Sample((digits, place, by) =>
            !(LastDigits(digits).FirstOrDefault(Nip.IsValid) is { } right && Nip.IsValid(Mistyped(right, place, by))));

    [Fact]
    public void Regon_ExactlyOneLastDigitIsRight() =>
        Digits(8).Where(digits => digits.Any(digit => digit != '0')).Sample(digits => LastDigits(digits).Count(Regon.IsValid) == 1);

    [Fact]
    public void Regon_OfALocalUnit_NeedsBothCheckDigits() =>
        Gen.Select(Digits(8), Digits(4)).Where((eight, _) => eight.Any(digit => digit != '0')).Sample((eight, unit) =>
        {
            var nine = LastDigits(eight).Single(Regon.IsValid);
            var fourteen = LastDigits(nine + unit).Where(Regon.IsValid).ToList();
            // The nine before it stay checked: with another ninth digit no fourteenth helps.
            var spoilt = Mistyped(nine, 8, 1) + unit;
            return fourteen.Count == 1 && !LastDigits(spoilt).Any(Regon.IsValid);
        });

    [Fact]
    public void Numbers_HoweverSpaced_NormalizeToTheirDigits() =>
        Gen.Select(Digits(10), Digits(9), Gen.Int[1, 8]).Sample((nip, regon, place) =>
            Nip.Normalize($"PL {nip[..place]}-{nip[place..]} ") == nip && Regon.Normalize($" {regon[..place]} {regon[place..]}") == regon);

    private static Gen<string> Digits(int count) => Gen.Char['0', '9'].Array[count].Select(digits => new string(digits));

    private static IEnumerable<string> LastDigits(string digits) => Enumerable.Range(0, 10).Select(last => digits + last);

    private static string Mistyped(string digits, int place, int by)
    {
        var typed = digits.ToCharArray();
        typed[place] = (char)('0' + (typed[place] - '0' + by) % 10);
        return new string(typed);
    }
}
