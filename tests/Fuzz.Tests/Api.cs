using System.Text.Json;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>A call of the API as its description tells it.</summary>
internal sealed record ApiCall(string Method, string Path, JsonElement? Schema);

/// <summary>The calls of <c>/openapi/v1.json</c>.</summary>
internal sealed record Api(IReadOnlyList<ApiCall> Calls, JsonElement Schemas)
{
    public static async Task<Api> ReadAsync(Uri address)
    {
        var answer = await Wire.SendAsync(address, new WireRequest("GET", "/openapi/v1.json", [], null));
        Assert.Equal(200, answer.Status);
        var description = JsonDocument.Parse(answer.Text).RootElement;
        var calls =
            from path in description.GetProperty("paths").EnumerateObject()
            from call in path.Value.EnumerateObject()
            where call.Name is "get" or "post" or "put" or "delete" or "patch"
            select new ApiCall(call.Name.ToUpperInvariant(), path.Name, SchemaOf(call.Value));
        return new Api([.. calls], description.GetProperty("components").GetProperty("schemas"));
    }

    private static JsonElement? SchemaOf(JsonElement call) =>
        call.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema)
            ? schema
            : null;
}
