using System.Globalization;

namespace AleSekretariat.Database.Embedded;

/// <summary>
/// One embedded server a data directory: an operating system lock that vanishes with its process, however that ends.
/// </summary>
internal sealed class DirectoryClaim : IDisposable
{
    private const string FileName = "postgres.lock";
    private const string HolderFileName = "postgres.holder"; // beside it, as a locked file cannot be read
    private readonly FileStream _file;

    private DirectoryClaim(FileStream file) => _file = file;

    /// <exception cref="EmbeddedPostgresException">Another process, or another server of this process, has it.</exception>
    public static DirectoryClaim Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Path.Combine(directory, HolderFileName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
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
                $"The data directory {directory} is in use by process {Holder(directory)}. Stop it first, or choose another directory.", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string directory)
    {
        var file = Path.Combine(directory, HolderFileName);
        return File.Exists(file) && File.ReadAllText(file) is { Length: > 0 } id ? id : "(unknown)";
    }
}
