using System.Security.Cryptography;

namespace AleSekretariat.Keys;

/// <summary>A master key in a file, for development: made at the first start, readable by its owner alone.</summary>
internal static class KeyFile
{
    public static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
            Make(path);
        return MasterKeys.Parse(path, File.ReadAllText(path).Trim());
    }

    /// <summary>Written whole beside its place and then moved there: nobody ever reads half a key, and of two hosts one wins.</summary>
    private static void Make(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
