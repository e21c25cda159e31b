using System.Security.Cryptography;
using System.Text.Json;
using AleSekretariat.Grains.Abstractions.Tenants;

namespace AleSekretariat.Web.Pages.Shared;

/// <summary>The hidden key of a form: kept through refusals and retries, so that one form registers at most once.</summary>
public static class FormKey
{
    /// <summary>A new one.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>The key as the tenant takes it; a form that came without one, or with nonsense, gets a new one.</summary>
    /// <param name="route">Which form.</param>
    /// <param name="key">As posted.</param>
    /// <param name="command">What is to be done: another command under the same key is a mismatch.</param>
    public static IdempotencyKey Of<TCommand>(string route, string? key, TCommand command) => new(
        route,
        Guid.TryParseExact(key, "N", out var known) ? known.ToString("N") : New(),
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command)));
}
