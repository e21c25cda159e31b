using System.Globalization;
using System.Text.RegularExpressions;

namespace AleSekretariat.Domain.Registers;

/// <summary>
/// How a series' numbers look (product.md §4): "RPW/{seq}/{yyyy}". Exactly one sequence ("{seq}", or "{seq:5}" padded with
/// zeros to 1-9 places) and one year, with letters, digits, spaces and "/ - . _" around them. Made by
/// <see cref="TryParse"/> or <see cref="Default"/> only.
/// </summary>
public readonly partial record struct NumberMask
{
    /// <summary>The longest mask accepted. A rendered number is never longer than 60: a sequence has at most 10 digits.</summary>
    public const int MaxLength = 40;

    private const int MaxSequenceDigits = 10;

    private readonly string? _text;

    private NumberMask(string text) => _text = text;

    /// <summary>The mask as written.</summary>
    public string Text => _text ?? throw new InvalidOperationException("A mask is made by TryParse or Default.");

    /// <summary>The mask a new tenant's series begins with.</summary>
    public static NumberMask Default(Series series) => new(series switch
    {
        Series.Incoming => "RPW/{seq}/{yyyy}",
        Series.Outgoing => "WYS/{seq}/{yyyy}",
        Series.Internal => "WEW/{seq}/{yyyy}",
        Series.Contracts => "UM/{seq}/{yyyy}",
        _ => throw new ArgumentOutOfRangeException(nameof(series), series, "No such series."),
    });

    /// <summary>Reads a mask; on refusal <paramref name="errorCode"/> says why (a code of <see cref="FieldError"/>).</summary>
    public static bool TryParse(string? text, out NumberMask mask, out string? errorCode)
    {
        mask = default;
        errorCode = Fault(text);
        if (errorCode is not null)
            return false;
        mask = new NumberMask(text!);
        return true;
    }

    /// <summary>The number of a registration.</summary>
    /// <param name="sequence">Position in the year's series, from 1. More digits than the padding are all shown.</param>
    /// <param name="year">Warsaw year of registration.</param>
    public string Format(int sequence, int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        return Token().Replace(Text, token => token.ValueSpan[1] == 'y'
            ? year.ToString("D4", CultureInfo.InvariantCulture)
            : sequence.ToString("D" + Padding(token).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Whether some number of this mask could read the same as some number of the other, in whatever years, upper and
    /// lower case being the same to a reader. Two series of a tenant may not look alike.
    /// </summary>
    public bool LooksLike(NumberMask other)
    {
        for (var mine = 1; mine <= MaxSequenceDigits; mine++)
        {
            if (Places(mine) is not { } places)
                continue;
            for (var theirs = 1; theirs <= MaxSequenceDigits; theirs++)
            {
                if (other.Places(theirs) is { } otherPlaces && Overlap(places, otherPlaces))
                    return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? Fault(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return FieldError.Required;
        if (text.Length > MaxLength)
            return FieldError.TooLong;
        var tokens = Token().Matches(text);
        var years = tokens.Count(token => token.ValueSpan[1] == 'y');
        if (years != 1 || tokens.Count != 2)
            return FieldError.Format;
        return Literal().IsMatch(Token().Replace(text, "0")) ? null : FieldError.Format;
    }

    private static int Padding(Match token) =>
        token.Groups["pad"] is { Success: true } pad ? int.Parse(pad.ValueSpan, CultureInfo.InvariantCulture) : 1;

    private static bool Overlap(string[] places, string[] others) =>
        places.Length == others.Length && !places.Where((place, i) => !place.AsSpan().ContainsAny(others[i])).Any();

    /// <summary>The characters possible at each place of a number whose sequence has so many digits; null when none has.</summary>
    private string[]? Places(int sequenceDigits)
    {
        var places = new List<string>();
        var position = 0;
        foreach (var token in Token().Matches(Text).Cast<Match>())
        {
            AddLiteral(Text[position..token.Index]);
            position = token.Index + token.Length;
            var isYear = token.ValueSpan[1] == 'y';
            if (!isYear && sequenceDigits < Padding(token))
                return null;
            var mayBeginWithZero = !isYear && Padding(token) > 1 && sequenceDigits == Padding(token);
            places.Add(mayBeginWithZero ? "0123456789" : "123456789");
            places.AddRange(Enumerable.Repeat("0123456789", (isYear ? 4 : sequenceDigits) - 1));
        }

        AddLiteral(Text[position..]);
        return [.. places];

        void AddLiteral(string literal) => places.AddRange(literal.Select(c => char.ToUpperInvariant(c).ToString()));
    }

    [GeneratedRegex(@"\{seq(:(?<pad>[1-9]))?\}|\{yyyy\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    // Latin and Polish letters only: a Cyrillic "Р" would make two series look alike.
    [GeneratedRegex(@"^(?! )[A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż0-9/._ -]+(?<! )\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
