using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AleSekretariat.Web.Access;

/// <summary>
/// Remembers look-ups for four seconds: long enough to spare the database a page's worth of requests, short enough that
/// revoking works within five (api.md). Never remembers that something was not there.
/// </summary>
public sealed class ShortMemory<TKey, TValue>(TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<TKey, (TValue Value, long At)> _known = new();
    private long _sweptAt = time.GetTimestamp();

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        value = _known.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.At) < Span ? entry.Value : null;
        return value is not null;
    }

    public void Put(TKey key, TValue value)
    {
        _known[key] = (value, time.GetTimestamp());
        Sweep();
    }

    public void Forget(TKey key) => _known.TryRemove(key, out _);

    /// <summary>Forgets all that is about something.</summary>
    public void ForgetAll(Func<TValue, bool> isAbout)
    {
        ArgumentNullException.ThrowIfNull(isAbout);
        foreach (var (key, entry) in _known)
        {
            if (isAbout(entry.Value))
                _known.TryRemove(KeyValuePair.Create(key, entry));
        }
    }

    /// <summary>Drops what is too old, one caller at a time and at most once in a span.</summary>
    private void Sweep()
    {
        var swept = Interlocked.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) < Span || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) != swept)
            return;
        foreach (var (key, entry) in _known)
        {
            if (time.GetElapsedTime(entry.At) >= Span)
                _known.TryRemove(KeyValuePair.Create(key, entry));
        }
    }
}
