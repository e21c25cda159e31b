namespace AleSekretariat.Fuzz.Tests;

/// <summary>The chance of one lane: the same seed throws the same.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Below(int limit) => _random.Next(limit);

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
