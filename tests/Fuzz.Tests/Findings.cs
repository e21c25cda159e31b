using System.Collections.Concurrent;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>What the lanes saw.</summary>
internal sealed class Findings
{
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _found = new();

    public IReadOnlyCollection<string> All => _found;

    public string Statuses => string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}"));

    public int Requests => _statuses.Values.Sum();

    public void Count(int status) => _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);

    public void Add(int lane, int place, WireRequest request, string complaint) => _found.Enqueue($"lane {lane}, request {place}: {complaint}\n    {request}");
}
