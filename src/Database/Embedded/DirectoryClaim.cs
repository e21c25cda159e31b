using System.Globalization;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// One embedded server a data directory: an operating system lock that vanishes with its process, however that ends.
/// </summary>
internal sealed class DirectoryClaim : IDisposable
{
    private const string FileName = "postgres.lock";
    private readonly FileStream _file;

    private DirectoryClaim(FileStream file) => _file = file;

    /// <exception cref="EmbeddedPostgresException">Another process, or another server of this process, has it.</exception>
    public static DirectoryClaim Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DirectoryClaim(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The data directory {directory} belongs to another user. Start as that user, or choose another directory.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new EmbeddedPostgresException(
                $"The data directory {directory} is in use by process {Holder(path)}. Stop it first, or choose another directory.", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd() is { Length: > 0 } id ? id : "(unknown)";
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }
}
