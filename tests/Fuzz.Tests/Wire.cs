using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AleSekretariat.Fuzz.Tests;

/// <summary>A request exactly as its bytes go out: no client library mends it on the way.</summary>
/// <param name="Method">The verb, or what stands in its place.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Headers">In order; names may repeat.</param>
/// <param name="Body">Null for none.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    /// <summary>Whether the request breaks HTTP itself: the server refuses it before the product sees it.</summary>
    public bool BreaksHttp { get; init; }

    public bool IsApi => Target.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);

    public byte[] ToBytes(Uri address)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\n");
        if (!Headers.Any(header => header.Name == "Host"))
            head.Append(CultureInfo.InvariantCulture, $"Host: {address.Authority}\r\n");
        head.Append("Connection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (Body is not null && !Headers.Any(header => header.Name == "Content-Length"))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    public override string ToString() => $"{Method} {Shortened(Target, 200)} [{Shortened(string.Join("; ", Headers.Where(h => h.Name is not ("Cookie" or "Authorization")).Select(h => $"{h.Name}: {Shortened(h.Value, 60)}")), 200)}] {Shortened(Body is null ? "" : Encoding.UTF8.GetString(Body), 300)}";

    private static string Shortened(string text, int most) => text.Length <= most ? text : $"{text[..most]}… ({text.Length})";
}

/// <summary>What came back.</summary>
internal sealed record WireAnswer(int Status, ILookup<string, string> Headers, string Text)
{
    public string? Header(string name) => Headers[name].FirstOrDefault();
}

/// <summary>Sends requests, a connection for each.</summary>
internal static class Wire
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Status 0 when the server closed without an answer.</summary>
    public static async Task<WireAnswer> SendAsync(Uri address, WireRequest request)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        using var received = new MemoryStream();
        var sending = SendAsync(stream, request.ToBytes(address), limit.Token);
        try
        {
            await stream.CopyToAsync(received, limit.Token);
        }
        catch (IOException)
        {
            // Refused in the middle of its body: what was answered until then is the answer.
        }

        await sending;
        return Parse(received.ToArray());
    }

    private static async Task SendAsync(NetworkStream stream, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellation);
        }
        catch (IOException)
        {
            // The server stopped listening; it answered already.
        }
    }

    private static WireAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return new WireAnswer(0, Array.Empty<string>().ToLookup(_ => ""), Encoding.UTF8.GetString(bytes));
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = bytes[(end + 4)..];
        if (headers["Transfer-Encoding"].Contains("chunked"))
            body = Unchunked(body);
        return new WireAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString(body));
    }

    private static byte[] Unchunked(byte[] body)
    {
        var whole = new List<byte>(body.Length);
        for (var at = 0; at < body.Length;)
        {
            var line = body.AsSpan(at).IndexOf("\r\n"u8);
            if (line < 0 || !int.TryParse(Encoding.ASCII.GetString(body, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size) || size == 0)
                break;
            at += line + 2;
            whole.AddRange(body.AsSpan(at, Math.Min(size, body.Length - at)));
            at += size + 2;
        }

        return [.. whole];
    }
}
