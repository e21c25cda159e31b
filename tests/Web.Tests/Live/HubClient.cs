using System.Text.Json;
using System.Threading.Channels;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;

namespace AleSekretariat.Web.Tests.Live;

/// <summary>A live connection with a token; what it receives is waited for, never slept for.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HubConnection _connection;
    private readonly Channel<JsonElement> _statuses = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> _entries = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    private HubClient(HubConnection connection)
    {
        _connection = connection;
        connection.On<JsonElement>("status", status =>
        {
            var version = status.GetProperty("version").GetInt64();
            if (version < Interlocked.Exchange(ref _version, version))
                VersionWentBack = true;
            _statuses.Writer.TryWrite(status);
        });
        connection.On<JsonElement>("entry", entry => _entries.Writer.TryWrite(entry));
        connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether a message was older than one before it: must never be.</summary>
    public bool VersionWentBack { get; private set; }

    public static Task<HubClient> ConnectAsync(WebNode node, string token) =>
        ConnectAsync(node, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token));

    /// <summary>Connects as a page does, with the browser's cookie.</summary>
    public static Task<HubClient> ConnectAsync(WebNode node, BrowserSession session) =>
        ConnectAsync(node, options => options.Headers["Cookie"] = session.Cookie);

    private static async Task<HubClient> ConnectAsync(WebNode node, Action<HttpConnectionOptions> authenticate)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(node.Address, "/hubs/tenant"), options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                authenticate(options);
            })
            .Build();
        var client = new HubClient(connection);
        await connection.StartAsync();
        return client;
    }

    /// <summary>Waits for a status that fulfils a condition, passing over others.</summary>
    public async Task<JsonElement> StatusAsync(Func<JsonElement, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = await _statuses.Reader.ReadAsync(limit.Token);
            if (condition(status))
                return status;
        }
    }

    public Task<JsonElement> StatusWithUsedAsync(int used) =>
        StatusAsync(status => status.GetProperty("correspondence").GetProperty("used").GetInt32() == used);

    public async Task<JsonElement> EntryAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _entries.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Entries received and not yet asked for.</summary>
    public IReadOnlyList<JsonElement> WaitingEntries()
    {
        var waiting = new List<JsonElement>();
        while (_entries.Reader.TryRead(out var entry))
            waiting.Add(entry);
        return waiting;
    }

    /// <summary>Waits until the server ends the connection.</summary>
    public Task ClosedAsync() => _closed.Task.WaitAsync(Patience);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
