using System.Globalization;
using System.Text.Json;

namespace AleSekretariat.Web.Access;

/// <summary>
/// A problem as RFC 9457 writes it: <c>type</c> ends in a stable code, <c>title</c> and <c>detail</c> are in the caller's
/// language, everything a program needs is in members of its own.
/// </summary>
public sealed class Problem(int status, string code) : IResult
{
    /// <summary>What every problem's type begins with.</summary>
    public const string TypePrefix = "https://alesekretariat.pl/problems/";

    private readonly List<KeyValuePair<string, object?>> _members = [];

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The stable code.</summary>
    public string Code => code;

    /// <summary>The key of the texts where it is not the code.</summary>
    public string? Texts { get; init; }

    /// <summary>Values the texts name.</summary>
    public IReadOnlyList<object> TextValues { get; init; } = [];

    /// <summary>When to try again, for the header of that name.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether to say how one authenticates.</summary>
    public bool Challenge { get; init; }

    /// <summary>Adds a member of its own.</summary>
    public Problem With(string name, object? value)
    {
        _members.Add(new(name, value));
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Challenge)
            response.Headers.WWWAuthenticate = "Bearer";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        Write(json, httpContext.Request.Path);
        await json.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter json, string instance)
    {
        json.WriteStartObject();
        json.WriteString("type", TypePrefix + code);
        json.WriteString("title", ProblemText.Title(Texts ?? code));
        json.WriteNumber("status", status);
        if (ProblemText.Detail(Texts ?? code, TextValues) is { } detail)
            json.WriteString("detail", detail);
        json.WriteString("instance", instance);
        foreach (var (name, value) in _members)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(instant.UtcDateTime);
                break;
            case IEnumerable<KeyValuePair<string, string[]>> lists:
                json.WriteStartObject();
                foreach (var (key, texts) in lists)
                {
                    json.WriteStartArray(key);
                    foreach (var text in texts)
                        json.WriteStringValue(text);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
                break;
            default:
                throw new NotSupportedException($"A problem has no way to write {value.GetType()}.");
        }
    }
}
