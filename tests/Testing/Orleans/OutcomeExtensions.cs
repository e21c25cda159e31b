using AleSekretariat.Grains.Abstractions;

namespace AleSekretariat.Testing.Orleans;

/// <summary>What a test expects of an answer, said in a word.</summary>
public static class OutcomeExtensions
{
    /// <summary>The value of a command that must have been granted.</summary>
    public static T Value<T>(this Outcome<T> outcome)
        where T : class =>
        outcome.Granted(out var value, out var refusal) ? value : throw new InvalidOperationException($"Refused: {refusal}");

    /// <summary>The refusal of a command that must have been refused so.</summary>
    public static TRefusal Refused<TRefusal>(this Refusal? refusal)
        where TRefusal : Refusal =>
        refusal as TRefusal ?? throw new InvalidOperationException($"Expected {typeof(TRefusal).Name}, got {refusal?.ToString() ?? "a grant"}.");
}
