using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AleSekretariat.Testing.Hosts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace AleSekretariat.Cluster.Tests;

/// <summary>A tenant as a program sees it: its token, any web node.</summary>
internal sealed class Tenant(Guid id, string token)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public Guid Id { get; } = id;

    public static async Task<Tenant> SignUpAsync(HostProcess web)
    {
        var email = $"{Guid.NewGuid():N}@firma.example";
        using var answer = await Http.PostAsJsonAsync(new Uri(web.Address, "/api/v1/accounts"),
            new { company = "Drukarnia Łabędź", email, password = "dlugie-haslo-testowe" });
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{web.Output}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new Tenant(body.GetProperty("tenantId").GetGuid(), body.GetProperty("token").GetString()!);
    }

    public async Task<HttpResponseMessage> RegisterAsync(HostProcess web, string subject, string? key = null)
    {
        using var request = Request(HttpMethod.Post, web, "/api/v1/correspondence");
        request.Content = JsonContent.Create(new { direction = "incoming", subject, correspondent = new { name = "Urząd Skarbowy" } });
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> StatusAsync(HostProcess web)
    {
        using var request = Request(HttpMethod.Get, web, "/api/v1/status");
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{web.Output}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A live connection as a page of this tenant has it.</summary>
    public HubConnection Connect(HostProcess web) => new HubConnectionBuilder()
        .WithUrl(new Uri(web.Address, "/hubs/tenant"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        })
        .Build();

    private HttpRequestMessage Request(HttpMethod method, HostProcess web, string path) =>
        new(method, new Uri(web.Address, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
