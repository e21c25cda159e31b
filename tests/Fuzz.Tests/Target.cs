using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>A company to send hostile requests as: its token, its owner's browser, its entries.</summary>
internal sealed record Target(Uri Address, string Token, Browser Browser, Guid TenantId)
{
    private static int _count;

    /// <summary>Ids of what it has, of all kinds.</summary>
    public List<string> Ids { get; } = [];

    public static async Task<Target> OpenAsync(Uri address)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"fuzz{Interlocked.Increment(ref _count)}@firma.example");
        const string password = "zupełnie zwykłe hasło biura";
        var answer = await Wire.SendAsync(address, Json("/api/v1/accounts", JsonSerializer.Serialize(new { company = "Firma Fuzz", email, password })));
        Assert.True(answer.Status == 201, answer.Text);
        var opened = JsonDocument.Parse(answer.Text).RootElement;
        var target = new Target(address, opened.GetProperty("token").GetString()!, new Browser(address), opened.GetProperty("tenantId").GetGuid());
        Assert.True(await target.Browser.SignInAsync(email, password), "The owner cannot sign in.");
        await target.CreateAsync("/api/v1/correspondence", """{"direction":"incoming","subject":"Pismo do obrony"}""");
        await target.CreateAsync("/api/v1/contracts", """{"subject":"Umowa do obrony","parties":[{"name":"Strona"}]}""");
        return target;
    }

    /// <summary>A request of the API with the token.</summary>
    public WireRequest Authorized(WireRequest request) => request with { Headers = [("Authorization", "Bearer " + Token), .. request.Headers] };

    public static WireRequest Json(string path, string json, string method = "POST") =>
        new(method, path, [("Content-Type", "application/json")], Encoding.UTF8.GetBytes(json));

    private async Task CreateAsync(string path, string json)
    {
        var answer = await Wire.SendAsync(Address, Authorized(Json(path, json)));
        Assert.True(answer.Status == 201, answer.Text);
        Ids.Add(JsonDocument.Parse(answer.Text).RootElement.GetProperty("id").GetString()!);
    }
}
