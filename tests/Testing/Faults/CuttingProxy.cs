using System.Net;
using System.Net.Sockets;
using System.Text;
using AleSekretariat.Testing.Postgres;
using Npgsql;

namespace AleSekretariat.Testing.Faults;

/// <summary>When a <see cref="CuttingProxy"/> cuts the connection of the statement it waits for.</summary>
public enum Cut
{
    /// <summary>The server has answered, and so committed; the answer is dropped.</summary>
    AfterTheAnswer,

    /// <summary>The server never sees the statement.</summary>
    BeforeTheStatement,

    /// <summary>The server has the statement and works on it; the client does not wait any more.</summary>
    WhileItRuns,
}

/// <summary>
/// Stands between a silo and PostgreSQL and, when armed, cuts the connection on which a certain text is sent next: a network
/// that fails at the worst moment, to the byte.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _server;
    private readonly List<Task> _connections = [];
    private readonly List<Socket> _sockets = [];
    private readonly Lock _lock = new();
    private (string Text, Cut Cut, TaskCompletionSource Done)? _armed;
    private bool _closed;
    private int _generation;

    private CuttingProxy(NpgsqlConnectionStringBuilder target)
    {
        _server = target.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint(Path.Combine(target.Host, $".s.PGSQL.{target.Port}"))
            : new IPEndPoint(IPAddress.Loopback, target.Port);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(target.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            Timeout = 3,
        }.ConnectionString;
        _ = Accept();
    }

    /// <summary>How to reach the database through this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts one before a test's database.</summary>
    public static CuttingProxy Before(TestDatabase database) => new(new NpgsqlConnectionStringBuilder(database.ConnectionString));

    /// <summary>Waits for the text in what clients send, once. Statements must not have been prepared by then.</summary>
    /// <returns>Ends when the cut was made.</returns>
    public Task CutAt(string text, Cut cut)
    {
        lock (_lock)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _armed = (text, cut, done);
            return done.Task;
        }
    }

    /// <summary>The database is away (or back): nobody is connected and nobody gets in.</summary>
    public void Close(bool closed)
    {
        lock (_lock)
            _closed = closed;
        if (closed)
            HangUpAll();
    }

    /// <summary>The network forgets the connections there are: nobody hangs up, and nothing comes through. New ones work.</summary>
    public void DropSilently() => Interlocked.Increment(ref _generation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        HangUpAll();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                bool closed;
                lock (_lock)
                    closed = _closed;
                if (closed)
                    client.Dispose();
                else
                    _connections.Add(Relay(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task Relay(Socket client)
    {
        using var server = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        lock (_lock)
            _sockets.AddRange([client, server]);
        try
        {
            await server.ConnectAsync(_server);
            var state = new CutState(Volatile.Read(ref _generation));
            await Task.WhenAll(FromClient(client, server, state), FromServer(server, client, state));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Hung up by somebody.
        }
        finally
        {
            client.Dispose();
        }
    }

    private void HangUpAll()
    {
        lock (_lock)
        {
            _sockets.ForEach(socket => socket.Dispose());
            _sockets.Clear();
        }
    }

    private async Task FromClient(Socket client, Socket server, CutState state)
    {
        var buffer = new byte[256 * 1024];
        var tail = "";
        int read;
        while ((read = await client.ReceiveAsync(buffer)) > 0)
        {
            if (state.Generation != Volatile.Read(ref _generation))
                continue;
            var text = tail + Encoding.Latin1.GetString(buffer, 0, read);
            tail = text.Length > 200 ? text[^200..] : text;
            if (Disarm(text) is not { } armed)
            {
                await server.SendAsync(buffer.AsMemory(0, read));
                continue;
            }

            if (armed.Cut == Cut.BeforeTheStatement)
            {
                client.Dispose();
                server.Dispose();
                armed.Done.SetResult();
                return;
            }

            state.Armed = armed;
            await server.SendAsync(buffer.AsMemory(0, read));
            if (armed.Cut == Cut.WhileItRuns)
            {
                client.Dispose();
                armed.Done.SetResult();
                return; // the server's side stays open: it does not know
            }
        }

        server.Shutdown(SocketShutdown.Send);
    }

    private async Task FromServer(Socket server, Socket client, CutState state)
    {
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = await server.ReceiveAsync(buffer)) > 0)
        {
            if (state.Generation != Volatile.Read(ref _generation))
                continue;
            if (state.Armed is { } armed)
            {
                // "ReadyForQuery, idle" comes after the commit and is the last thing sent.
                if (armed.Cut == Cut.AfterTheAnswer && buffer.AsSpan(0, read).EndsWith((ReadOnlySpan<byte>)[(byte)'Z', 0, 0, 0, 5, (byte)'I']))
                {
                    client.Dispose();
                    server.Dispose();
                    armed.Done.SetResult();
                    return;
                }

                continue;
            }

            await client.SendAsync(buffer.AsMemory(0, read));
        }

        if (state.Armed is null)
            client.Shutdown(SocketShutdown.Send);
    }

    private (string Text, Cut Cut, TaskCompletionSource Done)? Disarm(string text)
    {
        lock (_lock)
        {
            if (_armed is not { } armed || !text.Contains(armed.Text, StringComparison.Ordinal))
                return null;
            _armed = null;
            return armed;
        }
    }

    private sealed class CutState(int generation)
    {
        public int Generation { get; } = generation;

        public (string Text, Cut Cut, TaskCompletionSource Done)? Armed { get; set; }
    }
}
