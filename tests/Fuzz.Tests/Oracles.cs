using System.Text.Json;
using System.Text.RegularExpressions;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>What every answer must be, whatever was asked.</summary>
internal static partial class Oracles
{
    private static readonly string[] Codes =
    [
        "validation", "not-found", "unauthorized", "forbidden", "conflict", "idempotency-mismatch", "quota-exhausted", "read-only", "suspended", "bad-request", "method-not-allowed", "timeout",
        "too-large", "unsupported-media-type", "rate-limited", "precondition-required", "precondition-failed",
    ];

    // What the server reads of a first line (8 KiB), its version apart.
    private const int MostOfARequestLine = 8 * 1024 - 12;

    private static readonly string[] Headers = ["X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy"];

    public static IEnumerable<string> Complaints(WireRequest request, WireAnswer answer)
    {
        if (answer.Status >= 500)
            yield return $"{answer.Status}: {answer.Text[..Math.Min(200, answer.Text.Length)]}";
        if (answer.Status == 0 && !request.BreaksHttp)
            yield return "closed without an answer";
        // What the server refuses as no HTTP at all has an empty answer.
        if (answer.Status == 0 || IsServersOwn(request, answer))
            yield break;
        foreach (var header in Headers.Where(header => answer.Headers[header].Count() != 1))
            yield return $"{answer.Status} with {answer.Headers[header].Count()} {header}";
        if (answer.Header("Server") is { } server)
            yield return "names its server: " + server;
        if (answer.Headers["Location"].Any(location => Uri.TryCreate(location, UriKind.Absolute, out var away) && away.Scheme.StartsWith("http", StringComparison.Ordinal) && !away.IsLoopback || location.StartsWith("//", StringComparison.Ordinal)))
            yield return "sends away: " + answer.Header("Location");
        if (request.IsApi && answer.Status is >= 400 and < 500 && request.Method != "HEAD" && ProblemOf(answer) is { } problem)
            yield return $"{answer.Status}: {problem}";
        if (!IsOperation(request) && Leak().Match(answer.Text) is { Success: true } leak)
            yield return "tells its inside: " + answer.Text[leak.Index..Math.Min(answer.Text.Length, leak.Index + 80)];
    }

    private static bool IsServersOwn(WireRequest request, WireAnswer answer) =>
        answer.Status is 400 or 405 or 411 or 413 or 414 or 431 or 408 or 501 && answer.Text.Length == 0 && answer.Headers["Content-Security-Policy"].FirstOrDefault() is null && (request.BreaksHttp || answer.Header("Connection") == "close" && HasBrokenHttp(request));

    // Characters that HTTP has no place for make a head that the server refuses before anybody of ours sees it.
    private static bool HasBrokenHttp(WireRequest request) => request.Method.Length + request.Target.Length > MostOfARequestLine || request.Target.Any(c => c is <= ' ' or >= '\x7f') || BrokenEscape().IsMatch(request.Target) || request.Target.Contains("%00", StringComparison.Ordinal)
        || request.Headers.Any(header => header.Value.Any(c => c is < ' ' or >= '\x7f') || header is { Name: "Content-Length" or "Host" or "Upgrade" }) || request.Method is "CONNECT" or "TRACE" or "";

    private static string? ProblemOf(WireAnswer answer)
    {
        if (answer.Header("Content-Type") != "application/problem+json")
            return $"no problem but {answer.Header("Content-Type")} {answer.Text[..Math.Min(80, answer.Text.Length)]}";
        using var json = JsonDocument.Parse(answer.Text);
        var code = json.RootElement.GetProperty("type").GetString()!.Split('/')[^1];
        return !Codes.Contains(code) ? "unknown code " + code
            : json.RootElement.GetProperty("status").GetInt32() != answer.Status ? "another status inside"
            : string.IsNullOrWhiteSpace(json.RootElement.GetProperty("title").GetString()) ? "no title" : null;
    }

    private static bool IsOperation(WireRequest request) => request.Target.StartsWith("/metrics", StringComparison.OrdinalIgnoreCase)
        || request.Target.StartsWith("/scalar", StringComparison.OrdinalIgnoreCase) || request.Target.StartsWith("/openapi", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("Exception\\b|   at [A-Z]\\w+\\.|Npgsql|PostgreSQL|SELECT [a-z*]|INSERT INTO|UPDATE app\\.|\\bapp\\.[a-z_]+\\b(?=[ (])|\\.cs:line|/src/|/tmp/|/root/|Host=|Username=|Password=[^\"&]|Microsoft\\.AspNetCore\\.|System\\.[A-Z]|Orleans\\.", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Leak();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BrokenEscape();
}
