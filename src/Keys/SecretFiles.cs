using Microsoft.Extensions.Configuration;

namespace AleSekretariat.Keys;

/// <summary>
/// Settings that are secrets, as files: <c>/run/secrets/Keys__Master</c> holds the value of that setting. The environment of a
/// process is read by more eyes than a file is.
/// </summary>
public static class SecretFiles
{
    private const string DefaultDirectory = "/run/secrets";

    /// <summary>Adds the files of <c>SecretsDirectory</c>, if it is there; they go before what was added so far.</summary>
    public static void AddSecretFiles(this IConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.AddKeyPerFile(Path.GetFullPath(configuration["SecretsDirectory"] ?? DefaultDirectory), optional: true);
    }
}
