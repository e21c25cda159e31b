namespace AleSekretariat.Standalone;

/// <summary>What one process on one machine means unless told otherwise: Development, and settings beside the program.</summary>
internal static class StandaloneDefaults
{
    /// <summary>Development unless the environment names another; settings files are those beside the program.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environments.Development,
        ContentRootPath = AppContext.BaseDirectory,
    };
}
