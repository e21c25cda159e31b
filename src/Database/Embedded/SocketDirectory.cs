namespace AleSekretariat.Database.Embedded;

/// <summary>
/// Where the server's Unix socket lies: in the cluster's own folder, which only the server's user may enter, or, if that
/// path is longer than a socket address can be, in a private folder under the temporary one, noted in the data directory.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="Note">The file that remembers a folder outside the data directory; null if it is inside.</param>
internal sealed record SocketDirectory(string Path, string? Note)
{
    // sockaddr_un holds 108 bytes on Linux and 104 on macOS, the final zero included.
    private static readonly int Longest = OperatingSystem.IsMacOS() ? 103 : 107;

    public static async Task<SocketDirectory> PrepareAsync(
        string dataDirectory, string cluster, int port, ServerUser user, CancellationToken cancellation)
    {
        var note = System.IO.Path.Combine(dataDirectory, "postgres.socket");
        Forget(note);

        // Nothing runs here (the caller has seen to that), so what lies here is a killed server's.
        foreach (var left in Directory.GetFiles(cluster, ".s.PGSQL.*"))
            File.Delete(left);
        // The client would take a comma for a list of hosts, the server a quotation mark for the end of the name.
        var socket = System.IO.Path.Combine(cluster, $".s.PGSQL.{port}");
        if (System.Text.Encoding.UTF8.GetByteCount(socket) <= Longest && !cluster.AsSpan().ContainsAny(',', '"', ';'))
            return new SocketDirectory(cluster, Note: null);

        var folder = Directory.CreateTempSubdirectory("ale-pg-").FullName;
        await File.WriteAllTextAsync(note, folder, cancellation);
        await user.OwnAsync(folder, cancellation);
        return new SocketDirectory(folder, note);
    }

    public void Remove()
    {
        if (Note is not null)
            Forget(Note);
    }

    private static void Forget(string note)
    {
        if (!File.Exists(note))
            return;
        var folder = File.ReadAllText(note);
        if (Directory.Exists(folder) && System.IO.Path.GetFileName(folder).StartsWith("ale-pg-", StringComparison.Ordinal))
            Directory.Delete(folder, recursive: true);
        File.Delete(note);
    }
}
