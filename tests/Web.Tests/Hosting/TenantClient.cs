using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AleSekretariat.Web.Tests.Hosting;

/// <summary>A program of one company: speaks the API with its token, to any node.</summary>
public sealed record TenantClient(WebNode Node, Guid TenantId, string Token, string Company, string Email, string Password)
{
    private static int _count;

    public static async Task<TenantClient> SignUpAsync(WebNode node, string company)
    {
        var email = $"biuro{Interlocked.Increment(ref _count)}@firma.example";
        const string password = "długie hasło biura";
        using var response = await node.Http.PostAsJsonAsync("/api/v1/accounts", new { company, email, password });
        var answer = (await Answer.ReadAsync(response)).Expect(HttpStatusCode.Created);
        return new TenantClient(node, answer.Json.GetProperty("tenantId").GetGuid(), answer.String("token"), company, email, password);
    }

    /// <summary>The same company seen through another node.</summary>
    public TenantClient Through(WebNode node) => this with { Node = node };

    public Task<Answer> GetAsync(string path, string language = "pl") => SendAsync(HttpMethod.Get, path, null, null, language);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Answer> PostAsync(string path, object? body, string? key = null, string language = "pl") =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), key, language);

    /// <summary>Sends a body exactly as written.</summary>
    public Task<Answer> PostRawAsync(string path, string json, string? key = null, string mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, mediaType), key);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? key = null, string language = "pl")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Answer.ReadAsync(await Node.Http.SendAsync(request));
    }

    /// <summary>Registers a letter that must be accepted.</summary>
    public async Task<JsonElement> RegisterLetterAsync(string subject = "Zapytanie o oprawę", string direction = "incoming") =>
        (await PostAsync("/api/v1/correspondence", new { direction, subject })).Expect(HttpStatusCode.Created).Json;

    /// <summary>Registers so many letters.</summary>
    public async Task RegisterLettersAsync(int count)
    {
        for (var i = 1; i <= count; i++)
            await RegisterLetterAsync(string.Create(CultureInfo.InvariantCulture, $"Pismo numer {i}"));
    }

    public async Task<JsonElement> StatusAsync() => (await GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK).Json;
}
